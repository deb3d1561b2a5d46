package dev.sallyport.evidence.column;

import dev.sallyport.engine.decision.TenantSnapshot;
import dev.sallyport.engine.decision.TenantState;
import dev.sallyport.engine.policy.CountryCode;
import dev.sallyport.engine.policy.Coverage;
import dev.sallyport.engine.policy.Entry;
import dev.sallyport.engine.policy.NetworkList;
import dev.sallyport.engine.policy.Rule;
import dev.sallyport.engine.policy.Source;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/*
 * What is judged by: a compiled state at one instant, its form, and the classes its networks make of addresses. Immutable.
 *
 * That a class stands for all its addresses follows from semantics sections 3 to 5: an address that embeds no other comes
 * into a decision only by which sides of which rules and which grants hold it, by its country and its origin.
 */
record Candidate(
        TenantSnapshot snapshot,
        long epochMillis,
        CandidateForm form,
        Ipv4Classes ipv4,
        Ipv6Classes ipv6,
        int undetermined,
        boolean ipv4HoldsSomething) {

    static Candidate of(TenantSnapshot snapshot, long epochMillis, Signatures signatures) {
        return new Reader(snapshot, epochMillis).read(signatures);
    }

    /** Returns whether an embedded IPv4 address makes any difference; false is certain. */
    boolean looksAtIpv4() {
        return ipv4HoldsSomething || !form.countries().isEmpty() || !form.asns().isEmpty();
    }

    /* Walks a state once. */
    private static final class Reader {

        private final TenantSnapshot snapshot;
        private final TenantState state;
        private final long epochMillis;
        private final Instant instant;
        private final List<Rule> inForce;
        private final Marks marks;

        Reader(TenantSnapshot snapshot, long epochMillis) {
            this.snapshot = snapshot;
            this.epochMillis = epochMillis;
            state = snapshot.state();
            instant = Instant.ofEpochMilli(epochMillis);
            inForce =
                    state.policy().rules().stream()
                            .filter(this::isInForce)
                            .sorted(Comparator.comparing(Rule::id))
                            .toList();
            int grants =
                    state.supportGrants().size()
                            + state.exemptions().size()
                            + state.breakGlassGrants().size();
            marks = new Marks(2 * inForce.size() + grants);
        }

        private boolean isInForce(Rule rule) {
            return rule.life().enabled() && rule.life().hasBegun(instant) && !rule.onTrial();
        }

        Candidate read(Signatures signatures) {
            List<RuleForm> rules = new ArrayList<>();
            for (int number = 0; number < inForce.size(); number++) {
                Rule rule = inForce.get(number);
                rules.add(
                        new RuleForm(
                                rule.id(),
                                rule.effect(),
                                rule.scope(),
                                rule.life().isPast(instant),
                                side(rule.sources(), 2 * number),
                                side(rule.except(), 2 * number + 1)));
            }
            markGrants();
            return new Candidate(
                    snapshot,
                    epochMillis,
                    new CandidateForm(
                            snapshot.isReady(),
                            state.policy().authorizedClients(),
                            rules,
                            state.supportGrants(),
                            state.exemptions(),
                            state.breakGlassGrants()),
                    marks.ipv4(signatures),
                    marks.ipv6(signatures),
                    marks.undetermined(signatures),
                    marks.holdsIpv4());
        }

        private RuleForm.SourcesForm side(List<Entry> entries, int bit) {
            SideReader side = new SideReader(bit);
            entries.forEach(side::add);
            return new RuleForm.SourcesForm(
                    Set.copyOf(side.countries), Set.copyOf(side.asns), side.any, side.neverLoaded);
        }

        /* Grants of each kind in the order of the state; the order does not matter, only that each has a bit of its own. */
        private void markGrants() {
            int bit = 2 * inForce.size();
            for (var grant : state.supportGrants()) {
                mark(grant.coverage(), bit++);
            }
            for (var exemption : state.exemptions()) {
                mark(exemption.coverage(), bit++);
            }
            for (var grant : state.breakGlassGrants()) {
                int own = bit++;
                grant.addresses().forEach(range -> marks.add(range, own));
            }
        }

        private void mark(Coverage coverage, int bit) {
            coverage.addresses().forEach(range -> marks.add(range, bit));
        }

        /* One side of one rule. */
        private final class SideReader {

            private final int bit;
            private final Set<CountryCode> countries = new HashSet<>();
            private final Set<Long> asns = new HashSet<>();
            private boolean any;
            private boolean neverLoaded;

            SideReader(int bit) {
                this.bit = bit;
            }

            void add(Entry entry) {
                if (!entry.life().isLive(instant)) {
                    return;
                }
                switch (entry.source()) {
                    case Source.Network network -> marks.addEntry(network.prefix(), bit);
                    case Source.Range range -> marks.addEntry(range.range(), bit);
                    case Source.Country country -> countries.add(country.code());
                    case Source.Asn asn -> asns.add(asn.number());
                    case Source.ListReference reference -> {
                        NetworkList list = state.lists().get(reference.name());
                        if (list == null) {
                            neverLoaded = true;
                        } else {
                            list.entries().forEach(this::add);
                        }
                    }
                    case Source.Any ignored -> any = true;
                }
            }
        }
    }
}
