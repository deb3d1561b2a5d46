package dev.sallyport.control.guard;

import dev.sallyport.engine.channel.Channel;
import dev.sallyport.engine.channel.ChannelDeclaration;
import dev.sallyport.engine.decision.Principal;
import dev.sallyport.engine.decision.Request;
import dev.sallyport.engine.decision.TenantSnapshot;
import dev.sallyport.engine.decision.TenantState;
import dev.sallyport.engine.decision.Verdict;
import dev.sallyport.engine.policy.Effect;
import dev.sallyport.engine.policy.NetworkList;
import dev.sallyport.engine.policy.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/* What a change does to witnesses, now and at each boundary of the next 90 days. For one change and one thread. */
final class WitnessJudgement {

    /*
     * Each witness is judged by the few entries that can matter to it, of which the engine compiles a snapshot per boundary. Only
     * policies made for the purpose have many entries with many boundaries for one address; so that they take no longer than
     * others, the entries compiled are counted, and beyond this number each witness is judged for the present only.
     */
    private static final long MOST_ENTRIES_COMPILED = 2_000_000;

    private final RelevantStates before;
    private final RelevantStates after;
    private final List<ChannelDeclaration> channels;
    private final long now;
    private long compiled;
    private boolean isCut;

    WitnessJudgement(Candidate candidate, List<Witness> witnesses) {
        var addresses = witnesses.stream().map(Witness::address).distinct().toList();
        before = new RelevantStates(candidate.before(), addresses);
        after = new RelevantStates(candidate.state(), addresses);
        channels = candidate.channels();
        now = candidate.now();
    }

    /** Returns whether boundaries of some witness were left out. */
    boolean isCut() {
        return isCut;
    }

    Timeline judge(Witness witness) {
        TenantState former = before.of(witness.address());
        TenantState latter = after.of(witness.address());
        List<Long> instants = boundaries(former, latter);
        long each = size(former) + size(latter);
        long affordable = Math.max(1, (MOST_ENTRIES_COMPILED - compiled) / each);
        if (affordable < instants.size()) {
            instants = instants.subList(0, (int) affordable);
            isCut = true;
        }
        compiled += each * instants.size();
        TenantSnapshot active = TenantSnapshot.compile(former, now);
        TenantSnapshot candidate = TenantSnapshot.compile(latter, now);
        Timeline timeline = new Timeline();
        for (long instant : instants) {
            Verdict denial = denial(candidate, channels, witness, instant);
            timeline.add(
                    instant,
                    new Timeline.Stretch(
                            denial,
                            denial != null && denial(active, channels, witness, instant) != null));
        }
        return timeline;
    }

    private List<Long> boundaries(TenantState former, TenantState latter) {
        TreeSet<Long> all = new TreeSet<>(LifeBoundaries.from(latter, now));
        all.addAll(LifeBoundaries.from(former, now));
        isCut |= all.size() >= LifeBoundaries.MAX_BOUNDARIES;
        return all.stream().limit(LifeBoundaries.MAX_BOUNDARIES).toList();
    }

    /** Returns whether the candidate denies a witness now. */
    boolean isDeniedNow(Witness witness) {
        TenantState latter = after.of(witness.address());
        compiled += size(latter);
        return denial(TenantSnapshot.compile(latter, now), channels, witness, now) != null;
    }

    private static long size(TenantState state) {
        long entries = 1L + state.policy().entryCount();
        for (NetworkList list : state.lists().values()) {
            entries += list.entries().size();
        }
        List<Rule> rules = state.policy().rules();
        return entries + rules.size();
    }

    /* What locks the witness out at that instant, or null if nothing does. */
    static @Nullable Verdict denial(
            TenantSnapshot snapshot,
            List<ChannelDeclaration> channels,
            Witness witness,
            long instant) {
        List<Denial> denials = denials(snapshot, channels, witness, instant);
        return denials.isEmpty() ? null : denials.getFirst().verdict();
    }

    /* One request of a witness that would have to be let in. */
    record Denial(Principal principal, Channel channel, Verdict verdict) {}

    /* Everything that locks the witness out: for each principal its own channel, or `other` and one of the declared. */
    static List<Denial> denials(
            TenantSnapshot snapshot,
            List<ChannelDeclaration> channels,
            Witness witness,
            long instant) {
        List<Denial> denials = new ArrayList<>();
        for (Principal principal : witness.principals()) {
            Channel own = witness.channel();
            Denial denial =
                    denial(
                            snapshot,
                            witness,
                            instant,
                            principal,
                            own == null ? Channel.OTHER : own);
            if (denial != null) {
                denials.add(denial);
            }
            Denial everywhere =
                    own == null
                            ? everywhere(snapshot, channels, witness, instant, principal)
                            : null;
            if (everywhere != null) {
                denials.add(everywhere);
            }
        }
        return denials;
    }

    /* The denial on the last declared channel if all of them deny, or null. */
    private static @Nullable Denial everywhere(
            TenantSnapshot snapshot,
            List<ChannelDeclaration> channels,
            Witness witness,
            long instant,
            Principal principal) {
        Denial last = null;
        for (ChannelDeclaration channel : channels) {
            last = denial(snapshot, witness, instant, principal, Channel.of(channel.id()));
            if (last == null) {
                return null;
            }
        }
        return last;
    }

    private static @Nullable Denial denial(
            TenantSnapshot snapshot,
            Witness witness,
            long instant,
            Principal principal,
            Channel channel) {
        Verdict verdict =
                snapshot.decide(new Request(witness.address(), instant, channel, principal));
        return verdict.enforced() == Effect.DENY ? new Denial(principal, channel, verdict) : null;
    }
}
