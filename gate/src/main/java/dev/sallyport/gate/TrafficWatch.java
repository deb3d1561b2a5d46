package dev.sallyport.gate;

import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.address.IpSet;
import dev.sallyport.engine.address.SpecialPurpose;
import dev.sallyport.engine.address.SpecialPurpose.Use;
import dev.sallyport.engine.client.ClientAddress;
import dev.sallyport.engine.client.UndeterminedCause;
import dev.sallyport.engine.policy.TenantId;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/*
 * What one event loop has seen lately, for whoever looks for faults in the set-up. By its event loop only, so without locks;
 * readers let the event loop make the copy.
 *
 *   ... |---- previous ----|---- current ---->|     each WINDOW_MILLIS long; together the last 5 to 10 minutes
 *
 * Memory: at most the tenants that exist, 64 private addresses per window, and 1024 unknown hosts.
 */
final class TrafficWatch {

    static final long WINDOW_MILLIS = 5 * 60_000L;

    /* The addresses that nobody has on the Internet, but somebody may have nearby. */
    private static final IpSet PRIVATE =
            SpecialPurpose.addresses(
                    EnumSet.of(Use.PRIVATE, Use.SHARED, Use.LOOPBACK, Use.LINK_LOCAL));

    private static final int PRIVATE_ADDRESSES = 64;
    private static final int UNKNOWN_HOSTS = 1024;

    /* Requests of one tenant by the family of the client address. */
    private static final class Families {
        private long ipv4;
        private long ipv6;
    }

    private static final class Window {
        private final long startMillis;
        private long requests;
        private long untrusted;
        private long unknownHosts;
        private final Counters<UndeterminedCause> undetermined =
                new Counters<>(UndeterminedCause.class);
        private final HeavyHitters<IpAddress> privateAddresses =
                new HeavyHitters<>(PRIVATE_ADDRESSES);
        private final Map<TenantId, Families> families = new HashMap<>();

        Window(long startMillis) {
            this.startMillis = startMillis;
        }
    }

    private final HeavyHitters<String> unknownHosts = new HeavyHitters<>(UNKNOWN_HOSTS);
    private @Nullable Window previous;
    private Window current = new Window(0);

    private Window at(long epochMillis) {
        long age = epochMillis - current.startMillis;
        if (age >= WINDOW_MILLIS) {
            previous = age < 2 * WINDOW_MILLIS ? current : null;
            current = new Window(epochMillis);
        }
        return current;
    }

    /** Counts a request, whatever comes of it. */
    void asked(boolean isTrusted, long epochMillis) {
        Window window = at(epochMillis);
        window.requests++;
        if (!isTrusted) {
            window.untrusted++;
        }
    }

    /** Counts a request that a tenant's snapshot decided. */
    void decided(TenantId tenant, ClientAddress client, long epochMillis) {
        Window window = at(epochMillis);
        switch (client) {
            case ClientAddress.Undetermined(UndeterminedCause cause) ->
                    window.undetermined.increment(cause);
            case ClientAddress.Determined(IpAddress address, String ignored) -> {
                Families families = window.families.get(tenant);
                if (families == null) {
                    families = new Families();
                    window.families.put(tenant, families);
                }
                if (address.isIpv4()) {
                    families.ipv4++;
                } else {
                    families.ipv6++;
                }
                if (PRIVATE.contains(address)) {
                    window.privateAddresses.add(address, epochMillis);
                }
            }
        }
    }

    /** Counts a request whose host no tenant owns. */
    void hostUnknown(String host, long epochMillis) {
        at(epochMillis).unknownHosts++;
        unknownHosts.add(host, epochMillis);
    }

    /** Adds what was seen until {@code epochMillis} to a report. */
    void addTo(TrafficReport.Builder report, long epochMillis) {
        Window now = at(epochMillis);
        if (previous != null) {
            add(previous, report);
        }
        add(now, report);
        unknownHosts.counts().forEach(report::unknownHost);
    }

    private static void add(Window window, TrafficReport.Builder report) {
        report.requests(window.requests, window.untrusted, window.unknownHosts);
        for (UndeterminedCause cause : UndeterminedCause.values()) {
            report.undetermined(cause, window.undetermined.sum(cause));
        }
        window.privateAddresses.counts().forEach(report::privateAddress);
        window.families.forEach(
                (tenant, families) -> report.families(tenant, families.ipv4, families.ipv6));
    }
}
