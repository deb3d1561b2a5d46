package dev.sallyport.agent.sync;

import dev.sallyport.agent.plan.PlanRules;
import dev.sallyport.agent.target.Targets;
import dev.sallyport.egress.document.DocumentLimits;
import dev.sallyport.egress.document.Tolerance;
import dev.sallyport.egress.fetch.FetchLimits;
import dev.sallyport.egress.fetch.Fetcher;
import dev.sallyport.egress.list.Direction;
import dev.sallyport.engine.address.IpFamily;
import dev.sallyport.engine.address.IpSet;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** An agent as a process of its own, which says how far it is and can be stopped at a step. */
final class KilledAgent {

    private KilledAgent() {}

    /**
     * Takes the list, the folder for state, the target, the instant, and the step to wait at for
     * ever, or {@code none}.
     */
    public static void main(String[] arguments) throws Exception {
        SyncSettings settings = settings(URI.create(arguments[0]));
        try (StateFolder folder = StateFolder.open(Path.of(arguments[1]));
                Fetcher fetcher = new Fetcher(FetchLimits.DEFAULT)) {
            Sync sync =
                    new Sync(
                            settings,
                            Targets.of(arguments[2]),
                            folder,
                            fetcher,
                            step -> reached(step, arguments[4]));
            SyncOutcome outcome = sync.round(Instant.parse(arguments[3]), false);
            System.out.println(outcome.result());
            System.out.flush();
        }
    }

    static SyncSettings settings(URI from) {
        return new SyncSettings(
                from,
                SyncSettings.Format.TEXT,
                new Trust(List.of(), Set.of(), false),
                Direction.OUTBOUND,
                null,
                Set.of(IpFamily.values()),
                Set.of(IpFamily.values()),
                PlanRules.DEFAULT,
                Tolerance.NONE,
                Set.of(),
                IpSet.EMPTY,
                IpSet.EMPTY,
                false,
                Duration.ofMinutes(10),
                DocumentLimits.DEFAULT);
    }

    private static void reached(Step step, String stop) {
        System.out.println(step);
        System.out.flush();
        if (step.name().equals(stop)) {
            try {
                Thread.sleep(Duration.ofHours(1));
            } catch (InterruptedException asked) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
