package dev.sallyport.document;

import dev.sallyport.control.observation.ImportReport;
import dev.sallyport.control.observation.ObservationExtent;
import dev.sallyport.control.observation.ObservationView;
import dev.sallyport.engine.decision.Principal;
import dev.sallyport.engine.decision.Reason;
import dev.sallyport.engine.policy.Effect;
import dev.sallyport.engine.policy.PrincipalKind;
import dev.sallyport.evidence.Observation;
import dev.sallyport.evidence.Outcome;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Writes what was observed as JSON. */
public final class ObservationsWriter {

    private ObservationsWriter() {}

    /** Returns the document {@code {"extent", "pseudonyms", "items", "next"}}. */
    public static String write(ObservationView view) {
        return JsonText.of(json ->
                json.object(() -> {
                    extent(json, view.extent());
                    json.member("pseudonyms", view.pseudonyms())
                            .array("items", view.cells(), cell -> cell(json, cell))
                            .member("next", view.next().isEmpty() ? null : view.next());
                }));
    }

    /** Returns the document of what came of a part of an import. */
    public static String write(ImportReport report) {
        return JsonText.of(json ->
                json.object(() ->
                        json.member("result", report.added() ? "added" : "already-added")
                                .member("requests", report.requests())
                                .member("tooOld", report.tooOld())));
    }

    /** Returns the document of how observations are kept. */
    public static String settings(boolean pseudonyms) {
        return JsonText.of(json -> json.object(() -> json.member("pseudonyms", pseudonyms)));
    }

    /** Returns the document of one cell, without line breaks. */
    public static String write(Observation cell) {
        return JsonText.of(json -> cell(json, cell));
    }

    /* Writes the member `extent`. */
    static void extent(JsonText json, ObservationExtent extent) {
        json.object(
                "extent",
                () -> {
                    json.member("from", hour(extent.firstHour(), 0))
                            .member("until", hour(extent.lastHour(), 1))
                            .member("complete", extent.isComplete());
                    share(json, "anonymous", extent.anonymous());
                    share(json, "identified", extent.identified());
                });
    }

    private static @Nullable String hour(@Nullable Long hour, int later) {
        return hour == null ? null : instant((hour + later) * Observation.HOUR_MILLIS);
    }

    private static String instant(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }

    private static void share(JsonText json, String name, ObservationExtent.Share share) {
        json.object(
                name,
                () ->
                        json.member("cells", share.cells())
                                .member("decisions", share.decisions())
                                .member("foldedCells", share.foldedCells())
                                .member("foldedDecisions", share.foldedDecisions())
                                .member("mergedDecisions", share.mergedDecisions())
                                .member("namelessDecisions", share.namelessDecisions())
                                .member("removedDecisions", share.removedDecisions()));
    }

    private static void cell(JsonText json, Observation cell) {
        json.object(() -> {
            json.member("hour", hour(cell.hour(), 0))
                    .member("network", text(cell.network()))
                    .member("address", text(cell.newest()))
                    .member("country", text(cell.country()));
            if (cell.asn() == 0) {
                json.nothing("asn");
            } else {
                json.member("asn", cell.asn());
            }
            json.member("channel", cell.channel().label());
            principal(json, cell.principal());
            outcome(json, cell.outcome());
            json.member("count", cell.count())
                    .member("first", instant(cell.firstMillis()))
                    .member("last", instant(cell.lastMillis()));
        });
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    private static void principal(JsonText json, Principal principal) {
        if (principal.equals(Principal.ANONYMOUS)) {
            json.nothing("principal");
            return;
        }
        json.object(
                "principal",
                () -> {
                    PrincipalKind kind = principal.kind();
                    json.member("kind", Names.of(kind))
                            .member("id", principal.id())
                            .texts("roles", principal.roles().stream().sorted().toList())
                            .member("client", principal.clientId());
                    if (principal.authorizedClients() == null) {
                        json.nothing("authorizedClients");
                    } else {
                        json.texts(
                                "authorizedClients",
                                principal.authorizedClients().stream().sorted().toList());
                    }
                });
    }

    private static void outcome(JsonText json, Outcome outcome) {
        json.object(
                "outcome",
                () -> {
                    json.member("decided", outcome.mode() != null)
                            .member("revision", outcome.revision())
                            .member(
                                    "mode",
                                    outcome.mode() == null ? null : Names.of(outcome.mode()))
                            .member("evaluated", Names.of(outcome.evaluated()))
                            .member("enforced", Names.of(outcome.enforced()))
                            .member("reason", outcome.reason().code())
                            .member("rule", rule(outcome.reason()))
                            .member("draft", effect(outcome.draft()))
                            .member("trial", effect(outcome.trial()));
                });
    }

    private static @Nullable String effect(@Nullable Effect effect) {
        return effect == null ? null : Names.of(effect);
    }

    private static @Nullable String rule(Reason reason) {
        if (reason instanceof Reason.DeniedByRule(var rule)) {
            return rule.value();
        }
        return reason instanceof Reason.AllowedByRule(var rule) ? rule.value() : null;
    }
}
