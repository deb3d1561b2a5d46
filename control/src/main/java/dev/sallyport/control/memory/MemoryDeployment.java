package dev.sallyport.control.memory;

import dev.sallyport.control.port.DeploymentRepository;
import dev.sallyport.engine.decision.DeploymentSwitch;
import java.util.Optional;

record MemoryDeployment(Access access) implements DeploymentRepository {

    @Override
    public Optional<DeploymentSwitch> deploymentSwitch() {
        return Optional.ofNullable(access.readable().deployment);
    }

    @Override
    public void turn(DeploymentSwitch position) {
        access.writable().deployment = position;
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
