package dev.sallyport.gate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/*
 * What the head of one request says to those who look. One object per connection, used again for each request; by one
 * thread only.
 */
final class RequestHead {

    static final long NO_LENGTH = -1;

    private final HeaderTable table;
    private final @Nullable String[] values;
    private final int[] counts;
    private final List<String> addressLines = new ArrayList<>(2);
    private boolean repeatedFact;

    /** The request target as sent. */
    String target = "";

    /** Whether the request is HTTP/1.1, not 1.0. */
    boolean isVersion11;

    /** Whether the answer has no body, whatever it says of one (RFC 9110 section 9.3.2). */
    boolean isHead;

    boolean saysClose;
    boolean saysKeepAlive;
    boolean expectsContinue;
    boolean isChunked;
    long contentLength = NO_LENGTH;

    RequestHead(HeaderTable table) {
        this.table = table;
        values = new @Nullable String[table.size()];
        counts = new int[table.size()];
    }

    void clear() {
        Arrays.fill(values, null);
        Arrays.fill(counts, 0);
        addressLines.clear();
        repeatedFact = false;
        target = "";
        isVersion11 = false;
        isHead = false;
        saysClose = false;
        saysKeepAlive = false;
        expectsContinue = false;
        isChunked = false;
        contentLength = NO_LENGTH;
    }

    /** Counts one more line of a header and returns how many there are. */
    int count(int number) {
        return ++counts[number];
    }

    void fact(int number, String value) {
        if (number == table.clientAddress) {
            addressLines.add(value);
        } else if (number == table.accept && values[number] != null) {
            /* A list in several lines is one list, RFC 9110 section 5.3. */
            values[number] = values[number] + "," + value;
        } else if (values[number] == null) {
            values[number] = value;
        } else {
            repeatedFact = true;
        }
    }

    HeaderTable table() {
        return table;
    }

    /** Returns the value of a fact, or null if the header was not sent or is not configured. */
    @Nullable String fact(int number) {
        return number == HeaderTable.NONE ? null : values[number];
    }

    List<String> addressLines() {
        return addressLines;
    }

    /** Returns whether a header that carries one fact, the client address aside, was repeated. */
    boolean hasRepeatedFact() {
        return repeatedFact;
    }

    /**
     * Returns whether the connection stays open behind this request, as far as the peer is
     * concerned.
     */
    boolean keepsAlive() {
        return !saysClose && (isVersion11 || saysKeepAlive);
    }

    boolean hasBody() {
        return isChunked || contentLength > 0;
    }
}
