package dev.sallyport.gate;

import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.client.UndeterminedCause;
import dev.sallyport.engine.policy.TenantId;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a decision port has seen in the last five to ten minutes, and the hosts that named no tenant
 * since it was started.
 *
 * @param requests how many requests were answered
 * @param untrusted how many of them came from peers that are no trusted proxies
 * @param withUnknownHost how many of them named no tenant
 * @param undetermined how many decisions were made without a client address, by cause; a cause that
 *     did not occur is absent
 * @param privateAddresses client addresses that nobody has on the Internet, the most frequent first
 * @param families requests of each tenant by the family of the client address
 * @param unknownHosts hosts that named no tenant, the most frequent first, at most 1024 for each
 *     event loop
 */
public record TrafficReport(
        long requests,
        long untrusted,
        long withUnknownHost,
        Map<UndeterminedCause, Long> undetermined,
        List<AddressCount> privateAddresses,
        Map<TenantId, FamilyCount> families,
        List<HostCount> unknownHosts) {

    /** Copies the collections. */
    public TrafficReport {
        undetermined = Map.copyOf(undetermined);
        privateAddresses = List.copyOf(privateAddresses);
        families = Map.copyOf(families);
        unknownHosts = List.copyOf(unknownHosts);
    }

    /**
     * One client address.
     *
     * @param address the address
     * @param count how many requests came from it, at least
     */
    public record AddressCount(IpAddress address, long count) {}

    /**
     * The requests of one tenant.
     *
     * @param ipv4 how many came from IPv4 addresses
     * @param ipv6 how many came from IPv6 addresses
     */
    public record FamilyCount(long ipv4, long ipv6) {}

    /**
     * One host that named no tenant.
     *
     * @param host the host in its normal form; empty for requests without one
     * @param count how many requests named it, at least
     * @param firstMillis when the first counted one came, in milliseconds since
     *     1970-01-01T00:00:00Z
     * @param lastMillis when the last one came
     */
    public record HostCount(String host, long count, long firstMillis, long lastMillis) {

        HostCount plus(HostCount other) {
            return new HostCount(
                    host,
                    count + other.count,
                    Math.min(firstMillis, other.firstMillis),
                    Math.max(lastMillis, other.lastMillis));
        }
    }

    /* Joins what the event loops have seen. By one thread at a time. */
    static final class Builder {
        private long requests;
        private long untrusted;
        private long withUnknownHost;
        private final Map<UndeterminedCause, Long> undetermined =
                new EnumMap<>(UndeterminedCause.class);
        private final Map<IpAddress, Long> privateAddresses = new HashMap<>();
        private final Map<TenantId, FamilyCount> families = new HashMap<>();
        private final Map<String, HostCount> unknownHosts = new HashMap<>();

        void requests(long all, long fromUntrusted, long ofUnknownHosts) {
            requests += all;
            untrusted += fromUntrusted;
            withUnknownHost += ofUnknownHosts;
        }

        void undetermined(UndeterminedCause cause, long count) {
            if (count > 0) {
                undetermined.merge(cause, count, Long::sum);
            }
        }

        void privateAddress(HeavyHitters.Count<IpAddress> count) {
            privateAddresses.merge(count.key(), count.count() - count.error(), Long::sum);
        }

        void families(TenantId tenant, long ipv4, long ipv6) {
            families.merge(
                    tenant,
                    new FamilyCount(ipv4, ipv6),
                    (a, b) -> new FamilyCount(a.ipv4() + b.ipv4(), a.ipv6() + b.ipv6()));
        }

        void unknownHost(HeavyHitters.Count<String> count) {
            unknownHosts.merge(
                    count.key(),
                    new HostCount(
                            count.key(),
                            count.count() - count.error(),
                            count.firstMillis(),
                            count.lastMillis()),
                    HostCount::plus);
        }

        TrafficReport build() {
            return new TrafficReport(
                    requests,
                    untrusted,
                    withUnknownHost,
                    undetermined,
                    privateAddresses.entrySet().stream()
                            .map(each -> new AddressCount(each.getKey(), each.getValue()))
                            .sorted(
                                    Comparator.comparingLong(AddressCount::count)
                                            .reversed()
                                            .thenComparing(each -> each.address().toString()))
                            .toList(),
                    families,
                    unknownHosts.values().stream()
                            .sorted(
                                    Comparator.comparingLong(HostCount::count)
                                            .reversed()
                                            .thenComparing(HostCount::host))
                            .toList());
        }
    }
}
