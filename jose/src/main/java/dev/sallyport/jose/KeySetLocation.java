package dev.sallyport.jose;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;

/**
 * Where a JWK Set is fetched: a URL of {@code https}, or of {@code http} if its host is a loopback
 * address.
 *
 * <p>Loopback means {@code 127.0.0.0/8} or {@code [::1]} as an address: a name, even {@code
 * localhost}, leads wherever a name server says.
 *
 * @param url the URL, without user information and fragment
 */
public record KeySetLocation(URI url) {

    private static final int LONGEST = 2_000;
    private static final Pattern LOOPBACK =
            Pattern.compile("127(\\.(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])){3}|\\[::1]");

    /**
     * Checks the URL.
     *
     * @throws IllegalArgumentException if it is of another form; the message says which
     */
    public KeySetLocation {
        String scheme = url.getScheme();
        String host = url.getHost();
        if (scheme == null || host == null || url.toString().length() > LONGEST) {
            throw new IllegalArgumentException(
                    "the address of a key set is a URL of at most 2000 characters with a host");
        }
        if (url.getRawUserInfo() != null || url.getRawFragment() != null) {
            throw new IllegalArgumentException(
                    "the URL of a key set has neither user information nor a fragment");
        }
        boolean isPlain = scheme.equalsIgnoreCase("http");
        if (!isPlain && !scheme.equalsIgnoreCase("https")) {
            throw new IllegalArgumentException("the URL of a key set begins with `https://`");
        }
        if (isPlain && !LOOPBACK.matcher(host).matches()) {
            throw new IllegalArgumentException(
                    "the URL of a key set begins with `https://`; `http://` is for loopback addresses"
                            + " such as 127.0.0.1 alone");
        }
    }

    /**
     * Returns the location that {@code text} names.
     *
     * @throws IllegalArgumentException if it is of another form
     */
    public static KeySetLocation parse(String text) {
        try {
            return new KeySetLocation(new URI(text));
        } catch (URISyntaxException notAUrl) {
            throw new IllegalArgumentException("the address of a key set is a URL", notAUrl);
        }
    }

    @Override
    public String toString() {
        return url.toString();
    }
}
