package dev.sallyport.evidence.column;

import dev.sallyport.engine.address.IpAddress;
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
import java.util.OptionalLong;
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
        return shares(this::reference, limit);
    }

    /** Returns the first {@code limit} client ids. */
    public List<Share<String>> byClient(int limit) {
        return shares(row -> columns.principal(row).clientId(), limit);
    }

    /**
     * Returns the first {@code limit} networks: IPv4 /24, IPv6 /48, and folded networks shorter
     * than that as they are.
     */
    public List<Share<IpPrefix>> byNetwork(int limit) {
        return shares(this::network, limit);
    }

    /** Returns the first {@code limit} countries. */
    public List<Share<CountryCode>> byCountry(int limit) {
        return shares(columns::country, limit);
    }

    /** Returns the first {@code limit} origins by number. */
    public List<Share<Long>> byAsn(int limit) {
        return shares(
                row -> {
                    OptionalLong asn = columns.asn(row);
                    return asn.isPresent() ? (Long) asn.getAsLong() : null;
                },
                limit);
    }

    /** Returns the first {@code limit} channels. */
    public List<Share<Channel>> byChannel(int limit) {
        return shares(columns::channel, limit);
    }

    private @Nullable PrincipalReference reference(int row) {
        Principal principal = columns.principal(row);
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
        IpAddress first = network.first();
        return network.length() <= length ? network : IpPrefix.around(first, length);
    }

    private <T> List<Share<T>> shares(IntFunction<@Nullable T> keyOf, int limit) {
        Map<T, TallyBuilder> builders = new HashMap<>();
        T latest = null;
        TallyBuilder builder = new TallyBuilder();
        for (int row = 0; row < columns.size(); row++) {
            T key = keyOf.apply(row);
            if (key == null) {
                continue;
            }
            if (!key.equals(latest)) {
                builder = builders.computeIfAbsent(key, ignored -> new TallyBuilder());
                latest = key;
            }
            builder.add(comparison.change(row), columns.requests(row), 1);
        }
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
