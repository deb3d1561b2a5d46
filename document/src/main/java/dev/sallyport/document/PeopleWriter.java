package dev.sallyport.document;

import dev.sallyport.control.people.SeenFrom;
import dev.sallyport.control.people.SeenPrincipal;
import dev.sallyport.control.people.SightingReport;
import dev.sallyport.control.tenant.Page;

/** Writes people who were seen as JSON. */
public final class PeopleWriter {

    /** Of how many networks a principal's document speaks; the newest. */
    public static final int MAX_NETWORKS = 20;

    private PeopleWriter() {}

    /** Returns the document of what came of a report. */
    public static String write(SightingReport report) {
        return JsonText.of(json ->
                json.object(() ->
                        json.member("accepted", report.accepted())
                                .member("duplicate", report.duplicate())
                                .member("refused", report.refusals().size())
                                .array(
                                        "refusals",
                                        report.refusals(),
                                        refusal ->
                                                json.object(() ->
                                                        json.member("index", refusal.index())
                                                                .member(
                                                                        "reason",
                                                                        refusal.cause().text())))
                                .member("forgotten", report.forgotten())));
    }

    /** Returns the document of a page of principals: {@code {"items", "next"}}. */
    public static String write(Page<SeenPrincipal> page) {
        return JsonText.of(json ->
                json.object(() ->
                        json.array("items", page.items(), each -> principal(json, each))
                                .member("next", page.next())));
    }

    private static void principal(JsonText json, SeenPrincipal seen) {
        json.object(() ->
                json.member("kind", Names.of(seen.principal().kind()))
                        .member("id", seen.principal().id())
                        .texts("roles", seen.roles().stream().sorted().toList())
                        .member("admin", seen.isAdmin())
                        .member("firstSeen", seen.firstSeen().toString())
                        .member("lastSeen", seen.lastSeen().toString())
                        .array(
                                "from",
                                seen.from().stream().limit(MAX_NETWORKS).toList(),
                                each -> from(json, each))
                        .member("moreNetworks", Math.max(0, seen.from().size() - MAX_NETWORKS)));
    }

    private static void from(JsonText json, SeenFrom from) {
        json.object(() ->
                json.member("address", from.address().toString())
                        .member("network", from.network().toString())
                        .member("firstSeen", from.firstSeen().toString())
                        .member("lastSeen", from.lastSeen().toString())
                        .member("successes", from.successes())
                        .member("failures", from.failures()));
    }
}
