package dev.sallyport.engine.decision;

import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.client.ClientAddress;
import dev.sallyport.engine.policy.CountryCode;
import dev.sallyport.engine.policy.Effect;
import dev.sallyport.engine.policy.Entry;
import dev.sallyport.engine.policy.NetworkList;
import dev.sallyport.engine.policy.Rule;
import dev.sallyport.engine.policy.RuleId;
import dev.sallyport.engine.policy.Source;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Says of a decision which entry determined it and what geo data was used. Slow on purpose: for
 * people, not for requests.
 */
public final class Explainer {

    /* An entry that matched, with what orders it: kind of source first, then how many addresses it holds, then its id. */
    private record Candidate(Entry entry, int kind, BigInteger size) {}

    private static final Comparator<Candidate> MOST_SPECIFIC_FIRST =
            Comparator.comparingInt(Candidate::kind)
                    .thenComparing(Candidate::size)
                    .thenComparing(candidate -> candidate.entry().id());

    static final Comparator<Entry> MOST_SPECIFIC_ENTRY_FIRST =
            Comparator.comparing(Explainer::candidate, MOST_SPECIFIC_FIRST);

    private Explainer() {}

    /** Returns the snapshot's verdict on a request together with what determined it. */
    public static Decision explain(TenantSnapshot snapshot, Request request) {
        TenantState state = snapshot.state();
        Verdict verdict = snapshot.decide(request);
        RuleId rule = determiningRule(verdict.reason());
        Entry entry = rule == null ? null : determiningEntry(state, rule, request);
        IpAddress address =
                request.client() instanceof ClientAddress.Determined known ? known.address() : null;
        return new Decision(
                verdict,
                request,
                rule,
                entry == null ? null : entry.id(),
                country(state.geoData(), address),
                asn(state.geoData(), address),
                state.geoData().edition().isEmpty() ? null : state.geoData().edition());
    }

    private static @Nullable RuleId determiningRule(Reason reason) {
        return switch (reason) {
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
    }

    private static @Nullable Entry determiningEntry(TenantState state, RuleId id, Request request) {
        Rule rule =
                state.policy().rules().stream()
                        .filter(candidate -> candidate.id().equals(id))
                        .findFirst()
                        .orElseThrow();
        EntryMatcher matcher = new EntryMatcher(state);
        IpAddress address =
                request.client() instanceof ClientAddress.Determined known ? known.address() : null;
        Instant instant = Instant.ofEpochMilli(request.epochMillis());
        boolean doubtCounts = rule.effect() == Effect.DENY;
        return rule.sources().stream()
                .filter(entry -> entry.life().isLive(instant))
                .flatMap(entry -> withoutLists(state, entry, instant))
                .filter(entry ->
                        switch (matcher.match(entry.source(), address)) {
                            case YES -> true;
                            case NO -> false;
                            case DOUBT -> doubtCounts;
                        })
                .map(Explainer::candidate)
                .min(MOST_SPECIFIC_FIRST)
                .map(Candidate::entry)
                .orElse(null);
    }

    /* A list stands for its live entries; one that was never loaded stands for itself. */
    private static Stream<Entry> withoutLists(TenantState state, Entry entry, Instant instant) {
        if (!(entry.source() instanceof Source.ListReference reference)) {
            return Stream.of(entry);
        }
        NetworkList list = state.lists().get(reference.name());
        List<Entry> inner = new ArrayList<>();
        if (list == null) {
            inner.add(entry);
        } else {
            inner.addAll(list.entries());
        }
        return inner.stream().filter(candidate -> candidate.life().isLive(instant));
    }

    private static Candidate candidate(Entry entry) {
        return switch (entry.source()) {
            case Source.Network network ->
                    new Candidate(entry, 0, network.prefix().toRange().size());
            case Source.Range range -> new Candidate(entry, 0, range.range().size());
            case Source.Asn ignored -> new Candidate(entry, 1, BigInteger.ZERO);
            case Source.Country ignored -> new Candidate(entry, 2, BigInteger.ZERO);
            case Source.Any ignored -> new Candidate(entry, 3, BigInteger.ZERO);
            case Source.ListReference ignored -> new Candidate(entry, 4, BigInteger.ZERO);
        };
    }

    private static @Nullable CountryCode country(GeoData geoData, @Nullable IpAddress address) {
        return address == null || !geoData.hasCountries(address.family())
                ? null
                : geoData.country(address);
    }

    private static OptionalLong asn(GeoData geoData, @Nullable IpAddress address) {
        if (address == null || !geoData.hasAsns(address.family())) {
            return OptionalLong.empty();
        }
        long number = geoData.asn(address);
        return number == 0 ? OptionalLong.empty() : OptionalLong.of(number);
    }
}
