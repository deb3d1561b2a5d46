package dev.sallyport.conformance.nginx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/**
 * The gate is killed under load: nginx does what its configuration says, nothing else, and
 * recovers.
 */
final class GateDownTest {

    private static final int CONNECTIONS = 4;
    private static final String REQUEST = "GET /page HTTP/1.1\r\nHost: acme.example.com\r\n\r\n";
    private static final String UP = "200";
    private static final int MOST_OTHERS = 50_000;

    /** Counts answers by what they are, while it goes on asking. */
    private static final class Load implements AutoCloseable {
        private final Map<String, AtomicLong> seen = new ConcurrentSkipListMap<>();
        private final AtomicBoolean isOver = new AtomicBoolean();
        private final List<CompletableFuture<Void>> clients = new ArrayList<>();

        Load(Nginx nginx) {
            for (int i = 0; i < CONNECTIONS; i++) {
                clients.add(
                        CompletableFuture.runAsync(
                                () -> ask(nginx), task -> Thread.ofVirtual().start(task)));
            }
        }

        private void ask(Nginx nginx) {
            try (HttpConnection client = new HttpConnection(nginx.port(), ReplayCase.TRUSTED)) {
                while (!isOver.get()) {
                    HttpConnection.Response response = client.exchange(REQUEST);
                    String retry = response.headers().get("retry-after");
                    String text =
                            response.status() + (retry == null ? "" : " retry after " + retry);
                    seen.computeIfAbsent(text, ignored -> new AtomicLong()).incrementAndGet();
                }
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }

        private long total() {
            return seen.values().stream().mapToLong(AtomicLong::get).sum();
        }

        /* Waits for that many further answers. */
        void pass(int answers) throws InterruptedException {
            long wanted = total() + answers;
            while (total() < wanted) {
                look();
            }
        }

        /* Waits until this answer comes again, which is well before so many others. */
        void awaitNext(String answer) throws InterruptedException {
            long before = count(answer);
            long patience = total() + MOST_OTHERS;
            while (count(answer) == before) {
                assertThat(total())
                        .as("answers %s, and no `%s`", seen, answer)
                        .isLessThan(patience);
                look();
            }
        }

        private void look() throws InterruptedException {
            for (CompletableFuture<Void> client : clients) {
                assertThat(client).as("a client that goes on").isNotDone();
            }
            Thread.sleep(5);
        }

        long count(String answer) {
            AtomicLong count = seen.get(answer);
            return count == null ? 0 : count.get();
        }

        @Override
        public void close() {
            isOver.set(true);
            clients.forEach(CompletableFuture::join);
        }
    }

    @Test
    void visitorsAreToldToComeAgain() throws IOException, InterruptedException {
        String down = "503 retry after 5";
        int port = Nginx.freePort();
        try (RecordingServer application = RecordingServer.application();
                Nginx nginx =
                        Nginx.start(
                                port, application.port(), new Nginx.Options(false, "", false))) {
            Load load = new Load(nginx);
            try (load) {
                load.awaitNext(down);
                GateProcess gate = GateProcess.start(port);
                try (gate) {
                    load.awaitNext(UP);
                    load.pass(500);
                    gate.kill();
                }
                load.awaitNext(down);
                settle(load);
                long up = load.count(UP);
                load.pass(200);
                assertThat(load.count(UP)).as("nobody comes in unasked").isEqualTo(up);
                try (GateProcess again = GateProcess.start(port)) {
                    load.awaitNext(UP);
                    load.pass(200);
                    long refused = load.count(down);
                    load.pass(200);
                    assertThat(load.count(down)).as("all is well again").isEqualTo(refused);
                    assertThat(again).isNotNull();
                }
            }
            assertThat(load.seen.keySet()).as("answers").containsExactlyInAnyOrder(UP, down);
        }
    }

    @Test
    void failOpenVariantLetsVisitorsIn() throws IOException, InterruptedException {
        int port = Nginx.freePort();
        try (RecordingServer application = RecordingServer.application();
                Nginx nginx =
                        Nginx.start(port, application.port(), new Nginx.Options(true, "", true))) {
            Load load = new Load(nginx);
            try (load) {
                load.pass(100);
                try (GateProcess gate = GateProcess.start(port)) {
                    load.pass(1000);
                    gate.kill();
                }
                load.pass(200);
                try (GateProcess again = GateProcess.start(port);
                        HttpConnection client =
                                new HttpConnection(nginx.port(), ReplayCase.TRUSTED)) {
                    while (!client.exchange(REQUEST)
                            .header("x-sallyport-reason")
                            .equals("no-restriction")) {
                        Thread.sleep(20);
                    }
                    assertThat(client.exchange(REQUEST.replace("acme", "nobody")).status())
                            .as("a gate that answers is obeyed")
                            .isEqualTo(403);
                    assertThat(again).isNotNull();
                }
            }
            assertThat(load.seen.keySet()).as("answers").containsExactly(UP);
        }
    }

    /* Lets the answers that were on their way when the gate died come in: one for each connection. */
    private static void settle(Load load) throws InterruptedException {
        load.pass(4 * CONNECTIONS);
    }
}
