package dev.sallyport.control.caller;

import java.util.Arrays;
import java.util.Optional;

/** What a client of the API may do. The names are public API. */
public enum ApiScope {
    /** Read what belongs to the client's tenant. */
    READ("sallyport:read"),
    /** Read and change what belongs to the client's tenant. */
    MANAGE("sallyport:manage"),
    /** Override a refusal that may be overridden, giving a reason. */
    OVERRIDE("sallyport:override"),
    /** Everything, for all tenants; only operators have it. */
    OPERATE("sallyport:operate");

    private final String text;

    ApiScope(String text) {
        this.text = text;
    }

    /** Returns the name on the wire, such as {@code sallyport:read}. */
    public String text() {
        return text;
    }

    /** Returns the scope whose name on the wire is {@code text}, if there is one. */
    public static Optional<ApiScope> find(String text) {
        return Arrays.stream(values()).filter(scope -> scope.text.equals(text)).findFirst();
    }

    @Override
    public String toString() {
        return text;
    }
}
