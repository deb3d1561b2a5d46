package dev.sallyport.agent.sync;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sallyport.agent.plan.Leaving;
import dev.sallyport.agent.plan.Memory;
import dev.sallyport.agent.plan.Returned;
import dev.sallyport.egress.fetch.Validators;
import dev.sallyport.egress.signature.EgressPublicKey;
import dev.sallyport.egress.signature.TrustedKeys;
import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.address.IpSet;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/*
 * The state as lines: a word, a space, values. The last line is the digest of those before, so that a file that was cut or
 * changed is not taken for a state.
 */
final class StateText {

    private static final String FORMAT = "sallyport-agent-state/1";

    private StateText() {}

    static byte[] write(AgentState state) {
        StringBuilder text = new StringBuilder(FORMAT).append('\n');
        line(text, "target", state.target());
        line(text, "settings", state.settings());
        line(text, "region", state.region());
        line(text, "serial", Long.toString(state.serial()));
        line(text, "applied", Long.toString(state.applied()));
        line(text, "acknowledged", Long.toString(state.acknowledged()));
        line(text, "sha256", state.sha256());
        line(text, "pending", Boolean.toString(state.isPending()));
        line(text, "at", state.at().toString());
        optional(text, "entity-tag", state.validators().entityTag());
        optional(text, "last-modified", state.validators().lastModified());
        state.keys().keys().forEach(key -> line(text, "key", key.x()));
        state.keys().retired().stream().sorted().forEach(id -> line(text, "retired", id));
        state.memory().listed().prefixes().forEach(each -> line(text, "listed", each.toString()));
        for (Leaving each : state.memory().leaving()) {
            line(text, "leaving", each.prefix() + " " + each.since() + " " + each.until());
        }
        for (Returned each : state.memory().returned()) {
            line(text, "returned", each.prefix() + " " + each.longest() + " " + each.at());
        }
        String digest = digest(text.toString());
        return text.append("end ").append(digest).append('\n').toString().getBytes(UTF_8);
    }

    private static void line(StringBuilder text, String word, String value) {
        text.append(word).append(' ').append(value.replace('\n', ' ')).append('\n');
    }

    private static void optional(StringBuilder text, String word, @Nullable String value) {
        if (value != null) {
            line(text, word, value);
        }
    }

    /**
     * Reads a state.
     *
     * @throws IllegalArgumentException if it is none
     */
    static AgentState read(byte[] bytes) {
        String text = new String(bytes, UTF_8);
        int end = text.lastIndexOf("\nend ");
        if (end < 0 || !text.substring(end + 5).equals(digest(text.substring(0, end + 1)) + "\n")) {
            throw new IllegalArgumentException("its digest does not fit");
        }
        try {
            return lines(text.substring(0, end).lines().toList());
        } catch (DateTimeException | IndexOutOfBoundsException | NullPointerException malformed) {
            throw new IllegalArgumentException("it is malformed", malformed);
        }
    }

    private static AgentState lines(List<String> lines) {
        if (!lines.getFirst().equals(FORMAT)) {
            throw new IllegalArgumentException("it is of another format");
        }
        Map<String, String> single = new HashMap<>();
        List<EgressPublicKey> keys = new ArrayList<>();
        Set<String> retired = new TreeSet<>();
        IpSet.Builder listed = IpSet.builder();
        List<Leaving> leaving = new ArrayList<>();
        List<Returned> returned = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            int space = line.indexOf(' ');
            String word = line.substring(0, space);
            String value = line.substring(space + 1);
            String[] parts = value.split(" ", -1);
            switch (word) {
                case "key" -> keys.add(new EgressPublicKey(value));
                case "retired" -> retired.add(value);
                case "listed" -> {
                    IpSet.Builder _ = listed.add(IpPrefix.parse(value));
                }
                case "leaving" ->
                        leaving.add(
                                new Leaving(
                                        IpPrefix.parse(parts[0]),
                                        Instant.parse(parts[1]),
                                        Instant.parse(parts[2])));
                case "returned" ->
                        returned.add(
                                new Returned(
                                        IpPrefix.parse(parts[0]),
                                        Duration.parse(parts[1]),
                                        Instant.parse(parts[2])));
                default -> single.put(word, value);
            }
        }
        return new AgentState(
                value(single, "target"),
                value(single, "settings"),
                value(single, "region"),
                Long.parseLong(value(single, "serial")),
                Long.parseLong(value(single, "applied")),
                Long.parseLong(value(single, "acknowledged")),
                value(single, "sha256"),
                new TrustedKeys(keys, retired),
                new Validators(single.get("entity-tag"), single.get("last-modified")),
                new Memory(listed.build(), leaving, returned),
                Boolean.parseBoolean(value(single, "pending")),
                Instant.parse(value(single, "at")));
    }

    private static String value(Map<String, String> values, String word) {
        String value = values.get(word);
        if (value == null) {
            throw new IllegalArgumentException("`" + word + "` is missing");
        }
        return value;
    }

    static String digest(String text) {
        return digest(text.getBytes(UTF_8));
    }

    static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
