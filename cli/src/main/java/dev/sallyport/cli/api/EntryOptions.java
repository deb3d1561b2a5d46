package dev.sallyport.cli.api;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/* The members of an entry but for its source, as options; an empty text takes back what was said. */
final class EntryOptions {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(names = "--label", paramLabel = "TEXT", description = "What it is for.")
    private @Nullable String label;

    @Option(names = "--owner", paramLabel = "NAME", description = "Who answers for it.")
    private @Nullable String owner;

    @Option(
            names = "--not-before",
            paramLabel = "INSTANT",
            description = "From when on it counts, such as 2027-01-31T00:00:00Z.")
    private @Nullable String notBefore;

    @Option(
            names = "--expires-at",
            paramLabel = "INSTANT",
            description = "From when on it no longer counts.")
    private @Nullable String expiresAt;

    @Option(
            names = "--review-at",
            paramLabel = "INSTANT",
            description = "By when somebody is to look whether it is still needed.")
    private @Nullable String reviewAt;

    @Option(
            names = "--enabled",
            arity = "1",
            paramLabel = "true|false",
            description = "Whether it counts.")
    private @Nullable Boolean enabled;

    /** Returns the members that were said. */
    ObjectNode members() {
        ObjectNode entry = JsonMapper.shared().createObjectNode();
        text(entry, "label", label);
        text(entry, "owner", owner);
        text(entry, "notBefore", notBefore);
        text(entry, "expiresAt", expiresAt);
        text(entry, "reviewAt", reviewAt);
        if (enabled != null) {
            entry.put("enabled", enabled);
        }
        return entry;
    }

    private static void text(ObjectNode entry, String name, @Nullable String value) {
        if (value != null && value.isEmpty()) {
            entry.putNull(name);
        } else if (value != null) {
            entry.put(name, value);
        }
    }

    /**
     * Adds a source as people write it: an address, a prefix, {@code A-B}, {@code country:FR},
     * {@code asn:64500}, {@code list:NAME} or {@code any}. Whether it is one, the server says.
     *
     * @throws ParameterException if the number of an {@code asn} is none
     */
    void source(ObjectNode entry, String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.equals("any")) {
            entry.put("any", true);
        } else if (lower.startsWith("country:")) {
            entry.put("country", text.substring("country:".length()));
        } else if (lower.startsWith("asn:")) {
            entry.put("asn", number(text.substring("asn:".length())));
        } else if (lower.startsWith("list:")) {
            entry.put("list", text.substring("list:".length()));
        } else {
            entry.put(text.contains("-") ? "range" : "prefix", text);
        }
    }

    private long number(String text) {
        if (!text.matches("[0-9]{1,10}")) {
            throw new ParameterException(
                    spec.commandLine(), "`" + text + "` is no number of an autonomous system");
        }
        return Long.parseLong(text);
    }
}
