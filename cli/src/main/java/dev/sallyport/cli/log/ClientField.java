package dev.sallyport.cli.log;

import dev.sallyport.engine.address.AddressParser;
import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.client.TrustedProxies;
import org.jspecify.annotations.Nullable;

/**
 * Reads the field of a log that says where a request came from: an address, {@code a.b.c.d:port},
 * {@code [v6]}, {@code [v6]:port}, or several with commas between them. A list is walked as
 * semantics section 2.2 walks a header: from the right, past trusted proxies. Not thread-safe.
 */
final class ClientField {

    private final ByteText text = new ByteText();
    private final TrustedProxies trusted;
    private IpAddress address = IpAddress.ipv4(0);

    ClientField(TrustedProxies trusted) {
        this.trusted = trusted;
    }

    /** Returns the address that the last successful {@link #read} found. */
    IpAddress address() {
        return address;
    }

    /** Returns null if the bytes hold a client address, or why they do not. */
    @Nullable LineFault read(byte[] bytes, int from, int to) {
        int end = to;
        for (int at = to - 1; at >= from; at--) {
            if (bytes[at] != ',') {
                continue;
            }
            LineFault fault = readOne(bytes, at + 1, end);
            if (fault != null || !trusted.contains(address)) {
                return fault;
            }
            end = at;
        }
        LineFault fault = readOne(bytes, from, end);
        if (fault == null && end < to && trusted.contains(address)) {
            return LineFault.ONLY_TRUSTED_HOPS;
        }
        return fault;
    }

    private @Nullable LineFault readOne(byte[] bytes, int from, int to) {
        int start = from;
        int end = to;
        while (start < end && bytes[start] == ' ') {
            start++;
        }
        while (end > start && bytes[end - 1] == ' ') {
            end--;
        }
        if (start == end || (end - start == 1 && bytes[start] == '-')) {
            return LineFault.NO_ADDRESS;
        }
        IpAddress found = parse(bytes, start, end);
        if (found == null) {
            return LineFault.NOT_AN_ADDRESS;
        }
        if (found.isUnspecified()) {
            return LineFault.UNSPECIFIED_ADDRESS;
        }
        address = found;
        return null;
    }

    private @Nullable IpAddress parse(byte[] bytes, int from, int to) {
        text.over(bytes);
        if (bytes[from] == '[') {
            int close = indexOf(bytes, ']', from, to);
            boolean bracketed = close > 0 && (close + 1 == to || isPort(bytes, close + 1, to));
            // Only an IPv6 address stands in brackets, and only it has a colon.
            return bracketed && indexOf(bytes, ':', from, close) > 0
                    ? AddressParser.tryParseRequestAddress(text, from + 1, close)
                    : null;
        }
        IpAddress found = AddressParser.tryParseRequestAddress(text, from, to);
        if (found != null) {
            return found;
        }
        int colon = indexOf(bytes, ':', from, to);
        if (colon < 0 || !isPort(bytes, colon, to)) {
            return null;
        }
        IpAddress beforePort = AddressParser.tryParse(text, from, colon);
        return beforePort != null && beforePort.isIpv4() ? beforePort : null;
    }

    private static int indexOf(byte[] bytes, char wanted, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] == wanted) {
                return i;
            }
        }
        return -1;
    }

    /* A colon and one to five digits. */
    private static boolean isPort(byte[] bytes, int from, int to) {
        if (bytes[from] != ':' || to - from < 2 || to - from > 6) {
            return false;
        }
        for (int i = from + 1; i < to; i++) {
            if (bytes[i] < '0' || bytes[i] > '9') {
                return false;
            }
        }
        return true;
    }
}
