package dev.sallyport.control.deployment;

import dev.sallyport.control.audit.AuditAction;
import dev.sallyport.control.audit.AuditEvent;
import dev.sallyport.control.caller.Origin;
import dev.sallyport.control.port.Change;
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
        return transactions.read(repositories ->
                repositories.deployment().deploymentSwitch().orElse(DeploymentSwitch.ENFORCE));
    }

    /**
     * Turns the switch, audits it and advances the sequence of every tenant, since their decisions
     * change. Does nothing if it stands there already.
     *
     * @return whether it was turned
     */
    public boolean turn(DeploymentSwitch position, Origin origin) {
        return transactions.write(repositories -> {
            DeploymentSwitch before = repositories.deployment().deploymentSwitch().orElse(null);
            if (before == position) {
                return false;
            }
            repositories.deployment().turn(position);
            repositories.sequences().advanceAll();
            repositories
                    .audit()
                    .append(
                            AuditEvent.of(AuditAction.DEPLOYMENT_SWITCHED, origin, null)
                                    .target(position.name().toLowerCase(Locale.ROOT)));
            repositories.changes().add(new Change.DeploymentSwitched());
            return true;
        });
    }
}
