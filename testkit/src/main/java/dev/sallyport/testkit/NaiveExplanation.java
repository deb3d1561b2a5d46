package dev.sallyport.testkit;

import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.address.IpRange;
import dev.sallyport.engine.decision.Decision;
import dev.sallyport.engine.decision.GeoData;
import dev.sallyport.engine.decision.Reason;
import dev.sallyport.engine.decision.Verdict;
import dev.sallyport.engine.policy.CountryCode;
import dev.sallyport.engine.policy.Effect;
import dev.sallyport.engine.policy.Entry;
import dev.sallyport.engine.policy.EntryId;
import dev.sallyport.engine.policy.NetworkList;
import dev.sallyport.engine.policy.Rule;
import dev.sallyport.engine.policy.RuleId;
import dev.sallyport.engine.policy.Source;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/*
 * Which entry determined and which geo facts were used: semantics section 5, "The determining entry is the most specific
 * matching one: fewest addresses first (prefix, range; a list by its inner entry), then asn, country, any; ties by entry
 * id."
 *
 * Where the page leaves room: an entry that is in doubt is a matching one where doubt is taken as yes; the entries of a list
 * compete one by one with all others; a list that was never loaded has no inner entry and comes after any, under its own id.
 */
final class NaiveExplanation {

    private final NaiveMatching matching;
    private final DoubtReading doubt;

    NaiveExplanation(NaiveMatching matching, DoubtReading doubt) {
        this.matching = matching;
        this.doubt = doubt;
    }

    Decision explain(Verdict verdict, Situation situation) {
        RuleId determining =
                switch (verdict.reason()) {
                    case Reason.DeniedByRule denied -> denied.rule();
                    case Reason.AllowedByRule allowed -> allowed.rule();
                    case Reason.BreakGlass ignored -> null;
                    case Reason.ClientNotAuthorized ignored -> null;
                    case Reason.Granted ignored -> null;
                    case Reason.Exempted ignored -> null;
                    case Reason.NotInAllowList ignored -> null;
                    case Reason.NoRestriction ignored -> null;
                    case Reason.TenantUnknown ignored -> null;
                    case Reason.NotReady ignored -> null;
                    case Reason.RequestAmbiguous ignored -> null;
                };
        EntryId entry = null;
        for (Rule rule : situation.state().policy().rules()) {
            if (rule.id().equals(determining)) {
                entry = determiningEntry(rule, situation);
            }
        }
        GeoData geo = situation.state().geoData();
        return new Decision(
                verdict,
                situation.request(),
                determining,
                entry,
                country(geo, situation.address()),
                asn(geo, situation.address()),
                geo.edition().isEmpty() ? null : geo.edition());
    }

    private static @Nullable CountryCode country(GeoData geo, @Nullable Octets address) {
        return address == null || !geo.hasCountries(address.family())
                ? null
                : geo.country(address.address());
    }

    private static OptionalLong asn(GeoData geo, @Nullable Octets address) {
        if (address == null || !geo.hasAsns(address.family())) {
            return OptionalLong.empty();
        }
        long number = geo.asn(address.address());
        return number == 0 ? OptionalLong.empty() : OptionalLong.of(number);
    }

    private @Nullable EntryId determiningEntry(Rule rule, Situation situation) {
        boolean doubtAsYes =
                rule.effect() == Effect.DENY ? doubt.denySources() : doubt.allowSources();
        List<Candidate> candidates = new ArrayList<>();
        for (Entry entry : rule.sources()) {
            if (!situation.isLive(entry.life())) {
                continue;
            }
            NetworkList list =
                    entry.source() instanceof Source.ListReference reference
                            ? situation.state().lists().get(reference.name())
                            : null;
            List<Entry> competing = list == null ? List.of(entry) : list.entries();
            for (Entry one : competing) {
                if (NaiveOracle.taken(matching.match(one, situation), doubtAsYes)) {
                    candidates.add(Candidate.of(one));
                }
            }
        }
        return candidates.isEmpty() ? null : Collections.min(candidates).id();
    }

    /* A matching entry: its class (addresses 0, asn 1, country 2, any 3, list never loaded 4), its size, its id. */
    private record Candidate(int order, BigInteger addresses, EntryId id)
            implements Comparable<Candidate> {

        static Candidate of(Entry entry) {
            return switch (entry.source()) {
                case Source.Network network -> new Candidate(0, size(network.prefix()), entry.id());
                case Source.Range range -> new Candidate(0, size(range.range()), entry.id());
                case Source.Asn ignored -> new Candidate(1, BigInteger.ZERO, entry.id());
                case Source.Country ignored -> new Candidate(2, BigInteger.ZERO, entry.id());
                case Source.Any ignored -> new Candidate(3, BigInteger.ZERO, entry.id());
                case Source.ListReference ignored -> new Candidate(4, BigInteger.ZERO, entry.id());
            };
        }

        private static BigInteger size(IpPrefix prefix) {
            return BigInteger.TWO.pow(prefix.address().family().bits() - prefix.length());
        }

        private static BigInteger size(IpRange range) {
            return Octets.of(range.last())
                    .number()
                    .subtract(Octets.of(range.first()).number())
                    .add(BigInteger.ONE);
        }

        @Override
        public int compareTo(Candidate other) {
            if (order != other.order) {
                return Integer.compare(order, other.order);
            }
            int bySize = addresses.compareTo(other.addresses);
            return bySize != 0 ? bySize : id.value().compareTo(other.id.value());
        }
    }
}
