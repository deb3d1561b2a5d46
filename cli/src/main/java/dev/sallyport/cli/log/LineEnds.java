package dev.sallyport.cli.log;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/* Finds line breaks eight bytes at a time. */
final class LineEnds {

    /*
     * For a word w of eight bytes and c = the byte looked for in all eight: x = w ^ c has a zero byte exactly where w has
     * the byte, and (x - 0x01..01) & ~x & 0x80..80 is not zero exactly if x has a zero byte; its lowest set bit marks the
     * first (Hacker's Delight, second edition, section 6-1). Little endian, so the lowest byte is the first in the array.
     */
    private static final VarHandle WORDS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long LINE_BREAKS = 0x0A0A_0A0A_0A0A_0A0AL;
    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long HIGH_BITS = 0x8080_8080_8080_8080L;

    private LineEnds() {}

    /**
     * Returns the index of the first line break at or after {@code from}, or {@code to} if there is
     * none before that.
     */
    static int next(byte[] bytes, int from, int to) {
        int at = from;
        while (at + Long.BYTES <= to) {
            long word = (long) WORDS.get(bytes, at) ^ LINE_BREAKS;
            long found = (word - ONES) & ~word & HIGH_BITS;
            if (found != 0) {
                return at + (Long.numberOfTrailingZeros(found) >>> 3);
            }
            at += Long.BYTES;
        }
        while (at < to && bytes[at] != '\n') {
            at++;
        }
        return at;
    }
}
