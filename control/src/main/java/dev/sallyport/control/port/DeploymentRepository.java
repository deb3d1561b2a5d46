package dev.sallyport.control.port;

import dev.sallyport.control.deployment.SwitchState;
import dev.sallyport.engine.decision.DeploymentSwitch;
import dev.sallyport.engine.policy.ListName;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What there is once for the whole deployment. */
public interface DeploymentRepository {

    /** Returns the position of the switch; empty if it was never set. */
    Optional<DeploymentSwitch> deploymentSwitch();

    /** Returns where the switch stands and who turned it there; empty if it was never set. */
    Optional<SwitchState> state();

    /** Turns the switch. */
    void turn(SwitchState state);

    /** Returns the position that the configuration named last; empty if it named none yet. */
    Optional<DeploymentSwitch> configured();

    /** Keeps the position that the configuration names. */
    void configured(DeploymentSwitch position);

    /**
     * Returns the digest of the geo data that was last in force, empty text for none at all; empty
     * if that was never noted.
     */
    Optional<String> geoDigest();

    /** Notes the digest of the geo data that is in force. */
    void geoDigest(String digest);

    /** Returns the digest of each feed that was last in force, by its name. */
    Map<String, String> feedDigests();

    /** Notes the digest of a feed that is in force; an empty one is forgotten. */
    void feedDigest(String feed, String digest);

    /** Returns the lists of feeds that are known to be empty because an edition emptied them. */
    Set<ListName> emptiedFeeds();

    /** Notes which lists of feeds are empty because an edition emptied them. */
    void emptiedFeeds(Set<ListName> names);
}
