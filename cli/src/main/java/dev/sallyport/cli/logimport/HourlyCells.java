package dev.sallyport.cli.logimport;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sallyport.cli.log.LogLine;
import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.channel.Channel;
import dev.sallyport.engine.channel.ChannelTable;
import dev.sallyport.evidence.Observation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/*
 * Adds requests up by hour, address, channel and user, and hands full tables on as lines of JSON. The same log yields the same
 * parts with the same lines each time, which is what makes an import repeatable. Not thread-safe.
 */
final class HourlyCells {

    /* What is held at most; about 60 MB. */
    static final int MOST_CELLS = 200_000;

    /* How many lines one part has. */
    static final int PART = 5000;

    private static final int LONGEST_USER = 200;
    private static final int FIRST_FAILURE = 400;

    private record Key(long hour, IpPrefix network, Channel channel, @Nullable String user) {}

    private static final class Cell {
        private IpAddress newest;
        private long count;
        private long first = Long.MAX_VALUE;
        private long last = Long.MIN_VALUE;

        Cell(IpAddress newest) {
            this.newest = newest;
        }

        void add(IpAddress address, long second) {
            count++;
            first = Math.min(first, second);
            if (second >= last) {
                last = second;
                newest = address;
            }
        }
    }

    private final ChannelTable channels;
    private final boolean userNeedsStatus;
    private final Consumer<List<String>> parts;
    private Map<Key, Cell> cells = new LinkedHashMap<>();

    /**
     * Hands cells on in parts.
     *
     * @param channels tells the channel of a path
     * @param userNeedsStatus whether a user counts only with a status that says it was let in; if
     *     not, a line without status is as good
     * @param parts takes the lines of one part each
     */
    HourlyCells(ChannelTable channels, boolean userNeedsStatus, Consumer<List<String>> parts) {
        this.channels = channels;
        this.userNeedsStatus = userNeedsStatus;
        this.parts = parts;
    }

    /* Returns the user that the request counts for, or null. */
    @Nullable String add(LogLine line) {
        String user = isSuccessful(line) ? user(line) : null;
        long second = line.epochSecond();
        Key key =
                new Key(
                        Observation.hourOf(second * 1000),
                        Observation.networkOf(line.address()),
                        channels.classify(path(line)),
                        user);
        cells.computeIfAbsent(key, absent -> new Cell(line.address())).add(line.address(), second);
        if (cells.size() >= MOST_CELLS) {
            flush();
        }
        return user;
    }

    /* Only what was let in proves who it was: a name beside any other status is what somebody claimed. */
    private boolean isSuccessful(LogLine line) {
        return line.status() == 0 ? !userNeedsStatus : line.status() < FIRST_FAILURE;
    }

    private static @Nullable String user(LogLine line) {
        if (!line.hasUser()) {
            return null;
        }
        String text =
                new String(
                                line.userBytes(),
                                line.userFrom(),
                                line.userTo() - line.userFrom(),
                                UTF_8)
                        .strip();
        boolean isName =
                !text.isEmpty()
                        && text.length() <= LONGEST_USER
                        && text.indexOf('\uFFFD') < 0
                        && text.chars().noneMatch(Character::isISOControl);
        return isName ? text : null;
    }

    private static @Nullable String path(LogLine line) {
        return line.pathFrom() == line.pathTo()
                ? null
                : new String(
                        line.pathBytes(), line.pathFrom(), line.pathTo() - line.pathFrom(), UTF_8);
    }

    /* Hands on what there is. */
    void flush() {
        List<String> part = new ArrayList<>(PART);
        for (Map.Entry<Key, Cell> each : cells.entrySet()) {
            part.add(line(each.getKey(), each.getValue()));
            if (part.size() == PART) {
                parts.accept(part);
                part = new ArrayList<>(PART);
            }
        }
        if (!part.isEmpty()) {
            parts.accept(part);
        }
        cells = new LinkedHashMap<>();
    }

    private static String line(Key key, Cell cell) {
        ObjectNode line = JsonMapper.shared().createObjectNode();
        line.put("address", cell.newest.toString());
        line.put("channel", key.channel().label());
        if (key.user() != null) {
            line.putObject("principal").put("kind", "user").put("id", key.user());
        }
        line.put("count", cell.count);
        line.put("first", Instant.ofEpochSecond(cell.first).toString());
        line.put("last", Instant.ofEpochSecond(cell.last).toString());
        return line.toString();
    }
}
