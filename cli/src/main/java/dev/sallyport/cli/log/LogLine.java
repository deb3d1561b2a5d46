package dev.sallyport.cli.log;

import dev.sallyport.engine.address.IpAddress;

/**
 * What one line says of a request. One object is filled again for every line; nothing of it is to
 * be kept, nor are the bytes it points into. Not thread-safe.
 */
public final class LogLine {

    /** The time of a line that states none. */
    public static final long NO_TIME = Long.MIN_VALUE;

    private static final byte[] NOTHING = {};
    private static final IpAddress UNSPECIFIED = IpAddress.ipv4(0);

    /* INVARIANT: 0 <= from <= to <= length of its bytes, for user and path. */
    private byte[] userBytes = NOTHING;
    private byte[] pathBytes = NOTHING;
    private IpAddress address = UNSPECIFIED;
    private long epochSecond = NO_TIME;
    private int status;
    private int userFrom;
    private int userTo;
    private int pathFrom;
    private int pathTo;

    /** Forgets the last line. */
    void begin() {
        epochSecond = NO_TIME;
        status = 0;
        userFrom = 0;
        userTo = 0;
        pathFrom = 0;
        pathTo = 0;
    }

    void address(IpAddress value) {
        address = value;
    }

    void epochSecond(long value) {
        epochSecond = value;
    }

    /* Takes three decimal digits; anything else is no status. */
    void status(byte[] bytes, int from, int to) {
        status = 0;
        if (to - from != 3) {
            return;
        }
        int value = 0;
        for (int i = from; i < to; i++) {
            if (bytes[i] < '0' || bytes[i] > '9') {
                return;
            }
            value = value * 10 + bytes[i] - '0';
        }
        status = value;
    }

    void user(byte[] bytes, int from, int to) {
        userBytes = bytes;
        userFrom = from;
        userTo = to;
    }

    void noUser() {
        userFrom = 0;
        userTo = 0;
    }

    void path(byte[] bytes, int from, int to) {
        pathBytes = bytes;
        pathFrom = from;
        pathTo = to;
    }

    /** Returns the bytes that the user is part of. */
    public byte[] userBytes() {
        return userBytes;
    }

    /** Returns the bytes that the path is part of. */
    public byte[] pathBytes() {
        return pathBytes;
    }

    /** Returns the client address. */
    public IpAddress address() {
        return address;
    }

    /** Returns the second of the request since 1970-01-01T00:00:00Z, or {@link #NO_TIME}. */
    public long epochSecond() {
        return epochSecond;
    }

    /** Returns the status that was answered, or 0 if the line does not say or it was not read. */
    public int status() {
        return status;
    }

    /** Returns whether the line names a user. */
    public boolean hasUser() {
        return userFrom < userTo;
    }

    /** Returns where the user begins. */
    public int userFrom() {
        return userFrom;
    }

    /** Returns where the user ends, exclusive. */
    public int userTo() {
        return userTo;
    }

    /** Returns where the path begins; the query may be part of it. */
    public int pathFrom() {
        return pathFrom;
    }

    /** Returns where the path ends, exclusive; equal to its beginning if the line has none. */
    public int pathTo() {
        return pathTo;
    }
}
