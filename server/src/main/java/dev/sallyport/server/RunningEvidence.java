package dev.sallyport.server;

import dev.sallyport.control.doctor.ObservationCheck;
import dev.sallyport.control.guard.ObservedWitnesses;
import dev.sallyport.control.guard.SeenWitnesses;
import dev.sallyport.control.guard.WitnessSource;
import dev.sallyport.control.monitor.Monitoring;
import dev.sallyport.control.observation.Observations;
import dev.sallyport.control.observation.Pseudonyms;
import dev.sallyport.control.policy.EntryIds;
import dev.sallyport.control.policy.PolicyLimits;
import dev.sallyport.control.policy.Surroundings;
import dev.sallyport.control.whatif.ColumnsCache;
import dev.sallyport.control.whatif.ObservedWhatIf;
import dev.sallyport.control.whatif.RecommendEntries;
import dev.sallyport.gate.GateServer;
import dev.sallyport.server.config.ServerConfiguration;
import dev.sallyport.server.geo.GeoKeeper;
import dev.sallyport.server.node.Housekeeping;
import dev.sallyport.server.node.ObservationKeeper;
import dev.sallyport.server.token.SigningKey;
import dev.sallyport.server.web.ImpactServices;
import dev.sallyport.store.SqliteObservations;
import dev.sallyport.store.SqliteStore;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a server remembers of its decisions, wired. Opened before the gate and closed after it, so
 * that nothing that was decided is left out.
 */
final class RunningEvidence implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RunningEvidence.class);

    /* Of all columns that are held in memory for the next question; a row takes about a hundred bytes. */
    private static final int MOST_ROWS = 2_000_000;

    private final SqliteObservations store;
    private final ColumnsCache columns;
    private final Observations observations;
    private final ObservationKeeper keeper;
    private final Clock clock;

    private RunningEvidence(
            SqliteObservations store,
            ColumnsCache columns,
            Observations observations,
            ObservationKeeper keeper,
            Clock clock) {
        this.store = store;
        this.columns = columns;
        this.observations = observations;
        this.keeper = keeper;
        this.clock = clock;
    }

    static RunningEvidence open(
            Path folder,
            SqliteStore state,
            ServerConfiguration.Observations settings,
            SecureRandom random,
            Clock clock)
            throws IOException {
        Pseudonyms pseudonyms =
                new Pseudonyms(SigningKey.in(folder, SigningKey.PSEUDONYM_FILE, random));
        SqliteObservations store = SqliteObservations.open(folder, settings.budget());
        store.setAside()
                .ifPresent(file ->
                        LOG.error(
                                "the file of observations was damaged and has been set aside; an empty one is begun: {}",
                                file));
        ColumnsCache columns = new ColumnsCache(store, MOST_ROWS);
        Observations observations =
                new Observations(state, store, pseudonyms, settings.retention(), columns::forget);
        ObservationKeeper keeper = new ObservationKeeper(observations, clock);
        keeper.convert();
        state.addListener(keeper);
        return new RunningEvidence(store, columns, observations, keeper, clock);
    }

    /* Takes what the gate counts from now on. */
    void start(GateServer gate, GeoKeeper geo, ServerConfiguration.Observations settings) {
        keeper.start(sink -> gate.drainObservations(geo.data(), sink), settings.interval());
    }

    void keepHouse(Housekeeping housekeeping) {
        housekeeping.everyHour(keeper::purge);
    }

    Observations observations() {
        return observations;
    }

    ObservationKeeper keeper() {
        return keeper;
    }

    /* What policies do to what was observed. */
    ImpactServices impact(
            SqliteStore state,
            PolicyLimits limits,
            EntryIds entryIds,
            Supplier<Surroundings> surroundings) {
        return new ImpactServices(
                new ObservedWhatIf(state, store, columns, limits, entryIds, surroundings),
                new RecommendEntries(state, columns, surroundings),
                new Monitoring(state, store, columns, surroundings));
    }

    /* Whose access changes are judged by. */
    WitnessSource witnesses(ServerConfiguration.People settings) {
        return new SeenWitnesses(
                settings.adminRoles(),
                new ObservedWitnesses(store, settings.adminRoles(), settings.callbackChannels()),
                keeper);
    }

    ObservationCheck check() {
        return new ObservationCheck(
                keeper.failingSince().orElse(null),
                store.setAside().map(Path::toString).orElse(null),
                clock.instant());
    }

    @Override
    public void close() {
        keeper.close();
        store.close();
    }
}
