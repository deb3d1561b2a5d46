package dev.sallyport.server.node;

import dev.sallyport.control.doctor.Check;
import dev.sallyport.control.doctor.DeploymentCheck;
import dev.sallyport.control.doctor.Finding;
import dev.sallyport.control.doctor.ForwardingCheck;
import dev.sallyport.control.doctor.HostSuggestions;
import dev.sallyport.control.doctor.Ipv6ShareCheck;
import dev.sallyport.control.doctor.LoadedTenantsCheck;
import dev.sallyport.control.doctor.OwnProxyCheck;
import dev.sallyport.control.doctor.TrustedPrefixCheck;
import dev.sallyport.control.doctor.UnknownHost;
import dev.sallyport.control.doctor.UnknownHostsCheck;
import dev.sallyport.engine.decision.TenantDirectory;
import dev.sallyport.engine.decision.TenantSnapshot;
import dev.sallyport.engine.policy.Effect;
import dev.sallyport.engine.policy.Entry;
import dev.sallyport.engine.policy.Policy;
import dev.sallyport.engine.policy.Rule;
import dev.sallyport.engine.policy.Source;
import dev.sallyport.engine.policy.TenantId;
import dev.sallyport.gate.TrafficReport;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Gathers what was seen and configured, and lets every check look at it. Safe for use by several
 * threads.
 */
public final class ServerDoctor {

    private static final int MOST_FINDINGS = 200;

    /**
     * What was found.
     *
     * @param at when
     * @param requests how many requests of the last minutes it rests on
     * @param findings what was found, worst first, at most 200
     */
    public record Visit(Instant at, long requests, List<Finding> findings) {}

    private final Supplier<TrafficReport> traffic;
    private final TenantDirectory directory;
    private final DirectoryKeeper keeper;
    private final DeploymentControl deployment;
    private final List<TrustedPrefixCheck> trusted;
    private final boolean gateHasTrusted;
    private final List<Supplier<? extends Check>> others;
    private final Clock clock;

    /**
     * Makes a doctor.
     *
     * @param traffic what the gate has seen lately
     * @param directory the tenants that are loaded
     * @param keeper keeps them up to date
     * @param deployment the switch
     * @param trusted the prefixes that are trusted, for each key
     * @param gateHasTrusted whether the gate trusts anybody
     * @param others further checks, made anew at each visit
     */
    public ServerDoctor(
            Supplier<TrafficReport> traffic,
            TenantDirectory directory,
            DirectoryKeeper keeper,
            DeploymentControl deployment,
            List<TrustedPrefixCheck> trusted,
            boolean gateHasTrusted,
            List<Supplier<? extends Check>> others,
            Clock clock) {
        this.traffic = traffic;
        this.directory = directory;
        this.keeper = keeper;
        this.deployment = deployment;
        this.trusted = List.copyOf(trusted);
        this.gateHasTrusted = gateHasTrusted;
        this.others = List.copyOf(others);
        this.clock = clock;
    }

    /** Looks at everything. */
    public Visit visit() {
        Instant now = Instant.ofEpochMilli(clock.millis());
        TrafficReport seen = traffic.get();
        DeploymentControl.Status status = deployment.status();
        List<Check> checks = new ArrayList<>(trusted);
        checks.add(
                new ForwardingCheck(
                        seen.requests(), seen.untrusted(), gateHasTrusted, seen.undetermined()));
        checks.add(new UnknownHostsCheck(seen.requests(), seen.withUnknownHost()));
        checks.add(new DeploymentCheck(status.state(), status.recorded(), now));
        checks.add(new LoadedTenantsCheck(keeper.isUpToDate(), keeper.leftOut()));
        if (!seen.privateAddresses().isEmpty()) {
            TrafficReport.AddressCount most = seen.privateAddresses().getFirst();
            checks.add(new OwnProxyCheck(seen.requests(), most.address(), most.count()));
        }
        seen.families()
                .forEach((tenant, count) -> {
                    Check check = ipv6Share(tenant, count, now);
                    if (check != null) {
                        checks.add(check);
                    }
                });
        others.forEach(each -> checks.add(each.get()));
        List<Finding> findings =
                checks.stream()
                        .flatMap(check -> check.findings().stream())
                        .sorted(
                                Comparator.comparing(Finding::severity)
                                        .thenComparing(Finding::code)
                                        .thenComparing(Finding::seen))
                        .limit(MOST_FINDINGS)
                        .toList();
        return new Visit(now, seen.requests(), findings);
    }

    private @Nullable Check ipv6Share(
            TenantId tenant, TrafficReport.FamilyCount count, Instant now) {
        TenantSnapshot snapshot = count.ipv6() == 0 ? null : directory.find(tenant);
        if (snapshot == null) {
            return null;
        }
        Policy policy = snapshot.state().policy();
        return new Ipv6ShareCheck(
                tenant, policy.mode(), allowsOnlyIpv4(policy, now), count.ipv4(), count.ipv6());
    }

    private static boolean allowsOnlyIpv4(Policy policy, Instant now) {
        List<Rule> allowing =
                policy.rules().stream()
                        .filter(rule ->
                                rule.effect() == Effect.ALLOW
                                        && !rule.onTrial()
                                        && rule.life().enabled()
                                        && !rule.life().notBefore().isAfter(now))
                        .toList();
        return !allowing.isEmpty()
                && allowing.stream()
                        .allMatch(rule -> rule.sources().stream().allMatch(ServerDoctor::isIpv4));
    }

    private static boolean isIpv4(Entry entry) {
        return switch (entry.source()) {
            case Source.Network(var prefix) -> prefix.address().isIpv4();
            case Source.Range(var range) -> range.first().isIpv4();
            case Source.Country ignored -> false;
            case Source.Asn ignored -> false;
            case Source.ListReference ignored -> false;
            case Source.Any ignored -> false;
        };
    }

    /**
     * Returns the hosts that requests named and that are no tenant's now, the most frequent first.
     *
     * @param most how many at most
     */
    public List<UnknownHost> unknownHosts(int most) {
        HostSuggestions suggestions = new HostSuggestions(directory.hosts());
        return traffic.get().unknownHosts().stream()
                .filter(each -> directory.findByHost(each.host()) == null)
                .limit(most)
                .map(each ->
                        new UnknownHost(
                                each.host(),
                                each.count(),
                                Instant.ofEpochMilli(each.firstMillis()),
                                Instant.ofEpochMilli(each.lastMillis()),
                                suggestions.of(each.host()),
                                tenantOf(each.host())))
                .toList();
    }

    private @Nullable TenantId tenantOf(String host) {
        int dot = host.indexOf('.');
        String label = dot < 0 ? host : host.substring(0, dot);
        if (!TenantId.isValid(label)) {
            return null;
        }
        TenantId tenant = new TenantId(label);
        return directory.find(tenant) == null ? null : tenant;
    }
}
