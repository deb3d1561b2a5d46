package dev.sallyport.server.feed;

import dev.sallyport.control.caller.Origin;
import dev.sallyport.control.feed.FeedChange;
import dev.sallyport.control.feed.FeedEditions;
import dev.sallyport.control.feed.FeedLockOuts;
import dev.sallyport.control.feed.FeedReplacement;
import dev.sallyport.control.feed.FeedStatus;
import dev.sallyport.control.guard.RefusedLockOuts;
import dev.sallyport.control.port.Change;
import dev.sallyport.control.port.ChangeListener;
import dev.sallyport.control.port.FeedCatalog;
import dev.sallyport.control.port.StorageException;
import dev.sallyport.control.problem.Fault;
import dev.sallyport.control.problem.Outcome;
import dev.sallyport.control.problem.Problem;
import dev.sallyport.control.problem.ProblemCode;
import dev.sallyport.control.problem.Quoted;
import dev.sallyport.egress.feed.FeedContent;
import dev.sallyport.egress.feed.FeedDifference;
import dev.sallyport.egress.feed.FeedFault;
import dev.sallyport.egress.feed.FeedGuard;
import dev.sallyport.egress.feed.FeedLimits;
import dev.sallyport.egress.feed.FeedObjection;
import dev.sallyport.egress.feed.FeedReader;
import dev.sallyport.egress.feed.FeedReading;
import dev.sallyport.egress.fetch.Validators;
import dev.sallyport.egress.region.LoadedFeed;
import dev.sallyport.egress.region.RegionFinder;
import dev.sallyport.engine.policy.ListName;
import dev.sallyport.engine.policy.TenantId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds the editions of feeds that are in force, and replaces one by what its place gives unless
 * that is no feed or looks wrong: then what was in force goes on, also behind a restart. Safe for
 * use by several threads.
 *
 * <p>To be added to the listeners before those that compile: an edition is in force from the commit
 * on that advances the sequences, neither before nor after.
 */
public final class FeedKeeper implements ChangeListener, FeedCatalog {

    private static final Logger LOG = LoggerFactory.getLogger(FeedKeeper.class);

    private static final int NAMED = 20;

    private record InForce(LoadedLists lists, RegionFinder finder) {}

    private final FeedSettings settings;
    private final FeedEditions editions;
    private final FeedPlaces places;
    private final FeedFolder folder;
    private final Clock clock;
    private final Map<String, FeedSource> sources = new LinkedHashMap<>();
    private final Map<String, FeedChangeLog> changes = new HashMap<>();
    private final Map<String, FeedStatus.Attempt> attempts = new ConcurrentHashMap<>();
    private volatile @Nullable FeedLockOuts lockOuts;
    private volatile @Nullable RefusedLockOuts refusedLockOuts;
    private volatile InForce inForce = new InForce(LoadedLists.none(), RegionFinder.of(List.of()));

    /* About to be put in force by the commit that is under way. */
    private volatile @Nullable InForce next;

    /**
     * Keeps the configured feeds.
     *
     * @param editions notes durably which editions are in force
     * @param places fetches them
     * @param dataFolder where the last good editions are kept, in a folder of their own
     */
    public FeedKeeper(
            FeedSettings settings,
            FeedEditions editions,
            FeedPlaces places,
            Path dataFolder,
            Clock clock) {
        this.settings = settings;
        this.editions = editions;
        this.places = places;
        this.clock = clock;
        Path own = dataFolder.resolve("feeds");
        folder = new FeedFolder(own);
        for (FeedSource source : settings.sources()) {
            sources.put(source.name(), source);
            changes.put(source.name(), new FeedChangeLog(own, source));
        }
    }

    /**
     * Puts the last good editions in force; to be called once, before anybody decides. Nothing is
     * fetched.
     */
    public synchronized void start(Origin origin) {
        Map<String, FeedEdition> found = new HashMap<>();
        Map<String, String> digests = new HashMap<>();
        for (FeedSource source : sources.values()) {
            try {
                FeedEdition last = folder.last(source, limits(source));
                if (last != null) {
                    found.put(source.name(), last);
                    digests.put(source.name(), last.digest());
                }
                log(source).read();
            } catch (IOException unreadable) {
                LOG.error(
                        "the last good edition of feed {} cannot be read; its lists are in doubt until"
                                + " it is fetched again",
                        source.name(),
                        unreadable);
            }
        }
        editions.adopt(digests, origin);
        inForce = inForce(found, editions.emptied());
    }

    private InForce inForce(Map<String, FeedEdition> found, Set<ListName> emptied) {
        List<LoadedFeed> feeds = new ArrayList<>();
        for (FeedSource source : sources.values()) {
            FeedEdition edition = found.get(source.name());
            if (edition != null) {
                feeds.add(new LoadedFeed(source.provider(), edition.content()));
            }
        }
        return new InForce(inForce.lists().with(found, emptied), RegionFinder.of(feeds));
    }

    /** Has other editions judged by whom they would lock out from now on. */
    public void guardBy(FeedLockOuts guard, RefusedLockOuts refused) {
        lockOuts = guard;
        refusedLockOuts = refused;
    }

    @Override
    public Optional<Edition> find(ListName name) {
        return inForce.lists().find(name);
    }

    /** Returns what finds regions in the editions that are in force. */
    public RegionFinder finder() {
        return inForce.finder();
    }

    /** Returns the names of the feeds, in the order of the configuration. */
    public List<String> feeds() {
        return List.copyOf(sources.keySet());
    }

    /** Returns how it stands with each feed, in the order of the configuration. */
    public List<FeedStatus> status() {
        return sources.values().stream().map(this::status).toList();
    }

    /** Returns what the last editions of a feed changed, the newest first. */
    public synchronized Outcome<List<FeedChange>> changes(String feed) {
        FeedSource source = sources.get(feed);
        return source == null ? unknown(feed) : Outcome.done(log(source).all());
    }

    private FeedChangeLog log(FeedSource source) {
        return Objects.requireNonNull(changes.get(source.name()));
    }

    private FeedStatus status(FeedSource source) {
        FeedEdition edition = inForce.lists().editions().get(source.name());
        FeedStatus.Attempt attempt = attempts.get(source.name());
        String configured = source.format() == null ? "" : source.format().word();
        if (edition == null) {
            return new FeedStatus(
                    source.name(),
                    source.provider(),
                    source.location(),
                    configured,
                    null,
                    null,
                    null,
                    null,
                    0,
                    0,
                    List.of(),
                    settings.maxAge(),
                    null,
                    attempt);
        }
        FeedContent content = edition.content();
        Duration age = Duration.between(edition.confirmedAt(), clock.instant());
        return new FeedStatus(
                source.name(),
                source.provider(),
                source.location(),
                content.format().word(),
                content.stamp().edition(),
                content.stamp().text(),
                edition.since(),
                edition.confirmedAt(),
                (int) content.entries().stream().map(entry -> entry.prefix()).distinct().count(),
                content.entries().size(),
                content.warnings(),
                settings.maxAge(),
                age.isNegative() ? Duration.ZERO : age,
                attempt);
    }

    private static <T> Outcome<T> unknown(String feed) {
        return Outcome.refused(ProblemCode.FEED_UNKNOWN, "there is no feed " + Quoted.text(feed));
    }

    /**
     * Asks the place of a feed for another edition and puts it in force; takes as long as the place
     * does.
     *
     * @param acceptDifference whether an edition that lost much, is older, or locks out all admins
     *     of a tenant is taken as well
     * @return how it stands now, or why it is as it was before
     */
    public Outcome<FeedStatus> refresh(String feed, boolean acceptDifference, Origin origin) {
        FeedSource source = sources.get(feed);
        if (source == null) {
            return unknown(feed);
        }
        FeedEdition known = inForce.lists().editions().get(feed);
        // Asked to look again, whoever accepts a difference wants the document and not a 304.
        Validators validators =
                known == null || acceptDifference ? Validators.NONE : known.validators();
        return switch (places.get(source, validators)) {
            case FeedPlaces.Unchanged() -> unchanged(source, null);
            case FeedPlaces.Failed(String reason) ->
                    refused(
                            source,
                            FeedStatus.Outcome.UNREACHABLE,
                            ProblemCode.FEED_UNUSABLE,
                            List.of(reason));
            case FeedPlaces.Document document -> take(source, document, acceptDifference, origin);
        };
    }

    private synchronized Outcome<FeedStatus> unchanged(
            FeedSource source, @Nullable Validators validators) {
        Map<String, FeedEdition> present = new HashMap<>(inForce.lists().editions());
        FeedEdition edition = present.get(source.name());
        if (edition != null) {
            present.put(
                    source.name(),
                    edition.confirmed(
                            clock.instant(),
                            validators == null ? edition.validators() : validators));
            inForce = new InForce(inForce.lists().confirmed(present), inForce.finder());
        }
        attempted(source, FeedStatus.Outcome.UNCHANGED, List.of());
        return Outcome.done(status(source));
    }

    private FeedLimits limits(FeedSource source) {
        return settings.limits().of(source.family());
    }

    private synchronized Outcome<FeedStatus> take(
            FeedSource source,
            FeedPlaces.Document document,
            boolean acceptDifference,
            Origin origin) {
        FeedContent content;
        switch (FeedReader.read(document.bytes(), source.format(), limits(source))) {
            case FeedReading.Refused(List<FeedObjection> objections) -> {
                return refused(source, ProblemCode.FEED_UNUSABLE, objections);
            }
            case FeedReading.Read(FeedContent read) -> content = read;
        }
        FeedEdition former = inForce.lists().editions().get(source.name());
        if (former != null && former.content().holdsTheSameAs(content)) {
            return unchanged(source, document.validators());
        }
        List<ProblemCode> overridden = new ArrayList<>();
        List<FeedObjection> objections =
                new ArrayList<>(
                        FeedGuard.judge(
                                former == null ? null : former.content(), content, limits(source)));
        objections.addAll(FeedGuard.ahead(content, clock.instant()));
        if (objections.stream().anyMatch(each -> !mayBeAccepted(each.fault()))) {
            return refused(source, ProblemCode.FEED_UNUSABLE, objections);
        }
        if (!objections.isEmpty()) {
            if (!acceptDifference) {
                return refused(source, ProblemCode.FEED_TOO_DIFFERENT, objections);
            }
            overridden.add(ProblemCode.FEED_TOO_DIFFERENT);
        }
        Map<String, FeedEdition> present = new HashMap<>(inForce.lists().editions());
        Instant now = clock.instant();
        FeedEdition edition =
                new FeedEdition(
                        content, FeedFolder.digest(content), now, now, document.validators());
        present.put(source.name(), edition);
        InForce latter = inForce(present, Set.of());
        List<String> lockedOut = lockedOut(source, latter, origin);
        if (!lockedOut.isEmpty()) {
            if (!acceptDifference) {
                Outcome<FeedStatus> refused =
                        refused(
                                source,
                                FeedStatus.Outcome.REFUSED,
                                ProblemCode.FEED_WOULD_LOCK_OUT,
                                lockedOut);
                RefusedLockOuts noting = refusedLockOuts;
                if (noting != null) {
                    noting.note(refused, null, "feed:" + source.name(), origin);
                }
                return refused;
            }
            overridden.add(ProblemCode.FEED_WOULD_LOCK_OUT);
        }
        return putInForce(source, former, edition, latter, document, overridden, origin);
    }

    private static boolean mayBeAccepted(FeedFault fault) {
        return fault == FeedFault.SHRUNK || fault == FeedFault.STAMP_WENT_BACK;
    }

    private List<String> lockedOut(FeedSource source, InForce latter, Origin origin) {
        FeedLockOuts guard = lockOuts;
        if (guard == null) {
            return List.of();
        }
        List<TenantId> tenants =
                guard.find(source.provider(), inForce.lists(), latter.lists(), origin);
        List<String> sentences = new ArrayList<>();
        tenants.stream()
                .limit(NAMED)
                .forEach(tenant ->
                        sentences.add("all admins of tenant `" + tenant + "` would be denied"));
        if (tenants.size() > NAMED) {
            sentences.add("the same is true of " + (tenants.size() - NAMED) + " more tenants");
        }
        return sentences;
    }

    private Outcome<FeedStatus> putInForce(
            FeedSource source,
            @Nullable FeedEdition former,
            FeedEdition edition,
            InForce latter,
            FeedPlaces.Document document,
            List<ProblemCode> overridden,
            Origin origin) {
        FeedChange change =
                FeedChangeLog.change(
                        FeedDifference.between(
                                former == null ? List.of() : former.content().entries(),
                                edition.content().entries()),
                        edition.content().stamp().edition(),
                        edition.since());
        try {
            folder.keep(source, edition, document.bytes());
            next = latter;
            int lists =
                    editions.replace(
                            new FeedReplacement(
                                    source.name(),
                                    edition.digest(),
                                    edition.content().stamp().edition(),
                                    change.sentence(),
                                    overridden,
                                    inForce.lists(),
                                    latter.lists()),
                            emptied ->
                                    next =
                                            new InForce(
                                                    latter.lists().emptied(emptied),
                                                    latter.finder()),
                            origin);
            LOG.info(
                    "another edition of feed {} is in force: {}; lists that somebody names and that"
                            + " changed: {}",
                    source.name(),
                    change.sentence(),
                    lists);
        } catch (IOException unwritable) {
            LOG.error("an edition of feed {} cannot be kept", source.name(), unwritable);
            return refused(
                    source,
                    FeedStatus.Outcome.FAILED,
                    ProblemCode.FEED_UNUSABLE,
                    List.of("the edition could not be kept on disk"));
        } catch (StorageException failed) {
            attempted(
                    source,
                    FeedStatus.Outcome.FAILED,
                    List.of("it could not be stored that another edition is in force"));
            throw failed;
        } finally {
            next = null;
        }
        try {
            log(source).add(change);
        } catch (IOException unwritable) {
            LOG.warn("the changes of feed {} cannot be kept", source.name(), unwritable);
        }
        attempted(source, FeedStatus.Outcome.LOADED, List.of());
        return Outcome.done(status(source));
    }

    @Override
    public void committed(Change change) {
        InForce committed = next;
        if (change instanceof Change.FeedReplaced && committed != null) {
            inForce = committed;
        }
    }

    private Outcome<FeedStatus> refused(
            FeedSource source, ProblemCode code, List<FeedObjection> objections) {
        return refused(
                source,
                FeedStatus.Outcome.REFUSED,
                code,
                objections.stream().map(FeedObjection::toString).toList());
    }

    private Outcome<FeedStatus> refused(
            FeedSource source, FeedStatus.Outcome outcome, ProblemCode code, List<String> reasons) {
        FeedStatus.Attempt before = attempts.get(source.name());
        if (before == null || !before.reasons().equals(reasons)) {
            LOG.warn("feed {} was not replaced: {}", source.name(), String.join("; ", reasons));
        }
        attempted(source, outcome, reasons);
        return Outcome.refused(
                Problem.of(
                        code,
                        reasons.getFirst(),
                        reasons.stream()
                                .map(reason -> new Fault(code, "", reason, code.remedy()))
                                .toList()));
    }

    private void attempted(FeedSource source, FeedStatus.Outcome outcome, List<String> reasons) {
        attempts.put(source.name(), new FeedStatus.Attempt(clock.instant(), outcome, reasons));
    }
}
