package dev.sallyport.control.guard;

import dev.sallyport.control.finding.FeedBreadth;
import dev.sallyport.engine.address.IpFamily;
import dev.sallyport.engine.decision.TenantState;
import dev.sallyport.engine.policy.Effect;
import dev.sallyport.engine.policy.Entry;
import dev.sallyport.engine.policy.NetworkList;
import dev.sallyport.engine.policy.Rule;
import dev.sallyport.engine.policy.Source;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/* What there is to know about an enforced policy beside those whom it locks out. */
final class Notices {

    private Notices() {}

    static List<Notice> of(Candidate candidate, long fragile) {
        Witnesses seen = candidate.witnesses();
        List<Notice> notices = new ArrayList<>();
        TenantState state = candidate.state();
        Instant now = candidate.origin().at();
        if (seen.ipv6Requests() > 0 && allowsOnly(IpFamily.IPV4, state, now)) {
            notices.add(share("IPv4", "IPv6", seen.ipv6Requests(), seen));
        }
        if (seen.ipv4Requests() > 0 && allowsOnly(IpFamily.IPV6, state, now)) {
            notices.add(share("IPv6", "IPv4", seen.ipv4Requests(), seen));
        }
        if (fragile > 0) {
            notices.add(
                    new Notice(
                            "ipv6-address-only",
                            fragile
                                    + " who are looked at get in by a single IPv6 address, and hosts make up"
                                    + " another one every day: write the /64"));
        }
        FeedBreadth.find(
                state.policy(),
                state.lists(),
                now,
                (place, sentence) -> notices.add(new Notice("feed-too-large", sentence)));
        if (seen.isBlind()) {
            notices.add(
                    new Notice(
                            "observations-unreadable",
                            "what the gate observed cannot be read, so callbacks, automations and"
                                    + " admins known by it only were not looked at"));
        }
        return notices;
    }

    private static Notice share(String held, String missing, long count, Witnesses seen) {
        long all = seen.ipv4Requests() + seen.ipv6Requests();
        return new Notice(
                missing.equals("IPv6") ? "ipv6-denied" : "ipv4-denied",
                "the ALLOW rules hold "
                        + held
                        + " networks only, and "
                        + Math.max(1, Math.round(100.0 * count / all))
                        + " % of the observed requests came over "
                        + missing
                        + ": they would be denied");
    }

    /* Whether there are ALLOW rules in force, for everything, and all their sources are networks of one family. */
    private static boolean allowsOnly(IpFamily family, TenantState state, Instant now) {
        List<Rule> allowing =
                state.policy().rules().stream()
                        .filter(rule ->
                                rule.effect() == Effect.ALLOW
                                        && !rule.onTrial()
                                        && rule.life().enabled()
                                        && rule.life().hasBegun(now))
                        .toList();
        return !allowing.isEmpty()
                && allowing.stream()
                        .flatMap(rule -> rule.sources().stream())
                        .allMatch(entry -> isOf(family, entry, state));
    }

    private static boolean isOf(IpFamily family, Entry entry, TenantState state) {
        return switch (entry.source()) {
            case Source.Network(var prefix) -> prefix.family() == family;
            case Source.Range(var range) -> range.family() == family;
            case Source.ListReference(var name) -> {
                NetworkList list = state.lists().get(name);
                yield list != null
                        && list.entries().stream().allMatch(inner -> isOf(family, inner, state));
            }
            case Source.Country ignored -> false;
            case Source.Asn ignored -> false;
            case Source.Any ignored -> false;
        };
    }
}
