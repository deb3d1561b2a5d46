package dev.sallyport.compat.imports;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;
import java.util.regex.Pattern;

/** What a file looks like, for somebody who gave it to the wrong reader. */
public final class KindGuess {

    private static final int LOOKED_AT = 64 << 10;

    private static final Pattern NGINX =
            Pattern.compile(
                    "(?m)^[ \\t]{0,100}(?:(?:allow|deny)[ \\t]{1,50}[^\\s;]{1,100}[ \\t]{0,50};|geo[ \\t]{1,50}\\$\\w+|(?:server|http|location)\\b[^;{}\n]{0,200}\\{)");
    private static final Pattern OKTA =
            Pattern.compile("\"(?:gateways|proxyType|ipServiceCategories)\"\\s*:");
    private static final Pattern SAILPOINT =
            Pattern.compile("\"(?:geolocation|whitelisted|range)\"\\s*:");
    private static final Pattern GENESYS =
            Pattern.compile(
                    "\"(?:ipAddressAllowlist|networkWhitelist|domainAllowlist|domainAllowlistEnabled|multifactorAuthenticationRequired)\"\\s*:");
    private static final Pattern OURS = Pattern.compile("\"rules\"\\s*:");

    private KindGuess() {}

    /**
     * Returns which kind of source the bytes look like, by the name of the command that reads it:
     * {@code sailpoint}, {@code genesys}, {@code okta}, {@code csv}, {@code nginx}, or {@code
     * policy} for a policy of ours; empty if none.
     */
    public static Optional<String> of(byte[] bytes) {
        String text = new String(bytes, 0, Math.min(bytes.length, LOOKED_AT), UTF_8);
        String begin = text.replace("\uFEFF", "").stripLeading();
        if (begin.startsWith("{") || begin.startsWith("[")) {
            return ofJson(text);
        }
        if (NGINX.matcher(text).find()) {
            return Optional.of("nginx");
        }
        boolean isTable =
                begin.lines()
                        .filter(line -> !line.isBlank() && !line.startsWith("#"))
                        .limit(20)
                        .anyMatch(line ->
                                Pattern.compile("[,;\\t|]")
                                        .splitAsStream(line)
                                        .map(field -> field.replace("\"", "").strip())
                                        .anyMatch(AddressReading::isAny));
        return isTable ? Optional.of("csv") : Optional.empty();
    }

    private static Optional<String> ofJson(String text) {
        if (OKTA.matcher(text).find()) {
            return Optional.of("okta");
        }
        if (GENESYS.matcher(text).find()) {
            return Optional.of("genesys");
        }
        if (SAILPOINT.matcher(text).find()) {
            return Optional.of("sailpoint");
        }
        return OURS.matcher(text).find() ? Optional.of("policy") : Optional.empty();
    }
}
