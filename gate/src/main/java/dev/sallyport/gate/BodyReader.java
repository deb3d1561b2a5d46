package dev.sallyport.gate;

import io.netty.buffer.ByteBuf;

/*
 * Reads the body of one request and throws it away: no decision needs it, but the next request stands behind it.
 *
 *   chunked, RFC 9112 section 7.1:  SIZE hex CR LF -> DATA -> DATA_END CR LF -> SIZE ... -> 0 CR LF -> LAST CR LF
 *
 * Chunk extensions and trailers are refused: nobody in front of a decision port sends them, and programs differ about them.
 */
final class BodyReader {

    private enum State {
        NONE,
        FIXED,
        SIZE,
        SIZE_LF,
        DATA,
        DATA_END_CR,
        DATA_END_LF,
        LAST_CR,
        LAST_LF
    }

    private static final int LONGEST_SIZE = 8;

    private final int limit;
    private State state = State.NONE;
    private long remaining;
    private long total;
    private int digits;
    private Refusal refusal = Refusal.MALFORMED;

    BodyReader(int limit) {
        this.limit = limit;
    }

    /** Begins the body that a head announces; its length was found to be within the limit. */
    void begin(RequestHead head) {
        total = 0;
        remaining = head.isChunked ? 0 : head.contentLength;
        digits = 0;
        state = head.isChunked ? State.SIZE : State.FIXED;
    }

    boolean isUnderWay() {
        return state != State.NONE;
    }

    /** Returns why the body was refused. */
    Refusal refusal() {
        return refusal;
    }

    Progress read(ByteBuf in) {
        while (in.isReadable()) {
            if (state == State.FIXED || state == State.DATA) {
                int length = (int) Math.min(remaining, in.readableBytes());
                in.skipBytes(length);
                remaining -= length;
                if (remaining > 0) {
                    return Progress.MORE;
                }
                if (state == State.FIXED) {
                    return complete();
                }
                state = State.DATA_END_CR;
                continue;
            }
            if (!step(in.readByte())) {
                return Progress.REFUSED;
            }
            if (state == State.NONE) {
                return Progress.COMPLETE;
            }
        }
        return Progress.MORE;
    }

    private Progress complete() {
        state = State.NONE;
        return Progress.COMPLETE;
    }

    private boolean step(byte b) {
        return switch (state) {
            case SIZE -> size(b);
            case SIZE_LF -> expect(b, '\n') && sized();
            case DATA_END_CR -> expect(b, '\r') && enter(State.DATA_END_LF);
            case DATA_END_LF -> expect(b, '\n') && enter(State.SIZE);
            case LAST_CR -> expect(b, '\r') && enter(State.LAST_LF);
            case LAST_LF -> expect(b, '\n') && enter(State.NONE);
            case NONE, FIXED, DATA ->
                    throw new IllegalStateException("no single byte is read here");
        };
    }

    private boolean enter(State next) {
        state = next;
        return true;
    }

    private boolean expect(byte b, char wanted) {
        refusal = Refusal.MALFORMED;
        return b == wanted;
    }

    private boolean size(byte b) {
        if (b == '\r' && digits > 0) {
            return enter(State.SIZE_LF);
        }
        int digit = b < 0 ? -1 : Character.digit(b, 16);
        if (digit < 0 || ++digits > LONGEST_SIZE) {
            refusal = Refusal.MALFORMED;
            return false;
        }
        remaining = remaining << 4 | digit;
        return true;
    }

    private boolean sized() {
        digits = 0;
        total += remaining;
        if (total > limit) {
            refusal = Refusal.BODY_TOO_LARGE;
            return false;
        }
        return enter(remaining == 0 ? State.LAST_CR : State.DATA);
    }
}
