package dev.sallyport.server.egress;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sallyport.control.egress.EgressLists;
import dev.sallyport.control.egress.EgressNotice;
import dev.sallyport.control.egress.EgressRegion;
import dev.sallyport.control.egress.Publication;
import dev.sallyport.control.port.Change;
import dev.sallyport.control.port.ChangeListener;
import dev.sallyport.control.problem.Outcome;
import dev.sallyport.document.EgressWriter;
import dev.sallyport.document.JsonText;
import dev.sallyport.egress.document.KeySetDocument;
import dev.sallyport.egress.signature.EgressSigningKey;
import dev.sallyport.egress.signature.Jws;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything that is published for everybody, ready to be sent: made when it changes, looked up by
 * its path when somebody asks. Safe for use by many threads; readers never wait, but for serials
 * that are no longer in memory.
 */
public final class PublishedNetwork implements ChangeListener {

    /*
     * The files of regions as they are stand in one map that is replaced as a whole. Earlier serials are made when they are
     * asked for, one at a time, and kept as long as there is room.
     */

    /** The most notices of a feed. */
    public static final int MOST_NOTICES = 100;

    private static final Logger LOG = LoggerFactory.getLogger(PublishedNetwork.class);
    private static final int EARLIER_BYTES = 64 << 20;
    private static final String JSON_TYPE = "application/json";
    private static final String JOSE_TYPE = "application/jose";

    private final EgressLists lists;
    private final PublisherKeys keys;
    private final RegionFiles files;
    private final Clock clock;

    private final Map<String, Map<String, PublishedFile>> regions = new TreeMap<>();
    private final Map<String, EgressRegion> heads = new ConcurrentHashMap<>();
    private final Map<String, List<EgressNotice>> notices = new ConcurrentHashMap<>();
    private final Map<String, Earlier> earlier = new LinkedHashMap<>(16, 0.75f, true);
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile Map<String, PublishedFile> all = Map.of();
    private Map<String, PublishedFile> shared = Map.of();
    private String signedBy = "";
    private long earlierBytes;

    private record Earlier(PublishedFile document, PublishedFile signature) {
        int memory() {
            return document.memory() + signature.memory();
        }
    }

    /** Publishes {@code lists}, signed with {@code keys}. */
    public PublishedNetwork(EgressLists lists, PublisherKeys keys, RegionFiles files, Clock clock) {
        this.lists = lists;
        this.keys = keys;
        this.files = files;
        this.clock = clock;
    }

    /** Makes everything that there is. */
    public synchronized void start() {
        signedBy = signers(clock.instant());
        regions.clear();
        for (EgressRegion region : lists.all()) {
            take(region);
        }
        share();
    }

    /** Signs everything again if another key signs, or another set of keys is believed. */
    public void tick() {
        boolean isOther;
        synchronized (this) {
            isOther = !signedBy.equals(signers(clock.instant()));
        }
        if (isOther) {
            LOG.info("other keys sign published lists from now on");
            synchronized (earlier) {
                earlier.clear();
                earlierBytes = 0;
            }
            start();
        }
    }

    private String signers(Instant now) {
        return keys.signer(now).publicKey().thumbprint()
                + keys.inForce(now).stream()
                        .map(key -> " " + key.publicKey().thumbprint())
                        .collect(Collectors.joining());
    }

    @Override
    public void committed(Change change) {
        if (change instanceof Change.EgressChanged(String name)
                && lists.get(name) instanceof Outcome.Done<EgressRegion>(EgressRegion region)) {
            synchronized (this) {
                take(region);
                share();
            }
            listeners.forEach(Runnable::run);
        }
    }

    /** Calls {@code listener} after something is published, by the thread that wrote it. */
    public void addListener(Runnable listener) {
        listeners.add(listener);
    }

    private void take(EgressRegion region) {
        String name = region.name();
        Publication publication = lists.publication(name, region.list().serial()).orElseThrow();
        Instant created = region.list().created();
        byte[] document = publication.document().getBytes(UTF_8);
        Map<String, PublishedFile> made = new HashMap<>();
        RegionFiles.plain(region.list())
                .forEach((file, content) ->
                        made.put(
                                RegionFiles.path(name, file),
                                new PublishedFile(type(file), content, created)));
        Earlier signed = signed(document, created);
        made.put(RegionFiles.path(name, RegionFiles.DOCUMENT), signed.document());
        made.put(RegionFiles.path(name, RegionFiles.SIGNATURE), signed.signature());
        made.put(
                RegionFiles.path(name, RegionFiles.HISTORY),
                new PublishedFile(
                        JSON_TYPE,
                        (EgressWriter.writeHistory(name, lists.history(name, EgressLists.MOST))
                                        + "\n")
                                .getBytes(UTF_8),
                        created));
        List<EgressNotice> told = lists.notices(name, MOST_NOTICES);
        made.put(
                RegionFiles.path(name, RegionFiles.ATOM),
                new PublishedFile(
                        "application/atom+xml",
                        AtomFeed.write(files, name, created, told),
                        told.isEmpty() ? created : told.getFirst().at()));
        regions.put(name, Map.copyOf(made));
        heads.put(name, region);
        notices.put(name, told);
    }

    private static String type(String file) {
        return switch (file) {
            case RegionFiles.JSON -> JSON_TYPE;
            case RegionFiles.YAML -> "application/yaml";
            default -> "text/plain;charset=utf-8";
        };
    }

    private Earlier signed(byte[] document, Instant created) {
        Instant now = clock.instant();
        EgressSigningKey signer = keys.signer(now);
        Instant signed = keys.changed(now).isAfter(created) ? keys.changed(now) : created;
        return new Earlier(
                new PublishedFile(JSON_TYPE, document, created),
                new PublishedFile(
                        JOSE_TYPE,
                        (Jws.signDetached(signer, Jws.LIST, document) + "\n").getBytes(UTF_8),
                        signed));
    }

    /* What belongs to all regions, and the map that readers see. */
    private void share() {
        Instant now = clock.instant();
        Instant newest =
                heads.values().stream()
                        .map(region -> region.list().created())
                        .max(Comparator.naturalOrder())
                        .orElse(now);
        List<EgressSigningKey> inForce = keys.inForce(now);
        Instant changed = keys.changed(now);
        byte[] set =
                KeySetDocument.write(inForce.stream().map(EgressSigningKey::publicKey).toList());
        String signatures =
                inForce.stream()
                        .map(key -> Jws.signDetached(key, Jws.KEYS, set) + "\n")
                        .collect(Collectors.joining());
        shared =
                Map.of(
                        RegionFiles.KEYS, new PublishedFile(JSON_TYPE, set, changed),
                        RegionFiles.KEYS_SIGNATURE,
                                new PublishedFile(JOSE_TYPE, signatures.getBytes(UTF_8), changed),
                        RegionFiles.INDEX, new PublishedFile(JSON_TYPE, index(), newest));
        signedBy = signers(now);
        Map<String, PublishedFile> next = new HashMap<>(shared);
        regions.values().forEach(next::putAll);
        all = Map.copyOf(next);
    }

    private byte[] index() {
        return (JsonText.of(json ->
                json.object(() ->
                        json.member("publisher", files.publisher())
                                .member("keys", files.publisher() + RegionFiles.KEYS)
                                .array(
                                        "regions",
                                        new TreeMap<>(heads).values(),
                                        region -> region(json, region))))
                        + "\n")
                .getBytes(UTF_8);
    }

    private void region(JsonText json, EgressRegion region) {
        json.object(() ->
                json.member("region", region.name())
                        .member("serial", region.list().serial())
                        .member("created", region.list().created().toString())
                        .object("urls", () -> files.urls(region.name()).forEach(json::member)));
    }

    /** Returns the file at a path, or null if there is none. */
    public @Nullable PublishedFile find(String path) {
        return all.get(path);
    }

    /** Returns a region as it is published, if it is. */
    public Optional<EgressRegion> region(String name) {
        return Optional.ofNullable(heads.get(name));
    }

    /** Returns all regions as they are published, in the order of their names. */
    public List<EgressRegion> regions() {
        return List.copyOf(new TreeMap<>(heads).values());
    }

    /**
     * Returns the newest notices of a region, the newest first; empty if there is no such region.
     */
    public List<EgressNotice> notices(String region) {
        return notices.getOrDefault(region, List.of());
    }

    /** Returns where the files of regions are. */
    public RegionFiles files() {
        return files;
    }

    /**
     * Returns what was published under a serial: the document, or its signature; null if nothing
     * was.
     */
    public @Nullable PublishedFile serial(String region, long serial, boolean isSignature) {
        EgressRegion head = heads.get(region);
        if (head == null || serial < 1 || serial > head.list().serial()) {
            return null;
        }
        if (serial == head.list().serial()) {
            return find(
                    RegionFiles.path(
                            region, isSignature ? RegionFiles.SIGNATURE : RegionFiles.DOCUMENT));
        }
        Earlier found = earlier(region, serial);
        return found == null ? null : isSignature ? found.signature() : found.document();
    }

    private @Nullable Earlier earlier(String region, long serial) {
        String key = region + " " + serial;
        synchronized (earlier) {
            Earlier known = earlier.get(key);
            if (known != null) {
                return known;
            }
            Publication publication = lists.publication(region, serial).orElse(null);
            if (publication == null) {
                return null;
            }
            Earlier made =
                    signed(publication.document().getBytes(UTF_8), publication.list().created());
            earlier.put(key, made);
            earlierBytes += made.memory();
            var oldest = earlier.entrySet().iterator();
            while (earlierBytes > EARLIER_BYTES && oldest.hasNext()) {
                Map.Entry<String, Earlier> each = oldest.next();
                if (!each.getKey().equals(key)) {
                    earlierBytes -= each.getValue().memory();
                    oldest.remove();
                }
            }
            return made;
        }
    }
}
