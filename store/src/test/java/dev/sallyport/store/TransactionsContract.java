package dev.sallyport.store;

import static dev.sallyport.store.Samples.ACME;
import static dev.sallyport.store.Samples.ZETA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.control.audit.AuditChain;
import dev.sallyport.control.audit.AuditRecord;
import dev.sallyport.control.client.ApiClient;
import dev.sallyport.control.client.SecretHash;
import dev.sallyport.control.confirm.Provisional;
import dev.sallyport.control.confirm.Witness;
import dev.sallyport.control.deployment.SwitchState;
import dev.sallyport.control.door.DoorContent;
import dev.sallyport.control.door.DoorDocument;
import dev.sallyport.control.expiry.Deadline;
import dev.sallyport.control.expiry.Reminder;
import dev.sallyport.control.explain.SharedExplanation;
import dev.sallyport.control.history.RevisionKind;
import dev.sallyport.control.history.RevisionNote;
import dev.sallyport.control.history.RevisionSummary;
import dev.sallyport.control.history.Standing;
import dev.sallyport.control.issuer.ExternalIssuer;
import dev.sallyport.control.issuer.IssuerName;
import dev.sallyport.control.monitor.MonitorSettings;
import dev.sallyport.control.people.SeenFrom;
import dev.sallyport.control.policy.PolicyLimits;
import dev.sallyport.control.policy.PolicyRevision;
import dev.sallyport.control.policy.Precondition;
import dev.sallyport.control.policy.Publication;
import dev.sallyport.control.policy.PublishPolicy;
import dev.sallyport.control.policy.PublishTerms;
import dev.sallyport.control.policy.Surroundings;
import dev.sallyport.control.port.Change;
import dev.sallyport.control.port.Repositories;
import dev.sallyport.control.port.StorageException;
import dev.sallyport.control.port.StoredTenant;
import dev.sallyport.control.port.Transactions;
import dev.sallyport.control.problem.Outcome;
import dev.sallyport.control.problem.ProblemCode;
import dev.sallyport.control.tenant.Tenant;
import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.channel.ChannelDeclaration;
import dev.sallyport.engine.decision.DeploymentSwitch;
import dev.sallyport.engine.host.HostName;
import dev.sallyport.engine.policy.ChannelId;
import dev.sallyport.engine.policy.ListName;
import dev.sallyport.engine.policy.PrincipalKind;
import dev.sallyport.engine.policy.PrincipalReference;
import dev.sallyport.engine.policy.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What every implementation of the ports does. */
abstract class TransactionsContract {

    abstract Transactions transactions();

    private void write(Consumer<Repositories> work) {
        transactions()
                .write(repositories -> {
                    work.accept(repositories);
                    return true;
                });
    }

    // Tenants.

    @Test
    void tenantIsFoundAsItWasInserted() {
        Tenant tenant = Samples.tenant(ACME, "acme.example.com", "www.acme.example.com");
        write(all -> all.tenants().insert(tenant));

        assertThat(transactions().<Object>read(all -> all.tenants().find(ACME).orElseThrow()))
                .isEqualTo(tenant);
        assertThat(transactions().<Object>read(all -> all.tenants().find(ZETA).isPresent()))
                .isEqualTo(false);
        assertThat(owner("www.acme.example.com")).isEqualTo("acme");
        assertThat(owner("other.example.com")).isEqualTo("nobody");
    }

    private String owner(String host) {
        return transactions()
                .read(all ->
                        all.tenants()
                                .ownerOf(new HostName(host))
                                .map(TenantId::value)
                                .orElse("nobody"));
    }

    @Test
    void tenantWithoutRegionAndHostsIsFoundAsItWasInserted() {
        Tenant tenant = new Tenant(ACME, "Acme", List.of(), null, null, Samples.NOW, Samples.NOW);
        write(all -> all.tenants().insert(tenant));

        assertThat(transactions().<Object>read(all -> all.tenants().find(ACME).orElseThrow()))
                .isEqualTo(tenant);
    }

    @Test
    void takenIdsAndHostsAreRefusedWhole() {
        write(all -> all.tenants().insert(Samples.tenant(ACME, "acme.example.com")));

        assertThatThrownBy(() -> write(all -> all.tenants().insert(Samples.tenant(ACME))))
                .isInstanceOf(StorageException.class);
        assertThatThrownBy(() ->
                        write(all ->
                                all.tenants()
                                        .insert(
                                                Samples.tenant(
                                                        ZETA,
                                                        "zeta.example.com",
                                                        "acme.example.com"))))
                .isInstanceOf(StorageException.class);
        assertThat(transactions().<Long>read(all -> all.tenants().count())).isEqualTo(1);
        assertThat(owner("zeta.example.com")).isEqualTo("nobody");
    }

    @Test
    void updateReplacesMembersAndHosts() {
        write(all -> all.tenants().insert(Samples.tenant(ACME, "a.example.com", "b.example.com")));
        Tenant changed = Samples.tenant(ACME, "b.example.com", "c.example.com");
        write(all -> all.tenants().update(changed));

        assertThat(transactions().<Object>read(all -> all.tenants().find(ACME).orElseThrow()))
                .isEqualTo(changed);
        assertThat(owner("a.example.com")).isEqualTo("nobody");
        assertThat(owner("c.example.com")).isEqualTo("acme");
        assertThatThrownBy(() -> write(all -> all.tenants().update(Samples.tenant(ZETA))))
                .isInstanceOf(StorageException.class);
    }

    @Test
    void pagesAreInTheOrderOfIdsAndMeet() {
        List<TenantId> ids =
                IntStream.range(0, 25).mapToObj(i -> new TenantId("t%02d".formatted(i))).toList();
        write(all ->
                ids.reversed()
                        .forEach(id ->
                                all.tenants().insert(Samples.tenant(id, id + ".example.com"))));

        List<Tenant> first = transactions().read(all -> all.tenants().page(null, 10));
        List<Tenant> second =
                transactions().read(all -> all.tenants().page(first.getLast().id(), 10));
        List<Tenant> third =
                transactions().read(all -> all.tenants().page(second.getLast().id(), 10));
        assertThat(Stream.of(first, second, third).flatMap(List::stream).map(Tenant::id))
                .containsExactlyElementsOf(ids);
        assertThat(third.getFirst().hosts()).containsExactly(new HostName("t20.example.com"));
        assertThat(
                        transactions()
                                .<List<Tenant>>read(
                                        all -> all.tenants().page(third.getLast().id(), 10)))
                .isEmpty();
    }

    @Test
    void everyTenantIsHandedOutWithItsActiveRevision() {
        write(all -> {
            all.tenants().insert(Samples.tenant(ACME, "acme.example.com"));
            all.tenants().insert(Samples.tenant(ZETA));
            all.revisions().append(ACME, Samples.revision(1));
            all.revisions().append(ACME, Samples.revision(2));
            all.sequences().advance(ACME);
            all.sequences().advance(ACME);
        });

        List<StoredTenant> found = new ArrayList<>();
        transactions()
                .read(all -> {
                    all.tenants().forEach(found::add, unreadable -> found.clear());
                    return found.size();
                });
        assertThat(found)
                .containsExactly(
                        new StoredTenant(
                                Samples.tenant(ACME, "acme.example.com"),
                                2,
                                Samples.revision(2),
                                null,
                                Map.of()),
                        new StoredTenant(
                                Samples.tenant(ZETA),
                                0,
                                PolicyRevision.initial(Samples.NOW),
                                null,
                                Map.of()));
        assertThat(transactions().<Object>read(all -> all.tenants().findStored(ACME).orElseThrow()))
                .isEqualTo(found.getFirst());
    }

    @Test
    void deletedTenantTakesWhatBelongsToItAlongAndLeavesSequenceAndAudit() {
        write(all -> {
            all.tenants().insert(Samples.tenant(ACME, "acme.example.com"));
            all.revisions().append(ACME, Samples.revision(1));
            all.clients().insert(Samples.client("c1", ACME));
            all.clients().insert(Samples.client("root", null));
            all.sequences().advance(ACME);
            all.audit().append(Samples.event(ACME, "acme"));
        });
        write(all -> all.tenants().delete(ACME));
        write(all -> all.tenants().insert(Samples.tenant(ACME, "acme.example.com")));

        assertThat(transactions().<Boolean>read(all -> all.revisions().current(ACME).isEmpty()))
                .isTrue();
        assertThat(transactions().<Boolean>read(all -> all.clients().find("c1").isEmpty()))
                .isTrue();
        assertThat(transactions().<Boolean>read(all -> all.clients().find("root").isPresent()))
                .isTrue();
        assertThat(transactions().<Long>read(all -> all.sequences().current(ACME))).isEqualTo(1);
        assertThat(transactions().<List<AuditRecord>>read(all -> all.audit().after(0, 10)))
                .hasSize(1);
    }

    // Revisions.

    @Test
    void revisionIsFoundAsItWasAppended() {
        write(all -> {
            all.tenants().insert(Samples.tenant(ACME));
            all.revisions().append(ACME, Samples.revision(1));
            all.revisions().append(ACME, Samples.revision(2));
        });

        assertThat(transactions().<Object>read(all -> all.revisions().current(ACME).orElseThrow()))
                .isEqualTo(Samples.revision(2));
        assertThat(transactions().<Object>read(all -> all.revisions().find(ACME, 1).orElseThrow()))
                .isEqualTo(Samples.revision(1));
        assertThat(transactions().<Boolean>read(all -> all.revisions().find(ACME, 3).isEmpty()))
                .isTrue();
        assertThat(transactions().<Boolean>read(all -> all.revisions().current(ZETA).isEmpty()))
                .isTrue();
    }

    @TestFactory
    Stream<DynamicTest> revisionsThatDoNotFollowAreRefused() {
        write(all -> {
            all.tenants().insert(Samples.tenant(ACME));
            all.revisions().append(ACME, Samples.revision(1));
        });
        return Stream.of(
                refusedRevision("the same number again", ACME, 1),
                refusedRevision("a gap", ACME, 3),
                refusedRevision("revision 0", ACME, 0),
                refusedRevision("an unknown tenant", ZETA, 1));
    }

    private DynamicTest refusedRevision(String name, TenantId tenant, long number) {
        return DynamicTest.dynamicTest(
                name,
                () ->
                        assertThatThrownBy(() ->
                                        write(all ->
                                                all.revisions()
                                                        .append(tenant, Samples.revision(number))))
                                .isInstanceOf(StorageException.class));
    }

    // Sequences.

    @Test
    void sequencesAdvanceByOneEachAndAllTogether() {
        write(all -> {
            all.tenants().insert(Samples.tenant(ACME));
            all.tenants().insert(Samples.tenant(ZETA));
            assertThat(all.sequences().advance(ACME)).isEqualTo(1);
            assertThat(all.sequences().advance(ACME)).isEqualTo(2);
            assertThat(all.sequences().advance(ZETA)).isEqualTo(1);
            all.sequences().advanceAll();
        });

        assertThat(transactions().<Long>read(all -> all.sequences().current(ACME))).isEqualTo(3);
        assertThat(transactions().<Long>read(all -> all.sequences().current(ZETA))).isEqualTo(2);
        assertThat(transactions().<Long>read(all -> all.sequences().current(new TenantId("none"))))
                .isZero();
    }

    // Channels, clients, the audit log, the deployment.

    @Test
    void channelsKeepTheirOrderAndAreReplacedWhole() {
        List<ChannelDeclaration> first =
                List.of(
                        new ChannelDeclaration(
                                new ChannelId("sso"), List.of("/saml/", "/oauth2/callback")),
                        new ChannelDeclaration(new ChannelId("api"), List.of("/api")),
                        new ChannelDeclaration(new ChannelId("empty"), List.of()));
        List<ChannelDeclaration> second =
                List.of(new ChannelDeclaration(new ChannelId("ui"), List.of("/api", "/")));
        write(all -> all.channels().replace(first));
        assertThat(transactions().<Object>read(all -> all.channels().all())).isEqualTo(first);

        write(all -> all.channels().replace(second));
        assertThat(transactions().<Object>read(all -> all.channels().all())).isEqualTo(second);
    }

    @Test
    void clientsAreKeptByIdAndTenant() {
        ApiClient root = Samples.client("root", null);
        ApiClient two = Samples.client("c2", ACME);
        ApiClient one = Samples.client("c1", ACME);
        assertThat(transactions().<Boolean>read(all -> all.clients().hasOperator())).isFalse();
        write(all -> {
            all.tenants().insert(Samples.tenant(ACME));
            all.clients().insert(root);
            all.clients().insert(two);
            all.clients().insert(one);
        });

        assertThat(transactions().<Boolean>read(all -> all.clients().hasOperator())).isTrue();
        assertThat(transactions().<Object>read(all -> all.clients().find("root").orElseThrow()))
                .isEqualTo(root);
        assertThat(transactions().<List<ApiClient>>read(all -> all.clients().ofTenant(ACME)))
                .containsExactly(one, two);

        ApiClient rotated = one.withSecret(SecretHash.of("another"), Samples.NOW.plusSeconds(1));
        write(all -> {
            all.clients().update(rotated);
            all.clients().delete("c2");
        });
        assertThat(transactions().<List<ApiClient>>read(all -> all.clients().ofTenant(ACME)))
                .containsExactly(rotated);
        assertThatThrownBy(() -> write(all -> all.clients().insert(root)))
                .isInstanceOf(StorageException.class);
        assertThatThrownBy(() -> write(all -> all.clients().update(two)))
                .isInstanceOf(StorageException.class);
        assertThatThrownBy(() -> write(all -> all.clients().insert(Samples.client("c3", ZETA))))
                .isInstanceOf(StorageException.class);
    }

    @Test
    void auditRecordsAreNumberedAndChained() {
        for (int i = 1; i <= 5; i++) {
            String target = "target " + i;
            write(all ->
                    all.audit().append(Samples.event(target.endsWith("3") ? null : ACME, target)));
        }

        List<AuditRecord> records = transactions().read(all -> all.audit().after(0, 100));
        assertThat(records).extracting(AuditRecord::number).containsExactly(1L, 2L, 3L, 4L, 5L);
        String previous = AuditChain.GENESIS;
        for (AuditRecord record : records) {
            assertThat(record.isIntact()).isTrue();
            assertThat(record.previousHash()).isEqualTo(previous);
            previous = record.hash();
        }
        assertThat(records.get(2).event()).isEqualTo(Samples.event(null, "target 3"));
        assertThat(transactions().<Object>read(all -> all.audit().after(2, 2)))
                .isEqualTo(records.subList(2, 4));
    }

    @Test
    void deploymentSwitchIsUnsetUntilItIsTurned() {
        assertThat(
                        transactions()
                                .<Boolean>read(
                                        all -> all.deployment().deploymentSwitch().isEmpty()))
                .isTrue();
        for (DeploymentSwitch position :
                List.of(DeploymentSwitch.OBSERVE, DeploymentSwitch.ENFORCE)) {
            SwitchState turned =
                    new SwitchState(position, Samples.NOW, "operator:root", "why " + position);
            write(all -> all.deployment().turn(turned));
            assertThat(
                            transactions()
                                    .<Object>read(all ->
                                            all.deployment().deploymentSwitch().orElseThrow()))
                    .isEqualTo(position);
            assertThat(transactions().<Object>read(all -> all.deployment().state().orElseThrow()))
                    .isEqualTo(turned);
        }
    }

    @Test
    void geoDigestIsUnsetUntilItIsNoted() {
        assertThat(transactions().<Boolean>read(all -> all.deployment().geoDigest().isEmpty()))
                .isTrue();
        for (String digest : List.of("ab12", "", "cd34")) {
            write(all -> all.deployment().geoDigest(digest));
            assertThat(
                            transactions()
                                    .<Object>read(
                                            all -> all.deployment().geoDigest().orElseThrow()))
                    .isEqualTo(digest);
        }
    }

    @Test
    void feedDigestsAndEmptiedListsAreKept() {
        write(all -> {
            all.deployment().feedDigest("aws", "ab12");
            all.deployment().feedDigest("cloudflare:ipv6", "cd34");
            all.deployment().feedDigest("aws", "ef56");
            all.deployment().geoDigest("x");
            all.deployment()
                    .emptiedFeeds(Set.of(new ListName("feed:aws/a/*"), new ListName("feed:b")));
        });
        assertThat(transactions().<Object>read(all -> all.deployment().feedDigests()))
                .isEqualTo(Map.of("aws", "ef56", "cloudflare:ipv6", "cd34"));
        assertThat(transactions().<Object>read(all -> all.deployment().emptiedFeeds()))
                .isEqualTo(Set.of(new ListName("feed:aws/a/*"), new ListName("feed:b")));
        write(all -> {
            all.deployment().feedDigest("aws", "");
            all.deployment().emptiedFeeds(Set.of());
        });
        assertThat(transactions().<Object>read(all -> all.deployment().feedDigests()))
                .isEqualTo(Map.of("cloudflare:ipv6", "cd34"));
        assertThat(transactions().<Object>read(all -> all.deployment().emptiedFeeds()))
                .isEqualTo(Set.of());
    }

    @Test
    void configuredSwitchIsKeptBesideTheSwitch() {
        assertThat(transactions().<Boolean>read(all -> all.deployment().configured().isEmpty()))
                .isTrue();
        write(all -> all.deployment().configured(DeploymentSwitch.OBSERVE));
        assertThat(transactions().<Object>read(all -> all.deployment().configured().orElseThrow()))
                .isEqualTo(DeploymentSwitch.OBSERVE);
        assertThat(transactions().<Boolean>read(all -> all.deployment().state().isEmpty()))
                .isTrue();
    }

    @Test
    void sequencesOfAllTenantsAreThoseOfEach() {
        write(all -> {
            all.tenants().insert(Samples.tenant(ACME));
            all.tenants().insert(Samples.tenant(ZETA));
            all.sequences().advance(ACME);
            all.sequences().advance(ZETA);
            all.sequences().advanceAll();
        });
        assertThat(transactions().<Object>read(all -> all.sequences().all()))
                .isEqualTo(
                        transactions()
                                .<Object>read(all ->
                                        java.util.Map.of(
                                                ACME,
                                                all.sequences().current(ACME),
                                                ZETA,
                                                all.sequences().current(ZETA))));
    }

    // Transactions.

    @Test
    void workThatThrowsChangesNothingAndAnnouncesNothing() {
        List<Change> announced = new ArrayList<>();
        transactions().addListener(announced::add);

        assertThatThrownBy(() ->
                        write(all -> {
                            all.tenants().insert(Samples.tenant(ACME));
                            all.changes().add(new Change.TenantChanged(ACME, 1));
                            throw new IllegalArgumentException("on purpose");
                        }))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("on purpose");
        assertThat(transactions().<Long>read(all -> all.tenants().count())).isZero();
        assertThat(announced).isEmpty();
    }

    @Test
    void changesAreAnnouncedAfterTheCommitInItsOrder() {
        List<String> announced = new ArrayList<>();
        transactions()
                .addListener(change ->
                        announced.add(
                                change
                                        + " with "
                                        + transactions().<Long>read(all -> all.tenants().count())));
        write(all -> {
            all.changes().add(new Change.TenantChanged(ACME, 1));
            all.tenants().insert(Samples.tenant(ACME));
            all.changes().add(new Change.ChannelsReplaced());
        });

        assertThat(announced)
                .containsExactly(
                        new Change.TenantChanged(ACME, 1) + " with 1",
                        new Change.ChannelsReplaced() + " with 1");
    }

    @Test
    void listenerThatThrowsIsNotSeenByTheWriter() {
        List<Change> announced = new ArrayList<>();
        transactions()
                .addListener(change -> {
                    throw new IllegalStateException("on purpose");
                });
        transactions().addListener(announced::add);
        write(all -> all.changes().add(new Change.DeploymentSwitched()));

        assertThat(announced).containsExactly(new Change.DeploymentSwitched());
    }

    @TestFactory
    Stream<DynamicTest> readTransactionsChangeNothing() {
        return Stream.<Consumer<Repositories>>of(
                        all -> all.tenants().insert(Samples.tenant(ACME)),
                        all -> all.tenants().update(Samples.tenant(ACME)),
                        all -> all.tenants().delete(ACME),
                        all -> all.sequences().advance(ACME),
                        all -> all.sequences().advanceAll(),
                        all -> all.channels().replace(List.of()),
                        all -> all.clients().insert(Samples.client("c", null)),
                        all -> all.clients().update(Samples.client("c", null)),
                        all -> all.clients().delete("c"),
                        all -> all.audit().append(Samples.event(null, "")),
                        all -> all.revisions().append(ACME, Samples.revision(1)),
                        all -> all.deployment().turn(SwitchState.UNTOUCHED),
                        all -> all.deployment().configured(DeploymentSwitch.OBSERVE))
                .map(work ->
                        DynamicTest.dynamicTest(
                                "refused",
                                () ->
                                        assertThatThrownBy(() -> reading(work))
                                                .isInstanceOf(IllegalStateException.class)));
    }

    private void reading(Consumer<Repositories> work) {
        transactions()
                .read(all -> {
                    work.accept(all);
                    return true;
                });
    }

    @Test
    void writesDoNotNest() {
        assertThatThrownBy(() -> write(all -> write(inner -> inner.sequences().advance(ACME))))
                .isInstanceOf(IllegalStateException.class);
        write(all -> all.sequences().advance(ACME));

        assertThat(transactions().<Long>read(all -> all.sequences().current(ACME))).isEqualTo(1);
    }

    @Test
    void readerSeesOneStateWhileSomebodyWrites() throws Exception {
        write(all -> all.sequences().advance(ACME));
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch written = new CountDownLatch(1);
        AtomicReference<List<Long>> seen = new AtomicReference<>(List.of());
        try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
            Future<?> reader =
                    threads.submit(() ->
                            transactions()
                                    .read(all -> {
                                        long before = all.sequences().current(ACME);
                                        reading.countDown();
                                        await(written);
                                        seen.set(List.of(before, all.sequences().current(ACME)));
                                        return true;
                                    }));
            await(reading);
            write(all -> all.sequences().advance(ACME));
            written.countDown();
            reader.get(60, TimeUnit.SECONDS);
        }

        assertThat(seen.get()).containsExactly(1L, 1L);
        assertThat(transactions().<Long>read(all -> all.sequences().current(ACME))).isEqualTo(2);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    @Test
    void writesFromManyThreadsHappenOneAfterAnother() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(16)) {
            List<Future<?>> writers = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                writers.add(
                        threads.submit(() ->
                                write(all -> {
                                    all.sequences().advance(ACME);
                                    all.audit().append(Samples.event(null, "x"));
                                })));
            }
            for (Future<?> writer : writers) {
                writer.get(60, TimeUnit.SECONDS);
            }
        }

        assertThat(transactions().<Long>read(all -> all.sequences().current(ACME))).isEqualTo(200);
        assertThat(transactions().<List<AuditRecord>>read(all -> all.audit().after(0, 500)))
                .hasSize(200);
    }

    // Issuers.

    @Test
    void issuersAreFoundAsTheyWerePut() {
        write(all -> all.tenants().insert(Samples.tenant(ACME)));
        ExternalIssuer own = Samples.issuer(IssuerName.of(ACME), ACME, "https://a.example.com");
        ExternalIssuer zulu = Samples.issuer(new IssuerName("zulu"), null, "https://z.example.com");
        ExternalIssuer alfa = Samples.issuer(new IssuerName("alfa"), null, "https://f.example.com");
        write(all -> List.of(own, zulu, alfa).forEach(all.issuers()::put));

        assertThat(transactions().<Object>read(all -> all.issuers().find(own.name()).orElseThrow()))
                .isEqualTo(own);
        assertThat(
                        transactions()
                                .<Object>read(all ->
                                        all.issuers()
                                                .findByIssuer("https://z.example.com")
                                                .orElseThrow()))
                .isEqualTo(zulu);
        assertThat(transactions().<List<ExternalIssuer>>read(all -> all.issuers().ofDeployment()))
                .containsExactly(alfa, zulu);

        ExternalIssuer changed =
                Samples.issuer(new IssuerName("zulu"), null, "https://y.example.com");
        write(all -> all.issuers().put(changed));
        assertThat(findIssuer("https://z.example.com")).isFalse();
        assertThat(findIssuer("https://y.example.com")).isTrue();
        assertThatThrownBy(() ->
                        write(all ->
                                all.issuers()
                                        .put(
                                                Samples.issuer(
                                                        new IssuerName("other"),
                                                        null,
                                                        "https://y.example.com"))))
                .isInstanceOf(StorageException.class);
        assertThatThrownBy(() ->
                        write(all ->
                                all.issuers()
                                        .put(
                                                Samples.issuer(
                                                        IssuerName.of(ZETA), ZETA, "https://n"))))
                .isInstanceOf(StorageException.class);

        write(all -> all.tenants().delete(ACME));
        assertThat(findIssuer("https://a.example.com")).isFalse();
        write(all -> all.issuers().delete(new IssuerName("zulu")));
        assertThat(findIssuer("https://y.example.com")).isFalse();
        assertThat(findIssuer("https://f.example.com")).isTrue();
    }

    private boolean findIssuer(String issuer) {
        return transactions().read(all -> all.issuers().findByIssuer(issuer).isPresent());
    }

    // People.

    private static SeenFrom seen(String id, String network, Instant at, long successes) {
        IpPrefix prefix = IpPrefix.parse(network);
        return new SeenFrom(
                new PrincipalReference(PrincipalKind.USER, id),
                prefix,
                prefix.address(),
                Set.of("admin", "büro ✓"),
                at.minusSeconds(60),
                at,
                successes,
                2);
    }

    @Test
    void peopleAreFoundAsTheyWerePut() {
        Instant at = Instant.parse("2026-03-01T12:00:00.123Z");
        write(all -> all.tenants().insert(Samples.tenant(ACME)));
        write(all -> all.tenants().insert(Samples.tenant(ZETA)));
        SeenFrom alice = seen("alice", "192.0.2.1/32", at, 1);
        SeenFrom aliceToo = seen("alice", "2001:db8::/64", at.plusSeconds(1), 1);
        SeenFrom bob = seen("bob", "192.0.2.1/32", at.minusSeconds(100), 1);
        write(all -> List.of(alice, aliceToo, bob).forEach(each -> all.people().put(ACME, each)));

        assertThat(page(ACME, null, 10, at.minusSeconds(200)))
                .containsExactly(List.of(alice, aliceToo), List.of(bob));
        assertThat(page(ACME, null, 1, at.minusSeconds(200)))
                .containsExactly(List.of(alice, aliceToo));
        assertThat(page(ACME, alice.principal(), 10, at.minusSeconds(200)))
                .containsExactly(List.of(bob));
        assertThat(page(ACME, null, 10, at.plusSeconds(1))).containsExactly(List.of(aliceToo));
        assertThat(page(ZETA, null, 10, at.minusSeconds(200))).isEmpty();
        assertThat(anySince(ACME, at.plusSeconds(1))).isTrue();
        assertThat(anySince(ACME, at.plusSeconds(2))).isFalse();
        assertThat(anySince(ZETA, at.minusSeconds(200))).isFalse();
        assertThat(transactions().<Boolean>read(all -> all.people().anySince(at.plusSeconds(1))))
                .isTrue();
        assertThat(transactions().<Boolean>read(all -> all.people().anySince(at.plusSeconds(2))))
                .isFalse();

        SeenFrom again = seen("alice", "192.0.2.1/32", at.plusSeconds(5), 7);
        write(all -> all.people().put(ACME, again));
        assertThat(
                        transactions()
                                .<Object>read(all ->
                                        all.people()
                                                .find(ACME, alice.principal(), alice.network())
                                                .orElseThrow()))
                .isEqualTo(again);
        assertThat(transactions().<Integer>write(all -> all.people().trim(ACME, 2))).isEqualTo(1);
        assertThat(page(ACME, null, 10, at.minusSeconds(200)))
                .containsExactly(List.of(again, aliceToo));
        assertThat(transactions().<Integer>write(all -> all.people().trim(ACME, 2))).isZero();
        assertThat(
                        transactions()
                                .<Integer>write(
                                        all -> all.people().forget(ACME, alice.principal())))
                .isEqualTo(2);
        assertThat(page(ACME, null, 10, at.minusSeconds(200))).isEmpty();
        assertThatThrownBy(() -> write(all -> all.people().put(new TenantId("none"), alice)))
                .isInstanceOf(StorageException.class);
    }

    /** Attempts that failed, which anybody can make, push out nobody who was let in. */
    @Test
    void whereNobodyWasLetInGoesFirst() {
        Instant at = Instant.parse("2026-03-01T12:00:00Z");
        write(all -> all.tenants().insert(Samples.tenant(ACME)));
        SeenFrom alice = seen("alice", "192.0.2.1/32", at, 1);
        SeenFrom bob = seen("bob", "192.0.2.2/32", at.plusSeconds(1), 1);
        SeenFrom guess = seen("alice", "192.0.2.3/32", at.plusSeconds(2), 0);
        SeenFrom guessToo = seen("alice", "192.0.2.4/32", at.plusSeconds(3), 0);
        write(all ->
                List.of(alice, guess, bob, guessToo).forEach(each -> all.people().put(ACME, each)));

        assertThat(transactions().<Integer>write(all -> all.people().trim(ACME, 3))).isEqualTo(1);
        assertThat(page(ACME, null, 10, at))
                .containsExactly(List.of(alice, guessToo), List.of(bob));
        assertThat(transactions().<Integer>write(all -> all.people().trim(ACME, 1))).isEqualTo(2);
        assertThat(page(ACME, null, 10, at)).containsExactly(List.of(bob));
    }

    private List<List<SeenFrom>> page(
            TenantId tenant, @Nullable PrincipalReference after, int limit, Instant since) {
        return transactions().read(all -> all.people().page(tenant, after, limit, since));
    }

    private boolean anySince(TenantId tenant, Instant since) {
        return transactions().read(all -> all.people().anySince(tenant, since));
    }

    @Test
    void sightingsAreCountedOnceUpToTheHorizon() {
        Instant at = Instant.parse("2026-03-01T12:00:00Z");
        write(all -> all.tenants().insert(Samples.tenant(ACME)));
        write(all -> all.tenants().insert(Samples.tenant(ZETA)));
        assertThat(count(ACME, "k0", at)).isTrue();
        assertThat(count(ACME, "k0", at)).isFalse();
        assertThat(count(ZETA, "k0", at)).isTrue();
        for (int i = 1; i < 10; i++) {
            assertThat(count(ACME, "k" + i, at.plusSeconds(i))).isTrue();
        }
        write(all -> all.people().trimCounted(ACME, 10));
        assertThat(horizon()).isEmpty();
        write(all -> all.people().trimCounted(ACME, 7));
        assertThat(horizon()).contains(at.plusSeconds(2));
        assertThat(count(ACME, "k2", at.plusSeconds(2))).isTrue();
        assertThat(count(ACME, "k3", at.plusSeconds(3))).isFalse();
        write(all -> all.people().trimCounted(ACME, 7));
        assertThat(horizon()).contains(at.plusSeconds(2));

        assertThat(transactions().<Integer>write(all -> all.people().purge(at.plusSeconds(5))))
                .isEqualTo(3);
        assertThat(count(ACME, "k3", at.plusSeconds(3))).isTrue();
        write(all -> all.tenants().delete(ACME));
        write(all -> all.tenants().insert(Samples.tenant(ACME)));
        assertThat(horizon()).isEmpty();
        assertThat(count(ACME, "k9", at)).isTrue();
    }

    private boolean count(TenantId tenant, String key, Instant at) {
        return transactions().write(all -> all.people().count(tenant, key, at));
    }

    private Optional<Instant> horizon() {
        return transactions().read(all -> all.people().horizon(ACME));
    }

    // The audit log, backwards.

    @Test
    void auditIsReadBackwardsForOneTenantOrAll() {
        write(all -> {
            for (int i = 1; i <= 6; i++) {
                AuditRecord _ =
                        all.audit()
                                .append(
                                        Samples.event(
                                                i % 2 == 0 ? ACME : null, Integer.toString(i)));
            }
        });
        assertThat(numbers(Long.MAX_VALUE, 4, null)).containsExactly(6L, 5L, 4L, 3L);
        assertThat(numbers(3, 4, null)).containsExactly(2L, 1L);
        assertThat(numbers(Long.MAX_VALUE, 2, ACME)).containsExactly(6L, 4L);
        assertThat(numbers(4, 2, ACME)).containsExactly(2L);
        assertThat(numbers(Long.MAX_VALUE, 2, ZETA)).isEmpty();
    }

    private List<Long> numbers(long before, int limit, @Nullable TenantId tenant) {
        List<AuditRecord> records =
                transactions().read(all -> all.audit().before(before, limit, tenant));
        return records.stream().map(AuditRecord::number).toList();
    }

    // Publishing on top of it all.

    private PublishPolicy publishPolicy() {
        return new PublishPolicy(
                transactions(), PolicyLimits.DEFAULT, Samples.entryIds(), () -> Surroundings.NONE);
    }

    private Precondition current() {
        PolicyRevision revision =
                transactions().read(all -> all.tenants().findStored(ACME).orElseThrow().revision());
        return new Precondition.OneOf(Set.of(revision.entityTag()));
    }

    /**
     * A hundred publish with the tag they all have read: one wins, the others are told, nothing is
     * mixed.
     */
    @Test
    void ofManyPublishersWithOneTagExactlyOneWins() throws Exception {
        write(all -> all.tenants().insert(Samples.tenant(ACME)));
        PublishPolicy publishPolicy = publishPolicy();
        List<Change> announced = new CopyOnWriteArrayList<>();
        transactions().addListener(announced::add);
        for (int round = 1; round <= 3; round++) {
            Precondition tag = current();
            List<Outcome<Publication>> outcomes = new ArrayList<>();
            try (ExecutorService threads = Executors.newFixedThreadPool(16)) {
                List<Future<Outcome<Publication>>> publishers = new ArrayList<>();
                for (int i = 0; i < 100; i++) {
                    String address = "192.0.2." + i;
                    publishers.add(
                            threads.submit(() ->
                                    publishPolicy.publish(
                                            ACME,
                                            Samples.submission(address),
                                            PublishTerms.of(tag, List.of()),
                                            Samples.operator())));
                }
                for (Future<Outcome<Publication>> publisher : publishers) {
                    outcomes.add(publisher.get(60, TimeUnit.SECONDS));
                }
            }

            assertThat(outcomes).hasSize(100);
            assertThat(outcomes.stream().filter(each -> each instanceof Outcome.Done)).hasSize(1);
            assertThat(outcomes.stream().filter(each -> each instanceof Outcome.Refused))
                    .allMatch(each -> code(each) == ProblemCode.POLICY_STALE);
            PolicyRevision won =
                    outcomes.stream()
                            .flatMap(each ->
                                    each instanceof Outcome.Done<Publication>(var value)
                                            ? Stream.of(value.revision())
                                            : Stream.of())
                            .findFirst()
                            .orElseThrow();
            assertThat(
                            transactions()
                                    .<Object>read(
                                            all -> all.revisions().current(ACME).orElseThrow()))
                    .isEqualTo(won);
            assertThat(won.number()).isEqualTo(round);
            assertThat(announced).hasSize(round);
        }
    }

    private static ProblemCode code(Outcome<?> outcome) {
        return ((Outcome.Refused<?>) outcome).problem().code();
    }

    /** Publishers that read again when they come too late all get through, each exactly once. */
    @Test
    void publishersThatReadAgainAllGetThrough() throws Exception {
        write(all -> all.tenants().insert(Samples.tenant(ACME)));
        PublishPolicy publishPolicy = publishPolicy();
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<?>> publishers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                String address = "192.0.2." + i;
                publishers.add(threads.submit(() -> publishTenTimes(publishPolicy, address)));
            }
            for (Future<?> publisher : publishers) {
                publisher.get(60, TimeUnit.SECONDS);
            }
        }

        List<Long> sequences =
                LongStream.rangeClosed(1, 40)
                        .mapToObj(number ->
                                transactions()
                                        .<PolicyRevision>read(all ->
                                                all.revisions().find(ACME, number).orElseThrow()))
                        .map(PolicyRevision::sequence)
                        .toList();
        assertThat(sequences)
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 40).boxed().toList());
        assertThat(transactions().<List<AuditRecord>>read(all -> all.audit().after(0, 100)))
                .hasSize(40);
    }

    private void publishTenTimes(PublishPolicy publishPolicy, String address) {
        int published = 0;
        while (published < 10) {
            Outcome<Publication> outcome =
                    publishPolicy.publish(
                            ACME,
                            Samples.submission(address),
                            PublishTerms.of(current(), List.of()),
                            Samples.operator());
            if (outcome instanceof Outcome.Done) {
                published++;
            } else {
                assertThat(code(outcome)).isEqualTo(ProblemCode.POLICY_STALE);
            }
        }
    }

    // Shared explanations, and who answers for policies.

    private static SharedExplanation shared(TenantId tenant, int hour) {
        return new SharedExplanation(
                tenant,
                Samples.NOW.truncatedTo(ChronoUnit.MILLIS).plus(Duration.ofHours(hour)),
                "{\"n\":" + hour + "}",
                "text ✓ " + hour);
    }

    @Test
    void sharedExplanationsAreFoundByTheirDigestUntilTheyArePushedOutOrPurged() {
        write(all -> {
            all.tenants().insert(Samples.tenant(ACME));
            all.tenants().insert(Samples.tenant(ZETA));
            all.shared().put("z", shared(ZETA, 1), 2);
            all.shared().put("a", shared(ACME, 1), 2);
            all.shared().put("b", shared(ACME, 2), 2);
        });
        assertThat(transactions().<Object>read(all -> all.shared().find("a").orElseThrow()))
                .isEqualTo(shared(ACME, 1));

        write(all -> all.shared().put("c", shared(ACME, 3), 2));
        assertThat(sharedDigests("a", "b", "c", "z")).containsExactly("b", "c", "z");
        write(all -> all.shared().purge(shared(ACME, 2).expiresAt()));
        assertThat(sharedDigests("a", "b", "c", "z")).containsExactly("c");
        write(all -> all.tenants().delete(ACME));
        assertThat(sharedDigests("c")).isEmpty();
        assertThatThrownBy(() -> write(all -> all.shared().put("d", shared(ACME, 1), 2)))
                .isInstanceOf(StorageException.class);
    }

    private List<String> sharedDigests(String... digests) {
        return transactions()
                .read(all ->
                        Stream.of(digests)
                                .filter(digest -> all.shared().find(digest).isPresent())
                                .toList());
    }

    @Test
    void whoAnswersForAPolicyIsKeptUntilTheTenantIsGone() {
        write(all -> all.tenants().insert(Samples.tenant(ACME)));
        assertThat(transactions().<Object>read(all -> all.monitoring().find(ACME)))
                .isEqualTo(Optional.empty());
        MonitorSettings first = new MonitorSettings("Büro ✓", Samples.NOW);
        write(all -> all.monitoring().put(ACME, first));
        assertThat(transactions().<Object>read(all -> all.monitoring().find(ACME).orElseThrow()))
                .isEqualTo(first);
        write(all -> all.monitoring().put(ACME, new MonitorSettings("", null)));
        assertThat(transactions().<Object>read(all -> all.monitoring().find(ACME).orElseThrow()))
                .isEqualTo(MonitorSettings.NONE);
        write(all -> all.tenants().delete(ACME));
        assertThat(transactions().<Object>read(all -> all.monitoring().find(ACME)))
                .isEqualTo(Optional.empty());
        assertThatThrownBy(() -> write(all -> all.monitoring().put(ACME, first)))
                .isInstanceOf(StorageException.class);
    }

    @Test
    void whatIsKeptForDoorsIsKeptUntilTheTenantIsGone() {
        write(all -> all.tenants().insert(Samples.tenant(ACME)));
        write(all -> all.tenants().insert(Samples.tenant(ZETA)));
        DoorDocument first = new DoorDocument(new DoorContent("one", "{\"a\":\"ü\"}"), 3);
        DoorDocument other = new DoorDocument(new DoorContent("two", "{}"), 4);
        write(all -> {
            all.doors().put(ACME, first);
            all.doors().put(ACME, other);
            all.doors().modeIsChosen(ACME);
            all.doors().modeIsChosen(ACME);
        });

        assertThat(transactions().<Object>read(all -> all.doors().find(ACME, "one").orElseThrow()))
                .isEqualTo(first);
        assertThat(transactions().<Object>read(all -> all.doors().find(ACME, "two").orElseThrow()))
                .isEqualTo(other);
        assertThat(transactions().<Object>read(all -> all.doors().find(ZETA, "one")))
                .isEqualTo(Optional.empty());
        assertThat(transactions().<Boolean>read(all -> all.doors().isModeChosen(ACME))).isTrue();
        assertThat(transactions().<Boolean>read(all -> all.doors().isModeChosen(ZETA))).isFalse();

        DoorDocument second = new DoorDocument(new DoorContent("one", "[]"), 5);
        write(all -> all.doors().put(ACME, second));
        assertThat(transactions().<Object>read(all -> all.doors().find(ACME, "one").orElseThrow()))
                .isEqualTo(second);

        write(all -> all.tenants().delete(ACME));
        assertThat(transactions().<Object>read(all -> all.doors().find(ACME, "one")))
                .isEqualTo(Optional.empty());
        assertThat(transactions().<Boolean>read(all -> all.doors().isModeChosen(ACME))).isFalse();
        assertThatThrownBy(() -> write(all -> all.doors().put(ACME, first)))
                .isInstanceOf(StorageException.class);
        assertThatThrownBy(() -> write(all -> all.doors().modeIsChosen(ACME)))
                .isInstanceOf(StorageException.class);
    }

    private static Provisional provisional(Witness witness, @Nullable Instant seenAt) {
        return new Provisional(
                ACME,
                1,
                0,
                2,
                witness,
                true,
                Duration.ofMinutes(10),
                Duration.ofMillis(599_999),
                Samples.NOW,
                seenAt);
    }

    @Test
    void whatWaitsForAConfirmationIsKeptUntilItStandsOrTheTenantIsGone() {
        write(all -> all.tenants().insert(Samples.tenant(ACME)));
        assertThat(transactions().<Object>read(all -> all.provisionals().find(ACME)))
                .isEqualTo(Optional.empty());
        Provisional first =
                provisional(
                        new Witness(
                                new PrincipalReference(PrincipalKind.USER, "Büro ✓"),
                                IpPrefix.parse("2001:db8::/64")),
                        null);
        write(all -> all.provisionals().put(first));
        assertThat(transactions().<Object>read(all -> all.provisionals().all()))
                .isEqualTo(List.of(first));
        Provisional second = provisional(Witness.NOBODY, Samples.NOW);
        write(all -> all.provisionals().put(second));
        assertThat(transactions().<Object>read(all -> all.provisionals().find(ACME).orElseThrow()))
                .isEqualTo(second);
        write(all -> all.provisionals().remove(ACME));
        assertThat(transactions().<Object>read(all -> all.provisionals().all()))
                .isEqualTo(List.of());
        write(all -> all.provisionals().put(second));
        write(all -> all.tenants().delete(ACME));
        assertThat(transactions().<Object>read(all -> all.provisionals().all()))
                .isEqualTo(List.of());
        assertThatThrownBy(() -> write(all -> all.provisionals().put(second)))
                .isInstanceOf(StorageException.class);
    }

    @Test
    void historyIsReadBackwardsWithWhatBecameOfEachRevision() {
        RevisionNote waiting = new RevisionNote(RevisionKind.ROLLBACK, 1L, Standing.PROVISIONAL);
        write(all -> {
            all.tenants().insert(Samples.tenant(ACME));
            all.revisions().append(ACME, Samples.revision(1));
            all.revisions().append(ACME, Samples.revision(2), waiting);
            all.revisions().append(ACME, Samples.revision(3));
        });
        assertThat(history(Long.MAX_VALUE, 2))
                .containsExactly(
                        RevisionSummary.of(Samples.revision(3), RevisionNote.PUBLISHED),
                        RevisionSummary.of(Samples.revision(2), waiting));
        assertThat(history(2, 2))
                .containsExactly(RevisionSummary.of(Samples.revision(1), RevisionNote.PUBLISHED));
        write(all -> all.revisions().standing(ACME, 2, Standing.REVERTED));
        assertThat(history(3, 1).getFirst().note())
                .isEqualTo(new RevisionNote(RevisionKind.ROLLBACK, 1L, Standing.REVERTED));
        assertThat(transactions().<Object>read(all -> all.revisions().before(ZETA, 9, 9)))
                .isEqualTo(List.of());
        assertThat(transactions().<Object>read(all -> all.revisions().numberAt(ACME, Samples.NOW)))
                .isEqualTo(Optional.of(3L));
        assertThat(
                        transactions()
                                .<Object>read(all ->
                                        all.revisions().numberAt(ACME, Samples.NOW.minusNanos(1))))
                .isEqualTo(Optional.empty());
    }

    private List<RevisionSummary> history(long before, int limit) {
        return transactions().read(all -> all.revisions().before(ACME, before, limit));
    }

    @Test
    void remindersAreNotedOnceAndGoWithTheirTenant() {
        write(all -> all.tenants().insert(Samples.tenant(ACME)));
        Instant deadline = Instant.parse("2027-01-31T00:00:00.123456789Z");
        Reminder own =
                new Reminder(
                        ACME, "office/e1", Deadline.Kind.EXPIRES, deadline, Duration.ofDays(3));
        Reminder platform =
                new Reminder(null, "list vpn/e1", Deadline.Kind.REVIEW, deadline, Duration.ZERO);

        assertThat(transactions().<Boolean>write(all -> all.reminders().add(own))).isTrue();
        assertThat(transactions().<Boolean>write(all -> all.reminders().add(own))).isFalse();
        assertThat(transactions().<Boolean>write(all -> all.reminders().add(platform))).isTrue();
        assertThat(transactions().<Set<Reminder>>read(all -> all.reminders().of(ACME)))
                .containsExactly(own);
        assertThat(transactions().<Set<Reminder>>read(all -> all.reminders().of(null)))
                .containsExactly(platform);

        write(all -> all.tenants().delete(ACME));
        assertThat(transactions().<Set<Reminder>>read(all -> all.reminders().of(ACME))).isEmpty();
        assertThat(
                        transactions()
                                .<Integer>write(
                                        all -> all.reminders().forget(deadline.minusSeconds(1))))
                .isZero();
        assertThat(
                        transactions()
                                .<Integer>write(
                                        all -> all.reminders().forget(deadline.plusSeconds(1))))
                .isEqualTo(1);
    }
}
