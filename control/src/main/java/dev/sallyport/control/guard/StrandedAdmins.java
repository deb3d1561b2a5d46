package dev.sallyport.control.guard;

import dev.sallyport.control.caller.Origin;
import dev.sallyport.engine.channel.ChannelDeclaration;
import dev.sallyport.engine.decision.TenantState;
import dev.sallyport.engine.policy.Mode;
import dev.sallyport.engine.policy.Policy;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Looks whether all admins of a tenant are locked out, by what is active or by other geo data. */
public final class StrandedAdmins {

    private StrandedAdmins() {}

    /** Returns whether decisions of a state can depend on geo data. */
    public static boolean dependOnGeoData(TenantState state) {
        return state.policy().mode() == Mode.ENFORCE && Narrowing.usesGeoData(state);
    }

    /**
     * Returns when all admins are denied by what is active, if they are within 90 days.
     *
     * @param state what is active, enforcing
     * @param origin when it is looked at
     */
    public static Optional<LockOutAhead> ahead(
            TenantState state,
            List<ChannelDeclaration> channels,
            Witnesses witnesses,
            Origin origin) {
        // Beside a policy that denies nothing, every denial is a new one.
        Candidate candidate =
                new Candidate(state.withPolicy(Policy.INITIAL), state, channels, witnesses, origin);
        return first(candidate).stream()
                .mapToObj(instant ->
                        new LockOutAhead(
                                state.tenant(),
                                Instant.ofEpochMilli(instant),
                                instant == candidate.now(),
                                witnesses.count(WitnessKind.ADMIN)))
                .findFirst();
    }

    /**
     * Returns whether all admins are denied after a change and some are not before it, now or
     * within 90 days.
     */
    public static boolean are(
            TenantState before,
            TenantState after,
            List<ChannelDeclaration> channels,
            Witnesses witnesses,
            Origin origin) {
        return first(new Candidate(before, after, channels, witnesses, origin)).isPresent();
    }

    private static OptionalLong first(Candidate candidate) {
        List<Witness> admins = candidate.witnesses().of(WitnessKind.ADMIN);
        if (admins.isEmpty() || candidate.state().policy().mode() != Mode.ENFORCE) {
            return OptionalLong.empty();
        }
        WitnessJudgement judgement = new WitnessJudgement(candidate, admins);
        return Stranding.first(admins.stream().map(judgement::judge).toList());
    }
}
