package dev.sallyport.cli.log;

import org.jspecify.annotations.Nullable;

/**
 * Reads the common log format and everything that begins like it: {@code ADDRESS IDENT USER [TIME]
 * "REQUEST" STATUS …}. A host name in front of the address (vhost_combined) and the header of a
 * syslog line are passed over. Not thread-safe.
 *
 * <p>A user with the status 401 is what somebody claimed, and counts as none.
 */
final class TextLineParser implements LineParser {

    /* How far into a line the time is looked for: an address, a host name and a user come before it. */
    private static final int HEAD = 1024;

    private static final int TIME = "29/Sep/2021:14:11:34 +0200".length();

    private final LogFields fields;
    private final int addressField;
    private final int userField;
    private final int timeField;
    private final ClientField client;
    private final LogTime times = new LogTime();
    private final TextFields numbered = new TextFields();

    TextLineParser(LogFields fields) {
        this.fields = fields;
        this.client = new ClientField(fields.trustedProxies());
        addressField = number(fields.address());
        userField = fields.withUser() ? number(fields.user()) : -1;
        timeField = number(fields.time());
    }

    /* 0 for the last, -1 for the usual one. */
    private static int number(@Nullable String field) {
        if (field == null) {
            return -1;
        }
        return field.equals(LogFields.LAST) ? 0 : Integer.parseInt(field);
    }

    @Override
    public @Nullable LineFault parse(byte[] bytes, int from, int to, LogLine line) {
        line.begin();
        if (from == to) {
            return LineFault.EMPTY;
        }
        int behindAddress =
                addressField < 0 ? usualAddress(bytes, from, to) : endOfWord(bytes, from, to);
        if (behindAddress < 0) {
            return client.read(bytes, from, endOfWord(bytes, from, to));
        }
        if (addressField >= 0) {
            LineFault fault = numberedAddress(bytes, from, to);
            if (fault != null) {
                return fault;
            }
        }
        line.address(client.address());
        return rest(bytes, from, behindAddress, to, line);
    }

    private @Nullable LineFault rest(
            byte[] bytes, int from, int behindAddress, int to, LogLine line) {
        int time = usualTime(bytes, behindAddress, to, line);
        if (timeField >= 0) {
            if (!numbered.find(bytes, from, to, timeField)) {
                return LineFault.NO_TIME;
            }
            line.epochSecond(times.any(bytes, numbered.from(), numbered.to()));
        } else if (time < 0) {
            return hasBracket(bytes, behindAddress, to) ? LineFault.BAD_TIME : LineFault.NO_TIME;
        }
        if (line.epochSecond() == LogTime.REFUSED) {
            return LineFault.BAD_TIME;
        }
        if (userField >= 0) {
            if (numbered.find(bytes, from, to, userField)) {
                user(bytes, numbered.from(), numbered.to(), line);
            }
        } else if (time >= 0 && fields.withUser()) {
            usualUser(bytes, behindAddress, time - 2, line);
        }
        if (time >= 0 && (fields.withPath() || line.hasUser())) {
            request(bytes, time + TIME + 1, to, line);
        }
        return null;
    }

    /* The place behind the client address, or -1 if it is in none of the usual places. */
    private int usualAddress(byte[] bytes, int from, int to) {
        int end = endOfWord(bytes, from, to);
        if (client.read(bytes, from, end) == null) {
            return end;
        }
        int second = Math.min(end + 1, to);
        int secondEnd = endOfWord(bytes, second, to);
        if (client.read(bytes, second, secondEnd) == null) {
            return secondEnd;
        }
        int behindTag = behindSyslogTag(bytes, from, to);
        if (behindTag > 0) {
            int tagEnd = endOfWord(bytes, behindTag, to);
            if (client.read(bytes, behindTag, tagEnd) == null) {
                return tagEnd;
            }
        }
        return -1;
    }

    /* RFC 3164 section 4.1.3: the tag ends in `]: `; what follows is the line as the server wrote it. */
    private static int behindSyslogTag(byte[] bytes, int from, int to) {
        int limit = Math.min(to, from + HEAD) - 2;
        for (int i = from; i < limit; i++) {
            if (bytes[i] == ']' && bytes[i + 1] == ':' && bytes[i + 2] == ' ') {
                return i + 3;
            }
        }
        return -1;
    }

    /* A proxy that sent no header was the client itself. */
    private @Nullable LineFault numberedAddress(byte[] bytes, int from, int to) {
        if (!numbered.find(bytes, from, to, addressField)) {
            return LineFault.NO_ADDRESS;
        }
        int start = numbered.from();
        int end = numbered.to();
        boolean absent = start >= end || (end - start == 1 && bytes[start] == '-');
        return absent
                ? client.read(bytes, from, endOfWord(bytes, from, to))
                : client.read(bytes, start, end);
    }

    private static int endOfWord(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && bytes[at] != ' ') {
            at++;
        }
        return at;
    }

    /* The place of the time behind its bracket, or -1; a user name may hold brackets as well. */
    private int usualTime(byte[] bytes, int from, int to, LogLine line) {
        int limit = Math.min(to - TIME - 1, from + HEAD);
        for (int i = from + 1; i < limit; i++) {
            if (bytes[i] != '[' || bytes[i - 1] != ' ' || bytes[i + 1 + TIME] != ']') {
                continue;
            }
            long second = times.common(bytes, i + 1, i + 1 + TIME);
            if (second != LogTime.REFUSED) {
                line.epochSecond(second);
                return i + 1;
            }
        }
        return -1;
    }

    private static boolean hasBracket(byte[] bytes, int from, int to) {
        int limit = Math.min(to, from + HEAD);
        for (int i = from; i < limit; i++) {
            if (bytes[i] == '[') {
                return true;
            }
        }
        return false;
    }

    /* What stands between ` IDENT ` and ` [`; user names may hold spaces. */
    private static void usualUser(byte[] bytes, int behindAddress, int end, LogLine line) {
        int ident = behindAddress + 1;
        int behindIdent = endOfWord(bytes, ident, end);
        if (behindIdent < end) {
            user(bytes, behindIdent + 1, end, line);
        }
    }

    private static void user(byte[] bytes, int from, int to, LogLine line) {
        int start = from;
        int end = to;
        if (end - start >= 2 && bytes[start] == '"' && bytes[end - 1] == '"') {
            start++;
            end--;
        }
        boolean absent = end <= start || (end - start == 1 && bytes[start] == '-');
        if (!absent) {
            line.user(bytes, start, end);
        }
    }

    /* `] "METHOD PATH PROTOCOL" STATUS` from its bracket on. */
    private static void request(byte[] bytes, int bracket, int to, LogLine line) {
        int quote = bracket + 1;
        if (quote >= to || bytes[quote] != '"') {
            quote++;
        }
        if (quote >= to || bytes[quote] != '"') {
            return;
        }
        int close = TextFields.closingQuote(bytes, quote + 1, to);
        int path = endOfWord(bytes, quote + 1, close) + 1;
        if (path < close) {
            line.path(bytes, path, endOfWord(bytes, path, close));
        }
        int status = close + 2;
        if (status + 3 <= to) {
            line.status(bytes, status, status + 3);
        }
        if (status + 3 <= to
                && bytes[status] == '4'
                && bytes[status + 1] == '0'
                && bytes[status + 2] == '1') {
            line.noUser();
        }
    }
}
