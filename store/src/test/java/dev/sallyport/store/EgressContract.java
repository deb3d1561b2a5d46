package dev.sallyport.store;

import static dev.sallyport.store.Samples.ACME;
import static dev.sallyport.store.Samples.NOW;
import static dev.sallyport.store.Samples.ZETA;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.control.egress.Acknowledgement;
import dev.sallyport.control.egress.EgressAgent;
import dev.sallyport.control.egress.EgressCustomer;
import dev.sallyport.control.egress.EgressNotice;
import dev.sallyport.control.egress.EgressRegion;
import dev.sallyport.control.egress.Publication;
import dev.sallyport.control.port.EgressRepository;
import dev.sallyport.control.port.Repositories;
import dev.sallyport.control.port.StorageException;
import dev.sallyport.control.port.Transactions;
import dev.sallyport.control.tenant.Tenant;
import dev.sallyport.egress.document.EgressDocument;
import dev.sallyport.egress.document.EgressDocumentWriter;
import dev.sallyport.egress.list.Direction;
import dev.sallyport.egress.list.EgressList;
import dev.sallyport.egress.list.EgressPrefix;
import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.policy.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every implementation of the port for our own addresses does. */
abstract class EgressContract {

    private static final IpPrefix FIRST = IpPrefix.parse("198.51.100.1/32");
    private static final IpPrefix SECOND = IpPrefix.parse("2001:db8::/48");

    abstract Transactions transactions();

    private void write(Consumer<Repositories> work) {
        transactions()
                .write(repositories -> {
                    work.accept(repositories);
                    return true;
                });
    }

    private <T> T read(Function<EgressRepository, T> work) {
        return transactions().read(all -> work.apply(all.egress()));
    }

    private static Publication publication(String region, long serial, @Nullable Instant end) {
        EgressList list =
                new EgressList(
                        region,
                        serial,
                        NOW.plusSeconds(serial),
                        List.of(
                                new EgressPrefix(
                                        FIRST, "default", Direction.OUTBOUND, NOW, end, "a \"b\""),
                                new EgressPrefix(SECOND, "web", Direction.BOTH, NOW, null, null)));
        String document =
                new String(
                        EgressDocumentWriter.write(
                                new EgressDocument("https://saas.example", list, List.of())),
                        UTF_8);
        return new Publication(list, document, List.of("one", "two"));
    }

    private static EgressRegion region(Publication publication, @Nullable Instant noticeDue) {
        return new EgressRegion(publication.list(), Map.of(SECOND, NOW), 7, 3, noticeDue);
    }

    @Test
    void aRegionIsFoundAsItWasPut() {
        Publication one = publication("us-east-1", 1, NOW.plusSeconds(99));
        EgressRegion region = region(one, NOW.plusMillis(1500));
        write(all -> {
            all.egress().add(one);
            all.egress().put(region);
        });

        assertThat(this.<Optional<EgressRegion>>read(egress -> egress.find("us-east-1")))
                .contains(region);
        assertThat(this.<Optional<EgressRegion>>read(egress -> egress.find("eu-west-1"))).isEmpty();
        assertThat(this.<List<String>>read(EgressRepository::regions)).containsExactly("us-east-1");
    }

    @Test
    void whatWasPublishedStays() {
        write(all ->
                IntStream.rangeClosed(1, 4)
                        .forEach(serial ->
                                all.egress().add(publication("us-east-1", serial, null))));
        write(all -> all.egress().put(region(publication("us-east-1", 4, null), null)));

        assertThat(this.<Optional<Publication>>read(egress -> egress.publication("us-east-1", 2)))
                .contains(publication("us-east-1", 2, null));
        assertThat(this.<Optional<Publication>>read(egress -> egress.publication("us-east-1", 5)))
                .isEmpty();
        assertThat(this.<Optional<Publication>>read(egress -> egress.publication("other", 2)))
                .isEmpty();
        assertThat(
                        this.<List<Publication.Summary>>read(
                                egress -> egress.history("us-east-1", 4, 2)))
                .extracting(Publication.Summary::serial)
                .containsExactly(3L, 2L);
        assertThat(
                        this.<List<Publication.Summary>>read(
                                        egress -> egress.history("us-east-1", Long.MAX_VALUE, 1))
                                .getFirst()
                                .words())
                .containsExactly("one", "two");
    }

    @Test
    void aSerialIsGivenOnce() {
        write(all -> all.egress().add(publication("us-east-1", 2, null)));

        for (long serial : new long[] {1, 2}) {
            assertThatThrownBy(() ->
                            write(all -> all.egress().add(publication("us-east-1", serial, null))))
                    .isInstanceOf(StorageException.class);
        }
        assertThatThrownBy(() ->
                        write(all ->
                                all.egress().put(region(publication("us-east-1", 3, null), null))))
                .isInstanceOf(StorageException.class);
        write(all -> all.egress().add(publication("eu-west-1", 1, null)));
        assertThat(this.<List<String>>read(EgressRepository::regions)).isEmpty();
    }

    @Test
    void whatIsDueIsFound() {
        Publication ending = publication("ending", 1, NOW.plusSeconds(10));
        Publication told = publication("told", 1, null);
        write(all -> {
            for (Publication each : List.of(ending, told, publication("quiet", 1, null))) {
                all.egress().add(each);
            }
            all.egress().put(region(ending, null));
            all.egress().put(region(told, NOW.plusSeconds(5)));
            all.egress().put(region(publication("quiet", 1, null), null));
        });

        assertThat(this.<List<String>>read(egress -> egress.due(NOW.plusSeconds(4)))).isEmpty();
        assertThat(this.<List<String>>read(egress -> egress.due(NOW.plusSeconds(5))))
                .containsExactly("told");
        assertThat(this.<List<String>>read(egress -> egress.due(NOW.plusSeconds(10))))
                .containsExactly("told");
        assertThat(this.<List<String>>read(egress -> egress.due(NOW.plusSeconds(11))))
                .containsExactly("ending", "told");
    }

    @Test
    void noticesComeNewestFirst() {
        write(all -> {
            for (long serial : new long[] {2, 5, 9}) {
                all.egress()
                        .add(
                                new EgressNotice(
                                        "us-east-1",
                                        serial - 1,
                                        serial,
                                        NOW.plus(Duration.ofHours(serial)),
                                        List.of("x " + serial)));
            }
            all.egress().add(new EgressNotice("eu-west-1", 0, 1, NOW, List.of("y")));
        });

        List<EgressNotice> found = read(egress -> egress.notices("us-east-1", 2));
        assertThat(found).extracting(EgressNotice::serial).containsExactly(9L, 5L);
        assertThat(found.getFirst())
                .isEqualTo(
                        new EgressNotice(
                                "us-east-1", 8, 9, NOW.plus(Duration.ofHours(9)), List.of("x 9")));
    }

    private static Tenant tenant(TenantId id, @Nullable String region) {
        return new Tenant(
                id, id.value().toUpperCase(Locale.ROOT), List.of(), region, null, NOW, NOW);
    }

    @Test
    void agentsBelongToTenantsAndGoWithThem() {
        Acknowledgement said =
                new Acknowledgement("us-east-1", 4, NOW, NOW.plusSeconds(1), "nftables");
        EgressAgent shared = new EgressAgent(ACME, "k1", "x1", "edge", NOW, null);
        EgressAgent spoken = new EgressAgent(ACME, "k2", "x2", "other", NOW, said);
        EgressAgent others = new EgressAgent(ZETA, "k1", "x1", "theirs", NOW, null);
        write(all -> {
            all.tenants().insert(tenant(ACME, "us-east-1"));
            all.tenants().insert(tenant(ZETA, null));
            List.of(others, spoken, shared).forEach(all.egress()::put);
        });

        assertThat(this.<List<EgressAgent>>read(egress -> egress.agents(ACME)))
                .containsExactly(shared, spoken);
        assertThat(this.<List<EgressAgent>>read(egress -> egress.agentsWith("k1")))
                .containsExactly(shared, others);
        assertThat(this.<List<EgressAgent>>read(egress -> egress.agentsIn("us-east-1")))
                .containsExactly(shared, spoken);
        assertThat(this.<List<EgressCustomer>>read(egress -> egress.customersOf("us-east-1")))
                .containsExactly(new EgressCustomer(ACME, "ACME"));
        EgressAgent renewed = new EgressAgent(ACME, "k1", "x1", "edge", NOW, said);
        write(all -> {
            all.egress().put(renewed);
            all.egress().delete(ACME, "k2");
        });
        assertThat(this.<List<EgressAgent>>read(egress -> egress.agents(ACME)))
                .containsExactly(renewed);
        write(all -> all.tenants().delete(ACME));
        assertThat(this.<List<EgressAgent>>read(egress -> egress.agentsWith("k1")))
                .containsExactly(others);
        assertThatThrownBy(() -> write(all -> all.egress().put(shared)))
                .isInstanceOf(StorageException.class);
    }

    @Test
    void aReadChangesNothing() {
        assertThatThrownBy(() ->
                        read(egress -> {
                            egress.add(publication("us-east-1", 1, null));
                            return Optional.empty();
                        }))
                .isInstanceOf(IllegalStateException.class);
    }
}
