package dev.sallyport.control.port;

import dev.sallyport.engine.decision.DeploymentSwitch;
import java.util.Optional;

/** What there is once for the whole deployment. */
public interface DeploymentRepository {

    /** Returns the position of the switch; empty if it was never set. */
    Optional<DeploymentSwitch> deploymentSwitch();

    /** Turns the switch. */
    void turn(DeploymentSwitch position);

    /**
     * Returns the digest of the geo data that was last in force, empty text for none at all; empty
     * if that was never noted.
     */
    Optional<String> geoDigest();

    /** Notes the digest of the geo data that is in force. */
    void geoDigest(String digest);
}
