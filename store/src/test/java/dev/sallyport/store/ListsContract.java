package dev.sallyport.store;

import static dev.sallyport.store.Samples.ACME;
import static dev.sallyport.store.Samples.NOW;
import static dev.sallyport.store.Samples.ZETA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.control.list.ListId;
import dev.sallyport.control.list.ListSummary;
import dev.sallyport.control.list.ListUser;
import dev.sallyport.control.policy.Draft;
import dev.sallyport.control.policy.PolicyRevision;
import dev.sallyport.control.port.FeedCatalog;
import dev.sallyport.control.port.ListRepository;
import dev.sallyport.control.port.Repositories;
import dev.sallyport.control.port.StorageException;
import dev.sallyport.control.port.StoredList;
import dev.sallyport.control.port.StoredTenant;
import dev.sallyport.control.port.Transactions;
import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.policy.ClientAuthorization;
import dev.sallyport.engine.policy.CountryCode;
import dev.sallyport.engine.policy.Effect;
import dev.sallyport.engine.policy.Entry;
import dev.sallyport.engine.policy.EntryId;
import dev.sallyport.engine.policy.Life;
import dev.sallyport.engine.policy.ListName;
import dev.sallyport.engine.policy.Mode;
import dev.sallyport.engine.policy.NetworkList;
import dev.sallyport.engine.policy.Policy;
import dev.sallyport.engine.policy.Rule;
import dev.sallyport.engine.policy.RuleId;
import dev.sallyport.engine.policy.Scope;
import dev.sallyport.engine.policy.Source;
import dev.sallyport.engine.policy.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every implementation of the port for lists does. */
abstract class ListsContract {

    private static final ListName VPN = new ListName("vpn");
    private static final ListName RELAYS = new ListName("platform:relays");
    private static final ListId ACMES = new ListId(ACME, VPN);
    private static final ListId ZETAS = new ListId(ZETA, VPN);
    private static final ListId PLATFORM = new ListId(null, RELAYS);

    abstract Transactions transactions();

    abstract void feeds(FeedCatalog catalog);

    /* Lists of feeds are not stored: whoever follows the feeds has them, and policies use them like any other. */
    @Test
    void listsOfFeedsAreThoseOfTheCatalog() {
        tenants();
        ListName part = new ListName("feed:aws/us-east-1/*");
        ListName absent = new ListName("feed:azure");
        ListId id = new ListId(null, part);
        NetworkList list = list(part, "203.0.113.0/24");
        assertThat(this.<Optional<StoredList>>read(lists -> lists.find(id))).isEmpty();
        feeds(name ->
                name.equals(part)
                        ? Optional.of(new FeedCatalog.Edition(list, 7, NOW))
                        : Optional.empty());
        publish(ACME, 1, part, absent, RELAYS);

        assertThat(
                        this.<Map<ListName, NetworkList>>read(
                                lists -> lists.named(Set.of(part, absent), ACME)))
                .isEqualTo(Map.of(part, list));
        assertThat(read(lists -> lists.named(Set.of(part), ZETA)).get(part)).isSameAs(list);
        assertThat(read(lists -> lists.find(id)).orElseThrow().version()).isEqualTo(7);
        assertThat(this.<Long>read(lists -> lists.version(id))).isEqualTo(7);
        assertThat(this.<Long>read(lists -> lists.version(new ListId(null, absent)))).isZero();
        assertThat(this.<Optional<NetworkList>>read(lists -> lists.at(id, NOW))).contains(list);
        assertThat(this.<Optional<NetworkList>>read(lists -> lists.at(id, NOW.minusSeconds(1))))
                .isEmpty();
        assertThat(this.<Iterable<ListName>>read(ListRepository::feedNames))
                .containsExactly(part, absent);
        assertThat(this.<List<ListUser>>read(lists -> lists.users(id, null, 10)))
                .extracting(ListUser::tenant)
                .containsExactly(ACME);
    }

    private void write(Consumer<Repositories> work) {
        transactions()
                .write(repositories -> {
                    work.accept(repositories);
                    return true;
                });
    }

    private <T> T read(Function<ListRepository, T> work) {
        return transactions().read(all -> work.apply(all.lists()));
    }

    private StoredList put(ListId id, String address) {
        return transactions()
                .write(all -> all.lists().put(id, "for " + address, list(id.name(), address), NOW));
    }

    private static NetworkList list(ListName name, String address) {
        Life life = new Life(false, NOW, Instant.parse("2027-01-31T00:00:00Z"));
        return new NetworkList(
                name,
                List.of(
                        new Entry(
                                new EntryId("e1"),
                                new Source.Network(IpPrefix.parse(address)),
                                life,
                                "Büro ✓",
                                "o",
                                NOW),
                        Entry.of(new EntryId("e2"), new Source.Country(new CountryCode("FR"))),
                        Entry.of(new EntryId("e3"), new Source.Asn(64_500))));
    }

    private void tenants() {
        write(all -> {
            all.tenants().insert(Samples.tenant(ACME));
            all.tenants().insert(Samples.tenant(ZETA));
            all.sequences().advance(ACME);
            all.sequences().advance(ZETA);
        });
    }

    private void publish(TenantId tenant, long number, ListName... names) {
        Policy policy = naming(names);
        write(all ->
                all.revisions()
                        .append(tenant, new PolicyRevision(number, 0, policy, NOW, "", "", "")));
    }

    private static Policy naming(ListName... names) {
        List<Entry> entries = new ArrayList<>();
        for (ListName name : names) {
            entries.add(
                    Entry.of(new EntryId("e" + entries.size()), new Source.ListReference(name)));
        }
        Rule rule =
                new Rule(
                        new RuleId("r"),
                        "",
                        Effect.ALLOW,
                        entries,
                        entries.isEmpty()
                                ? List.of()
                                : List.of(
                                        Entry.of(
                                                new EntryId("x"),
                                                new Source.ListReference(names[0]))),
                        Scope.ALL,
                        Life.ALWAYS,
                        false);
        return new Policy(Mode.MONITOR, ClientAuthorization.IGNORE, List.of(rule));
    }

    private Optional<StoredList> find(ListId id) {
        return read(lists -> lists.find(id));
    }

    private long version(ListId id) {
        return read(lists -> lists.version(id));
    }

    private long count(@Nullable TenantId tenant) {
        return read(lists -> lists.count(tenant));
    }

    private Map<ListName, NetworkList> named(Set<ListName> names, TenantId tenant) {
        return read(lists -> lists.named(names, tenant));
    }

    private List<ListUser> users(ListId id) {
        return users(id, null, 100);
    }

    private List<TenantId> drafters(ListId id) {
        return read(lists -> lists.drafters(id));
    }

    private List<ListUser> users(ListId id, @Nullable TenantId after, int limit) {
        return read(lists -> lists.users(id, after, limit));
    }

    @Test
    void listIsFoundAsItWasPutAndOnlyUnderItsOwnTenant() {
        tenants();
        StoredList acmes = put(ACMES, "203.0.113.0/24");
        StoredList platform = put(PLATFORM, "2001:db8::/32");

        assertThat(find(ACMES)).contains(acmes);
        assertThat(find(PLATFORM)).contains(platform);
        assertThat(find(ZETAS)).isEmpty();
        assertThat(version(ACMES)).isEqualTo(acmes.version());
        assertThat(version(ZETAS)).isZero();
        assertThat(acmes.version()).isPositive().isNotEqualTo(platform.version());
    }

    @Test
    void replacingKeepsTheDayItWasMadeAndNoVersionComesTwice() {
        tenants();
        StoredList first = put(ACMES, "203.0.113.0/24");
        Instant later = NOW.plus(Duration.ofHours(1));
        StoredList second =
                transactions()
                        .write(all -> all.lists().put(ACMES, "", list(VPN, "192.0.2.0/24"), later));
        assertThat(second.createdAt()).isEqualTo(NOW);
        assertThat(second.updatedAt()).isEqualTo(later);
        assertThat(find(ACMES)).contains(second);

        write(all -> all.lists().delete(ACMES, Samples.NOW));
        assertThat(find(ACMES)).isEmpty();
        write(all -> all.lists().delete(ACMES, Samples.NOW));

        StoredList third = put(ACMES, "203.0.113.0/24");
        assertThat(third.createdAt()).isEqualTo(NOW);
        assertThat(Set.of(first.version(), second.version(), third.version())).hasSize(3);
        assertThat(find(ACMES)).contains(third);
    }

    @Test
    void listOfATenantThatIsNotThereIsRefused() {
        assertThatThrownBy(() -> put(ACMES, "203.0.113.0/24")).isInstanceOf(StorageException.class);
    }

    @Test
    void whatWasRolledBackIsSeenByNobodyAlsoUnderAVersionThatIsUsedAgain() {
        tenants();
        put(ACMES, "203.0.113.0/24");
        assertThatThrownBy(() ->
                        write(all -> {
                            all.lists().put(ACMES, "", list(VPN, "192.0.2.0/24"), NOW);
                            assertThat(all.lists().named(Set.of(VPN), ACME).get(VPN))
                                    .isEqualTo(list(VPN, "192.0.2.0/24"));
                            throw new IllegalStateException("changed my mind");
                        }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(named(Set.of(VPN), ACME).get(VPN)).isEqualTo(list(VPN, "203.0.113.0/24"));

        put(ACMES, "198.51.100.0/24");
        assertThat(named(Set.of(VPN), ACME).get(VPN)).isEqualTo(list(VPN, "198.51.100.0/24"));
    }

    @Test
    void namedGivesWhatAPolicyMeansAndTheSameObjectToAll() {
        tenants();
        put(ACMES, "203.0.113.0/24");
        put(PLATFORM, "2001:db8::/32");
        Set<ListName> names = Set.of(VPN, RELAYS, new ListName("feed:aws/x"));

        assertThat(named(names, ACME))
                .containsOnlyKeys(VPN, RELAYS)
                .containsEntry(VPN, list(VPN, "203.0.113.0/24"));
        assertThat(named(names, ZETA)).containsOnlyKeys(RELAYS);
        assertThat(named(Set.of(), ACME)).isEmpty();

        NetworkList one = named(names, ACME).get(RELAYS);
        NetworkList other = named(names, ZETA).get(RELAYS);
        assertThat(one).isSameAs(other);
    }

    @Test
    void storedTenantCarriesExactlyTheListsItsPolicyNames() {
        tenants();
        put(ACMES, "203.0.113.0/24");
        put(new ListId(ACME, new ListName("other")), "192.0.2.1");
        put(PLATFORM, "2001:db8::/32");
        publish(ACME, 1, VPN, RELAYS, new ListName("missing"));

        StoredTenant stored =
                transactions().read(all -> all.tenants().findStored(ACME).orElseThrow());
        assertThat(stored.lists()).containsOnlyKeys(VPN, RELAYS);
        StoredTenant zeta =
                transactions().read(all -> all.tenants().findStored(ZETA).orElseThrow());
        assertThat(zeta.lists()).isEmpty();
    }

    @Test
    void usersAreTheTenantsWhoseActiveRevisionNamesTheList() {
        tenants();
        publish(ACME, 1, VPN, RELAYS);
        publish(ZETA, 1, VPN, RELAYS);
        assertThat(users(PLATFORM))
                .containsExactly(new ListUser(ACME, 1, 1), new ListUser(ZETA, 1, 1));
        assertThat(users(ACMES)).containsExactly(new ListUser(ACME, 1, 1));
        assertThat(users(ZETAS)).containsExactly(new ListUser(ZETA, 1, 1));
        assertThat(users(PLATFORM, ACME, 100)).containsExactly(new ListUser(ZETA, 1, 1));
        assertThat(users(PLATFORM, null, 1)).containsExactly(new ListUser(ACME, 1, 1));

        publish(ACME, 2, VPN);
        publish(ZETA, 2);
        assertThat(users(PLATFORM)).isEmpty();
        assertThat(users(ACMES)).containsExactly(new ListUser(ACME, 2, 1));
        assertThat(users(ZETAS)).isEmpty();

        write(all -> all.tenants().delete(ACME));
        assertThat(users(ACMES)).isEmpty();
        assertThat(count(ACME)).isZero();
    }

    @Test
    void aDraftNamesListsWithoutBeingAUserOfThem() {
        tenants();
        put(ACMES, "192.0.2.1");
        put(PLATFORM, "192.0.2.2");
        publish(ACME, 1, VPN);
        Draft draft = new Draft(2, 1, naming(VPN, RELAYS), NOW, "client:c1");
        write(all -> all.drafts().put(ACME, draft));

        StoredTenant stored =
                transactions().read(all -> all.tenants().findStored(ACME).orElseThrow());
        assertThat(stored.draft()).isEqualTo(draft);
        assertThat(stored.lists()).containsOnlyKeys(VPN, RELAYS);
        assertThat(users(ACMES)).hasSize(1);
        assertThat(users(PLATFORM)).isEmpty();
        assertThat(drafters(PLATFORM)).containsExactly(ACME);
        assertThat(drafters(ACMES)).isEmpty();
        assertThat(drafters(ZETAS)).isEmpty();

        write(all -> all.sequences().advanceUsers(PLATFORM));
        assertThat(transactions().<Long>read(all -> all.sequences().current(ACME))).isEqualTo(2);

        publish(ACME, 2);
        assertThat(users(ACMES)).isEmpty();
        assertThat(drafters(ACMES)).containsExactly(ACME);
        write(all -> all.drafts().put(ACME, new Draft(3, 2, naming(RELAYS), NOW, "")));
        assertThat(drafters(ACMES)).isEmpty();
        write(all -> all.drafts().remove(ACME));
        assertThat(drafters(PLATFORM)).isEmpty();
        assertThat(transactions().<Object>read(all -> all.drafts().find(ACME).isPresent()))
                .isEqualTo(false);
        assertThatThrownBy(() -> write(all -> all.drafts().put(new TenantId("nobody"), draft)))
                .isInstanceOf(StorageException.class);
    }

    @Test
    void onlyUsersAdvance() {
        tenants();
        publish(ACME, 1, VPN, RELAYS);
        publish(ZETA, 1, VPN);

        write(all -> all.sequences().advanceUsers(ACMES));
        assertThat(sequence(ACME)).isEqualTo(2);
        assertThat(sequence(ZETA)).isEqualTo(1);
        write(all -> all.sequences().advanceUsers(PLATFORM));
        assertThat(sequence(ACME)).isEqualTo(3);
        assertThat(sequence(ZETA)).isEqualTo(1);
        write(all -> all.sequences().advanceUsers(ZETAS));
        assertThat(sequence(ZETA)).isEqualTo(2);
    }

    private long sequence(TenantId tenant) {
        return transactions().read(all -> all.sequences().current(tenant));
    }

    @Test
    void pagesAreInTheOrderOfNamesAndMeet() {
        tenants();
        IntStream.range(0, 7)
                .forEach(i -> put(new ListId(ACME, new ListName("l" + (6 - i))), "192.0.2." + i));
        put(ZETAS, "192.0.2.1");
        put(PLATFORM, "192.0.2.2");
        publish(ACME, 1, new ListName("l3"), RELAYS);
        publish(ZETA, 1, new ListName("l3"), RELAYS);

        List<ListSummary> first = page(ACME, null, 4);
        List<ListSummary> second = page(ACME, first.getLast().id().name(), 4);
        assertThat(first)
                .extracting(each -> each.id().name().value())
                .containsExactly("l0", "l1", "l2", "l3");
        assertThat(second)
                .extracting(each -> each.id().name().value())
                .containsExactly("l4", "l5", "l6");
        assertThat(first).extracting(ListSummary::users).containsExactly(0L, 0L, 0L, 1L);
        assertThat(first.getFirst().entryCount()).isEqualTo(3);
        assertThat(first.getFirst().description()).isEqualTo("for 192.0.2.6");
        assertThat(page(null, null, 4)).extracting(each -> each.id()).containsExactly(PLATFORM);
        assertThat(page(null, null, 4).getFirst().users()).isEqualTo(2);
        assertThat(count(ACME)).isEqualTo(7);
        assertThat(count(null)).isEqualTo(1);
    }

    private List<ListSummary> page(@Nullable TenantId tenant, @Nullable ListName after, int limit) {
        return read(lists -> lists.page(tenant, after, limit));
    }

    @Test
    void readersChangeNothing() {
        tenants();
        assertThatThrownBy(() -> read(lists -> lists.put(ACMES, "", list(VPN, "192.0.2.1"), NOW)))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() ->
                        read(lists -> {
                            lists.delete(ACMES, NOW);
                            return true;
                        }))
                .isInstanceOf(IllegalStateException.class);
    }

    // How lists were.

    private void putAt(String address, Instant at) {
        write(all -> {
            StoredList _ = all.lists().put(ACMES, "", list(VPN, address), at);
        });
    }

    private String sourceAt(Instant instant) {
        return read(lists ->
                lists.at(ACMES, instant)
                        .map(list -> list.entries().getFirst().source().toString())
                        .orElse("none"));
    }

    @Test
    void everyVersionOfAListIsFoundByTheInstantsItWasTrueAt() {
        tenants();
        putAt("192.0.2.1", NOW);
        putAt("192.0.2.2", NOW.plusSeconds(10));
        putAt("192.0.2.3", NOW.plusNanos(10_000_000_001L));
        write(all -> all.lists().delete(ACMES, NOW.plusSeconds(20)));

        assertThat(sourceAt(NOW.minusNanos(1))).isEqualTo("none");
        assertThat(sourceAt(NOW)).isEqualTo("192.0.2.1/32");
        assertThat(sourceAt(NOW.plusSeconds(10).minusNanos(1))).isEqualTo("192.0.2.1/32");
        assertThat(sourceAt(NOW.plusSeconds(10))).isEqualTo("192.0.2.2/32");
        assertThat(sourceAt(NOW.plusSeconds(11))).isEqualTo("192.0.2.3/32");
        assertThat(sourceAt(NOW.plusSeconds(20))).isEqualTo("none");
        assertThat(read(lists -> lists.at(ZETAS, NOW).isPresent()).booleanValue()).isFalse();
        putAt("192.0.2.4", NOW.plusSeconds(30));
        assertThat(sourceAt(NOW.plusSeconds(25))).isEqualTo("none");
        assertThat(sourceAt(NOW.plusSeconds(99))).isEqualTo("192.0.2.4/32");

        write(all -> all.tenants().delete(ACME));
        write(all -> all.tenants().insert(Samples.tenant(ACME)));
        assertThat(sourceAt(NOW)).isEqualTo("none");
    }

    @Test
    void versionsThatAreTooOldOrTooManyArePurgedAndWhatListsAreNowStays() {
        tenants();
        for (int i = 1; i <= 6; i++) {
            putAt("192.0.2." + i, NOW.plusSeconds(i));
        }
        assertThat(purged(NOW, 9)).isZero();
        // Replaced at 2 and 3 of 2 to 6.
        assertThat(purged(NOW.plusSeconds(4), 9)).isEqualTo(2);
        assertThat(sourceAt(NOW.plusSeconds(2))).isEqualTo("none");
        assertThat(sourceAt(NOW.plusSeconds(3))).isEqualTo("192.0.2.3/32");
        assertThat(purged(NOW, 1)).isEqualTo(2);
        assertThat(sourceAt(NOW.plusSeconds(4))).isEqualTo("none");
        assertThat(sourceAt(NOW.plusSeconds(5))).isEqualTo("192.0.2.5/32");
        assertThat(purged(NOW.plusSeconds(99), 0)).isEqualTo(1);
        assertThat(sourceAt(NOW.plusSeconds(6))).isEqualTo("192.0.2.6/32");
    }

    private int purged(Instant replacedBefore, int most) {
        return transactions().write(all -> all.lists().purgeVersions(replacedBefore, most));
    }
}
