package dev.sallyport.cli.log;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Bytes seen as characters, one each, so that the engine's strict parser reads them where they lie.
 * Not thread-safe.
 */
final class ByteText implements CharSequence {

    private static final byte[] NOTHING = {};

    private byte[] bytes = NOTHING;

    /** Makes {@code value} the bytes that are seen; they are not copied. */
    ByteText over(byte[] value) {
        bytes = value;
        return this;
    }

    @Override
    public int length() {
        return bytes.length;
    }

    /**
     * Returns the byte as a character from U+0000 to U+00FF: bytes of a longer UTF-8 sequence are
     * nothing any parser takes.
     */
    @Override
    public char charAt(int index) {
        return (char) (bytes[index] & 0xFF);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return new String(bytes, start, end - start, UTF_8);
    }

    @Override
    public String toString() {
        return new String(bytes, UTF_8);
    }
}
