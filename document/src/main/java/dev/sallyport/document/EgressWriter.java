package dev.sallyport.document;

import dev.sallyport.control.egress.Acknowledgement;
import dev.sallyport.control.egress.EgressAgent;
import dev.sallyport.control.egress.EgressImpact;
import dev.sallyport.control.egress.EgressNotice;
import dev.sallyport.control.egress.EgressRegion;
import dev.sallyport.control.egress.EgressSelfTest;
import dev.sallyport.control.egress.Openness;
import dev.sallyport.control.egress.Publication;
import dev.sallyport.egress.list.EgressPrefix;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes what is known of our own addresses as JSON. */
public final class EgressWriter {

    private EgressWriter() {}

    /** Returns the document of a region as the operator sees it. */
    public static String write(EgressRegion region, Map<String, String> urls) {
        return JsonText.of(json ->
                json.object(() ->
                        json.member("region", region.name())
                                .member("serial", region.list().serial())
                                .member("created", region.list().created().toString())
                                .array(
                                        "prefixes",
                                        region.list().prefixes(),
                                        each -> line(json, region, each))
                                .object("urls", () -> urls.forEach(json::member))));
    }

    private static void line(JsonText json, EgressRegion region, EgressPrefix line) {
        json.object(() -> {
            line(json, line);
            json.member("liveSince", text(region.live().get(line.prefix())));
        });
    }

    private static void line(JsonText json, EgressPrefix line) {
        json.member("prefix", line.prefix().toString())
                .member("service", line.service())
                .member("direction", line.direction().text())
                .member("notBefore", line.notBefore().toString())
                .member("removeAfter", text(line.removeAfter()))
                .member("label", line.label());
    }

    private static @Nullable String text(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }

    /** Returns the document of all regions: {@code {"items"}}. */
    public static String write(List<EgressRegion> regions) {
        return JsonText.of(json ->
                json.object(() ->
                        json.array(
                                "items",
                                regions,
                                region ->
                                        json.object(() ->
                                                json.member("region", region.name())
                                                        .member("serial", region.list().serial())
                                                        .member(
                                                                "created",
                                                                region.list().created().toString())
                                                        .member(
                                                                "prefixes",
                                                                region.list().prefixes().size())
                                                        .member("live", region.live().size())))));
    }

    /**
     * Returns what everybody may read of how a region's list was: {@code {"region", "serials"}}.
     */
    public static String writeHistory(String region, List<Publication.Summary> serials) {
        return JsonText.of(json ->
                json.object(() ->
                        json.member("region", region)
                                .array(
                                        "serials",
                                        serials,
                                        each ->
                                                json.object(() ->
                                                        json.member("serial", each.serial())
                                                                .member(
                                                                        "created",
                                                                        each.created().toString())
                                                                .texts(
                                                                        "difference",
                                                                        each.words())))));
    }

    /** Returns what those who follow a region are told. */
    public static String write(EgressNotice notice) {
        return JsonText.asciiOf(json ->
                json.object(() ->
                        json.member("region", notice.region())
                                .member("serial", notice.serial())
                                .member("previous", notice.previous())
                                .member("at", notice.at().toString())
                                .texts("difference", notice.words())));
    }

    /** Returns who has opened for a prefix. */
    public static String write(EgressImpact.Result impact) {
        return JsonText.of(json ->
                json.object(() -> {
                    EgressPrefix line = impact.line();
                    json.member("region", impact.region())
                            .member("prefix", impact.prefix().toString())
                            .member("serial", impact.serial())
                            .member("listed", line != null)
                            .member("notBefore", line == null ? null : line.notBefore().toString())
                            .member("removeAfter", line == null ? null : text(line.removeAfter()))
                            .member("liveSince", text(impact.liveSince()))
                            .member("open", impact.open())
                            .member("notOpen", impact.notOpen())
                            .member("unknown", impact.unknown())
                            .array("tenants", impact.tenants(), each -> openness(json, each));
                }));
    }

    private static void openness(JsonText json, Openness each) {
        json.object(() -> {
            json.member("tenant", each.tenant().value())
                    .member("name", each.name())
                    .member("state", each.state().text())
                    .member("agents", each.agents());
            Long serial = each.serial();
            if (serial == null) {
                json.nothing("serial");
            } else {
                json.member("serial", serial.longValue());
            }
            json.member("since", text(each.since()));
        });
    }

    /** Returns the document of an agent. */
    public static String write(EgressAgent agent) {
        return JsonText.of(json -> agent(json, agent));
    }

    /** Returns the document of a tenant's agents: {@code {"items"}}. */
    public static String writeAgents(List<EgressAgent> agents) {
        return JsonText.of(
                json -> json.object(() -> json.array("items", agents, each -> agent(json, each))));
    }

    private static void agent(JsonText json, EgressAgent agent) {
        json.object(() -> {
            json.member("id", agent.id())
                    .member("name", agent.name())
                    .object(
                            "key",
                            () ->
                                    json.member("kty", "OKP")
                                            .member("crv", "Ed25519")
                                            .member("x", agent.key())
                                            .member("kid", agent.id()))
                    .member("createdAt", agent.createdAt().toString());
            Acknowledgement last = agent.last();
            if (last == null) {
                json.nothing("acknowledged");
                return;
            }
            json.object(
                    "acknowledged",
                    () ->
                            json.member("region", last.region())
                                    .member("serial", last.serial())
                                    .member("appliedAt", last.appliedAt().toString())
                                    .member("receivedAt", last.receivedAt().toString())
                                    .member("target", last.target()));
        });
    }

    /** Returns how addresses that were seen stand to a list. */
    public static String write(EgressSelfTest test) {
        return JsonText.of(json ->
                json.object(() ->
                        json.member("region", test.region())
                                .member("serial", test.serial())
                                .member("at", test.at().toString())
                                .member("live", test.count(EgressSelfTest.State.LIVE))
                                .member("listedNotLive", test.count(EgressSelfTest.State.LISTED))
                                .member("notListed", test.count(EgressSelfTest.State.NOT_LISTED))
                                .array(
                                        "addresses",
                                        test.seen(),
                                        each ->
                                                json.object(() ->
                                                        json.member(
                                                                        "address",
                                                                        each.address().toString())
                                                                .member(
                                                                        "state",
                                                                        each.state().text())
                                                                .member(
                                                                        "prefix",
                                                                        each.line() == null
                                                                                ? null
                                                                                : each.line()
                                                                                        .prefix()
                                                                                        .toString())))));
    }
}
