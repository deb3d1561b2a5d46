package dev.sallyport.control.memory;

import dev.sallyport.control.deployment.SwitchState;
import dev.sallyport.control.port.DeploymentRepository;
import dev.sallyport.engine.decision.DeploymentSwitch;
import dev.sallyport.engine.policy.ListName;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

record MemoryDeployment(Access access) implements DeploymentRepository {

    @Override
    public Optional<DeploymentSwitch> deploymentSwitch() {
        return state().map(SwitchState::position);
    }

    @Override
    public Optional<SwitchState> state() {
        return Optional.ofNullable(access.readable().deployment);
    }

    @Override
    public void turn(SwitchState state) {
        access.writable().deployment = state;
    }

    @Override
    public Optional<DeploymentSwitch> configured() {
        return Optional.ofNullable(access.readable().configuredSwitch);
    }

    @Override
    public void configured(DeploymentSwitch position) {
        access.writable().configuredSwitch = position;
    }

    @Override
    public Optional<String> geoDigest() {
        return Optional.ofNullable(access.readable().geoDigest);
    }

    @Override
    public void geoDigest(String digest) {
        access.writable().geoDigest = digest;
    }

    @Override
    public Map<String, String> feedDigests() {
        return Map.copyOf(access.readable().feedDigests);
    }

    @Override
    public void feedDigest(String feed, String digest) {
        if (digest.isEmpty()) {
            access.writable().feedDigests.remove(feed);
        } else {
            access.writable().feedDigests.put(feed, digest);
        }
    }

    @Override
    public Set<ListName> emptiedFeeds() {
        return access.readable().emptiedFeeds;
    }

    @Override
    public void emptiedFeeds(Set<ListName> names) {
        access.writable().emptiedFeeds = Set.copyOf(names);
    }
}
