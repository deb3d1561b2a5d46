package dev.sallyport.server.node;

import dev.sallyport.control.caller.Origin;
import dev.sallyport.control.deployment.Deployment;
import dev.sallyport.control.deployment.SwitchState;
import dev.sallyport.control.port.StorageException;
import dev.sallyport.control.problem.Outcome;
import dev.sallyport.control.problem.ProblemCode;
import dev.sallyport.engine.decision.DeploymentSwitch;
import dev.sallyport.engine.decision.TenantDirectory;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The switch of the deployment while the server runs. A turn acts on the next decision, before
 * anything is written; then it is written down with its audit record. If the state cannot be
 * written at that moment the turn acts all the same and is written as soon as that is possible (ADR
 * 15). Safe for use by several threads.
 */
public final class DeploymentControl {

    private static final Logger LOG = LoggerFactory.getLogger(DeploymentControl.class);
    private static final int MOST_UNRECORDED = 100;

    /**
     * Where the switch stands.
     *
     * @param state position, since when, who and why
     * @param recorded whether all of it is written down; if not, a restart loses it
     */
    public record Status(SwitchState state, boolean recorded) {}

    private record Turn(DeploymentSwitch position, Origin origin) {

        SwitchState state() {
            return new SwitchState(
                    position, origin.at(), origin.caller().auditName(), origin.reason());
        }
    }

    private final Deployment deployment;
    private final TenantDirectory directory;

    /* Held for moments: the order of the turns. INVARIANT: the directory stands where the last turn put it. */
    private final Object order = new Object();
    private final Deque<Turn> unrecorded = new ArrayDeque<>();
    private SwitchState current;

    /* Held while the store is written. */
    private final ReentrantLock recording = new ReentrantLock();

    /** Controls the switch of {@code directory}, which stands where it is written down. */
    public DeploymentControl(Deployment deployment, TenantDirectory directory) {
        this.deployment = deployment;
        this.directory = directory;
        current = deployment.state();
        directory.deployment(current.position());
    }

    /**
     * Turns the switch; the next decision obeys it. Does nothing if it stands there already.
     * Refused if more turns than anybody makes wait for being written down.
     *
     * @return where it stands now
     */
    public Outcome<Status> turn(DeploymentSwitch position, Origin origin) {
        synchronized (order) {
            if (current.position() == position) {
                return Outcome.done(status());
            }
            if (unrecorded.size() >= MOST_UNRECORDED) {
                return Outcome.refused(
                        ProblemCode.SERVER_UNAVAILABLE,
                        "the state cannot be written, and too many turns wait for it");
            }
            Turn turn = new Turn(position, origin);
            directory.deployment(position);
            current = turn.state();
            unrecorded.add(turn);
        }
        LOG.warn("the switch of the deployment was turned: position={}", position);
        record();
        return Outcome.done(status());
    }

    /** Returns where the switch stands; reads nothing but memory. */
    public Status status() {
        synchronized (order) {
            return new Status(current, unrecorded.isEmpty());
        }
    }

    /** Tries again what could not be written down; to be called every second. */
    public void tick() {
        if (!status().recorded()) {
            record();
        }
    }

    private void record() {
        recording.lock();
        try {
            for (Turn turn = first(); turn != null; turn = first()) {
                boolean _ = deployment.turn(turn.position(), turn.origin());
                synchronized (order) {
                    Turn _ = unrecorded.remove();
                }
            }
        } catch (StorageException failed) {
            LOG.error(
                    "a turn of the deployment's switch acts but is not written down; trying again",
                    failed);
        } finally {
            recording.unlock();
        }
    }

    private @Nullable Turn first() {
        synchronized (order) {
            return unrecorded.peek();
        }
    }
}
