package dev.sallyport.control.explain;

import dev.sallyport.control.people.PrincipalKinds;
import dev.sallyport.control.problem.Quoted;
import dev.sallyport.engine.client.ClientWalk;
import dev.sallyport.engine.decision.Decision;
import dev.sallyport.engine.decision.Principal;
import dev.sallyport.engine.decision.Request;
import dev.sallyport.engine.decision.RuleTrace;
import dev.sallyport.engine.decision.Verdict;
import dev.sallyport.engine.policy.PrincipalKind;
import dev.sallyport.engine.policy.Source;
import java.time.Instant;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes an explanation as a text that can be read out on the telephone. */
public final class ExplanationText {

    private final Explanation explanation;
    private final StringBuilder text = new StringBuilder();

    private ExplanationText(Explanation explanation) {
        this.explanation = explanation;
    }

    /** Returns the text of an explanation; lines end with a line feed. */
    public static String write(Explanation explanation) {
        return new ExplanationText(explanation).write();
    }

    private String write() {
        Decision decision = explanation.trace().decision();
        line(ExplanationWords.summary(decision));
        Verdict recorded = explanation.recorded();
        if (recorded != null && !explanation.isAsRecorded()) {
            line(
                    "What the policy depends on has changed since: then it was %s (%s). Below is what would be decided now."
                            .formatted(recorded.evaluated(), recorded.reason().code()));
        }
        line("");
        if (explanation.id() != null) {
            fact("request", explanation.id().toString());
        }
        Request request = decision.request();
        fact("tenant", explanation.tenant().value());
        fact("at", Instant.ofEpochMilli(request.epochMillis()).toString());
        address(decision);
        fact("channel", request.channel().label());
        fact("principal", principal(request.principal()));
        policy(decision.verdict());
        rules(request, decision);
        beside("draft", explanation.trace().draft());
        beside("with the rules on trial", explanation.trace().trial());
        return text.toString();
    }

    private void address(Decision decision) {
        Request request = decision.request();
        fact("address", ExplanationWords.found(request.client()));
        for (ClientWalk.Step step : explanation.walk().steps()) {
            String what =
                    switch (step.finding()) {
                        case TRUSTED -> "a trusted proxy, go on to its left";
                        case CLIENT -> "no trusted proxy: this is the client";
                        case UNREADABLE -> "no address: the walk ends";
                    };
            line("            %s %s: %s".formatted(step.from(), Quoted.text(step.text()), what));
        }
        explanation
                .trace()
                .embedded()
                .forEach(inner ->
                        line(
                                "            holds the IPv4 address %s embedded: doubt"
                                        .formatted(inner)));
        if (decision.geoEdition() == null) {
            fact("country", "no geo data is loaded");
        } else {
            fact(
                    "country",
                    "%s, AS %s, geo edition %s"
                            .formatted(
                                    decision.country() == null ? "unknown" : decision.country(),
                                    decision.asn().isPresent()
                                            ? decision.asn().getAsLong()
                                            : "unknown",
                                    decision.geoEdition()));
        }
    }

    private static String principal(Principal principal) {
        if (principal.kind() == PrincipalKind.ANONYMOUS) {
            return "anonymous";
        }
        StringBuilder words = new StringBuilder(PrincipalKinds.text(principal.kind()));
        if (principal.id() != null) {
            words.append(' ').append(Quoted.text(principal.id()));
        }
        if (!principal.roles().isEmpty()) {
            words.append(", roles ")
                    .append(
                            principal.roles().stream()
                                    .sorted()
                                    .map(Quoted::text)
                                    .collect(Collectors.joining(", ")));
        }
        if (principal.clientId() != null) {
            words.append(", client ").append(Quoted.text(principal.clientId()));
        }
        return words.toString();
    }

    private void policy(Verdict verdict) {
        fact(
                "policy",
                "%s, revision %d, sequence %d, deployment %s"
                        .formatted(
                                verdict.mode() == null ? "none" : verdict.mode(),
                                verdict.revision(),
                                verdict.sequence(),
                                verdict.deployment().name().toLowerCase(Locale.ROOT)));
    }

    private void rules(Request request, Decision decision) {
        line("");
        line(explanation.trace().rules().isEmpty() ? "The policy has no rules." : "Rules:");
        for (RuleTrace rule : explanation.trace().rules()) {
            line(
                    "  %s %-5s %s%s: %s"
                            .formatted(
                                    rule.id().equals(decision.rule())
                                            ? ">"
                                            : rule.isMatching() ? "+" : "-",
                                    rule.effect(),
                                    rule.id(),
                                    rule.name().isEmpty() ? "" : " (" + shown(rule.name()) + ")",
                                    ExplanationWords.because(rule, request)));
            entries("in", rule.sources());
            entries("except", rule.except());
        }
    }

    private void entries(String side, RuleTrace.Side entries) {
        for (RuleTrace.Found found : entries.found()) {
            line(
                    "            %s %s%s%s%s"
                            .formatted(
                                    side,
                                    source(found.source()),
                                    found.label().isEmpty()
                                            ? ""
                                            : " (" + shown(found.label()) + ")",
                                    found.list() == null ? "" : " of list `" + found.list() + "`",
                                    found.isCertain() ? "" : ", in doubt"));
        }
    }

    private static String source(Source source) {
        return switch (source) {
            case Source.Network(var prefix) ->
                    prefix.length() == prefix.family().bits()
                            ? prefix.address().toString()
                            : prefix.toString();
            case Source.Range(var range) -> range.toString();
            case Source.Country(var code) -> "country " + code;
            case Source.Asn(var number) -> "AS " + number;
            case Source.ListReference(var name) -> "list `" + name + "`, which was never loaded";
            case Source.Any() -> "any";
        };
    }

    private void beside(String name, @Nullable Decision decision) {
        if (decision != null) {
            line("");
            line(
                    "%s: %s, because %s."
                            .formatted(
                                    Character.toUpperCase(name.charAt(0)) + name.substring(1),
                                    decision.verdict().evaluated(),
                                    ExplanationWords.why(decision.verdict().reason())));
        }
    }

    private void fact(String name, String value) {
        line("  %-9s %s".formatted(name, value));
    }

    private void line(String line) {
        text.append(line).append('\n');
    }

    /* What is invisible, or turns the line around, is shown as a Java escape. */
    private static String shown(String words) {
        StringBuilder shown = new StringBuilder();
        words.codePoints()
                .forEach(character -> {
                    switch (Character.getType(character)) {
                        case Character.CONTROL,
                                Character.FORMAT,
                                Character.LINE_SEPARATOR,
                                Character.PARAGRAPH_SEPARATOR,
                                Character.SURROGATE,
                                Character.PRIVATE_USE,
                                Character.UNASSIGNED ->
                                shown.append("\\u%04x".formatted(character));
                        default -> shown.appendCodePoint(character);
                    }
                });
        return shown.toString();
    }
}
