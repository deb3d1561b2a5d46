package dev.sallyport.control.issuer;

import dev.sallyport.engine.policy.TenantId;
import java.util.Optional;

/**
 * The name under which an issuer is known here: {@code [a-z0-9][a-z0-9-]{0,62}} for one of the
 * whole deployment, {@code tenant/ID} for that of a tenant, which no name of the other kind can be.
 *
 * @param value the text
 */
public record IssuerName(String value) {

    private static final String OF_TENANT = "tenant/";

    /** Returns the name of the issuer of a tenant. */
    public static IssuerName of(TenantId tenant) {
        return new IssuerName(OF_TENANT + tenant);
    }

    /**
     * Returns the name of an issuer of the whole deployment; empty if the text is of another form
     * or the name of the issuer built in.
     */
    public static Optional<IssuerName> parse(String text) {
        return TenantId.isValid(text) && !text.equals(ExternalIssuer.BUILT_IN)
                ? Optional.of(new IssuerName(text))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return value;
    }
}
