package dev.sallyport.store;

import dev.sallyport.control.port.DeploymentRepository;
import dev.sallyport.control.port.StorageException;
import dev.sallyport.engine.decision.DeploymentSwitch;
import java.util.Optional;

record SqlDeployment(Work work) implements DeploymentRepository {

    private static final String SWITCH = "switch";
    private static final String GEO_DIGEST = "geo-digest";
    private static final String ENFORCE = "enforce";
    private static final String OBSERVE = "observe";

    @Override
    public Optional<DeploymentSwitch> deploymentSwitch() {
        return value(SWITCH).map(SqlDeployment::position);
    }

    private Optional<String> value(String name) {
        return work.reading()
                .sql("SELECT value FROM deployment WHERE name = ?")
                .param(name)
                .query(String.class)
                .optional();
    }

    private static DeploymentSwitch position(String text) {
        return switch (text) {
            case ENFORCE -> DeploymentSwitch.ENFORCE;
            case OBSERVE -> DeploymentSwitch.OBSERVE;
            default -> throw new StorageException("the switch stands nowhere");
        };
    }

    @Override
    public void turn(DeploymentSwitch position) {
        String text =
                switch (position) {
                    case ENFORCE -> ENFORCE;
                    case OBSERVE -> OBSERVE;
                };
        value(SWITCH, text);
    }

    @Override
    public Optional<String> geoDigest() {
        return value(GEO_DIGEST);
    }

    @Override
    public void geoDigest(String digest) {
        value(GEO_DIGEST, digest);
    }

    private void value(String name, String value) {
        work.writing()
                .sql(
                        "INSERT INTO deployment (name, value) VALUES (?, ?)"
                                + " ON CONFLICT (name) DO UPDATE SET value = excluded.value")
                .params(name, value)
                .update();
    }
}
