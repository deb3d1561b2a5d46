package dev.sallyport.cli.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads one JSON object a line. Only the members that are looked for are kept; the rest is passed
 * over without being built. Of several places where writers put a fact, the first in the list that
 * is filled counts. Not thread-safe.
 */
final class JsonLineParser implements LineParser {

    /* nginx by custom, Caddy (its older and newer names), Traefik, Google Cloud, Elastic Common Schema. */
    private static final List<String> ADDRESSES =
            List.of(
                    "remote_addr",
                    "client_ip",
                    "request.client_ip",
                    "request.remote_ip",
                    "request.remote_addr",
                    "ClientHost",
                    "ClientAddr",
                    "remote_ip",
                    "clientip",
                    "client.ip",
                    "httpRequest.remoteIp",
                    "remoteAddr",
                    "client",
                    "ip");
    private static final List<String> USERS =
            List.of("remote_user", "user_id", "ClientUsername", "user", "username", "user.name");
    private static final List<String> TIMES =
            List.of(
                    "time_iso8601",
                    "time_local",
                    "@timestamp",
                    "timestamp",
                    "StartUTC",
                    "time",
                    "ts",
                    "msec",
                    "date");
    private static final List<String> PATHS =
            List.of(
                    "request_uri",
                    "uri",
                    "request.uri",
                    "RequestPath",
                    "url.original",
                    "url.path",
                    "path",
                    "request");
    private static final List<String> STATUSES =
            List.of("status", "DownstreamStatus", "http.response.status_code");

    private static final byte[] UNAUTHORIZED = "401".getBytes(UTF_8);

    private final JsonMembers members;
    private final int[] addresses;
    private final int[] users;
    private final int[] times;
    private final int[] paths;
    private final int[] statuses;
    private final boolean timeIsChosen;
    private final ClientField client;
    private final LogTime clock = new LogTime();

    JsonLineParser(LogFields fields) {
        List<String> wanted = new ArrayList<>();
        addresses = places(wanted, fields.address(), ADDRESSES);
        users = fields.withUser() ? places(wanted, fields.user(), USERS) : new int[0];
        times = places(wanted, fields.time(), TIMES);
        paths = fields.withPath() ? places(wanted, null, PATHS) : new int[0];
        statuses = fields.withUser() ? places(wanted, null, STATUSES) : new int[0];
        members = new JsonMembers(wanted);
        timeIsChosen = fields.time() != null;
        client = new ClientField(fields.trustedProxies());
    }

    private static int[] places(List<String> wanted, @Nullable String chosen, List<String> usual) {
        List<String> names = chosen == null ? usual : List.of(chosen);
        int[] places = new int[names.size()];
        for (int i = 0; i < places.length; i++) {
            int known = wanted.indexOf(names.get(i));
            places[i] = known < 0 ? wanted.size() : known;
            if (known < 0) {
                wanted.add(names.get(i));
            }
        }
        return places;
    }

    @Override
    public @Nullable LineFault parse(byte[] bytes, int from, int to, LogLine line) {
        line.begin();
        if (from == to) {
            return LineFault.EMPTY;
        }
        LineFault shape = members.read(bytes, from, to);
        if (shape != null) {
            return shape;
        }
        LineFault fault = address();
        if (fault != null) {
            return fault;
        }
        line.address(client.address());
        int time = filled(times);
        if (time >= 0) {
            long second = clock.any(members.bytes(time), members.from(time), members.to(time));
            if (second != LogTime.REFUSED) {
                line.epochSecond(second);
            } else if (timeIsChosen) {
                return LineFault.BAD_TIME;
            }
        }
        int status = filled(statuses);
        if (status >= 0) {
            line.status(members.bytes(status), members.from(status), members.to(status));
        }
        int user = filled(users);
        if (user >= 0 && !isUnauthorized()) {
            line.user(members.bytes(user), members.from(user), members.to(user));
        }
        int path = filled(paths);
        if (path >= 0) {
            path(members.bytes(path), members.from(path), members.to(path), line);
        }
        return null;
    }

    private @Nullable LineFault address() {
        int place = filled(addresses);
        if (place < 0) {
            return LineFault.NO_ADDRESS;
        }
        if (!members.isArray(place)) {
            return client.read(members.bytes(place), members.from(place), members.to(place));
        }
        // The lines of a repeated header, joined in their order as semantics section 2.2 says.
        byte[] joined = joined(members.bytes(place), members.from(place), members.to(place));
        return client.read(joined, 0, joined.length);
    }

    private static byte[] joined(byte[] bytes, int from, int to) {
        String elements = new String(bytes, from, to - from, UTF_8);
        return elements.replace("\"", "").getBytes(UTF_8);
    }

    /* The first of the places that holds something other than `-`, or -1. */
    private int filled(int[] places) {
        for (int place : places) {
            if (members.isFilled(place)) {
                return place;
            }
        }
        return -1;
    }

    private boolean isUnauthorized() {
        int place = filled(statuses);
        return place >= 0
                && Arrays.equals(
                        members.bytes(place),
                        members.from(place),
                        members.to(place),
                        UNAUTHORIZED,
                        0,
                        UNAUTHORIZED.length);
    }

    /* The member may be a whole request line. */
    private static void path(byte[] bytes, int from, int to, LogLine line) {
        int start = from;
        int space = space(bytes, from, to);
        if (space < to && bytes[from] != '/') {
            start = space + 1;
            space = space(bytes, start, to);
        }
        line.path(bytes, start, space);
    }

    private static int space(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && bytes[at] != ' ') {
            at++;
        }
        return at;
    }
}
