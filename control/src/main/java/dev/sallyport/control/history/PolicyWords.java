package dev.sallyport.control.history;

import dev.sallyport.engine.policy.ChannelId;
import dev.sallyport.engine.policy.ClientAuthorization;
import dev.sallyport.engine.policy.Effect;
import dev.sallyport.engine.policy.Entry;
import dev.sallyport.engine.policy.Life;
import dev.sallyport.engine.policy.Mode;
import dev.sallyport.engine.policy.Rule;
import dev.sallyport.engine.policy.Scope;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The parts of a policy in short words; equal parts have equal words, and different parts others.
 */
final class PolicyWords {

    private PolicyWords() {}

    static String mode(Mode mode) {
        return mode.name();
    }

    static String effect(Effect effect) {
        return effect.name();
    }

    static String trial(boolean isOnTrial) {
        return isOnTrial ? "on trial" : "in force";
    }

    static String clients(ClientAuthorization authorization) {
        return switch (authorization) {
            case IGNORE -> "ignore";
            case WHEN_PRESENT -> "when-present";
            case REQUIRED -> "required";
        };
    }

    /* What is nothing at all is called so where a sentence needs a word. */
    static String quoted(String text) {
        return text.isEmpty() ? "nothing" : "`" + text + "`";
    }

    static String rule(Rule rule) {
        List<String> parts = new ArrayList<>();
        parts.add(effect(rule.effect()));
        parts.add(count(rule.sources().size(), "source"));
        if (!rule.except().isEmpty()) {
            parts.add(count(rule.except().size(), "exception"));
        }
        if (!rule.scope().equals(Scope.ALL)) {
            parts.add(scope(rule.scope()));
        }
        if (!rule.life().equals(Life.ALWAYS)) {
            parts.add(life(rule.life()));
        }
        if (rule.onTrial()) {
            parts.add(trial(true));
        }
        return String.join(", ", parts);
    }

    private static String count(int count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }

    static String source(Entry entry) {
        return entry.source().toString();
    }

    static String entry(Entry entry) {
        StringBuilder text = new StringBuilder(source(entry));
        if (!entry.label().isEmpty()) {
            text.append(" (").append(entry.label()).append(')');
        }
        if (!entry.life().equals(Life.ALWAYS)) {
            text.append(", ").append(life(entry.life()));
        }
        return text.toString();
    }

    static String life(Life life) {
        List<String> parts = new ArrayList<>();
        parts.add(life.enabled() ? "enabled" : "disabled");
        if (!life.notBefore().equals(Instant.MIN)) {
            parts.add("from " + life.notBefore());
        }
        if (!life.expiresAt().equals(Instant.MAX)) {
            parts.add("until " + life.expiresAt());
        }
        return String.join(" ", parts);
    }

    static String scope(Scope scope) {
        List<String> parts = new ArrayList<>();
        add(parts, "channels", scope.channels().stream().map(ChannelId::value).toList());
        add(
                parts,
                "all channels but",
                scope.exceptChannels().stream().map(ChannelId::value).toList());
        add(
                parts,
                "principals of kind",
                scope.principalKinds().stream()
                        .map(kind -> kind.name().toLowerCase(Locale.ROOT))
                        .toList());
        add(parts, "roles", scope.roles());
        add(parts, "clients", scope.clients());
        return parts.isEmpty() ? "everything" : String.join("; ", parts);
    }

    private static void add(List<String> parts, String name, Collection<String> values) {
        if (!values.isEmpty()) {
            parts.add(name + " " + values.stream().sorted().collect(Collectors.joining(", ")));
        }
    }
}
