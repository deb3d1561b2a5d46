package dev.sallyport.evidence.column;

import dev.sallyport.engine.address.IpFamily;
import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.channel.Channel;
import dev.sallyport.engine.decision.Principal;
import dev.sallyport.engine.policy.CountryCode;
import dev.sallyport.engine.policy.PrincipalKind;
import dev.sallyport.engine.policy.PrincipalReference;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A comparison by whom and where. Each answer takes one pass over the rows. Sorted by newly denied
 * requests, then newly allowed, then denied before and after, most first, then by the text of the
 * key. Rows without what is asked for are in no share: those of nobody known have no person. Safe
 * for use by many threads.
 */
public final class Shares {

    private static final int IPV4_LENGTH = 24;
    private static final int IPV6_LENGTH = 48;

    private final Comparison comparison;
    private final ObservationColumns columns;

    Shares(Comparison comparison) {
        this.comparison = comparison;
        this.columns = comparison.columns();
    }

    /** Returns the first {@code limit} persons and programs known by name. */
    public List<Share<PrincipalReference>> byPrincipal(int limit) {
        return shares(columns.principal, columns.principals.size(), this::reference, limit);
    }

    /** Returns the first {@code limit} client ids. */
    public List<Share<String>> byClient(int limit) {
        return shares(
                columns.principal,
                columns.principals.size(),
                number -> columns.principals.get(number).clientId(),
                limit);
    }

    /** Returns the first {@code limit} countries. */
    public List<Share<CountryCode>> byCountry(int limit) {
        Places places = columns.places;
        return shares(places.of, places.size(), places::countryOf, limit);
    }

    /** Returns the first {@code limit} origins by number. */
    public List<Share<Long>> byAsn(int limit) {
        Places places = columns.places;
        return shares(
                places.of,
                places.size(),
                number -> places.asn[number] > 0 ? (Long) places.asn[number] : null,
                limit);
    }

    /** Returns the first {@code limit} channels. */
    public List<Share<Channel>> byChannel(int limit) {
        List<Facts> facts = columns.factsValues;
        return shares(columns.facts, facts.size(), number -> facts.get(number).channel(), limit);
    }

    /**
     * Returns the first {@code limit} networks: IPv4 /24, IPv6 /48, and folded networks shorter
     * than that as they are.
     */
    public List<Share<IpPrefix>> byNetwork(int limit) {
        Map<IpPrefix, TallyBuilder> builders = new HashMap<>();
        IpPrefix latest = null;
        TallyBuilder builder = new TallyBuilder();
        for (int row = 0; row < columns.size(); row++) {
            IpPrefix network = network(row);
            if (network == null) {
                continue;
            }
            if (!network.equals(latest)) {
                builder = builders.computeIfAbsent(network, ignored -> new TallyBuilder());
                latest = network;
            }
            builder.add(comparison.change(row), columns.requests(row), 1);
        }
        return sorted(builders, limit);
    }

    private @Nullable PrincipalReference reference(int number) {
        Principal principal = columns.principals.get(number);
        String id = principal.id();
        return id == null || principal.kind() == PrincipalKind.ANONYMOUS
                ? null
                : new PrincipalReference(principal.kind(), id);
    }

    private @Nullable IpPrefix network(int row) {
        IpPrefix network = columns.network(row);
        if (network == null) {
            return null;
        }
        int length = network.family() == IpFamily.IPV4 ? IPV4_LENGTH : IPV6_LENGTH;
        return network.length() <= length ? network : IpPrefix.around(network.first(), length);
    }

    /* Rows have a number in some column, and what is asked for hangs on the number: one look-up of an object for each. */
    private <T> List<Share<T>> shares(
            int[] column, int numbers, IntFunction<@Nullable T> keyOf, int limit) {
        Map<T, TallyBuilder> builders = new HashMap<>();
        @Nullable TallyBuilder[] byNumber = new @Nullable TallyBuilder[numbers];
        for (int number = 0; number < numbers; number++) {
            T key = keyOf.apply(number);
            if (key != null) {
                byNumber[number] = builders.computeIfAbsent(key, ignored -> new TallyBuilder());
            }
        }
        for (int row = 0; row < column.length; row++) {
            TallyBuilder builder = byNumber[column[row]];
            if (builder != null) {
                builder.add(comparison.change(row), columns.requests(row), 1);
            }
        }
        return sorted(builders, limit);
    }

    private static <T> List<Share<T>> sorted(Map<T, TallyBuilder> builders, int limit) {
        return builders.entrySet().stream()
                .map(entry -> new Share<>(entry.getKey(), entry.getValue().build()))
                .sorted(Shares.<T>mostConcerned())
                .limit(limit)
                .toList();
    }

    private static <T> Comparator<Share<T>> mostConcerned() {
        return Comparator.<Share<T>>comparingLong(share -> -share.tally().newlyDenied().requests())
                .thenComparingLong(share -> -share.tally().newlyAllowed().requests())
                .thenComparingLong(share -> -share.tally().stillDenied().requests())
                .thenComparing(share -> share.key().toString());
    }
}
