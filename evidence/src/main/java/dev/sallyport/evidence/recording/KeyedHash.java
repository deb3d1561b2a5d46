package dev.sallyport.evidence.recording;

/*
 * SipHash-1-3 with a result of 128 bits (Aumasson, Bernstein 2012; the wide form is that of the authors' reference code),
 * over 64-bit words. By one thread only; allocates nothing.
 *
 * INVARIANT: callers add parts so that no two different values give the same words: each part that can differ in length says
 * its length first.
 */
final class KeyedHash {

    private static final int CHARACTERS_PER_WORD = 4;
    private static final int FINAL_ROUNDS = 3;
    /* The length in bytes stands in the highest byte of the last word. */
    private static final int LENGTH_SHIFT = 56 + 3;

    private final RecordingKey key;
    private long v0;
    private long v1;
    private long v2;
    private long v3;
    private long words;
    private long first;
    private long second;

    KeyedHash(RecordingKey key) {
        this.key = key;
    }

    void begin() {
        v0 = key.first() ^ 0x736f6d6570736575L;
        v1 = key.second() ^ 0x646f72616e646f6dL ^ 0xee;
        v2 = key.first() ^ 0x6c7967656e657261L;
        v3 = key.second() ^ 0x7465646279746573L;
        words = 0;
    }

    void add(long word) {
        v3 ^= word;
        round();
        v0 ^= word;
        words++;
    }

    void add(String text) {
        int length = text.length();
        add(length);
        int whole = length - length % CHARACTERS_PER_WORD;
        for (int i = 0; i < whole; i += CHARACTERS_PER_WORD) {
            add(
                    (long) text.charAt(i) << 48
                            | (long) text.charAt(i + 1) << 32
                            | (long) text.charAt(i + 2) << 16
                            | text.charAt(i + 3));
        }
        if (whole < length) {
            long rest = 0;
            for (int i = whole; i < length; i++) {
                rest = rest << 16 | text.charAt(i);
            }
            add(rest);
        }
    }

    void end() {
        add(words << LENGTH_SHIFT);
        v2 ^= 0xee;
        finalRounds();
        first = v0 ^ v1 ^ v2 ^ v3;
        v1 ^= 0xdd;
        finalRounds();
        second = v0 ^ v1 ^ v2 ^ v3;
    }

    private void finalRounds() {
        for (int i = 0; i < FINAL_ROUNDS; i++) {
            round();
        }
    }

    private void round() {
        long a = v0 + v1;
        long b = Long.rotateLeft(v1, 13) ^ a;
        a = Long.rotateLeft(a, 32);
        long c = v2 + v3;
        long d = Long.rotateLeft(v3, 16) ^ c;
        a += d;
        d = Long.rotateLeft(d, 21) ^ a;
        c += b;
        b = Long.rotateLeft(b, 17) ^ c;
        c = Long.rotateLeft(c, 32);
        v0 = a;
        v1 = b;
        v2 = c;
        v3 = d;
    }

    /** Returns the first half of the result; after {@link #end}. */
    long first() {
        return first;
    }

    /** Returns the second half of the result; after {@link #end}. */
    long second() {
        return second;
    }
}
