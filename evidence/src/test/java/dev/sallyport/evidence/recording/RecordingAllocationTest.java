package dev.sallyport.evidence.recording;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.channel.Channel;
import dev.sallyport.engine.decision.Principal;
import dev.sallyport.engine.decision.Request;
import dev.sallyport.engine.decision.Verdict;
import dev.sallyport.engine.policy.Effect;
import dev.sallyport.engine.policy.Mode;
import dev.sallyport.engine.policy.PrincipalKind;
import dev.sallyport.engine.policy.TenantId;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Counting in a cell that is there allocates nothing: every sort of address and principal. */
final class RecordingAllocationTest {

    private static final int ROUNDS = 200;
    private static final int ATTEMPTS = 300;

    /* More than a recorder remembers at a time. */
    private static final List<TenantId> TENANTS =
            IntStream.range(0, 4_000).mapToObj(i -> new TenantId("t" + i % 700)).toList();

    @Test
    void countingInALiveCellAllocatesNothing() {
        RecordingBudget budget = new RecordingBudget(8_192, 1 << 20, 8_192, 1 << 24);
        Recorder recorder = Given.recorder(budget);
        Verdict verdict = Given.verdict(Mode.ENFORCE, Effect.ALLOW, 1);
        List<Request> requests = requests();
        for (int round = 0; round < ROUNDS; round++) {
            recordAll(recorder, requests, verdict);
        }
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        // The compiler may still be at work behind the first attempts.
        long least = Long.MAX_VALUE;
        for (int attempt = 0; attempt < ATTEMPTS && least > 0; attempt++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int round = 0; round < ROUNDS; round++) {
                recordAll(recorder, requests, verdict);
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertThat(least).as("bytes for %d decisions", ROUNDS * requests.size()).isZero();
        assertThat(Given.drain(recorder, budget)).hasSize(requests.size());
    }

    private static void recordAll(Recorder recorder, List<Request> requests, Verdict verdict) {
        for (int i = 0; i < requests.size(); i++) {
            Recorder.Result result = recorder.record(TENANTS.get(i), requests.get(i), verdict);
            if (result != Recorder.Result.COUNTED) {
                throw new IllegalStateException("there is room for all");
            }
        }
    }

    private static List<Request> requests() {
        List<Principal> principals =
                List.of(
                        Principal.ANONYMOUS,
                        Given.user("alice"),
                        Given.user("bob", "admin"),
                        Given.user("carol", "admin", "reader", "writer"),
                        new Principal(PrincipalKind.CLIENT, "job", Set.of(), "web", Set.of("a")));
        List<Request> requests = new ArrayList<>();
        for (Principal principal : principals) {
            for (Channel channel : List.of(Given.UI, Channel.OTHER, Channel.AMBIGUOUS)) {
                requests.add(Given.request(null, Given.NOW, channel, principal));
                for (int i = 0; i < 100; i++) {
                    IpAddress six = IpAddress.ipv6(0x20010db8L << 32 | i, i);
                    requests.add(
                            Given.request(IpAddress.ipv4(i), Given.NOW + i, channel, principal));
                    requests.add(Given.request(six, Given.NOW + i, channel, principal));
                }
            }
        }
        return requests;
    }
}
