package dev.sallyport.control.denial;

import java.util.HexFormat;
import java.util.Optional;

/**
 * The id that the gate gave a request: 128 bits.
 *
 * @param high the first half
 * @param low the second half
 */
public record RequestId(long high, long low) {

    private static final int HALF = 16;

    /** Returns the id that 32 lower-case hexadecimal digits denote; empty for any other text. */
    public static Optional<RequestId> parse(String text) {
        if (text.length() != 2 * HALF
                || !text.chars().allMatch(c -> c >= '0' && c <= '9' || c >= 'a' && c <= 'f')) {
            return Optional.empty();
        }
        return Optional.of(
                new RequestId(
                        HexFormat.fromHexDigitsToLong(text, 0, HALF),
                        HexFormat.fromHexDigitsToLong(text, HALF, 2 * HALF)));
    }

    @Override
    public String toString() {
        return HexFormat.of().toHexDigits(high) + HexFormat.of().toHexDigits(low);
    }
}
