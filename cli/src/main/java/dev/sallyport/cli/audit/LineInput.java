package dev.sallyport.cli.audit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/* Lines of bytes, none of them longer than a limit. */
final class LineInput {

    private static final int MAX_LENGTH = 1 << 20;

    private final InputStream bytes;
    private boolean isCut;

    LineInput(InputStream bytes) {
        this.bytes = bytes;
    }

    /**
     * Returns the next line without its end, or null behind the last.
     *
     * @throws IOException if it cannot be read, or is longer than the limit
     */
    byte @Nullable [] next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(1024);
        for (int octet = bytes.read(); octet != '\n'; octet = bytes.read()) {
            if (octet < 0) {
                isCut = line.size() > 0;
                return isCut ? line.toByteArray() : null;
            }
            if (line.size() == MAX_LENGTH) {
                throw new IOException("a line is longer than " + MAX_LENGTH + " bytes");
            }
            line.write(octet);
        }
        return line.toByteArray();
    }

    /* Whether the last line had no end. */
    boolean isCut() {
        return isCut;
    }
}
