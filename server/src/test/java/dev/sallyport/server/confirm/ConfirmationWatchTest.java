package dev.sallyport.server.confirm;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.sallyport.control.confirm.Awaited;
import dev.sallyport.control.confirm.Expectation;
import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.channel.Channel;
import dev.sallyport.engine.client.ClientAddress;
import dev.sallyport.engine.decision.DeploymentSwitch;
import dev.sallyport.engine.decision.Principal;
import dev.sallyport.engine.decision.Reason;
import dev.sallyport.engine.decision.Request;
import dev.sallyport.engine.decision.TenantSnapshot;
import dev.sallyport.engine.decision.Verdict;
import dev.sallyport.engine.policy.Effect;
import dev.sallyport.engine.policy.Mode;
import dev.sallyport.engine.policy.PrincipalKind;
import dev.sallyport.engine.policy.PrincipalReference;
import dev.sallyport.engine.policy.TenantId;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which decisions count as having seen the one who published. */
final class ConfirmationWatchTest {

    private static final TenantId ACME = new TenantId("acme");
    private static final TenantId ZETA = new TenantId("zeta");
    private static final long REVISION = 7;
    private static final Awaited ALICE =
            new Awaited.From(new PrincipalReference(PrincipalKind.USER, "alice"));
    private static final Awaited SITE = new Awaited.Within(IpPrefix.parse("2001:db8:0:1::/64"));

    private final ConfirmationWatch watch = new ConfirmationWatch();

    private static Principal user(String id) {
        return new Principal(PrincipalKind.USER, id, Set.of(), null, null);
    }

    private static Request request(String address, Principal principal) {
        return new Request(
                new ClientAddress.Determined(IpAddress.parse(address), ClientAddress.PEER),
                1_700_000_000_000L,
                Channel.OTHER,
                principal);
    }

    private static Verdict verdict(Effect evaluated, Mode mode, long revision) {
        return new Verdict(
                evaluated,
                mode == Mode.ENFORCE ? evaluated : Effect.ALLOW,
                new Reason.NoRestriction(),
                mode,
                revision,
                31,
                null,
                null,
                DeploymentSwitch.ENFORCE);
    }

    private static TenantSnapshot snapshot(TenantId tenant) {
        return TenantSnapshot.notReady(tenant, DeploymentSwitch.ENFORCE);
    }

    private boolean isSeen(Awaited awaited, TenantId tenant, Request request, Verdict verdict) {
        watch.watch(List.of());
        watch.watch(List.of(new Expectation(ACME, REVISION, awaited)));
        watch.decided(1, 2, null, List.of(), snapshot(tenant), request, verdict);
        return watch.seen(ACME, REVISION).isPresent();
    }

    @Test
    void onlyTheAwaitedRequestUnderTheRevisionCounts() {
        Verdict allowed = verdict(Effect.ALLOW, Mode.ENFORCE, REVISION);
        Request alices = request("192.0.2.1", user("alice"));
        assertThat(isSeen(ALICE, ACME, alices, allowed)).isTrue();
        assertThat(watch.seen(ACME, REVISION)).contains(Instant.ofEpochMilli(alices.epochMillis()));
        assertThat(watch.seen(ACME, REVISION + 1)).isEmpty();
        assertThat(watch.seen(ZETA, REVISION)).isEmpty();

        assertThat(isSeen(ALICE, ZETA, alices, allowed)).isFalse();
        assertThat(isSeen(ALICE, ACME, request("192.0.2.1", user("bob")), allowed)).isFalse();
        assertThat(isSeen(ALICE, ACME, request("192.0.2.1", Principal.ANONYMOUS), allowed))
                .isFalse();
        Principal client = new Principal(PrincipalKind.CLIENT, "alice", Set.of(), null, null);
        assertThat(isSeen(ALICE, ACME, request("192.0.2.1", client), allowed)).isFalse();
        assertThat(isSeen(ALICE, ACME, alices, verdict(Effect.ALLOW, Mode.ENFORCE, REVISION - 1)))
                .isFalse();
        assertThat(isSeen(ALICE, ACME, alices, verdict(Effect.DENY, Mode.ENFORCE, REVISION)))
                .isFalse();
        // What is evaluated counts, whatever is enforced.
        assertThat(isSeen(ALICE, ACME, alices, verdict(Effect.DENY, Mode.MONITOR, REVISION)))
                .isFalse();
        assertThat(isSeen(ALICE, ACME, alices, verdict(Effect.ALLOW, Mode.MONITOR, REVISION)))
                .isTrue();
        // From the same /64, whoever it was.
        assertThat(isSeen(SITE, ACME, request("2001:db8:0:1::9", user("bob")), allowed)).isTrue();
        assertThat(isSeen(SITE, ACME, request("2001:db8:0:2::9", user("bob")), allowed)).isFalse();
        assertThat(isSeen(new Awaited.Impossible(), ACME, alices, allowed)).isFalse();
    }

    @Test
    void whatWasSeenIsRememberedAsLongAsItIsWatchedFor() {
        assertThat(
                        isSeen(
                                ALICE,
                                ACME,
                                request("192.0.2.1", user("alice")),
                                verdict(Effect.ALLOW, Mode.ENFORCE, REVISION)))
                .isTrue();
        Expectation same = new Expectation(ACME, REVISION, ALICE);
        watch.watch(List.of(same, new Expectation(ZETA, 1, SITE)));
        assertThat(watch.seen(ACME, REVISION)).isPresent();
        watch.watch(List.of(new Expectation(ACME, REVISION + 1, ALICE)));
        assertThat(watch.seen(ACME, REVISION)).isEmpty();
        assertThat(watch.seen(ACME, REVISION + 1)).isEmpty();
    }

    @Test
    void aDecisionAllocatesNothing() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        TenantSnapshot snapshot = snapshot(ACME);
        Request request = request("192.0.2.1", user("bob"));
        Verdict verdict = verdict(Effect.ALLOW, Mode.ENFORCE, REVISION);
        List<String> lines = List.of();
        for (List<Expectation> expected :
                List.of(List.<Expectation>of(), List.of(new Expectation(ACME, REVISION, ALICE)))) {
            watch.watch(expected);
            for (int i = 0; i < 20_000; i++) {
                watch.decided(1, 2, null, lines, snapshot, request, verdict);
            }
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 100_000; i++) {
                watch.decided(1, 2, null, lines, snapshot, request, verdict);
            }
            assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(100_000);
        }
    }
}
