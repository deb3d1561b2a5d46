package dev.sallyport.evidence.column;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.client.ClientAddress;
import dev.sallyport.engine.client.UndeterminedCause;
import dev.sallyport.engine.decision.Principal;
import dev.sallyport.engine.decision.Request;
import dev.sallyport.engine.decision.TenantSnapshot;
import dev.sallyport.engine.decision.TenantState;
import dev.sallyport.engine.decision.Verdict;
import dev.sallyport.testkit.Chance;
import dev.sallyport.testkit.NaiveOracle;
import dev.sallyport.testkit.Scenario;
import dev.sallyport.testkit.WorldStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Columns of generated traffic, judged by generated candidates and by a chain of edits of them, say
 * of every row what the reference reading of the semantics says, in full and after a change; and
 * the campaign met every group of rows and every way to judge them.
 */
final class JudgementOracleTest {

    private static final long SEED = 4_711;
    private static final int SCENARIOS = 600;
    private static final int REQUESTS = 60;
    private static final int EDITS = 6;

    private final NaiveOracle oracle = new NaiveOracle();
    private final Map<String, Integer> met = new TreeMap<>();

    @Test
    void judgementsEqualTheOracle() {
        List<WorldStyle> styles = List.of(WorldStyle.values());
        for (int number = 0; number < SCENARIOS; number++) {
            long seed = SEED + 0x9E37_79B9_7F4A_7C15L * number;
            WorldStyle style = styles.get(number % styles.size());
            campaign(Scenario.of(seed, style, REQUESTS), new Chance(seed ^ 1));
        }

        System.out.println("rows compared with the oracle, seed " + SEED + ":");
        met.forEach((what, count) -> System.out.printf("  %8d  %s%n", count, what));
        assertThat(met.getOrDefault("IPv4", 0)).isGreaterThan(20_000);
        assertThat(met.getOrDefault("IPv6", 0)).isGreaterThan(5_000);
        assertThat(met.getOrDefault("IPv6 embedding IPv4", 0)).isGreaterThan(5_000);
        assertThat(met.getOrDefault("undetermined", 0)).isGreaterThan(2_000);
        assertThat(met.getOrDefault("folded, certain", 0)).isGreaterThan(2_000);
        assertThat(met.getOrDefault("folded, uncertain", 0)).isGreaterThan(500);
        assertThat(met.getOrDefault("principal named by a grant", 0)).isGreaterThan(500);
        assertThat(met.getOrDefault("revised in part", 0)).isGreaterThan(1_000);
        assertThat(met.getOrDefault("revised in full", 0)).isGreaterThan(300);
        assertThat(met.getOrDefault("left alone by a revision", 0)).isGreaterThan(30_000);
        assertThat(met.getOrDefault("changed by a revision", 0)).isGreaterThan(3_000);
    }

    private void campaign(Scenario scenario, Chance chance) {
        TenantState state = scenario.state();
        long at = scenario.requests().getFirst().epochMillis();
        ColumnsBuilder builder = ObservationColumns.builder();
        Observed.of(scenario.requests(), chance).forEach(builder::add);
        ObservationColumns columns = builder.build(state.geoData(), state.nat64Prefixes());
        PolicyEdits edits = new PolicyEdits(chance, addresses(scenario, columns));

        Judgement baseline = Judgement.of(columns, TenantSnapshot.compile(state, at), at);
        compare(baseline, state, scenario.seed());
        Judgement judgement = baseline;
        Comparison comparison = Comparison.of(baseline, baseline);
        for (int edit = 0; edit < EDITS; edit++) {
            state = edits.edit(state);
            TenantSnapshot changed = TenantSnapshot.compile(state, at);
            Judgement revised = judgement.revise(changed);
            meet(revised.judgedRows() < columns.size() ? "revised in part" : "revised in full", 1);
            meet("left alone by a revision", columns.size() - revised.judgedRows());
            for (int row = 0; row < columns.size(); row++) {
                meet(
                        "changed by a revision",
                        revised.ruling(row).equals(judgement.ruling(row)) ? 0 : 1);
            }
            judgement = revised;
            compare(judgement, state, scenario.seed());
            comparison = comparison.revise(changed);
            assertThat(comparison.tally())
                    .isEqualTo(tally(baseline, judgement))
                    .isEqualTo(Comparison.of(baseline, judgement).tally());
        }
    }

    private static List<IpAddress> addresses(Scenario scenario, ObservationColumns columns) {
        List<IpAddress> addresses = new ArrayList<>();
        addresses.add(IpAddress.ipv4(0));
        for (int row = 0; row < columns.size(); row++) {
            IpAddress address = columns.address(row);
            if (address != null) {
                addresses.add(address);
            }
        }
        assertThat(scenario.requests()).isNotEmpty();
        return addresses;
    }

    private void compare(Judgement judgement, TenantState state, long seed) {
        ObservationColumns columns = judgement.columns();
        CandidateForm form =
                Candidate.of(judgement.candidate(), judgement.epochMillis(), new Signatures())
                        .form();
        long denied = 0;
        int deniedRows = 0;
        for (int row = 0; row < columns.size(); row++) {
            Optional<Ruling> expected = expected(judgement, state, row);
            if (!judgement.ruling(row).equals(expected)) {
                fail(
                        "seed %d, row %d %s %s: expected %s, was %s, by %s"
                                .formatted(
                                        seed,
                                        row,
                                        columns.network(row),
                                        columns.principal(row),
                                        expected,
                                        judgement.ruling(row),
                                        state));
            }
            if (judgement.isDenied(row)) {
                denied += columns.requests(row);
                deniedRows++;
            }
            meet(group(columns, row, expected), 1);
            Principal principal = columns.principal(row);
            boolean isNamed =
                    form.principals().stream()
                            .anyMatch(one ->
                                    one.kind() == principal.kind()
                                            && one.id().equals(principal.id()));
            meet("principal named by a grant", isNamed ? 1 : 0);
        }
        assertThat(judgement.deniedRequests()).isEqualTo(denied);
        assertThat(judgement.deniedRows()).isEqualTo(deniedRows);
    }

    private static String group(ObservationColumns columns, int row, Optional<Ruling> ruling) {
        if (columns.isUndetermined(row)) {
            return "undetermined";
        }
        if (columns.isFolded(row)) {
            return ruling.isPresent() ? "folded, certain" : "folded, uncertain";
        }
        return row < columns.ipv4End
                ? "IPv4"
                : row < columns.ipv6End ? "IPv6" : "IPv6 embedding IPv4";
    }

    /* IPv4 networks are looked at address by address; of IPv6 networks too large for that only what is said is checked. */
    private Optional<Ruling> expected(Judgement judgement, TenantState state, int row) {
        ObservationColumns columns = judgement.columns();
        if (!columns.isFolded(row)) {
            return Optional.of(ruling(judgement, state, row, columns.address(row)));
        }
        IpPrefix network = columns.network(row);
        if (network == null) {
            return fail("a folded row has a network");
        }
        List<IpAddress> looked = new ArrayList<>();
        if (network.first().isIpv4()) {
            for (IpAddress at = network.first(); network.contains(at); at = at.next()) {
                looked.add(at);
                if (at.isLast()) {
                    break;
                }
            }
        } else {
            if (judgement.isUncertain(row)) {
                return Optional.empty();
            }
            looked.add(network.first());
            looked.add(network.last());
            for (int other = columns.ipv4End; other < columns.embeddedEnd; other++) {
                IpAddress address = columns.address(other);
                if (address != null && network.contains(address)) {
                    looked.add(address);
                }
            }
        }
        Ruling first = ruling(judgement, state, row, looked.getFirst());
        for (IpAddress address : looked) {
            if (!ruling(judgement, state, row, address).equals(first)) {
                return Optional.empty();
            }
        }
        return Optional.of(first);
    }

    private Ruling ruling(
            Judgement judgement, TenantState state, int row, @Nullable IpAddress address) {
        ClientAddress client =
                address == null
                        ? new ClientAddress.Undetermined(UndeterminedCause.HEADER_MISSING)
                        : new ClientAddress.Determined(address, ClientAddress.GIVEN);
        ObservationColumns columns = judgement.columns();
        Verdict verdict =
                oracle.decide(
                        state,
                        new Request(
                                client,
                                judgement.epochMillis(),
                                columns.channel(row),
                                columns.principal(row)));
        return new Ruling(verdict.evaluated(), verdict.reason());
    }

    private static Tally tally(Judgement before, Judgement after) {
        TallyBuilder builder = new TallyBuilder();
        for (int row = 0; row < before.columns().size(); row++) {
            Optional<Ruling> one = before.ruling(row);
            Optional<Ruling> other = after.ruling(row);
            Change change =
                    one.isEmpty() || other.isEmpty()
                            ? Change.UNCERTAIN
                            : switch (one.get().effect()) {
                                case ALLOW ->
                                        switch (other.get().effect()) {
                                            case ALLOW -> Change.STILL_ALLOWED;
                                            case DENY -> Change.NEWLY_DENIED;
                                        };
                                case DENY ->
                                        switch (other.get().effect()) {
                                            case ALLOW -> Change.NEWLY_ALLOWED;
                                            case DENY -> Change.STILL_DENIED;
                                        };
                            };
            builder.add(change, before.columns().requests(row), 1);
        }
        return builder.build();
    }

    private void meet(String what, int count) {
        met.merge(what, count, Integer::sum);
    }
}
