package dev.sallyport.benchmarks.engine;

import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.address.IpFamily;
import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.channel.Channel;
import dev.sallyport.engine.client.ClientAddress;
import dev.sallyport.engine.decision.Principal;
import dev.sallyport.engine.decision.Request;
import dev.sallyport.engine.decision.TenantSnapshot;
import dev.sallyport.engine.decision.TenantState;
import dev.sallyport.engine.decision.Verdict;
import dev.sallyport.engine.policy.ClientAuthorization;
import dev.sallyport.engine.policy.Effect;
import dev.sallyport.engine.policy.Entry;
import dev.sallyport.engine.policy.EntryId;
import dev.sallyport.engine.policy.Life;
import dev.sallyport.engine.policy.Mode;
import dev.sallyport.engine.policy.Policy;
import dev.sallyport.engine.policy.Rule;
import dev.sallyport.engine.policy.RuleId;
import dev.sallyport.engine.policy.Source;
import dev.sallyport.engine.policy.TenantId;
import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilter;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * A whole decision of a tenant with one allow list, beside bare look-ups of the same addresses in
 * the same networks. Half of the addresses are inside; all come in an order that no predictor
 * knows.
 */
@BenchmarkMode(org.openjdk.jmh.annotations.Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Thread)
public class DecideBenchmark {

    private static final long NOW = 1_772_323_200_000L;
    private static final int MASK = Workload.ADDRESSES - 1;

    /* Opens what Netty keeps protected. */
    private static final class OpenFilter extends IpSubnetFilter {
        OpenFilter(List<IpSubnetFilterRule> rules) {
            super(false, rules);
        }

        boolean isAccepted(InetSocketAddress address) {
            return accept(null, address);
        }
    }

    @Param({"10", "150", "10000"})
    private int networks = 10;

    @Param({"IPV4", "IPV6"})
    private IpFamily family = IpFamily.IPV4;

    private TenantSnapshot snapshot = compiled(List.of());
    private OpenFilter filter = new OpenFilter(List.of());
    private final TreeMap<IpAddress, IpAddress> lastByFirst = new TreeMap<>();
    private final Request[] requests = new Request[Workload.ADDRESSES];
    private final InetSocketAddress[] sockets = new InetSocketAddress[Workload.ADDRESSES];
    private final IpAddress[] addresses = new IpAddress[Workload.ADDRESSES];
    private int next;

    /** Gives every peer the same networks and addresses, and checks that they agree. */
    @Setup
    public void prepare() throws UnknownHostException {
        Workload workload = Workload.of(family, networks);
        List<Entry> entries = new ArrayList<>();
        List<IpSubnetFilterRule> rules = new ArrayList<>();
        for (IpPrefix prefix : workload.networks()) {
            entries.add(Entry.of(new EntryId("e" + entries.size()), new Source.Network(prefix)));
            rules.add(
                    new IpSubnetFilterRule(
                            prefix.address().toString(), prefix.length(), IpFilterRuleType.ACCEPT));
            lastByFirst.put(prefix.first(), prefix.last());
        }
        snapshot = compiled(entries);
        filter = new OpenFilter(rules);
        for (int i = 0; i < addresses.length; i++) {
            IpAddress address = workload.addresses().get(i);
            addresses[i] = address;
            ClientAddress client = new ClientAddress.Determined(address, ClientAddress.PEER);
            requests[i] = new Request(client, NOW, Channel.OTHER, Principal.ANONYMOUS);
            // A literal: no name server is asked.
            sockets[i] = new InetSocketAddress(InetAddress.getByName(address.toString()), 1);
        }
        int inside = 0;
        for (int i = 0; i < addresses.length; i++) {
            boolean allowed = snapshot.decide(requests[i]).evaluated() == Effect.ALLOW;
            inside += allowed ? 1 : 0;
            if (allowed != treeMap(addresses[i]) || allowed != filter.isAccepted(sockets[i])) {
                throw new IllegalStateException("the peers do not agree on " + addresses[i]);
            }
        }
        if (inside < addresses.length / 4) {
            throw new IllegalStateException("too few addresses are inside: " + inside);
        }
    }

    private static TenantSnapshot compiled(List<Entry> entries) {
        Rule rule =
                new Rule(
                        new RuleId("known"),
                        "",
                        Effect.ALLOW,
                        entries,
                        List.of(),
                        dev.sallyport.engine.policy.Scope.ALL,
                        Life.ALWAYS,
                        false);
        Policy policy = new Policy(Mode.ENFORCE, ClientAuthorization.IGNORE, List.of(rule));
        TenantState state = TenantState.of(new TenantId("acme"), 1, 1, policy);
        return TenantSnapshot.compile(state, NOW);
    }

    private int index() {
        next = (next + 1) & MASK;
        return next;
    }

    /** The floor: one load, which every other does as well. */
    @Benchmark
    public Request oneLoad() {
        return requests[index()];
    }

    /** A decision, with tenant, scopes, doubt and reason. */
    @Benchmark
    public Verdict decide() {
        return snapshot.decide(requests[index()]);
    }

    /** Netty's own filter of connections: a binary search in networks of one family. */
    @Benchmark
    public boolean nettyIpSubnetFilter() {
        return filter.isAccepted(sockets[index()]);
    }

    /** What one would write with the class library. */
    @Benchmark
    public boolean treeMapFloorEntry() {
        return treeMap(addresses[index()]);
    }

    private boolean treeMap(IpAddress address) {
        Map.Entry<IpAddress, IpAddress> floor = lastByFirst.floorEntry(address);
        return floor != null && floor.getValue().compareTo(address) >= 0;
    }
}
