package dev.sallyport.control.guard;

import dev.sallyport.control.caller.Caller;
import dev.sallyport.control.problem.ProblemCode;
import dev.sallyport.engine.decision.Principal;
import dev.sallyport.engine.decision.TenantState;
import dev.sallyport.engine.policy.Rule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/*
 * Says whom an enforced policy locks out, now or at an instant of the next 90 days at which an entry or a rule begins or ends,
 * and objects if that is whoever makes the change, or all admins (ADR 24). An operator is never judged, the admins of the
 * operator's tenants are. Of others than the caller only what the change brings about counts: who is locked out already keeps
 * nobody from mending something else.
 */
final class LockOutGuard {

    private final Candidate candidate;
    private final boolean onlyNew;
    private final Map<Witness, Timeline> timelines = new LinkedHashMap<>();

    private LockOutGuard(Candidate candidate, boolean onlyNew) {
        this.candidate = candidate;
        this.onlyNew = onlyNew;
    }

    /**
     * Returns whom the change hits, and adds what stands against it.
     *
     * @param onlyNew whether the caller may already be locked out
     */
    static Impact judge(Candidate candidate, boolean onlyNew, Objections objections) {
        return new LockOutGuard(candidate, onlyNew).judge(objections);
    }

    private Impact judge(Objections objections) {
        TenantState before = candidate.before();
        TenantState after = candidate.state();
        boolean deniesMore = Narrowing.isPossible(before, after);
        boolean opens =
                Narrowing.isRestricted(before, candidate.origin().at())
                        && !Narrowing.isRestricted(after, candidate.origin().at());
        Witness caller = caller();
        List<Witness> judged = new ArrayList<>();
        if (caller != null && deniesMore) {
            judged.add(caller);
        }
        Witnesses seen = deniesMore ? candidate.witnesses() : Witnesses.NONE;
        judged.addAll(seen.all());
        if (judged.isEmpty()) {
            return new Impact(
                    deniesMore,
                    opens,
                    List.of(),
                    0,
                    judged(seen, true),
                    deniesMore ? Notices.of(candidate, 0) : List.of());
        }
        Map<Witness, Witness> elsewhere = elsewhere(judged);
        List<Witness> placed = new ArrayList<>(judged);
        placed.addAll(elsewhere.values());
        WitnessJudgement judgement = new WitnessJudgement(candidate, placed);
        judged.forEach(witness -> timelines.put(witness, judgement.judge(witness)));
        List<LockedOut> lockedOut = rescued(denied());
        Set<Witness> stranded = stranded(seen.of(WitnessKind.ADMIN));
        lockedOut.forEach(each -> object(each, stranded, objections));
        if (judgement.isCut() && !onlyNew) {
            objections.add(
                    ProblemCode.POLICY_WOULD_LOCK_OUT,
                    "",
                    "entries that concern one address begin or end so often within 90 days that nobody"
                            + " can tell who would be locked out",
                    "give fewer overlapping entries a life of their own, or override with a reason");
        }
        if (caller != null && deniesMore) {
            CallerAddress.judge(candidate, objections);
        }
        long fragile =
                elsewhere.entrySet().stream()
                        .filter(each ->
                                !timeline(each.getKey()).at(candidate.now()).isDenied()
                                        && judgement.isDeniedNow(each.getValue()))
                        .count();
        int named = Math.min(lockedOut.size(), Impact.NAMED);
        return new Impact(
                deniesMore,
                opens,
                lockedOut.subList(0, named),
                lockedOut.size() - named,
                judged(seen, !judgement.isCut() && !seen.isCut()),
                deniesMore ? Notices.of(candidate, fragile) : List.of());
    }

    /* People at another address of the same network of hosts. */
    private Map<Witness, Witness> elsewhere(List<Witness> judged) {
        HostNetworks networks = new HostNetworks(candidate.state().nat64Prefixes());
        Map<Witness, Witness> elsewhere = new LinkedHashMap<>();
        for (Witness witness : judged) {
            if (witness.kind() == WitnessKind.CALLER || witness.kind() == WitnessKind.ADMIN) {
                networks.elsewhere(witness).ifPresent(other -> elsewhere.put(witness, other));
            }
        }
        return elsewhere;
    }

    private static Impact.Judged judged(Witnesses seen, boolean isComplete) {
        return new Impact.Judged(
                seen.count(WitnessKind.ADMIN),
                seen.count(WitnessKind.CALLBACK),
                seen.count(WitnessKind.AUTOMATION),
                isComplete && !seen.isBlind());
    }

    /* Whoever makes the change, also as whom the application knows them; null for an operator. */
    private @Nullable Witness caller() {
        if (!candidate.hasOwnCaller()) {
            return null;
        }
        Witness anybody = Witness.caller(candidate.origin().address());
        Set<Principal> principals = new LinkedHashSet<>(anybody.principals());
        name(candidate.origin().caller())
                .ifPresent(id ->
                        candidate
                                .witnesses()
                                .knownAs(id)
                                .forEach(known -> principals.addAll(known.principals())));
        return new Witness(
                WitnessKind.CALLER, null, anybody.address(), List.copyOf(principals), null);
    }

    private static Optional<String> name(Caller caller) {
        return switch (caller) {
            case Caller.TenantClient client -> Optional.of(client.clientId());
            case Caller.ExternalMember member -> Optional.of(member.subject());
            case Caller.Operator ignored -> Optional.empty();
            case Caller.ExternalOperator ignored -> Optional.empty();
            case Caller.Program ignored -> Optional.empty();
        };
    }

    /* Those who are locked out by the change, and from when on. */
    private Map<Witness, Long> denied() {
        Map<Witness, Long> denied = new LinkedHashMap<>();
        timelines.forEach((witness, timeline) -> {
            Long from = timeline.firstDenied(onlyNew || witness.kind() != WitnessKind.CALLER);
            if (from != null) {
                denied.put(witness, from);
            }
        });
        return denied;
    }

    private List<LockedOut> rescued(Map<Witness, Long> denied) {
        RescueFinder finder = new RescueFinder(candidate, denied);
        List<LockedOut> lockedOut = new ArrayList<>();
        denied.forEach((witness, from) -> {
            var denial = timeline(witness).at(from).denial();
            if (denial == null) {
                throw new IllegalStateException("a witness who is denied by nothing");
            }
            lockedOut.add(
                    new LockedOut(
                            candidate.state().tenant(),
                            witness,
                            from == candidate.now() ? null : Instant.ofEpochMilli(from),
                            denial.reason(),
                            finder.rescueOf(witness)));
        });
        return lockedOut;
    }

    private Timeline timeline(Witness witness) {
        Timeline timeline = timelines.get(witness);
        if (timeline == null) {
            throw new IllegalStateException("a witness who was not judged");
        }
        return timeline;
    }

    /* All admins if there is an instant at which each is denied wherever they were last seen, and was not all along. */
    private Set<Witness> stranded(List<Witness> admins) {
        List<Timeline> all = admins.stream().map(this::timeline).toList();
        if (all.isEmpty() || all.stream().anyMatch(each -> each.firstDenied(false) == null)) {
            return Set.of();
        }
        return Stranding.first(all).isPresent() ? Set.copyOf(admins) : Set.of();
    }

    private void object(LockedOut lockedOut, Set<Witness> stranded, Objections objections) {
        Witness witness = lockedOut.witness();
        if (witness.kind() == WitnessKind.CALLER || stranded.contains(witness)) {
            objections.add(
                    ProblemCode.POLICY_WOULD_LOCK_OUT,
                    pointer(lockedOut),
                    LockOutWords.detail(lockedOut),
                    LockOutWords.hint(lockedOut.rescue()));
        }
    }

    private String pointer(LockedOut lockedOut) {
        List<Rule> rules = candidate.state().policy().rules();
        for (int i = 0; i < rules.size(); i++) {
            if (lockedOut.rule().filter(rules.get(i).id()::equals).isPresent()) {
                return "/rules/" + i;
            }
        }
        return "";
    }
}
