package dev.sallyport.server.feed;

import dev.sallyport.control.feed.FeedNames;
import dev.sallyport.control.port.FeedCatalog;
import dev.sallyport.egress.feed.FeedEntry;
import dev.sallyport.egress.feed.FeedLists;
import dev.sallyport.egress.feed.FeedSelector;
import dev.sallyport.engine.policy.ListName;
import dev.sallyport.engine.policy.NetworkList;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/*
 * The lists of the editions in force. A list is made when it is first named and is one object from then on, as long as
 * it stays as it is. Immutable but for that
 * memory, which is bounded; safe for use by several threads.
 */
final class LoadedLists implements FeedCatalog {

    private static final int MOST = 10_000;

    private final Map<String, FeedEdition> editions;
    private final Set<ListName> emptied;
    private final long version;
    private final Map<ListName, Edition> former;
    private final ConcurrentHashMap<ListName, Edition> made = new ConcurrentHashMap<>();
    private final AtomicInteger count = new AtomicInteger();

    private LoadedLists(
            Map<String, FeedEdition> editions,
            Set<ListName> emptied,
            long version,
            Map<ListName, Edition> former) {
        this.editions = Map.copyOf(editions);
        this.emptied = Set.copyOf(emptied);
        this.version = version;
        this.former = former;
    }

    /** Returns the catalog of no feeds. */
    static LoadedLists none() {
        return new LoadedLists(Map.of(), Set.of(), 0, Map.of());
    }

    /** Returns the catalog that follows this one; a list that is what it was is the same object. */
    LoadedLists with(Map<String, FeedEdition> next, Set<ListName> empty) {
        return new LoadedLists(next, empty, version + 1, Map.copyOf(made));
    }

    /** Returns this catalog with editions that hold the same, confirmed at another time. */
    LoadedLists confirmed(Map<String, FeedEdition> same) {
        Map<ListName, Edition> known = new HashMap<>(former);
        known.putAll(made);
        return new LoadedLists(same, emptied, version, Map.copyOf(known));
    }

    /** Returns this catalog with other lists that are empty because an edition emptied them. */
    LoadedLists emptied(Set<ListName> empty) {
        Map<ListName, Edition> known = new HashMap<>(former);
        known.putAll(made);
        return new LoadedLists(editions, empty, version, Map.copyOf(known));
    }

    Map<String, FeedEdition> editions() {
        return editions;
    }

    @Override
    public Optional<Edition> find(ListName name) {
        Edition known = made.get(name);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<Edition> found = make(name);
        if (found.isPresent() && count.incrementAndGet() <= MOST) {
            Edition first = made.putIfAbsent(name, found.get());
            return first == null ? found : Optional.of(first);
        }
        return found;
    }

    private Optional<Edition> make(ListName name) {
        FeedSelector selector = FeedSelector.of(name).orElse(null);
        if (selector == null) {
            return Optional.empty();
        }
        List<FeedEntry> entries = new ArrayList<>();
        List<Instant> since = new ArrayList<>();
        editions.forEach((feed, edition) -> {
            if (FeedNames.provider(feed).equals(selector.provider())) {
                entries.addAll(edition.content().entries());
                since.add(edition.since());
            }
        });
        if (since.isEmpty()) {
            return Optional.empty();
        }
        NetworkList list = FeedLists.list(name, selector, entries);
        if (list.entries().isEmpty() && !emptied.contains(name)) {
            return Optional.empty();
        }
        Instant newest = since.stream().max(Comparator.naturalOrder()).orElseThrow();
        Edition old = former.get(name);
        return Optional.of(
                old != null && old.list().equals(list) ? old : new Edition(list, version, newest));
    }
}
