package dev.sallyport.evidence.recording;

import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.decision.GeoData;
import dev.sallyport.engine.decision.Principal;
import dev.sallyport.engine.decision.Verdict;
import dev.sallyport.engine.policy.Effect;
import dev.sallyport.engine.policy.Mode;
import java.util.Random;

/** Ten million addresses at random at two recorders; a program of its own, with little heap. */
final class Flood {

    private static final int ADDRESSES = 10_000_000;
    private static final int BETWEEN_DRAINS = 400_000;

    private Flood() {}

    /** Prints how many were asked, counted, and what the tables took at most. */
    public static void main(String[] arguments) {
        RecordingBudget budget = RecordingBudget.share(32L << 20, 2);
        RecordedCells first = new RecordedCells(budget);
        RecordedCells second = new RecordedCells(budget);
        RecordedCells spare = new RecordedCells(budget);
        Recorder[] recorders = {
            new Recorder(Given.KEY, first), new Recorder(Given.KEY, second),
        };
        Verdict verdict = Given.verdict(Mode.MONITOR, Effect.DENY, 1);
        Random random = new Random(1);
        long[] counted = new long[2];
        long most = 0;
        for (int i = 0; i < ADDRESSES; i++) {
            IpAddress address =
                    (i & 2) == 0
                            ? IpAddress.ipv4(random.nextInt())
                            : IpAddress.ipv6(random.nextLong(), random.nextLong());
            recorders[i & 1].record(
                    Given.ACME, Given.request(address, Principal.ANONYMOUS), verdict);
            if (i % BETWEEN_DRAINS == BETWEEN_DRAINS - 1) {
                recorders[0].record(
                        Given.ACME, Given.request(address, Given.user("u" + i)), verdict);
                most = Math.max(most, first.bytes() + second.bytes() + spare.bytes());
                for (Recorder recorder : recorders) {
                    RecordedCells full = recorder.swap(spare);
                    full.deliver(
                            GeoData.none(),
                            each -> {
                                counted[0] += each.count();
                                if (each.principal().id() != null && !each.isFolded()) {
                                    counted[1] += each.count();
                                }
                            });
                    full.clear();
                    spare = full;
                }
            }
        }
        System.out.println(ADDRESSES + " " + counted[0] + " " + counted[1] + " " + most);
    }
}
