package dev.sallyport.compat.sailpoint;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The id of an auth profile: the default one, whose switches hold for everybody, or that of a role.
 *
 * @param role the role, or null for the default profile
 */
public record ProfileId(@Nullable String role) {

    /** The default profile. */
    public static final ProfileId DEFAULT = new ProfileId(null);

    private static final String DEFAULT_TEXT = "default";
    private static final String ROLE_PREFIX = "role-";
    private static final String SAFE =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-";

    /**
     * Returns the id as it stands in paths: letters, digits and {@code .}, {@code _}, {@code -} of
     * a role as they are, each other byte of its UTF-8 as {@code ~} and two hexadecimal digits, so
     * that every role has a path of its own.
     */
    public String text() {
        return role == null ? DEFAULT_TEXT : ROLE_PREFIX + pathSafe(role);
    }

    /** Returns the profile whose id is {@code text}, if a profile could have it. */
    static Optional<ProfileId> of(String text) {
        if (text.equals(DEFAULT_TEXT)) {
            return Optional.of(DEFAULT);
        }
        return text.startsWith(ROLE_PREFIX)
                ? Optional.of(new ProfileId(role(text.substring(ROLE_PREFIX.length()))))
                        .filter(id -> id.text().equals(text))
                : Optional.empty();
    }

    private static String role(String pathSafe) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(pathSafe.length());
        for (int i = 0; i < pathSafe.length(); i++) {
            char c = pathSafe.charAt(i);
            if (c == '~'
                    && i + 2 < pathSafe.length()
                    && HexFormat.isHexDigit(pathSafe.charAt(i + 1))
                    && HexFormat.isHexDigit(pathSafe.charAt(i + 2))) {
                bytes.write(HexFormat.fromHexDigits(pathSafe, i + 1, i + 3));
                i += 2;
            } else {
                bytes.write(c);
            }
        }
        return bytes.toString(UTF_8);
    }

    private static String pathSafe(String role) {
        StringBuilder text = new StringBuilder(role.length());
        for (byte each : role.getBytes(UTF_8)) {
            char c = (char) (each & 0xff);
            if (SAFE.indexOf(c) >= 0) {
                text.append(c);
            } else {
                text.append('~').append(HexFormat.of().toHexDigits(each));
            }
        }
        return text.toString();
    }

    /** Returns the name of the profile. */
    public String name() {
        return role == null ? "Default" : role;
    }
}
