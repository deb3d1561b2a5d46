package dev.sallyport.conformance;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.engine.decision.DeploymentSwitch;
import dev.sallyport.engine.decision.GeoData;
import dev.sallyport.engine.decision.Reason;
import dev.sallyport.engine.decision.Request;
import dev.sallyport.engine.decision.TenantDirectory;
import dev.sallyport.engine.decision.TenantSnapshot;
import dev.sallyport.engine.decision.TenantState;
import dev.sallyport.engine.decision.Verdict;
import dev.sallyport.engine.policy.TenantId;
import dev.sallyport.testkit.NaiveOracle;
import dev.sallyport.testkit.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/**
 * Readers and publishers at the same time: every reader sees one whole snapshot, and none that is
 * older than its last.
 */
final class ConcurrencyTest {

    private static final TenantId TENANT = new TenantId("acme");
    private static final int PUBLISHED = 8_000;
    private static final int READERS = 3;

    /* Snapshots each reader has to see before publishing may end, however the threads are scheduled. */
    private static final int ENOUGH = 100;

    /* Rule, revision and sequence of a state tell the same number, so that a mixture of two states shows. */
    private static TenantSnapshot numbered(long number) {
        String rule = "r" + number;
        boolean allows = number % 2 == 0;
        TenantState state =
                new TenantState(
                        TENANT,
                        number,
                        number,
                        Given.policy(
                                allows
                                        ? Given.allow(rule, Given.any())
                                        : Given.deny(rule, Given.any())),
                        null,
                        Map.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        GeoData.none(),
                        List.of(),
                        DeploymentSwitch.ENFORCE);
        return TenantSnapshot.compile(state, Given.NOW);
    }

    private static String rule(Verdict verdict) {
        return switch (verdict.reason()) {
            case Reason.AllowedByRule allowed -> allowed.rule().value();
            case Reason.DeniedByRule denied -> denied.rule().value();
            case Reason.BreakGlass ignored -> "";
            case Reason.ClientNotAuthorized ignored -> "";
            case Reason.Granted ignored -> "";
            case Reason.Exempted ignored -> "";
            case Reason.NotInAllowList ignored -> "";
            case Reason.NoRestriction ignored -> "";
            case Reason.TenantUnknown ignored -> "";
            case Reason.NotReady ignored -> "";
            case Reason.RequestAmbiguous ignored -> "";
        };
    }

    @Test
    void every_read_sees_one_whole_snapshot_and_never_an_older_one()
            throws InterruptedException, ExecutionException {
        TenantDirectory directory = new TenantDirectory();
        directory.publish(numbered(0), Set.of("acme.example"));
        AtomicBoolean done = new AtomicBoolean();
        CountDownLatch readersBusy = new CountDownLatch(READERS);
        Callable<Integer> reader =
                () -> {
                    Request request = Given.from("192.0.2.1");
                    long last = 0;
                    int seen = 0;
                    try {
                        while (!done.get()) {
                            TenantSnapshot byTenant = requireNonNull(directory.find(TENANT));
                            TenantSnapshot byHost =
                                    requireNonNull(directory.findByHost("acme.example"));
                            Verdict verdict = byTenant.decide(request);
                            assertThat(rule(verdict)).isEqualTo("r" + verdict.sequence());
                            assertThat(verdict.revision()).isEqualTo(verdict.sequence());
                            assertThat(verdict.evaluated().name())
                                    .isEqualTo(verdict.sequence() % 2 == 0 ? "ALLOW" : "DENY");
                            assertThat(verdict.sequence()).isGreaterThanOrEqualTo(last);
                            assertThat(byHost.state().sequence())
                                    .isGreaterThanOrEqualTo(verdict.sequence());
                            if (verdict.sequence() > last && ++seen == ENOUGH) {
                                readersBusy.countDown();
                            }
                            last = verdict.sequence();
                        }
                        return seen;
                    } finally {
                        if (seen < ENOUGH) {
                            readersBusy.countDown();
                        }
                    }
                };
        Callable<Integer> publisher =
                () -> {
                    try {
                        int number = 1;
                        for (; number <= PUBLISHED || readersBusy.getCount() > 0; number++) {
                            directory.publish(numbered(number), Set.of("acme.example"));
                            // Late and out of order, as a feed may deliver: ignored.
                            directory.publish(numbered(number - 1), Set.of("acme.example"));
                        }
                        return number;
                    } finally {
                        done.set(true);
                    }
                };
        List<Integer> seen = together(reader, publisher);
        assertThat(seen).as("snapshots seen by each reader").allMatch(count -> count >= ENOUGH);
    }

    /* Recompiling at boundaries in time races with deciding; every answer is still that of its own instant. */
    @Test
    void one_snapshot_asked_for_many_instants_at_once_answers_each_for_itself()
            throws InterruptedException, ExecutionException {
        NaiveOracle oracle = new NaiveOracle();
        for (int number = 0; number < 60; number++) {
            Scenario scenario = Differential.scenario(Seed.VALUE, number, 60);
            TenantSnapshot snapshot =
                    TenantSnapshot.compile(scenario.state(), scenario.compiledAtMillis());
            List<Verdict> expected =
                    scenario.requests().stream()
                            .map(request -> oracle.decide(scenario.state(), request))
                            .toList();
            Callable<Integer> reader =
                    () -> {
                        for (int i = 0; i < expected.size(); i++) {
                            assertThat(snapshot.decide(scenario.requests().get(i)))
                                    .as("scenario seed " + scenario.seed())
                                    .isEqualTo(expected.get(i));
                        }
                        return expected.size();
                    };
            Callable<Integer> keeper =
                    () -> {
                        scenario.requests()
                                .forEach(request -> snapshot.advance(request.epochMillis()));
                        return 1;
                    };
            together(reader, keeper);
        }
    }

    /* The results of the readers, after the other task and they have run at the same time. */
    private static List<Integer> together(Callable<Integer> reader, Callable<Integer> other)
            throws InterruptedException, ExecutionException {
        try (ExecutorService threads = Executors.newFixedThreadPool(READERS + 1)) {
            List<Future<Integer>> readers = new ArrayList<>();
            for (int i = 0; i < READERS; i++) {
                readers.add(threads.submit(reader));
            }
            Future<Integer> first = threads.submit(other);
            assertThat(first.get()).isPositive();
            List<Integer> results = new ArrayList<>();
            for (Future<Integer> future : readers) {
                results.add(future.get());
            }
            return results;
        }
    }
}
