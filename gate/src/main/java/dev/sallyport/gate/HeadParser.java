package dev.sallyport.gate;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/*
 * Reads the head of one request, line by line, as RFC 9112 sections 2, 3, 5 and 6 write it and nothing wider.
 *
 * The library's own decoder is made to understand everybody: it skips control characters before a request, joins folded
 * lines, takes several kinds of white space for one, and keeps every header. A decision port must rather not understand
 * what the proxy in front of it may have understood otherwise, and needs a handful of headers of which it makes strings.
 * Refused here, all of them ways to smuggle: lines that end in LF alone, folded lines (section 5.2), white space before the
 * colon (5.1), control characters anywhere (RFC 9110 section 5.5), Content-Length with Transfer-Encoding or twice or as a
 * list (6.3), any coding but one `chunked` (6.1), empty lines before the request, other versions.
 *
 *   bytes:  | line CR LF | line CR LF | line (so far) ...
 *           ^ reader index            ^ + searched
 *
 * INVARIANT: bytes are read from the buffer by whole lines; a line not yet complete is searched once, not again and again.
 */
final class HeadParser {

    private static final byte[] VERSION_1_0 = "HTTP/1.0".getBytes(US_ASCII);
    private static final byte[] VERSION_1_1 = "HTTP/1.1".getBytes(US_ASCII);
    private static final int LONGEST_METHOD = 32;
    private static final int LONGEST_DIGITS = 18;

    private final GateLimits limits;
    private final HeaderTable table;
    private final RequestHead head;
    private final byte[] line;

    private boolean hasRequestLine;
    private int searched;
    private int bytesRead;
    private int headerCount;
    private Refusal refusal = Refusal.MALFORMED;

    /* The scratch array holds one line; it may be shared by all parsers of one thread. */
    HeadParser(GateLimits limits, RequestHead head, byte[] scratch) {
        this.limits = limits;
        this.head = head;
        this.table = head.table();
        this.line = scratch;
    }

    static byte[] scratch(GateLimits limits) {
        return new byte[Math.max(limits.requestLine(), limits.headerLine()) + 1];
    }

    /** Gets ready for the next head. */
    void reset() {
        head.clear();
        hasRequestLine = false;
        searched = 0;
        bytesRead = 0;
        headerCount = 0;
        refusal = Refusal.MALFORMED;
    }

    /** Returns why the head was refused. */
    Refusal refusal() {
        return refusal;
    }

    /** Returns whether some of a head was read, if only a part of a line. */
    boolean hasBegun() {
        return bytesRead > 0 || searched > 0;
    }

    Progress parse(ByteBuf in) {
        while (true) {
            int start = in.readerIndex();
            int end = in.indexOf(start + searched, in.writerIndex(), (byte) '\n');
            int length = (end < 0 ? in.writerIndex() : end) - start;
            if (isTooLong(length)) {
                return Progress.REFUSED;
            }
            if (end < 0) {
                searched = length;
                boolean hopeless =
                        !hasRequestLine && length > 0 && !HeaderText.isTokenByte(in.getByte(start));
                return hopeless ? refuse(Refusal.MALFORMED) : Progress.MORE;
            }
            searched = 0;
            bytesRead += length + 1;
            in.readBytes(line, 0, length).skipBytes(1);
            if (length == 0 || line[length - 1] != '\r') {
                return refuse(Refusal.MALFORMED);
            }
            Progress progress = line(length - 1);
            if (progress != Progress.MORE) {
                return progress;
            }
        }
    }

    /* The line with its CR, if that has come. */
    private boolean isTooLong(int length) {
        if (length > (hasRequestLine ? limits.headerLine() : limits.requestLine()) + 1) {
            refusal = hasRequestLine ? Refusal.HEADER_LINE_TOO_LONG : Refusal.REQUEST_LINE_TOO_LONG;
            return true;
        }
        if (bytesRead + length > limits.head()) {
            refusal = Refusal.HEAD_TOO_LARGE;
            return true;
        }
        return false;
    }

    private Progress refuse(Refusal why) {
        refusal = why;
        return Progress.REFUSED;
    }

    private Progress line(int length) {
        if (!hasRequestLine) {
            hasRequestLine = true;
            return requestLine(length) ? Progress.MORE : refuse(Refusal.MALFORMED);
        }
        if (length == 0) {
            return end();
        }
        if (++headerCount > limits.headerCount()) {
            return refuse(Refusal.TOO_MANY_HEADERS);
        }
        return header(length);
    }

    /* RFC 9112 section 3: method SP request-target SP HTTP-version. */
    private boolean requestLine(int length) {
        int methodEnd = 0;
        while (methodEnd < length && HeaderText.isTokenByte(line[methodEnd])) {
            methodEnd++;
        }
        int targetEnd = methodEnd + 1;
        while (targetEnd < length && HeaderText.isVisible(line[targetEnd])) {
            targetEnd++;
        }
        boolean spaced =
                methodEnd > 0
                        && methodEnd <= LONGEST_METHOD
                        && targetEnd > methodEnd + 1
                        && targetEnd < length
                        && line[methodEnd] == ' '
                        && line[targetEnd] == ' ';
        if (!spaced) {
            return false;
        }
        head.isHead =
                methodEnd == 4
                        && line[0] == 'H'
                        && line[1] == 'E'
                        && line[2] == 'A'
                        && line[3] == 'D';
        head.isVersion11 = isVersion(VERSION_1_1, targetEnd + 1, length);
        if (!head.isVersion11 && !isVersion(VERSION_1_0, targetEnd + 1, length)) {
            return false;
        }
        if (table.path == HeaderTable.NONE) {
            head.target = new String(line, methodEnd + 1, targetEnd - methodEnd - 1, ISO_8859_1);
        }
        return true;
    }

    private boolean isVersion(byte[] version, int from, int to) {
        return Arrays.equals(line, from, to, version, 0, version.length);
    }

    /* RFC 9112 section 5: field-name ":" OWS field-value OWS. */
    private Progress header(int length) {
        int nameEnd = 0;
        while (nameEnd < length && HeaderText.isTokenByte(line[nameEnd])) {
            nameEnd++;
        }
        if (nameEnd == 0 || nameEnd == length || line[nameEnd] != ':') {
            return refuse(Refusal.MALFORMED);
        }
        for (int i = nameEnd + 1; i < length; i++) {
            if (!HeaderText.isValueByte(line[i])) {
                return refuse(Refusal.MALFORMED);
            }
        }
        int number = table.number(line, nameEnd);
        if (number == HeaderTable.NONE) {
            return Progress.MORE;
        }
        int from = nameEnd + 1;
        int to = length;
        while (from < to && HeaderText.isWhiteSpace(line[from])) {
            from++;
        }
        while (to > from && HeaderText.isWhiteSpace(line[to - 1])) {
            to--;
        }
        String value = new String(line, from, to - from, ISO_8859_1);
        return switch (number) {
            case HeaderTable.CONTENT_LENGTH -> contentLength(value);
            case HeaderTable.TRANSFER_ENCODING -> transferEncoding(value);
            case HeaderTable.CONNECTION -> connection(value);
            case HeaderTable.EXPECT -> expect(value);
            default -> {
                head.fact(number, value);
                yield Progress.MORE;
            }
        };
    }

    private Progress contentLength(String value) {
        if (head.count(HeaderTable.CONTENT_LENGTH) > 1 || value.isEmpty()) {
            return refuse(Refusal.MALFORMED);
        }
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) < '0' || value.charAt(i) > '9') {
                return refuse(Refusal.MALFORMED);
            }
        }
        if (value.length() > LONGEST_DIGITS) {
            return refuse(Refusal.BODY_TOO_LARGE);
        }
        head.contentLength = Long.parseLong(value);
        return Progress.MORE;
    }

    private Progress transferEncoding(String value) {
        boolean only = head.count(HeaderTable.TRANSFER_ENCODING) == 1;
        if (!only || !head.isVersion11 || !HeaderText.isWord(value, 0, value.length(), "chunked")) {
            return refuse(Refusal.MALFORMED);
        }
        head.isChunked = true;
        return Progress.MORE;
    }

    private Progress connection(String value) {
        int from = 0;
        while (from <= value.length()) {
            int comma = value.indexOf(',', from);
            int to = comma < 0 ? value.length() : comma;
            int start = from;
            int end = to;
            while (start < end && HeaderText.isWhiteSpace(value.charAt(start))) {
                start++;
            }
            while (end > start && HeaderText.isWhiteSpace(value.charAt(end - 1))) {
                end--;
            }
            head.saysClose |= HeaderText.isWord(value, start, end, "close");
            head.saysKeepAlive |= HeaderText.isWord(value, start, end, "keep-alive");
            from = to + 1;
        }
        return Progress.MORE;
    }

    private Progress expect(String value) {
        if (!head.isVersion11) {
            return Progress.MORE;
        }
        if (!HeaderText.isWord(value, 0, value.length(), "100-continue")) {
            return refuse(Refusal.EXPECTATION_UNKNOWN);
        }
        head.expectsContinue = true;
        return Progress.MORE;
    }

    private Progress end() {
        if (head.isChunked && head.contentLength != RequestHead.NO_LENGTH) {
            return refuse(Refusal.MALFORMED);
        }
        return head.contentLength > limits.body()
                ? refuse(Refusal.BODY_TOO_LARGE)
                : Progress.COMPLETE;
    }
}
