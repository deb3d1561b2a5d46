package dev.sallyport.cli.log;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * Unpacks gzip (RFC 1952), any number of members one after the other. Unlike the stream of the
 * class library it asks the source for more rather than guessing whether there is any, so members
 * that arrive slowly over a pipe are not lost. Zero bytes behind the last member are padding, as
 * tapes have it. Not thread-safe.
 */
final class GzipInput extends InputStream {

    private static final int MAGIC_1 = 0x1f;
    private static final int MAGIC_2 = 0x8b;
    private static final int DEFLATE = 8;
    private static final int HEADER_CHECKSUM = 2;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;
    private static final int RESERVED = 0xe0;

    private final InputStream source;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 checksum = new CRC32();
    private final byte[] packed = new byte[1 << 16];
    private final byte[] single = new byte[1];
    private int packedAt;
    private int packedEnd;
    private boolean ended;

    /**
     * Begins to unpack.
     *
     * @throws IOException if the source cannot be read or does not begin with a member
     */
    GzipInput(InputStream source) throws IOException {
        this.source = source;
        header(next());
    }

    /** Returns whether two bytes are those every gzip member begins with. */
    static boolean isMagic(int first, int second) {
        return first == MAGIC_1 && second == MAGIC_2;
    }

    @Override
    public int read() throws IOException {
        return read(single, 0, 1) < 0 ? -1 : single[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (!ended) {
            int unpacked = inflate(into, from, length);
            if (unpacked > 0) {
                checksum.update(into, from, unpacked);
                return unpacked;
            }
            if (inflater.finished()) {
                packedAt = packedEnd - inflater.getRemaining();
                trailer();
                nextMember();
            } else if (inflater.needsInput()) {
                if (!refill()) {
                    throw new EOFException("the compressed data ends in the middle");
                }
                inflater.setInput(packed, packedAt, packedEnd - packedAt);
            } else {
                throw new ZipException("the compressed data asks for a dictionary");
            }
        }
        return -1;
    }

    private int inflate(byte[] into, int from, int length) throws ZipException {
        try {
            return inflater.inflate(into, from, length);
        } catch (DataFormatException broken) {
            ZipException exception = new ZipException("the compressed data is damaged");
            exception.initCause(broken);
            throw exception;
        }
    }

    private void header(int first) throws IOException {
        if (!isMagic(first, next()) || next() != DEFLATE) {
            throw new ZipException("not gzip data");
        }
        int flags = next();
        if ((flags & RESERVED) != 0) {
            throw new ZipException("not gzip data");
        }
        skip(6);
        if ((flags & EXTRA) != 0) {
            skip(next() | next() << 8);
        }
        for (int texts = Integer.bitCount(flags & (NAME | COMMENT)); texts > 0; texts--) {
            int letter;
            do {
                letter = next();
            } while (letter != 0);
        }
        if ((flags & HEADER_CHECKSUM) != 0) {
            skip(2);
        }
        checksum.reset();
        inflater.reset();
        inflater.setInput(packed, packedAt, packedEnd - packedAt);
    }

    private void trailer() throws IOException {
        long expected = fourBytes();
        long size = fourBytes();
        if (expected != checksum.getValue()
                || size != (inflater.getBytesWritten() & 0xFFFF_FFFFL)) {
            throw new ZipException("the compressed data is damaged: its checksum differs");
        }
    }

    private void nextMember() throws IOException {
        while (packedAt < packedEnd || refill()) {
            int first = packed[packedAt++] & 0xFF;
            if (first != 0) {
                header(first);
                return;
            }
        }
        ended = true;
    }

    private long fourBytes() throws IOException {
        return next() | next() << 8 | next() << 16 | (long) next() << 24;
    }

    private void skip(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            next();
        }
    }

    private int next() throws IOException {
        if (packedAt == packedEnd && !refill()) {
            throw new EOFException("the compressed data ends in the middle");
        }
        return packed[packedAt++] & 0xFF;
    }

    private boolean refill() throws IOException {
        int count;
        do {
            count = source.read(packed, 0, packed.length);
        } while (count == 0);
        packedAt = 0;
        packedEnd = Math.max(count, 0);
        return count > 0;
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        source.close();
    }
}
