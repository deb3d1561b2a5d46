package dev.sallyport.engine.testdata;

import java.nio.charset.StandardCharsets;

/** A character sequence over bytes that is no {@link String}, as network libraries have them. */
public final class AsciiText implements CharSequence {

    private final byte[] bytes;

    /** Holds the given text, whose characters are below 256. */
    public AsciiText(String text) {
        bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Override
    public int length() {
        return bytes.length;
    }

    @Override
    public char charAt(int index) {
        return (char) (bytes[index] & 0xFF);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return toString().substring(start, end);
    }

    @Override
    public String toString() {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
