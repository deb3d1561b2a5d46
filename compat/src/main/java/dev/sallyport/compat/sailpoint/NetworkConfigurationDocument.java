package dev.sallyport.compat.sailpoint;

import dev.sallyport.control.problem.Outcome;
import dev.sallyport.control.problem.ProblemCode;
import dev.sallyport.document.DocumentLimits;
import dev.sallyport.document.JsonCursor;
import dev.sallyport.document.JsonText;
import dev.sallyport.engine.address.AddressSyntaxException;
import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.policy.CountryCode;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes the document {@code NetworkConfiguration}. Read strictly: one with any fault is
 * refused whole, with every fault at its JSON Pointer. A member that is absent is null, or false.
 */
public final class NetworkConfigurationDocument {

    private static final String RANGE = "range";
    private static final String GEOLOCATION = "geolocation";
    private static final String WHITELISTED = "whitelisted";

    /** The members, each of which always exists. */
    public static final List<String> MEMBERS = List.of(RANGE, GEOLOCATION, WHITELISTED);

    private final JsonCursor cursor;
    private final int most;
    private @Nullable List<String> range;
    private @Nullable List<String> geolocation;
    private boolean whitelisted;

    private NetworkConfigurationDocument(JsonCursor cursor, int most) {
        this.cursor = cursor;
        this.most = most;
    }

    /**
     * Returns the configuration that the bytes hold, or their faults under {@code request.invalid}.
     * The stream is closed.
     */
    public static Outcome<NetworkConfiguration> read(InputStream bytes, DocumentLimits limits) {
        return JsonCursor.read(
                bytes,
                limits,
                ProblemCode.REQUEST_INVALID,
                cursor -> read(cursor, limits.policy().maxEntries()));
    }

    /** Returns the configuration at the cursor; null, noted, if it has faults. */
    static @Nullable NetworkConfiguration read(JsonCursor cursor, int most) {
        NetworkConfigurationDocument document = new NetworkConfigurationDocument(cursor, most);
        int before = cursor.faultCount();
        JsonCursor.Members _ = cursor.object(MEMBERS, document::member);
        return cursor.faultCount() > before
                ? null
                : new NetworkConfiguration(
                        document.range, document.geolocation, document.whitelisted);
    }

    private void member(String name) {
        switch (name) {
            case RANGE -> range = texts(this::checkNetwork);
            case GEOLOCATION -> geolocation = texts(this::checkCountry);
            case WHITELISTED -> whitelisted = Boolean.TRUE.equals(cursor.truth());
            default -> throw new IllegalStateException("a member is known and not read");
        }
    }

    @FunctionalInterface
    private interface TextCheck {
        void check(String text);
    }

    private @Nullable List<String> texts(TextCheck check) {
        if (cursor.isNull()) {
            return null;
        }
        List<String> texts = new ArrayList<>();
        cursor.array(
                most,
                () -> {
                    String text = cursor.rawText();
                    if (text != null) {
                        check.check(text);
                        texts.add(text);
                    }
                });
        return texts;
    }

    private void checkNetwork(String text) {
        try {
            IpPrefix _ = NetworkText.parse(text);
        } catch (AddressSyntaxException refused) {
            cursor.fault(
                    ProblemCode.of(refused.fault()),
                    Objects.requireNonNullElse(refused.getMessage(), "the text is no network"),
                    refused.hint());
        }
    }

    private void checkCountry(String text) {
        if (!CountryCode.isValid(text)) {
            cursor.fault(
                    ProblemCode.JSON_UNKNOWN_VALUE,
                    "a country code is two upper-case letters",
                    "write a code of ISO 3166-1 such as `FR`");
        }
    }

    /** Returns the document of a configuration, all three members always there. */
    public static String write(NetworkConfiguration configuration) {
        return JsonText.of(json -> json.object(() -> members(json, configuration)));
    }

    static void members(JsonText json, NetworkConfiguration configuration) {
        texts(json, RANGE, configuration.range());
        texts(json, GEOLOCATION, configuration.geolocation());
        JsonText _ = json.member(WHITELISTED, configuration.whitelisted());
    }

    private static void texts(JsonText json, String name, @Nullable List<String> texts) {
        JsonText _ = texts == null ? json.nothing(name) : json.texts(name, texts);
    }
}
