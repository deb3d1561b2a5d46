package dev.sallyport.control.feed;

import dev.sallyport.control.audit.Alteration;
import dev.sallyport.control.audit.AuditAction;
import dev.sallyport.control.audit.AuditEvent;
import dev.sallyport.control.caller.Origin;
import dev.sallyport.control.list.ListId;
import dev.sallyport.control.port.Change;
import dev.sallyport.control.port.FeedCatalog;
import dev.sallyport.control.port.Repositories;
import dev.sallyport.control.port.Transactions;
import dev.sallyport.control.problem.ProblemCode;
import dev.sallyport.engine.policy.ListName;
import dev.sallyport.engine.policy.NetworkList;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The use case that puts another edition of a feed in force: durably, audited, announced, and with
 * the sequence advanced of every tenant whose active policy or draft names a list that is another
 * now. Safe for use by several threads.
 */
public final class FeedEditions {

    private final Transactions transactions;

    /** Keeps behind {@code transactions} which editions are in force. */
    public FeedEditions(Transactions transactions) {
        this.transactions = transactions;
    }

    /** Returns the lists that are known to be empty because an edition emptied them. */
    public Set<ListName> emptied() {
        return transactions.read(repositories -> repositories.deployment().emptiedFeeds());
    }

    /**
     * Takes note of what is in force at the start. Whoever names a list of a feed that is not what
     * it was at the last stop, also one that is gone, advances.
     *
     * @param present the digest of each feed that is in force, by its name
     */
    public void adopt(Map<String, String> present, Origin origin) {
        boolean _ =
                transactions.<Boolean>write(repositories -> {
                    Map<String, String> before = repositories.deployment().feedDigests();
                    Set<String> feeds = new TreeSet<>(before.keySet());
                    feeds.addAll(present.keySet());
                    feeds.removeIf(feed ->
                            before.getOrDefault(feed, "").equals(present.getOrDefault(feed, "")));
                    Set<ListName> named = repositories.lists().feedNames();
                    Set<String> providers = new TreeSet<>();
                    for (String feed : feeds) {
                        String digest = present.getOrDefault(feed, "");
                        repositories.deployment().feedDigest(feed, digest);
                        providers.add(FeedNames.provider(feed));
                        repositories
                                .audit()
                                .append(
                                        AuditEvent.of(AuditAction.FEED_REPLACED, origin, null)
                                                .target(feed)
                                                .altering(
                                                        Alteration.between(
                                                                "/digest",
                                                                before.getOrDefault(feed, ""),
                                                                digest)));
                    }
                    for (ListName name : named) {
                        if (providers.stream()
                                .anyMatch(provider -> FeedNames.isOf(name, provider))) {
                            repositories.sequences().advanceUsers(new ListId(null, name));
                        }
                    }
                    return true;
                });
    }

    /**
     * Puts an edition in force.
     *
     * @param emptied told, before the commit, which lists are empty because an edition emptied them
     * @return how many lists that somebody names are others now
     */
    public int replace(
            FeedReplacement replacement, Consumer<Set<ListName>> emptied, Origin origin) {
        return transactions.write(repositories -> {
            Set<ListName> empty = new TreeSet<>(repositories.deployment().emptiedFeeds());
            Set<ListName> changed = new TreeSet<>();
            for (ListName name : repositories.lists().feedNames()) {
                if (!FeedNames.isOf(name, FeedNames.provider(replacement.feed()))) {
                    continue;
                }
                NetworkList before = list(replacement.before(), name);
                NetworkList after = list(replacement.after(), name);
                if (after == null && before != null) {
                    empty.add(name);
                } else if (after != null && !after.entries().isEmpty()) {
                    empty.remove(name);
                }
                boolean isSame =
                        before == null
                                ? after == null
                                : before.entries()
                                        .equals(after == null ? List.of() : after.entries());
                if (!isSame) {
                    changed.add(name);
                }
            }
            put(repositories, replacement, empty, changed, origin);
            emptied.accept(Set.copyOf(empty));
            return changed.size();
        });
    }

    private static @Nullable NetworkList list(FeedCatalog catalog, ListName name) {
        return catalog.find(name).map(FeedCatalog.Edition::list).orElse(null);
    }

    private static void put(
            Repositories repositories,
            FeedReplacement replacement,
            Set<ListName> empty,
            Set<ListName> changed,
            Origin origin) {
        String feed = replacement.feed();
        String digest = repositories.deployment().feedDigests().getOrDefault(feed, "");
        repositories.deployment().feedDigest(feed, replacement.digest());
        if (!repositories.deployment().emptiedFeeds().equals(empty)) {
            repositories.deployment().emptiedFeeds(empty);
        }
        List<Alteration> alterations =
                new ArrayList<>(Alteration.between("/digest", digest, replacement.digest()));
        alterations.addAll(Alteration.between("/prefixes", "", replacement.change()));
        AuditEvent event =
                AuditEvent.of(AuditAction.FEED_REPLACED, origin, null)
                        .target(
                                replacement.edition().isEmpty()
                                        ? feed
                                        : feed + " " + replacement.edition())
                        .altering(alterations);
        repositories
                .audit()
                .append(
                        event.overriding(
                                replacement.overridden().stream().map(ProblemCode::code).toList()));
        repositories.changes().add(new Change.FeedReplaced(feed));
        for (ListName name : changed) {
            ListId id = new ListId(null, name);
            repositories.sequences().advanceUsers(id);
            repositories.changes().add(new Change.ListChanged(id));
        }
    }
}
