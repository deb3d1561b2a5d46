package dev.sallyport.control.memory;

import dev.sallyport.control.deployment.SwitchState;
import dev.sallyport.control.port.DeploymentRepository;
import dev.sallyport.engine.decision.DeploymentSwitch;
import java.util.Optional;

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
}
