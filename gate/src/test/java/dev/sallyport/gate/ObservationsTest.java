package dev.sallyport.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.decision.GeoData;
import dev.sallyport.engine.decision.Principal;
import dev.sallyport.engine.decision.TenantDirectory;
import dev.sallyport.engine.policy.Effect;
import dev.sallyport.engine.policy.Mode;
import dev.sallyport.engine.policy.PrincipalKind;
import dev.sallyport.engine.policy.Scope;
import dev.sallyport.evidence.Observation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What is decided over real connections is what is drained, to the last answer. */
final class ObservationsTest {

    private static final int CLIENTS = 4;
    private static final int REQUESTS = 500;

    private static TenantDirectory directory() {
        TenantDirectory directory = Gates.directory();
        Gates.publish(
                directory,
                Gates.state(
                        "acme",
                        1,
                        Mode.ENFORCE,
                        Gates.rule("in", Effect.ALLOW, Scope.ALL, "192.0.2.0/24")),
                "acme.example.com");
        Gates.publish(directory, Gates.state("quiet", 3, Mode.DISABLED), "quiet.example.com");
        return directory;
    }

    private static GateConfiguration configuration() {
        return Gates.nginx().withFactHeaders(principals());
    }

    private static FactHeaders principals() {
        return GateProfile.NGINX
                .factHeaders()
                .withPrincipal("X-Sallyport-Principal", null, null, null);
    }

    private static String question(String host, String address, String principal) {
        return "GET / HTTP/1.1\r\nHost: "
                + host
                + "\r\nX-Original-URI: /api/x\r\nX-Forwarded-For: "
                + address
                + "\r\nX-Sallyport-Principal: "
                + principal
                + "\r\n\r\n";
    }

    private static long total(List<Observation> observations) {
        return observations.stream().mapToLong(Observation::count).sum();
    }

    @Test
    void whatIsAnsweredIsDrainedOnceAndWhole() throws IOException {
        List<Observation> drained = new ArrayList<>();
        try (GateServer gate = new GateServer(configuration(), directory(), Gates.CLOCK);
                RawClient client = new RawClient(gate.start())) {
            for (int i = 0; i < 3; i++) {
                client.send(question("acme.example.com", "192.0.2.7", "user:alice")).read();
            }
            client.send(question("acme.example.com", "2001:db8::1", "anonymous")).read();
            client.send(question("acme.example.com", "2001:db8::2", "anonymous")).read();
            client.send(question("acme.example.com", "unknown", "anonymous")).read();
            client.send(question("quiet.example.com", "192.0.2.7", "user:alice")).read();
            client.send(question("nobody.example.com", "192.0.2.7", "user:alice")).read();
            gate.drainObservations(GeoData.none(), drained::add);
            List<Observation> again = new ArrayList<>();
            gate.drainObservations(GeoData.none(), again::add);
            assertThat(again).isEmpty();
        }
        Map<String, Observation> byWho = new HashMap<>();
        for (Observation each : drained) {
            String who = each.tenant() + " " + each.network() + " " + each.principal().kind();
            assertThat(byWho.put(who, each)).isNull();
        }
        assertThat(byWho)
                .containsOnlyKeys(
                        "acme 192.0.2.7/32 USER",
                        "acme 2001:db8::/64 ANONYMOUS",
                        "acme null ANONYMOUS",
                        "quiet 192.0.2.7/32 ANONYMOUS");
        assertThat(byWho.get("acme 192.0.2.7/32 USER"))
                .satisfies(alice -> {
                    assertThat(alice.count()).isEqualTo(3);
                    assertThat(alice.principal())
                            .isEqualTo(
                                    new Principal(
                                            PrincipalKind.USER,
                                            "alice",
                                            java.util.Set.of(),
                                            null,
                                            null));
                    assertThat(alice.channel().label()).isEqualTo("api");
                    assertThat(alice.outcome().enforced()).isEqualTo(Effect.ALLOW);
                    assertThat(alice.outcome().revision()).isEqualTo(1);
                    assertThat(alice.firstMillis()).isEqualTo(Gates.NOW.toEpochMilli());
                });
        assertThat(byWho.get("acme 2001:db8::/64 ANONYMOUS"))
                .satisfies(six -> {
                    assertThat(six.count()).isEqualTo(2);
                    assertThat(six.newest()).hasToString("2001:db8::2");
                    assertThat(six.outcome().enforced()).isEqualTo(Effect.DENY);
                });
        assertThat(byWho.get("quiet 192.0.2.7/32 ANONYMOUS"))
                .extracting(quiet -> quiet.outcome().mode())
                .isEqualTo(Mode.DISABLED);
    }

    /** Drains while requests are under way, and once more when all is closed: nothing is lost. */
    @Test
    void nothingIsLostWhileDrainingNorByClosing() throws Exception {
        List<Observation> drained = new ArrayList<>();
        GateServer gate = new GateServer(configuration(), directory(), Gates.CLOCK);
        int port = gate.start();
        AtomicBoolean isOver = new AtomicBoolean();
        Thread drainer =
                new Thread(() -> {
                    while (!isOver.get()) {
                        gate.drainObservations(GeoData.none(), drained::add);
                    }
                });
        List<Thread> clients = new ArrayList<>();
        for (int number = 0; number < CLIENTS; number++) {
            String host = "10.9." + number + ".";
            clients.add(Thread.ofPlatform().start(() -> ask(port, host)));
        }
        drainer.start();
        for (Thread client : clients) {
            client.join();
        }
        isOver.set(true);
        drainer.join();
        long before = total(drained);
        try (RawClient last = new RawClient(port)) {
            last.send(question("acme.example.com", "192.0.2.99", "user:last")).read();
        }
        gate.close();
        gate.drainObservations(GeoData.none(), drained::add);
        gate.drainObservations(GeoData.none(), drained::add);

        assertThat(before).isLessThanOrEqualTo((long) CLIENTS * REQUESTS);
        assertThat(total(drained)).isEqualTo((long) CLIENTS * REQUESTS + 1);
        assertThat(drained).extracting(Observation::network).contains(IpPrefix.parse("192.0.2.99"));
    }

    private static void ask(int port, String host) {
        try (RawClient client = new RawClient(port)) {
            for (int i = 0; i < REQUESTS; i++) {
                String address = "198.51.100." + i % 7;
                client.send(question("acme.example.com", address, "user:" + host)).read();
            }
        } catch (IOException unexpected) {
            throw new IllegalStateException(unexpected);
        }
    }

    @Test
    void aDrainThatWaitsForNothingWorksWhileThePortCloses() throws Exception {
        GateServer gate = new GateServer(configuration(), directory(), Gates.CLOCK);
        List<Observation> drained = new ArrayList<>();
        try (RawClient client = new RawClient(gate.start())) {
            client.send(question("acme.example.com", "192.0.2.7", "user:alice")).read();
        }
        Thread closer = Thread.ofPlatform().start(gate::close);
        while (closer.isAlive()) {
            gate.drainObservations(GeoData.none(), drained::add);
        }
        assertThat(total(drained)).isEqualTo(1);
    }

    @Test
    void whatASinkDoesNotTakeComesAgain() throws IOException {
        try (GateServer gate = new GateServer(configuration(), directory(), Gates.CLOCK);
                RawClient client = new RawClient(gate.start())) {
            for (int i = 1; i <= 5; i++) {
                client.send(question("acme.example.com", "192.0.2." + i, "user:alice")).read();
            }
            List<Observation> taken = new ArrayList<>();
            assertThatThrownBy(() ->
                            gate.drainObservations(
                                    GeoData.none(),
                                    each -> {
                                        if (taken.size() == 2) {
                                            throw new IllegalStateException("full");
                                        }
                                        taken.add(each);
                                    }))
                    .hasMessage("full");
            client.send(question("acme.example.com", "192.0.2.6", "user:alice")).read();
            gate.drainObservations(GeoData.none(), taken::add);
            assertThat(taken)
                    .extracting(each -> String.valueOf(each.network()))
                    .containsExactlyInAnyOrder(
                            "192.0.2.1/32",
                            "192.0.2.2/32",
                            "192.0.2.3/32",
                            "192.0.2.4/32",
                            "192.0.2.5/32",
                            "192.0.2.6/32");
        }
    }

    /**
     * A listener is called on an event loop; one that drains there is told so, and nothing is lost.
     */
    @Test
    void anEventLoopDoesNotDrain() throws IOException {
        AtomicReference<GateServer> self = new AtomicReference<>();
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        DecisionListener draining =
                (idHigh, idLow, peer, lines, snapshot, request, verdict) -> {
                    try {
                        self.get().drainObservations(GeoData.none(), each -> {});
                    } catch (IllegalStateException refused) {
                        thrown.set(refused);
                    }
                };
        try (GateServer gate = new GateServer(configuration(), directory(), Gates.CLOCK, draining);
                RawClient client = new RawClient(gate.start())) {
            self.set(gate);
            client.send(question("acme.example.com", "192.0.2.1", "user:alice")).read();
            List<Observation> drained = new ArrayList<>();
            gate.drainObservations(GeoData.none(), drained::add);

            assertThat(thrown.get()).hasMessage("an event loop does not wait for itself");
            assertThat(total(drained)).isEqualTo(1);
        }
    }

    @Test
    void foldsAndDropsAreInTheMetrics() throws IOException {
        GateConfiguration small = configuration().withObservationMemory(1).withThreads(1);
        try (GateServer gate = new GateServer(small, directory(), Gates.CLOCK);
                RawClient client = new RawClient(gate.start())) {
            for (int i = 0; i < 100; i++) {
                client.send(question("acme.example.com", "192.0.2." + i, "anonymous")).read();
            }
            client.send(question("acme.example.com", "192.0.2.1", "user:alice")).read();
            List<Observation> drained = new ArrayList<>();
            gate.drainObservations(GeoData.none(), drained::add);

            assertThat(total(drained)).isEqualTo(100);
            assertThat(gate.metrics().foldedObservations()).isEqualTo(52);
            assertThat(gate.metrics().droppedObservations()).isEqualTo(1);
        }
    }

    @Test
    void nothingIsRecordedWithoutRoom() throws IOException {
        GateConfiguration without = configuration().withObservationMemory(0);
        try (GateServer gate = new GateServer(without, directory(), Gates.CLOCK);
                RawClient client = new RawClient(gate.start())) {
            client.send(question("acme.example.com", "192.0.2.1", "user:alice")).read();
            gate.drainObservations(
                    GeoData.none(),
                    each -> {
                        throw new IllegalStateException("nothing was recorded");
                    });
        }
    }
}
