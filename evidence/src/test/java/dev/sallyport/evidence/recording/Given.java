package dev.sallyport.evidence.recording;

import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.channel.Channel;
import dev.sallyport.engine.client.ClientAddress;
import dev.sallyport.engine.client.UndeterminedCause;
import dev.sallyport.engine.decision.DeploymentSwitch;
import dev.sallyport.engine.decision.GeoData;
import dev.sallyport.engine.decision.Principal;
import dev.sallyport.engine.decision.Reason;
import dev.sallyport.engine.decision.Request;
import dev.sallyport.engine.decision.Verdict;
import dev.sallyport.engine.policy.ChannelId;
import dev.sallyport.engine.policy.Effect;
import dev.sallyport.engine.policy.Mode;
import dev.sallyport.engine.policy.PrincipalKind;
import dev.sallyport.engine.policy.TenantId;
import dev.sallyport.evidence.Observation;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Requests and verdicts that the tests of this package share. */
final class Given {

    static final long NOW = 1_772_366_400_000L;
    static final RecordingKey KEY = new RecordingKey(0x0123456789ABCDEFL, 0x1122334455667788L);
    static final TenantId ACME = new TenantId("acme");
    static final Channel UI = Channel.of(new ChannelId("ui"));

    private Given() {}

    static Recorder recorder(RecordingBudget budget) {
        return new Recorder(KEY, new RecordedCells(budget));
    }

    static Verdict verdict(Mode mode, Effect evaluated, long sequence) {
        return new Verdict(
                evaluated,
                mode == Mode.ENFORCE ? evaluated : Effect.ALLOW,
                evaluated == Effect.DENY ? new Reason.NotInAllowList() : new Reason.NoRestriction(),
                mode,
                sequence / 10,
                sequence,
                null,
                null,
                DeploymentSwitch.ENFORCE);
    }

    static Principal user(String id, String... roles) {
        return new Principal(PrincipalKind.USER, id, Set.of(roles), null, null);
    }

    static Request request(
            @Nullable IpAddress address, long epochMillis, Channel channel, Principal principal) {
        ClientAddress client =
                address == null
                        ? new ClientAddress.Undetermined(UndeterminedCause.HEADER_MISSING)
                        : new ClientAddress.Determined(address, ClientAddress.PEER);
        return new Request(client, epochMillis, channel, principal);
    }

    static Request request(IpAddress address, Principal principal) {
        return request(address, NOW, UI, principal);
    }

    static List<Observation> drain(Recorder recorder, RecordingBudget budget) {
        List<Observation> drained = new ArrayList<>();
        recorder.swap(new RecordedCells(budget)).deliver(GeoData.none(), drained::add);
        return drained;
    }

    static long total(List<Observation> observations) {
        return observations.stream().mapToLong(Observation::count).sum();
    }
}
