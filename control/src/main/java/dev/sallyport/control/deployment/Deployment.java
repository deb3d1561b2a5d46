package dev.sallyport.control.deployment;

import dev.sallyport.control.audit.Alteration;
import dev.sallyport.control.audit.AuditAction;
import dev.sallyport.control.audit.AuditEvent;
import dev.sallyport.control.caller.Origin;
import dev.sallyport.control.port.Change;
import dev.sallyport.control.port.Repositories;
import dev.sallyport.control.port.Transactions;
import dev.sallyport.engine.decision.DeploymentSwitch;
import java.util.Locale;

/** The use cases about the switch of the whole deployment. Safe for use by several threads. */
public final class Deployment {

    private final Transactions transactions;

    /** Keeps the switch behind {@code transactions}. */
    public Deployment(Transactions transactions) {
        this.transactions = transactions;
    }

    /** Returns the position of the switch; enforcing if it was never set. */
    public DeploymentSwitch position() {
        return state().position();
    }

    /** Returns where the switch stands and who turned it there. */
    public SwitchState state() {
        return transactions.read(
                repositories -> repositories.deployment().state().orElse(SwitchState.UNTOUCHED));
    }

    /**
     * Turns the switch, audits it and advances the sequence of every tenant, since their decisions
     * change. Does nothing if it stands there already.
     *
     * @return whether it was turned
     */
    public boolean turn(DeploymentSwitch position, Origin origin) {
        return transactions.write(repositories -> turned(repositories, position, origin));
    }

    /**
     * Takes note of the position that the configuration names. It counts on an empty folder and
     * when it is another than at the last start; otherwise the operator's hand counts, so that a
     * restart undoes nothing (ADR 15).
     *
     * @return whether the switch was turned
     */
    public boolean configured(DeploymentSwitch position, Origin origin) {
        return transactions.write(repositories -> {
            /* Folders of the first version kept only the switch, which was what was configured. */
            DeploymentSwitch before =
                    repositories
                            .deployment()
                            .configured()
                            .or(() -> repositories.deployment().deploymentSwitch())
                            .orElse(null);
            if (before == position && repositories.deployment().configured().isPresent()) {
                return false;
            }
            repositories.deployment().configured(position);
            return before != position && turned(repositories, position, origin);
        });
    }

    private static boolean turned(
            Repositories repositories, DeploymentSwitch position, Origin origin) {
        DeploymentSwitch before = repositories.deployment().deploymentSwitch().orElse(null);
        if (before == position) {
            return false;
        }
        repositories
                .deployment()
                .turn(
                        new SwitchState(
                                position,
                                origin.at(),
                                origin.caller().auditName(),
                                origin.reason()));
        repositories.sequences().advanceAll();
        repositories
                .audit()
                .append(
                        AuditEvent.of(AuditAction.DEPLOYMENT_SWITCHED, origin, null)
                                .target(text(position))
                                .altering(
                                        Alteration.between(
                                                "/switch",
                                                before == null ? null : text(before),
                                                text(position))));
        repositories.changes().add(new Change.DeploymentSwitched());
        return true;
    }

    private static String text(DeploymentSwitch position) {
        return position.name().toLowerCase(Locale.ROOT);
    }
}
