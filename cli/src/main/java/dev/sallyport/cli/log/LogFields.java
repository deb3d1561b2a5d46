package dev.sallyport.cli.log;

import dev.sallyport.engine.client.TrustedProxies;
import org.jspecify.annotations.Nullable;

/**
 * Where in a line to look. A field of a text line is its number, from 1, or {@code last}; a field
 * of a JSON line is the names of nested members with dots between them. Null looks where the common
 * writers of the format put it.
 *
 * @param address the client address; a list, as in {@code X-Forwarded-For}, is walked from the
 *     right
 * @param user who asked; {@link #NONE} reads none
 * @param time when
 * @param withPath whether the path of the request is wanted
 * @param trustedProxies the hops that are skipped in a list of addresses
 */
public record LogFields(
        @Nullable String address,
        @Nullable String user,
        @Nullable String time,
        boolean withPath,
        TrustedProxies trustedProxies) {

    /** The word for a field that is not read. */
    public static final String NONE = "none";

    /** The word for the last field of a text line. */
    public static final String LAST = "last";

    /** The usual fields, without the path. */
    public static final LogFields USUAL =
            new LogFields(null, null, null, false, TrustedProxies.NONE);

    /** Returns whether users are read at all. */
    boolean withUser() {
        return !NONE.equals(user);
    }

    /** Returns whether {@code field} could name a field of a text line. */
    public static boolean isTextField(String field) {
        return field.equals(LAST) || field.matches("[1-9][0-9]{0,3}");
    }
}
