package dev.sallyport.control.guard;

import dev.sallyport.control.problem.ProblemCode;
import dev.sallyport.engine.channel.Channel;
import dev.sallyport.engine.channel.ChannelDeclaration;
import dev.sallyport.engine.client.ClientAddress;
import dev.sallyport.engine.decision.Principal;
import dev.sallyport.engine.decision.Reason;
import dev.sallyport.engine.decision.Request;
import dev.sallyport.engine.decision.TenantSnapshot;
import dev.sallyport.engine.decision.TenantState;
import dev.sallyport.engine.decision.Verdict;
import dev.sallyport.engine.policy.Effect;
import dev.sallyport.engine.policy.Mode;
import dev.sallyport.engine.policy.PrincipalKind;
import dev.sallyport.engine.policy.Rule;
import dev.sallyport.engine.policy.RuleId;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/*
 * Objects to an enforced policy that denies the address its own author comes from, now or at an instant of the next 90 days
 * at which an entry or a rule begins or ends. Only who belongs to a tenant is judged, never an operator.
 *
 * The author counts as denied if, as an anonymous principal or as a user without roles, it is denied on `other`, or on every
 * declared channel. Denied on some channels only is not locked out: doors for machines are often closed to people.
 */
final class LockOutGuard implements PublishGuard {

    private static final List<Principal> PRINCIPALS =
            List.of(
                    Principal.ANONYMOUS,
                    new Principal(PrincipalKind.USER, null, Set.of(), null, null));

    @Override
    public void judge(Candidate candidate, Objections objections) {
        if (candidate.state().policy().mode() != Mode.ENFORCE
                || candidate.origin().caller().ownTenant().isEmpty()) {
            return;
        }
        ClientAddress author = candidate.origin().address();
        Instant now = candidate.origin().at();
        TenantState state = RelevantState.of(candidate.state(), author);
        TenantSnapshot snapshot = TenantSnapshot.compile(state, now.toEpochMilli());
        for (long instant : LifeBoundaries.from(state, now.toEpochMilli())) {
            Verdict denied = denial(snapshot, candidate.channels(), author, instant);
            if (denied != null) {
                boolean isNow = instant == now.toEpochMilli();
                objections.add(
                        ProblemCode.POLICY_WOULD_LOCK_OUT,
                        pointer(candidate.state(), denied.reason()),
                        "the caller's own address "
                                + text(author)
                                + " would be denied ("
                                + denied.reason().code()
                                + ")"
                                + (isNow ? "" : " from " + Instant.ofEpochMilli(instant) + " on"),
                        "admit the address, or override with a reason");
                return;
            }
        }
    }

    /* What denies the author at that instant, or null if nothing does. */
    private static @Nullable Verdict denial(
            TenantSnapshot snapshot,
            List<ChannelDeclaration> channels,
            ClientAddress author,
            long epochMillis) {
        for (Principal principal : PRINCIPALS) {
            Verdict other = decide(snapshot, author, epochMillis, Channel.OTHER, principal);
            if (other.enforced() == Effect.DENY) {
                return other;
            }
            Verdict last = null;
            for (ChannelDeclaration channel : channels) {
                last = decide(snapshot, author, epochMillis, Channel.of(channel.id()), principal);
                if (last.enforced() == Effect.ALLOW) {
                    break;
                }
            }
            if (last != null && last.enforced() == Effect.DENY) {
                return last;
            }
        }
        return null;
    }

    private static Verdict decide(
            TenantSnapshot snapshot,
            ClientAddress author,
            long epochMillis,
            Channel channel,
            Principal principal) {
        return snapshot.decide(new Request(author, epochMillis, channel, principal));
    }

    private static String text(ClientAddress author) {
        return switch (author) {
            case ClientAddress.Determined determined -> "`" + determined.address() + "`";
            case ClientAddress.Undetermined ignored -> "(undetermined)";
        };
    }

    private static String pointer(TenantState state, Reason reason) {
        if (!(reason instanceof Reason.DeniedByRule(RuleId id))) {
            return "";
        }
        List<Rule> rules = state.policy().rules();
        for (int i = 0; i < rules.size(); i++) {
            if (rules.get(i).id().equals(id)) {
                return "/rules/" + i;
            }
        }
        return "";
    }
}
