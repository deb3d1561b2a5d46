package dev.sallyport.evidence.recommend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.decision.GeoData;
import dev.sallyport.engine.policy.TenantId;
import dev.sallyport.evidence.Observation;
import dev.sallyport.evidence.Outcome;
import dev.sallyport.evidence.column.ColumnsBuilder;
import dev.sallyport.evidence.column.ObservationColumns;
import dev.sallyport.testkit.SyntheticRequest;
import dev.sallyport.testkit.SyntheticTraffic;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Entries proposed from the first seven tenths of invented days, judged by the other three tenths.
 * Under one budget of entries, shortest prefix and space they cover at least what the textbook's
 * greedy cover of the same evidence covers, and open at most half of what it opens.
 *
 * <p>Merging neighbours for as long as there are too many prefixes is much better than that, and
 * close to the best there is for what it opens; there the proposal is as good within a little, and
 * never opens more.
 */
final class HeldBackDaysTest {

    private static final int PEOPLE = 300;
    private static final int DAYS = 40;
    private static final int LEARNED = 28;
    private static final int SEEDS = 8;

    private static Evidence evidence(List<SyntheticRequest> requests, int from, int until) {
        ColumnsBuilder builder = ObservationColumns.builder();
        for (SyntheticRequest request : requests) {
            if (request.day() >= from && request.day() < until) {
                long millis = request.hour() * Observation.HOUR_MILLIS;
                builder.add(
                        new Observation(
                                new TenantId("acme"),
                                request.hour(),
                                Observation.networkOf(request.address()),
                                request.channel(),
                                request.principal(),
                                Outcome.UNDECIDED,
                                request.address(),
                                null,
                                0,
                                request.count(),
                                millis,
                                millis + 1));
            }
        }
        return Evidence.of(builder.build(GeoData.none(), List.of()));
    }

    private static long covered(List<IpPrefix> prefixes, Evidence evidence) {
        long covered = 0;
        for (Evidence.Unit unit : evidence.units()) {
            covered +=
                    prefixes.stream().anyMatch(prefix -> prefix.contains(unit.first()))
                            ? unit.weight()
                            : 0;
        }
        return covered;
    }

    /* Seven tenths and three tenths of the days of one organisation. */
    private record Organisation(
            long seed, Evidence learned, Evidence heldBack, TreeMap<IpPrefix, Long> units) {

        static Organisation of(long seed) {
            List<SyntheticRequest> requests = SyntheticTraffic.generate(seed, PEOPLE, DAYS);
            Evidence learned = evidence(requests, 0, LEARNED);
            Terms terms = Terms.of(Budget.USUAL);
            SharedEgress shared = new SharedEgress(terms);
            TreeMap<IpPrefix, Long> units = new TreeMap<>();
            for (Evidence.Unit unit : learned.units()) {
                if (unit.daysOfAnybody() >= terms.minimumDays()
                        && !shared.overlaps(unit.prefix())) {
                    units.put(unit.prefix(), unit.weight());
                }
            }
            return new Organisation(seed, learned, evidence(requests, LEARNED, DAYS), units);
        }

        Recommendation propose(Budget limits, long space) {
            return Recommender.recommend(
                    learned,
                    Terms.of(
                            new Budget(
                                    limits.entries(),
                                    limits.shortestIpv4(),
                                    limits.shortestIpv6(),
                                    space)));
        }

        double heldBackCoverage(List<IpPrefix> prefixes) {
            return 100.0 * covered(prefixes, heldBack) / heldBack.weight();
        }
    }

    private static List<IpPrefix> prefixes(Recommendation proposal) {
        return proposal.entries().stream().map(Recommendation.Entry::prefix).toList();
    }

    @Test
    void coversAtLeastAsMuchAsGreedyAndOpensAtMostHalf() {
        for (int seed = 1; seed <= SEEDS; seed++) {
            Organisation organisation = Organisation.of(seed);
            for (Budget budget :
                    List.of(
                            new Budget(30, 24, 56, 4_096),
                            new Budget(50, 24, 56, 8_192),
                            new Budget(100, 24, 56, 16_384),
                            new Budget(50, 20, 56, 65_536),
                            new Budget(100, 16, 48, 1_000_000))) {
                Cover greedy = GreedyCover.heaviestFirst(organisation.units(), budget);
                Recommendation ours = organisation.propose(budget, greedy.space() / 2);
                double byGreedy = organisation.heldBackCoverage(greedy.prefixes());
                double byOurs = organisation.heldBackCoverage(prefixes(ours));
                print(budget, seed, "greedy", greedy, byGreedy, ours, byOurs);

                assertThat(byOurs).isGreaterThanOrEqualTo(byGreedy).isGreaterThan(40);
                assertThat(ours.space()).isLessThanOrEqualTo(greedy.space() / 2);
            }
        }
    }

    @Test
    void isAsGoodAsMergingNeighboursWithinALittle() {
        for (int seed = 1; seed <= SEEDS; seed++) {
            Organisation organisation = Organisation.of(seed);
            for (Budget limits :
                    List.of(
                            new Budget(30, 24, 48, Long.MAX_VALUE),
                            new Budget(60, 24, 48, Long.MAX_VALUE),
                            new Budget(60, 20, 44, Long.MAX_VALUE))) {
                Cover merged = GreedyCover.cheapestMerge(organisation.units(), limits);
                Recommendation ours = organisation.propose(limits, merged.space());
                double byMerging = organisation.heldBackCoverage(merged.prefixes());
                double byOurs = organisation.heldBackCoverage(prefixes(ours));
                print(limits, seed, "merging", merged, byMerging, ours, byOurs);

                assertThat(byOurs).isGreaterThanOrEqualTo(byMerging - 1.5);
                assertThat(ours.space()).isLessThanOrEqualTo(merged.space());
            }
        }
    }

    private static void print(
            Budget budget,
            long seed,
            String name,
            Cover other,
            double byOther,
            Recommendation ours,
            double byOurs) {
        System.out.printf(
                Locale.ROOT,
                "%d entries, /%d, /%d, seed %d: held back %s %.1f %% opening %,d, proposed %.1f %%"
                        + " opening %,d%n",
                budget.entries(),
                budget.shortestIpv4(),
                budget.shortestIpv6(),
                seed,
                name,
                byOther,
                other.space(),
                byOurs,
                ours.space());
    }
}
