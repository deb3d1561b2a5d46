package dev.sallyport.engine.channel;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The path of a request target, decoded once, if it can be read in one way only, semantics section
 * 8. A path with an empty or dot segment, {@code ;}, <code>&#92;</code>, an encoded {@code .},
 * {@code /}, <code>&#92;</code>, {@code %} or NUL, a bad escape or an absolute form can be read in
 * two; and so can one with {@code #}, white space or a character outside ASCII as it is, a control
 * character in any form, or bytes that are no UTF-8, which servers cut, translate or refuse
 * differently.
 */
public final class RequestPath {

    private RequestPath() {}

    /**
     * Returns the decoded path, which begins with {@code /}, or null if it is ambiguous.
     *
     * @param target path and query as the client sent them
     */
    public static @Nullable String decode(CharSequence target) {
        int end = 0;
        while (end < target.length() && target.charAt(end) != '?') {
            end++;
        }
        if (end == 0 || target.charAt(0) != '/') {
            return null;
        }
        byte[] bytes = new byte[end];
        int length = 0;
        boolean plain = true;
        for (int i = 0; i < end; i++) {
            char c = target.charAt(i);
            if (c == '%') {
                int value = i + 2 < end ? escaped(target.charAt(i + 1), target.charAt(i + 2)) : -1;
                if (!mayBeEscaped(value)) {
                    return null;
                }
                bytes[length++] = (byte) value;
                plain &= value < 0x80;
                i += 2;
            } else if (mayStand(c)) {
                bytes[length++] = (byte) c;
            } else {
                return null;
            }
        }
        return hasOddSegment(bytes, length) ? null : text(bytes, length, plain);
    }

    private static int escaped(char high, char low) {
        int upper = Character.digit(high, 16);
        int lower = Character.digit(low, 16);
        return high > 0x7F || low > 0x7F || upper < 0 || lower < 0 ? -1 : (upper << 4) | lower;
    }

    private static boolean mayBeEscaped(int value) {
        return value >= ' '
                && value != '.'
                && value != '/'
                && value != '\\'
                && value != '%'
                && value != 0x7F;
    }

    private static boolean mayStand(char c) {
        return c > ' ' && c < 0x7F && c != ';' && c != '\\' && c != '#';
    }

    /* An empty segment other than behind the last slash, `.` or `..`. */
    private static boolean hasOddSegment(byte[] path, int length) {
        int start = 1;
        for (int i = 1; i <= length; i++) {
            if (i < length && path[i] != '/') {
                continue;
            }
            int size = i - start;
            boolean empty = size == 0 && i < length;
            boolean dots =
                    (size == 1 && path[start] == '.')
                            || (size == 2 && path[start] == '.' && path[start + 1] == '.');
            if (empty || dots) {
                return true;
            }
            start = i + 1;
        }
        return false;
    }

    private static @Nullable String text(byte[] bytes, int length, boolean plain) {
        if (plain) {
            return new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, 0, length))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            return null;
        }
    }
}
