package dev.sallyport.server.geo;

import dev.sallyport.control.caller.Origin;
import dev.sallyport.control.geo.GeoEditions;
import dev.sallyport.control.geo.GeoStatus;
import dev.sallyport.control.port.Change;
import dev.sallyport.control.port.ChangeListener;
import dev.sallyport.control.port.StorageException;
import dev.sallyport.control.problem.Fault;
import dev.sallyport.control.problem.Outcome;
import dev.sallyport.control.problem.Problem;
import dev.sallyport.control.problem.ProblemCode;
import dev.sallyport.engine.decision.GeoData;
import dev.sallyport.geo.GeoDatabase;
import dev.sallyport.geo.GeoDifference;
import dev.sallyport.geo.GeoFileException;
import dev.sallyport.geo.GeoLoader;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds the geo data that is in force and replaces it by what its files hold, unless they cannot be
 * used or differ too much: then what was in force goes on. Safe for use by several threads; reading
 * takes the time of whoever asks for it.
 *
 * <p>To be added to the listeners before those that compile: new data is in force from the commit
 * on that advances the sequences, neither before nor after.
 */
public final class GeoKeeper implements ChangeListener {

    private static final Logger LOG = LoggerFactory.getLogger(GeoKeeper.class);

    private static final String NOT_ENOUGH_MEMORY = "there is not enough memory to read the files";

    private record InForce(GeoDatabase database, Instant since) {}

    private final GeoSettings settings;
    private final GeoEditions editions;
    private final Clock clock;
    private volatile GeoGuard guard = GeoGuard.NONE;
    private volatile @Nullable InForce inForce;
    private volatile GeoStatus.@Nullable Attempt attempt;

    /* Read and about to be put in force by the commit that is under way; guarded by this. */
    private volatile @Nullable InForce next;

    /**
     * Keeps the data of the configured files.
     *
     * @param editions notes durably which data is in force
     */
    public GeoKeeper(GeoSettings settings, GeoEditions editions, Clock clock) {
        this.settings = settings;
        this.editions = editions;
        this.clock = clock;
    }

    /**
     * Reads the files for the first time and puts them in force, whatever was in force before; to
     * be called once, before anybody decides.
     *
     * @throws GeoFileException if a file cannot be used: there is no last good data to go on with
     */
    public synchronized void start(Origin origin) throws GeoFileException {
        String digest = "";
        String edition = "";
        if (!settings.files().isEmpty()) {
            GeoDatabase database = GeoLoader.load(settings.files());
            inForce = new InForce(database, clock.instant());
            digest = database.digest();
            edition = database.table().edition();
            attempted(GeoStatus.Outcome.LOADED, List.of());
            LOG.info(
                    "geo data is in force: edition {}, {} files, {} KiB",
                    edition,
                    database.files().size(),
                    database.table().bytes() >> 10);
        }
        boolean _ = editions.adopt(digest, edition, origin);
    }

    /** Has other data judged by {@code guard} from now on. */
    public void guardBy(GeoGuard guard) {
        this.guard = guard;
    }

    /** Returns the data that is in force. */
    public GeoData data() {
        InForce now = inForce;
        return now == null ? GeoData.none() : now.database().table();
    }

    /**
     * Reads the files again and puts what they hold in force.
     *
     * @param acceptDifference whether data that differs much, lacks a part that is in force, or
     *     locks out all admins of a tenant is taken as well
     * @param origin who asks
     * @return what is in force now, or why it is what it was before
     */
    public synchronized Outcome<GeoStatus> reload(boolean acceptDifference, Origin origin) {
        InForce former = inForce;
        if (former == null) {
            return Outcome.refused(
                    ProblemCode.GEO_NOT_CONFIGURED, "no files with geo data are configured");
        }
        GeoDatabase latter;
        try {
            latter = GeoLoader.load(settings.files());
        } catch (GeoFileException refused) {
            LOG.warn("geo data was not replaced: {}", String.join("; ", refused.faults()), refused);
            return refused(ProblemCode.GEO_UNUSABLE, refused.faults());
        } catch (OutOfMemoryError tooLarge) {
            LOG.error("geo data was not replaced: {}", NOT_ENOUGH_MEMORY, tooLarge);
            return refused(ProblemCode.GEO_UNUSABLE, List.of(NOT_ENOUGH_MEMORY));
        }
        if (latter.digest().equals(former.database().digest())) {
            attempted(GeoStatus.Outcome.UNCHANGED, List.of());
            return Outcome.done(status());
        }
        List<ProblemCode> overridden = new ArrayList<>();
        List<String> differences = differences(former.database(), latter);
        if (!differences.isEmpty()) {
            if (!acceptDifference) {
                LOG.warn("geo data was not replaced: {}", String.join("; ", differences));
                return refused(ProblemCode.GEO_TOO_DIFFERENT, differences);
            }
            overridden.add(ProblemCode.GEO_TOO_DIFFERENT);
        }
        List<String> lockedOut = guard.lockedOut(former.database().table(), latter.table(), origin);
        if (!lockedOut.isEmpty()) {
            if (!acceptDifference) {
                LOG.warn("geo data was not replaced: {}", String.join("; ", lockedOut));
                Outcome<GeoStatus> refused = refused(ProblemCode.GEO_WOULD_LOCK_OUT, lockedOut);
                guard.refused(refused, origin);
                return refused;
            }
            overridden.add(ProblemCode.GEO_WOULD_LOCK_OUT);
        }
        return putInForce(latter, overridden, origin);
    }

    private Outcome<GeoStatus> putInForce(
            GeoDatabase latter, List<ProblemCode> overridden, Origin origin) {
        String edition = latter.table().edition();
        next = new InForce(latter, clock.instant());
        try {
            editions.replace(latter.digest(), edition, overridden, origin);
        } catch (StorageException failed) {
            LOG.error("new geo data could not be put in force; trying again", failed);
            attempted(
                    GeoStatus.Outcome.FAILED,
                    List.of("it could not be stored that other data is in force"));
            throw failed;
        } finally {
            next = null;
        }
        attempted(GeoStatus.Outcome.LOADED, List.of());
        LOG.info("other geo data is in force: edition {}", edition);
        return Outcome.done(status());
    }

    @Override
    public void committed(Change change) {
        InForce committed = next;
        if (change instanceof Change.GeoReplaced && committed != null) {
            inForce = committed;
        }
    }

    private List<String> differences(GeoDatabase former, GeoDatabase latter) {
        GeoDifference difference = GeoDifference.between(former, latter);
        List<String> sentences = new ArrayList<>();
        difference.lost().forEach(part -> sentences.add("the new files hold no " + part));
        difference
                .shares()
                .forEach((part, share) -> {
                    if (share > settings.maxDifference()) {
                        sentences.add(
                                String.format(
                                        Locale.ROOT,
                                        "%.1f %% of the sampled %s differ, and %.1f %% are let pass",
                                        share * 100,
                                        part,
                                        settings.maxDifference() * 100));
                    }
                });
        return sentences;
    }

    private Outcome<GeoStatus> refused(ProblemCode code, List<String> reasons) {
        attempted(GeoStatus.Outcome.REFUSED, reasons);
        return Outcome.refused(
                Problem.of(
                        code,
                        reasons.getFirst(),
                        reasons.stream()
                                .map(reason -> new Fault(code, "", reason, code.remedy()))
                                .toList()));
    }

    private void attempted(GeoStatus.Outcome outcome, List<String> reasons) {
        attempt = new GeoStatus.Attempt(clock.instant(), outcome, reasons);
    }

    /** Returns what is in force and how the last attempt went. */
    public GeoStatus status() {
        return GeoReport.of(settings, databaseInForce(), since(), attempt, clock.instant());
    }

    private @Nullable GeoDatabase databaseInForce() {
        InForce now = inForce;
        return now == null ? null : now.database();
    }

    private @Nullable Instant since() {
        InForce now = inForce;
        return now == null ? null : now.since();
    }
}
