package dev.sallyport.server.confirm;

import dev.sallyport.control.caller.Origin;
import dev.sallyport.control.confirm.ConfirmationStatus;
import dev.sallyport.control.confirm.ConfirmedCommit;
import dev.sallyport.control.confirm.Moment;
import dev.sallyport.control.confirm.TickReport;
import dev.sallyport.control.policy.PolicyRevision;
import dev.sallyport.control.policy.Precondition;
import dev.sallyport.control.port.Transactions;
import dev.sallyport.control.problem.Outcome;
import dev.sallyport.engine.decision.TenantDirectory;
import dev.sallyport.engine.policy.TenantId;
import dev.sallyport.gate.Measurement;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The provisional revisions of a running server: gives the use case its clocks, and tells of what
 * went back. Safe for use by several threads.
 */
public final class Confirmations {

    private static final Logger LOG = LoggerFactory.getLogger(Confirmations.class);

    private final ConfirmedCommit commits;
    private final InstantSource clock;
    private final LongAdder expired = new LongAdder();
    private final LongAdder takenBack = new LongAdder();
    private final LongAdder confirmed = new LongAdder();
    private volatile int waiting;
    private volatile int failing;

    private Confirmations(ConfirmedCommit commits, InstantSource clock) {
        this.commits = commits;
        this.clock = clock;
    }

    /**
     * Follows what is published behind {@code transactions}, and lets go back what was due while no
     * server ran.
     *
     * @param directory what this server decides by
     * @param watch sees what it decides
     * @param knowsPrincipals whether it is told who asks
     */
    public static Confirmations start(
            Transactions transactions,
            TenantDirectory directory,
            ConfirmationWatch watch,
            boolean knowsPrincipals,
            InstantSource clock) {
        ConfirmedCommit commits =
                new ConfirmedCommit(transactions, new ThisNode(directory), watch, knowsPrincipals);
        Confirmations confirmations = new Confirmations(commits, clock);
        confirmations.tick();
        transactions.addListener(commits);
        return confirmations;
    }

    private Moment now() {
        return new Moment(clock.instant(), System.nanoTime());
    }

    /** Lets go back what is due; to be called every second. */
    public void tick() {
        TickReport report = commits.tick(now());
        waiting = report.waiting();
        for (TickReport.Reverted each : report.reverted()) {
            expired.increment();
            LOG.warn(
                    "a revision was not confirmed in time and went back: tenant={} revision={} base={} active={}",
                    each.tenant(),
                    each.revision(),
                    each.base(),
                    each.made());
        }
        if (!report.failed().isEmpty() && failing != report.failed().size()) {
            LOG.error(
                    "revisions that were not confirmed in time cannot go back; trying again: tenants={}",
                    report.failed());
        }
        failing = report.failed().size();
    }

    /** Returns how things stand with the provisional revision of a tenant. */
    public Outcome<ConfirmationStatus> status(TenantId tenant) {
        return commits.status(tenant, now());
    }

    /** Makes the provisional revision of a tenant stand, if nothing is missing. */
    public Outcome<PolicyRevision> confirm(
            TenantId tenant, Precondition precondition, Origin origin) {
        Outcome<PolicyRevision> outcome = commits.confirm(tenant, precondition, origin, now());
        if (outcome instanceof Outcome.Done<PolicyRevision>) {
            confirmed.increment();
        }
        return outcome;
    }

    /** Takes the provisional revision of a tenant back. */
    public Outcome<PolicyRevision> revert(
            TenantId tenant, Precondition precondition, Origin origin) {
        Outcome<PolicyRevision> outcome = commits.revert(tenant, precondition, origin);
        if (outcome instanceof Outcome.Done<PolicyRevision>(PolicyRevision made)) {
            takenBack.increment();
            LOG.warn(
                    "a revision was taken back before it was confirmed: tenant={} active={}",
                    tenant,
                    made.number());
        }
        return outcome;
    }

    /** Returns what is counted of them. */
    public List<Measurement> measure() {
        return List.of(
                new Measurement(
                        "sallyport_policies_waiting",
                        Measurement.Kind.GAUGE,
                        "Revisions that wait for a confirmation.",
                        Map.of(),
                        waiting),
                new Measurement(
                        "sallyport_policies_revert_failing",
                        Measurement.Kind.GAUGE,
                        "Revisions that should have gone back and could not yet.",
                        Map.of(),
                        failing),
                ended("confirmed", confirmed),
                ended("expired", expired),
                ended("taken-back", takenBack));
    }

    private static Measurement ended(String how, LongAdder count) {
        return new Measurement(
                "sallyport_policies_waiting_ended",
                Measurement.Kind.COUNTER,
                "Revisions that waited for a confirmation, by how that ended.",
                Map.of("how", how),
                count.sum());
    }
}
