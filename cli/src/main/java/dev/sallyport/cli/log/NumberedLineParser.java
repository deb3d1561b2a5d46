package dev.sallyport.cli.log;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads text lines whose facts stand in fields with fixed numbers: the access log of an AWS
 * Application Load Balancer ("Access log entries" in its user guide) and Envoy's default format
 * ("Default format string" of its access logging). Not thread-safe.
 */
final class NumberedLineParser implements LineParser {

    private static final List<String> ALB_TYPES =
            List.of("http ", "https ", "h2 ", "grpcs ", "ws ", "wss ");

    private final int addressField;
    private final int timeField;
    private final int statusField;
    private final int requestField;
    private final int userField;
    private final ClientField client;
    private final LogTime times = new LogTime();
    private final TextFields numbered = new TextFields();

    private NumberedLineParser(LogFields fields, int address, int time, int status, int request) {
        addressField = number(fields.address(), address);
        timeField = number(fields.time(), time);
        statusField = status;
        requestField = request;
        userField = fields.withUser() ? number(fields.user(), -1) : -1;
        client = new ClientField(fields.trustedProxies());
    }

    private static int number(@Nullable String field, int usual) {
        if (field == null) {
            return usual;
        }
        return field.equals(LogFields.LAST) ? 0 : Integer.parseInt(field);
    }

    /* type time elb CLIENT:PORT target:port … STATUS target-status … "REQUEST" … */
    static NumberedLineParser alb(LogFields fields) {
        return new NumberedLineParser(fields, 4, 2, 9, 13);
    }

    /* [TIME] "REQUEST" STATUS flags received sent duration upstream-time "X-FORWARDED-FOR" … */
    static NumberedLineParser envoy(LogFields fields) {
        return new NumberedLineParser(fields, 9, 1, 3, 2);
    }

    /** Returns whether bytes begin like a line of a load balancer. */
    static boolean isAlb(byte[] bytes, int from, int to) {
        return ALB_TYPES.stream().anyMatch(type -> begins(bytes, from, to, type));
    }

    private static boolean begins(byte[] bytes, int from, int to, String text) {
        byte[] wanted = text.getBytes(StandardCharsets.US_ASCII);
        if (to - from < wanted.length) {
            return false;
        }
        for (int i = 0; i < wanted.length; i++) {
            if (bytes[from + i] != wanted[i]) {
                return false;
            }
        }
        return true;
    }

    /** Returns whether bytes begin like a line of Envoy: {@code [2016-04-15T20:17:00.310Z] "}. */
    static boolean isEnvoy(byte[] bytes, int from, int to) {
        if (to - from < 24 || bytes[from] != '[' || bytes[from + 5] != '-') {
            return false;
        }
        int at = from;
        while (at < to && bytes[at] != ']' && bytes[at] != '\n') {
            at++;
        }
        return at + 2 < to && bytes[at] == ']' && bytes[at + 2] == '"';
    }

    @Override
    public @Nullable LineFault parse(byte[] bytes, int from, int to, LogLine line) {
        line.begin();
        if (from == to) {
            return LineFault.EMPTY;
        }
        if (!isFilled(bytes, from, to, addressField)) {
            return LineFault.NO_ADDRESS;
        }
        LineFault fault = client.read(bytes, numbered.from(), numbered.to());
        if (fault != null) {
            return fault;
        }
        line.address(client.address());
        if (!numbered.find(bytes, from, to, timeField)) {
            return LineFault.NO_TIME;
        }
        line.epochSecond(times.any(bytes, numbered.from(), numbered.to()));
        if (line.epochSecond() == LogTime.REFUSED) {
            return LineFault.BAD_TIME;
        }
        if (numbered.find(bytes, from, to, statusField)) {
            line.status(bytes, numbered.from(), numbered.to());
        }
        if (userField >= 0 && line.status() != 401 && isFilled(bytes, from, to, userField)) {
            line.user(bytes, numbered.from(), numbered.to());
        }
        if (numbered.find(bytes, from, to, requestField)) {
            path(bytes, numbered.from(), numbered.to(), line);
        }
        return null;
    }

    private boolean isFilled(byte[] bytes, int from, int to, int field) {
        return numbered.find(bytes, from, to, field)
                && numbered.from() < numbered.to()
                && !(numbered.to() - numbered.from() == 1 && bytes[numbered.from()] == '-');
    }

    /* `METHOD PATH PROTOCOL`; the path of a load balancer is a whole URL, of which scheme and host are cut off. */
    private static void path(byte[] bytes, int from, int to, LogLine line) {
        int start = behind(bytes, from, to, ' ') + 1;
        int end = behind(bytes, start, to, ' ');
        if (start >= end) {
            return;
        }
        if (bytes[start] != '/') {
            int scheme = behind(bytes, start, end, ':');
            if (scheme + 2 < end && bytes[scheme + 1] == '/' && bytes[scheme + 2] == '/') {
                start = behind(bytes, scheme + 3, end, '/');
            }
        }
        line.path(bytes, start, end);
    }

    private static int behind(byte[] bytes, int from, int to, char end) {
        int at = from;
        while (at < to && bytes[at] != end) {
            at++;
        }
        return at;
    }
}
