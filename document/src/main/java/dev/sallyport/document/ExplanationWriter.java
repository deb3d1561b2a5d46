package dev.sallyport.document;

import dev.sallyport.control.explain.Explanation;
import dev.sallyport.control.explain.ExplanationWords;
import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.client.ClientWalk;
import dev.sallyport.engine.decision.Decision;
import dev.sallyport.engine.decision.Principal;
import dev.sallyport.engine.decision.Request;
import dev.sallyport.engine.decision.RuleTrace;
import dev.sallyport.engine.decision.Verdict;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes explanations as JSON: always the same members, null where there is nothing to say. */
public final class ExplanationWriter {

    private final JsonText json;
    private final Explanation explanation;
    private final Decision decision;

    private ExplanationWriter(JsonText json, Explanation explanation) {
        this.json = json;
        this.explanation = explanation;
        decision = explanation.trace().decision();
    }

    /** Returns the document of an explanation. */
    public static String write(Explanation explanation) {
        return JsonText.of(json -> new ExplanationWriter(json, explanation).write());
    }

    /** Returns the document of an explanation that is shared under a path until an instant. */
    public static String write(Explanation explanation, String path, Instant expiresAt) {
        return JsonText.of(json ->
                json.object(() -> {
                    new ExplanationWriter(json, explanation).members();
                    json.object(
                            "shared",
                            () ->
                                    json.member("path", path)
                                            .member("expiresAt", expiresAt.toString()));
                }));
    }

    private void write() {
        json.object(this::members);
    }

    private void members() {
        Request request = decision.request();
        json.member("summary", ExplanationWords.summary(decision))
                .member("tenant", explanation.tenant().value())
                .member("request", explanation.id() == null ? null : explanation.id().toString())
                .member("at", Instant.ofEpochMilli(request.epochMillis()).toString())
                .member("asRecorded", explanation.isAsRecorded());
        recorded(explanation.recorded());
        arrival(request);
        json.member("path", explanation.path());
        principal(request.principal());
        json.object("decision", () -> DecisionWriter.members(json, decision));
        json.array(
                "embedded", explanation.trace().embedded(), inner -> json.text(inner.toString()));
        json.array("rules", explanation.trace().rules(), this::rule);
        beside("draft", explanation.trace().draft());
        beside("trial", explanation.trace().trial());
        DecisionWriter.asOf(json, explanation.asOf());
    }

    private void recorded(@Nullable Verdict verdict) {
        if (verdict == null) {
            json.nothing("recorded");
            return;
        }
        json.object(
                "recorded",
                () ->
                        json.member("evaluated", Names.of(verdict.evaluated()))
                                .member("enforced", Names.of(verdict.enforced()))
                                .member("reason", verdict.reason().code())
                                .member("revision", verdict.revision())
                                .member("sequence", verdict.sequence()));
    }

    private void arrival(Request request) {
        json.object(
                "clientAddress",
                () -> {
                    json.member("derivedFrom", request.client().label())
                            .member("undeterminedCause", DenialWriter.cause(request.client()))
                            .member("words", ExplanationWords.found(request.client()));
                    json.array("steps", explanation.walk().steps(), this::step);
                });
    }

    private void step(ClientWalk.Step step) {
        IpAddress address = step.address();
        json.object(() ->
                json.member("from", step.from())
                        .member("text", step.text())
                        .member("address", address == null ? null : address.toString())
                        .member("finding", lower(step.finding())));
    }

    private void principal(Principal principal) {
        json.object(
                "principal",
                () -> {
                    json.member("kind", Names.of(principal.kind()))
                            .member("id", principal.id())
                            .texts("roles", principal.roles().stream().sorted().toList())
                            .member("client", principal.clientId());
                });
    }

    private void rule(RuleTrace rule) {
        json.object(() -> {
            json.member("id", rule.id().value())
                    .member("name", rule.name())
                    .member("effect", Names.of(rule.effect()))
                    .member("state", lower(rule.state()))
                    .member("applicable", rule.isApplicable())
                    .member("matches", rule.isMatching())
                    .member("determines", rule.id().equals(decision.rule()))
                    .member("because", ExplanationWords.because(rule, decision.request()));
            json.array("scope", rule.scope(), this::part);
            side("sources", rule.sources());
            side("except", rule.except());
        });
    }

    private void part(RuleTrace.ScopePart part) {
        json.object(() ->
                json.member("part", lower(part.part()))
                        .member("holds", part.holds())
                        .member("inDoubt", part.isInDoubt()));
    }

    private void side(String name, RuleTrace.Side side) {
        json.object(
                name,
                () -> {
                    json.member("entries", side.entries())
                            .member("live", side.live())
                            .member("matching", side.matching())
                            .member("doubtCounts", side.doubtCounts());
                    json.array("found", side.found(), this::found);
                });
    }

    private void found(RuleTrace.Found found) {
        json.object(() -> {
            json.member("entry", found.id().value());
            json.object("source", () -> new EntryWriter(json).source(found.source()));
            json.member("label", found.label())
                    .member("list", found.list() == null ? null : found.list().value())
                    .member("certain", found.isCertain());
        });
    }

    private void beside(String name, @Nullable Decision beside) {
        if (beside == null) {
            json.nothing(name);
            return;
        }
        json.object(
                name,
                () ->
                        json.member("evaluated", Names.of(beside.verdict().evaluated()))
                                .member("reason", beside.verdict().reason().code())
                                .member(
                                        "rule",
                                        beside.rule() == null ? null : beside.rule().value())
                                .member(
                                        "entry",
                                        beside.entry() == null ? null : beside.entry().value()));
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
