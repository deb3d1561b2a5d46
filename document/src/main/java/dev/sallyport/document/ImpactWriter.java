package dev.sallyport.document;

import dev.sallyport.control.monitor.MonitorReport;
import dev.sallyport.control.monitor.MonitorSettings;
import dev.sallyport.control.monitor.Obstacle;
import dev.sallyport.control.people.PeopleSource;
import dev.sallyport.control.whatif.Caution;
import dev.sallyport.control.whatif.ObservedLoser;
import dev.sallyport.control.whatif.ObservedReport;
import dev.sallyport.control.whatif.Opening;
import dev.sallyport.control.whatif.Placement;
import dev.sallyport.control.whatif.Rescue;
import dev.sallyport.control.whatif.TrendDay;
import dev.sallyport.control.whatif.Window;
import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.channel.Channel;
import dev.sallyport.engine.decision.Principal;
import dev.sallyport.engine.policy.CountryCode;
import dev.sallyport.engine.policy.PrincipalReference;
import dev.sallyport.evidence.column.Share;
import dev.sallyport.evidence.column.Tally;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Writes what policies do, or would do, to observed traffic as JSON. */
public final class ImpactWriter {

    private final JsonText json;

    private ImpactWriter(JsonText json) {
        this.json = json;
    }

    /** Returns the document of what a policy would change; people are known by {@code people}. */
    public static String write(ObservedReport report, PeopleSource people) {
        return JsonText.of(json -> new ImpactWriter(json).whatIf(report, people));
    }

    /** Returns the document of what the active policy says; people are known by {@code people}. */
    public static String write(MonitorReport report, PeopleSource people) {
        return JsonText.of(json -> new ImpactWriter(json).monitor(report, people));
    }

    /** Returns the document of who answers for a policy. */
    public static String write(MonitorSettings settings) {
        return JsonText.of(json -> json.object(() -> settings(json, settings)));
    }

    private static void settings(JsonText json, MonitorSettings settings) {
        json.member("owner", settings.owner())
                .member("reviewAt", Instants.text(settings.reviewAt()));
    }

    private void whatIf(ObservedReport report, PeopleSource people) {
        json.object(() -> {
            window(report.window());
            json.member("judgedAt", report.judgedAt().toString())
                    .member("activeRevision", report.activeRevision())
                    .member("rows", report.rows())
                    .member("judgedRows", report.judgedRows());
            json.object(
                    "requests",
                    () -> {
                        Tally tally = report.tally();
                        json.member("newlyDenied", tally.newlyDenied().requests())
                                .member("newlyAllowed", tally.newlyAllowed().requests())
                                .member("stillDenied", tally.stillDenied().requests())
                                .member("stillAllowed", tally.stillAllowed().requests())
                                .member("uncertain", tally.uncertain().requests());
                    });
            principals(report.principals());
            json.array("clients", report.clients(), share -> named("client", share.key(), share));
            networks(report.networks());
            countries(report.countries());
            asns(report.asns());
            channels(report.channels());
            json.array("losers", report.losers(), this::loser);
            ObservationsWriter.extent(json, report.extent());
            json.texts("cautions", report.cautions().stream().map(ImpactWriter::code).toList());
            json.member("people", people.text());
        });
    }

    private void monitor(MonitorReport report, PeopleSource people) {
        json.object(() -> {
            window(report.window());
            json.member("judgedAt", report.judgedAt().toString())
                    .member("mode", Names.of(report.mode()))
                    .member("revision", report.revision())
                    .member("since", report.since().toString());
            json.member("owner", report.settings().owner())
                    .member("reviewAt", report.reviewAt().toString())
                    .member("ready", report.isReady());
            json.array("obstacles", report.obstacles(), this::obstacle);
            json.object(
                    "requests",
                    () ->
                            json.member("all", report.requests())
                                    .member("denied", report.denied())
                                    .member("uncertain", report.uncertain()));
            json.array("trend", report.trend(), this::day);
            principals(report.principals());
            json.array("addresses", report.addresses(), this::loser);
            networks(report.networks());
            countries(report.countries());
            asns(report.asns());
            channels(report.channels());
            ObservationsWriter.extent(json, report.extent());
            json.member("people", people.text());
        });
    }

    private void window(Window window) {
        json.member("from", window.from().toString()).member("until", window.until().toString());
    }

    private void obstacle(Obstacle obstacle) {
        json.object(() ->
                json.member("kind", obstacle.kind().text())
                        .member("blocks", obstacle.kind().isBlocking())
                        .member("count", obstacle.count())
                        .member("detail", obstacle.detail()));
    }

    private void day(TrendDay day) {
        json.object(() ->
                json.member("date", day.date().toString())
                        .member("requests", day.requests())
                        .member("denied", day.denied())
                        .member("refused", day.refused()));
    }

    private void principals(List<Share<PrincipalReference>> shares) {
        json.array(
                "principals",
                shares,
                share ->
                        json.object(() -> {
                            json.member("kind", Names.of(share.key().kind()))
                                    .member("id", share.key().id())
                                    .member("lockedOut", ObservedReport.isLockedOut(share.tally()));
                            tally(share.tally());
                        }));
    }

    private void networks(List<Share<IpPrefix>> shares) {
        json.array("networks", shares, share -> named("network", share.key().toString(), share));
    }

    private void countries(List<Share<CountryCode>> shares) {
        json.array("countries", shares, share -> named("country", share.key().value(), share));
    }

    private void asns(List<Share<Long>> shares) {
        json.array(
                "asns",
                shares,
                share ->
                        json.object(() -> {
                            json.member("asn", share.key());
                            tally(share.tally());
                        }));
    }

    private void channels(List<Share<Channel>> shares) {
        json.array("channels", shares, share -> named("channel", share.key().label(), share));
    }

    private void named(String name, String key, Share<?> share) {
        json.object(() -> {
            json.member(name, key);
            tally(share.tally());
        });
    }

    private void tally(Tally tally) {
        json.member("newlyDenied", tally.newlyDenied().requests())
                .member("newlyAllowed", tally.newlyAllowed().requests())
                .member("stillDenied", tally.stillDenied().requests())
                .member("stillAllowed", tally.stillAllowed().requests())
                .member("uncertain", tally.uncertain().requests());
    }

    private void loser(ObservedLoser loser) {
        json.object(() -> {
            json.member("network", text(loser.network()))
                    .member("newest", loser.newest() == null ? null : loser.newest().toString());
            principal(loser.principal());
            json.member("channel", loser.channel().label())
                    .member("country", loser.country() == null ? null : loser.country().value());
            if (loser.asn().isPresent()) {
                json.member("asn", loser.asn().getAsLong());
            } else {
                json.nothing("asn");
            }
            json.member("count", loser.requests())
                    .member("firstSeen", loser.first().toString())
                    .member("lastSeen", loser.last().toString())
                    .member("days", loser.days())
                    .member("reason", loser.ruling().reason().code());
            rescue(loser.rescue());
        });
    }

    private static @Nullable String text(@Nullable IpPrefix network) {
        if (network == null) {
            return null;
        }
        return network.length() == network.family().bits()
                ? network.address().toString()
                : network.toString();
    }

    private void principal(Principal principal) {
        json.object(
                "principal",
                () ->
                        json.member("kind", Names.of(principal.kind()))
                                .member("id", principal.id())
                                .member("client", principal.clientId()));
    }

    private void rescue(Rescue rescue) {
        Consumer<Placement> placement = this::placement;
        switch (rescue) {
            case Rescue.ByEntry(IpPrefix entry, List<Placement> placements, Opening opens) ->
                    json.member("smallestEntry", entry.toString())
                            .member("opens", opens.addresses().toString())
                            .member("opensExactly", opens.isExact())
                            .array("goesInto", placements, placement)
                            .nothing("why");
            case Rescue.Impossible(Rescue.Obstacle obstacle) ->
                    json.nothing("smallestEntry")
                            .nothing("opens")
                            .member("opensExactly", false)
                            .array("goesInto", List.<Placement>of(), placement)
                            .member("why", obstacle.text());
        }
    }

    private void placement(Placement placement) {
        placement(json, placement);
    }

    static void placement(JsonText json, Placement placement) {
        json.object(() ->
                json.member("rule", placement.namedRule().value())
                        .member(
                                "in",
                                switch (placement) {
                                    case Placement.InSources ignored -> "sources";
                                    case Placement.InExceptions ignored -> "except";
                                    case Placement.InNewRule ignored -> "new-rule-like-it";
                                }));
    }

    private static String code(Caution caution) {
        return caution.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
