package dev.sallyport.store;

import dev.sallyport.control.deployment.SwitchState;
import dev.sallyport.control.port.DeploymentRepository;
import dev.sallyport.control.port.StorageException;
import dev.sallyport.engine.decision.DeploymentSwitch;
import dev.sallyport.engine.policy.ListName;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

record SqlDeployment(Work work) implements DeploymentRepository {

    private static final String SWITCH = "switch";
    private static final String SINCE = "switch-since";
    private static final String BY = "switch-by";
    private static final String REASON = "switch-reason";
    private static final String CONFIGURED = "configured-switch";
    private static final String GEO_DIGEST = "geo-digest";

    private static final String FEED_DIGEST = "feed-digest:";
    private static final String EMPTIED_FEEDS = "emptied-feeds";

    private static final String ENFORCE = "enforce";
    private static final String OBSERVE = "observe";

    @Override
    public Optional<DeploymentSwitch> deploymentSwitch() {
        return value(SWITCH).map(SqlDeployment::position);
    }

    @Override
    public Optional<SwitchState> state() {
        return deploymentSwitch()
                .map(position ->
                        new SwitchState(
                                position,
                                value(SINCE).map(Instant::parse).orElse(null),
                                value(BY).orElse(""),
                                value(REASON).orElse("")));
    }

    @Override
    public void turn(SwitchState state) {
        Instant since = state.since();
        put(SWITCH, text(state.position()));
        if (since == null) {
            work.writing().sql("DELETE FROM deployment WHERE name = ?").param(SINCE).update();
        } else {
            put(SINCE, since.toString());
        }
        put(BY, state.by());
        put(REASON, state.reason());
    }

    @Override
    public Optional<DeploymentSwitch> configured() {
        return value(CONFIGURED).map(SqlDeployment::position);
    }

    @Override
    public void configured(DeploymentSwitch position) {
        put(CONFIGURED, text(position));
    }

    @Override
    public Optional<String> geoDigest() {
        return value(GEO_DIGEST);
    }

    @Override
    public void geoDigest(String digest) {
        put(GEO_DIGEST, digest);
    }

    @Override
    public Map<String, String> feedDigests() {
        Map<String, String> digests = new TreeMap<>();
        work.reading()
                .sql(
                        "SELECT name, value FROM deployment WHERE name >= 'feed-digest:' AND name < 'feed-digest;'")
                .query(result -> {
                    digests.put(
                            result.getString(1).substring(FEED_DIGEST.length()),
                            result.getString(2));
                });
        return digests;
    }

    @Override
    public void feedDigest(String feed, String digest) {
        if (digest.isEmpty()) {
            work.writing()
                    .sql("DELETE FROM deployment WHERE name = ?")
                    .param(FEED_DIGEST + feed)
                    .update();
        } else {
            put(FEED_DIGEST + feed, digest);
        }
    }

    @Override
    public Set<ListName> emptiedFeeds() {
        return value(EMPTIED_FEEDS).stream()
                .flatMap(String::lines)
                .map(ListName::new)
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public void emptiedFeeds(Set<ListName> names) {
        put(
                EMPTIED_FEEDS,
                names.stream().map(ListName::value).sorted().collect(Collectors.joining("\n")));
    }

    private Optional<String> value(String name) {
        return work.reading()
                .sql("SELECT value FROM deployment WHERE name = ?")
                .param(name)
                .query(String.class)
                .optional();
    }

    private void put(String name, String value) {
        work.writing()
                .sql(
                        "INSERT INTO deployment (name, value) VALUES (?, ?)"
                                + " ON CONFLICT (name) DO UPDATE SET value = excluded.value")
                .params(name, value)
                .update();
    }

    private static DeploymentSwitch position(String text) {
        return switch (text) {
            case ENFORCE -> DeploymentSwitch.ENFORCE;
            case OBSERVE -> DeploymentSwitch.OBSERVE;
            default -> throw new StorageException("the switch stands nowhere");
        };
    }

    private static String text(DeploymentSwitch position) {
        return switch (position) {
            case ENFORCE -> ENFORCE;
            case OBSERVE -> OBSERVE;
        };
    }
}
