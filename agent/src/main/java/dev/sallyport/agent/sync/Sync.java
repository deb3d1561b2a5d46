package dev.sallyport.agent.sync;

import dev.sallyport.agent.plan.Plan;
import dev.sallyport.agent.plan.Planner;
import dev.sallyport.agent.plan.Planning;
import dev.sallyport.agent.plan.Refusal;
import dev.sallyport.agent.sync.Publication.Taken;
import dev.sallyport.agent.sync.StateFolder.StateException;
import dev.sallyport.agent.sync.SyncOutcome.Result;
import dev.sallyport.agent.target.Content;
import dev.sallyport.agent.target.Target;
import dev.sallyport.agent.target.TargetException;
import dev.sallyport.egress.fetch.Fetcher;
import dev.sallyport.egress.signature.TrustedKeys;
import dev.sallyport.engine.address.IpSet;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One round of the agent: fetch, verify, plan, apply, read back. Whatever is wrong has a name and
 * leaves the target as it was. Used by one thread.
 *
 * <p>Before the target is touched it is noted that a change begins; after a process was killed the
 * next round sees that, and applies again whatever the target holds then.
 */
public final class Sync {

    private final SyncSettings settings;
    private final Target target;
    private final StateFolder folder;
    private final Fetcher fetcher;
    private final Consumer<Step> watcher;

    /**
     * Prepares rounds.
     *
     * @param settings what the agent is told
     * @param target what it keeps in step
     * @param folder where it keeps what it knows
     * @param fetcher how it fetches
     * @param watcher told of every step
     */
    public Sync(
            SyncSettings settings,
            Target target,
            StateFolder folder,
            Fetcher fetcher,
            Consumer<Step> watcher) {
        this.settings = settings;
        this.target = target;
        this.folder = folder;
        this.fetcher = fetcher;
        this.watcher = watcher;
    }

    /**
     * Does one round.
     *
     * @param now the present
     * @param dryRun whether nothing is changed, neither at the target nor in what is known
     * @throws InterruptedException if the thread is interrupted while it waits for the list
     */
    public SyncOutcome round(Instant now, boolean dryRun) throws InterruptedException {
        AgentState state;
        try {
            state = folder.read(target.name());
        } catch (StateException unreadable) {
            return ended(Result.REFUSED, unreadable.refusal(), List.of(), null);
        }
        watcher.accept(Step.STATE_READ);
        if (state.at().isAfter(now.plus(settings.skew()))) {
            return ended(
                    Result.REFUSED,
                    new Refusal(
                            "sync.clock-skew",
                            "the last round was at " + state.at() + " and it is " + now + " now",
                            "set the clock; removals are counted by it"),
                    List.of(),
                    state);
        }
        return switch (new Source(fetcher, settings, now).fetch(state)) {
            case Publication.Unavailable(Refusal refusal) ->
                    ended(Result.UNAVAILABLE, refusal, List.of(), state);
            case Publication.Refused(Refusal refusal, List<String> more) ->
                    ended(Result.REFUSED, refusal, more, state);
            case Publication.Same(TrustedKeys keys) ->
                    planned(state.believing(keys), state.memory().listed(), now, dryRun);
            case Taken taken ->
                    planned(
                            state(state, taken, now),
                            IpSet.ofPrefixes(taken.prefixes()),
                            now,
                            dryRun);
        };
    }

    /* With the memory as it was: planning makes the next one. */
    private AgentState state(AgentState state, Taken taken, Instant now) {
        return new AgentState(
                state.target(),
                settings.digest(),
                taken.region(),
                taken.serial(),
                state.applied(),
                state.acknowledged(),
                taken.sha256(),
                taken.keys(),
                taken.validators(),
                state.memory(),
                state.isPending(),
                now);
    }

    private SyncOutcome planned(AgentState state, IpSet listed, Instant now, boolean dryRun) {
        watcher.accept(Step.VERIFIED);
        Content before;
        try {
            before = target.read();
        } catch (TargetException unreadable) {
            return failed(Result.ROLLED_BACK, unreadable, state);
        }
        Planning planning =
                new Planner(settings.rules())
                        .plan(
                                state.memory(),
                                listed,
                                before.addresses(),
                                settings.keep(),
                                settings.guarded(),
                                now);
        return switch (planning) {
            case Planning.Refused(Refusal refusal) ->
                    ended(Result.REFUSED, refusal, List.of(), state);
            case Planning.Planned(Plan plan) -> {
                Optional<String> objection = target.capacity().objection(plan.desired());
                yield objection.isPresent()
                        ? ended(
                                Result.REFUSED,
                                new Refusal("target.capacity", objection.get(), ""),
                                List.of(),
                                state)
                        : carriedOut(with(state, plan, now), plan, before, now, dryRun);
            }
        };
    }

    private static AgentState with(AgentState state, Plan plan, Instant now) {
        return new AgentState(
                state.target(),
                state.settings(),
                state.region(),
                state.serial(),
                state.applied(),
                state.acknowledged(),
                state.sha256(),
                state.keys(),
                state.validators(),
                plan.memory(),
                state.isPending(),
                now);
    }

    private SyncOutcome carriedOut(
            AgentState state, Plan plan, Content before, Instant now, boolean dryRun) {
        watcher.accept(Step.PLANNED);
        boolean isInStep = plan.isInStep() && !before.isTorn() && !state.isPending();
        if (dryRun) {
            return new SyncOutcome(
                    isInStep ? Result.IN_STEP : Result.WOULD_APPLY,
                    "",
                    words(plan),
                    plan.lines(),
                    state);
        }
        try {
            if (!isInStep) {
                folder.write(state.pending(true));
                watcher.accept(Step.NOTED);
                Optional<SyncOutcome> failure = applied(state, plan, before);
                if (failure.isPresent()) {
                    return failure.get();
                }
            }
            AgentState done = state.applied(now);
            folder.write(done);
            watcher.accept(Step.RECORDED);
            return new SyncOutcome(
                    isInStep ? Result.IN_STEP : Result.APPLIED,
                    "",
                    words(plan),
                    plan.lines(),
                    done);
        } catch (StateException unwritable) {
            return ended(Result.ROLLED_BACK, unwritable.refusal(), List.of(), state);
        }
    }

    private Optional<SyncOutcome> applied(AgentState state, Plan plan, Content before)
            throws StateException {
        try {
            target.apply(plan.desired());
            watcher.accept(Step.APPLIED);
            Content after = target.read();
            IpSet desired = plan.content();
            if (after.addresses().equals(desired) && !after.isTorn()) {
                watcher.accept(Step.COMPARED);
                return Optional.empty();
            }
            throw new TargetException(
                    "target.mismatch",
                    "the target holds something else than was written: "
                            + desired.difference(after.addresses()).prefixes().size()
                            + " prefixes are missing and "
                            + after.addresses().difference(desired).prefixes().size()
                            + " are too many");
        } catch (TargetException failure) {
            return Optional.of(rolledBack(state, before, failure));
        }
    }

    /* The target is as it was, or said not to be. The list counts as seen, not as applied. */
    private SyncOutcome rolledBack(AgentState state, Content before, TargetException failure)
            throws StateException {
        try {
            if (!target.read().addresses().equals(before.addresses())) {
                target.restore(before);
            }
            if (target.read().addresses().equals(before.addresses())) {
                folder.write(state.pending(true));
                return failed(Result.ROLLED_BACK, failure, state);
            }
        } catch (TargetException second) {
            // Said below.
        }
        return failed(Result.BROKEN, failure, state.pending(true));
    }

    private static SyncOutcome failed(Result result, TargetException failure, AgentState state) {
        return new SyncOutcome(
                result,
                failure.code(),
                failure.getMessage() == null ? failure.code() : failure.getMessage(),
                List.of(),
                state);
    }

    private static SyncOutcome ended(
            Result result, Refusal refusal, List<String> more, @Nullable AgentState state) {
        String hint = refusal.hint().isEmpty() ? "" : " (" + refusal.hint() + ")";
        return new SyncOutcome(result, refusal.code(), refusal.detail() + hint, more, state);
    }

    private static String words(Plan plan) {
        int held = plan.memory().leaving().size();
        return plan.desired().size()
                + " prefixes; "
                + plan.added().prefixes().size()
                + " added, "
                + plan.removed().prefixes().size()
                + " removed, "
                + held
                + " held back";
    }

    /**
     * Tells the publisher what is applied, once for each serial of a signed list; nothing if only a
     * part of the list is taken.
     *
     * @param outcome how the last round ended
     * @param acknowledger how it is told
     * @param now the present
     * @return in words what came of it; empty if there was nothing to tell
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    public String acknowledge(SyncOutcome outcome, Acknowledger acknowledger, Instant now)
            throws InterruptedException {
        AgentState state = outcome.state();
        boolean isDone = outcome.result() == Result.APPLIED || outcome.result() == Result.IN_STEP;
        if (state == null
                || !isDone
                || !settings.isWhole()
                || state.applied() == state.acknowledged()) {
            return "";
        }
        if (!acknowledger.tell(settings.from(), state, now)) {
            return "serial " + state.applied() + " could not be acknowledged; it is tried again";
        }
        try {
            folder.write(state.afterAcknowledging());
        } catch (StateException unwritable) {
            return unwritable.refusal().words();
        }
        return "serial " + state.applied() + " is acknowledged";
    }
}
