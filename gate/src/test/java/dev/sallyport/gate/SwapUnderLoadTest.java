package dev.sallyport.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.engine.decision.TenantDirectory;
import dev.sallyport.engine.policy.Effect;
import dev.sallyport.engine.policy.Mode;
import dev.sallyport.engine.policy.Scope;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListSet;
import org.junit.jupiter.api.Test;

/**
 * Revisions replaced under load: each answer belongs wholly to one of them, and never to an older
 * one than the last.
 */
final class SwapUnderLoadTest {

    private static final int CONNECTIONS = 4;
    private static final int REQUESTS = 5_000;

    /* Revision 3n restricts nothing, 3n+1 allows by a rule, 3n+2 denies by one. */
    private static void publish(TenantDirectory directory, long revision) {
        switch ((int) (revision % 3)) {
            case 0 ->
                    Gates.publish(
                            directory,
                            Gates.state("acme", revision, Mode.ENFORCE),
                            "acme.example.com");
            case 1 ->
                    Gates.publish(
                            directory,
                            Gates.state(
                                    "acme",
                                    revision,
                                    Mode.ENFORCE,
                                    Gates.rule("in", Effect.ALLOW, Scope.ALL, "192.0.2.0/24")),
                            "acme.example.com");
            default ->
                    Gates.publish(
                            directory,
                            Gates.state(
                                    "acme",
                                    revision,
                                    Mode.ENFORCE,
                                    Gates.rule("out", Effect.DENY, Scope.ALL, "any")),
                            "acme.example.com");
        }
    }

    private static String wholeAnswer(long revision) {
        return switch ((int) (revision % 3)) {
            case 0 -> "204 allow allow no-restriction";
            case 1 -> "204 allow allow allowed-by-rule";
            default -> "403 deny deny denied-by-rule";
        };
    }

    @Test
    void eachAnswerBelongsToOneRevision() {
        TenantDirectory directory = Gates.directory();
        publish(directory, 0);
        ConcurrentSkipListSet<Long> seen = new ConcurrentSkipListSet<>();
        try (GateServer gate = new GateServer(Gates.nginx(), directory, Gates.CLOCK)) {
            int port = gate.start();
            List<CompletableFuture<Void>> clients = new ArrayList<>();
            for (int i = 0; i < CONNECTIONS; i++) {
                clients.add(
                        CompletableFuture.runAsync(
                                () -> ask(port, seen), task -> Thread.ofVirtual().start(task)));
            }
            CompletableFuture<Void> all =
                    CompletableFuture.allOf(clients.toArray(CompletableFuture[]::new));
            for (long revision = 1; !all.isDone(); revision++) {
                publish(directory, revision);
                Thread.onSpinWait();
            }
            all.join();
        }
        assertThat(seen).as("revisions seen").hasSizeGreaterThan(100);
    }

    private static void ask(int port, ConcurrentSkipListSet<Long> seen) {
        String request =
                "GET / HTTP/1.1\r\nHost: acme.example.com\r\nX-Original-URI: /\r\nX-Forwarded-For: 192.0.2.1\r\n\r\n";
        long last = 0;
        try (RawClient client = new RawClient(port)) {
            for (int i = 0; i < REQUESTS; i++) {
                RawClient.Response answer = client.send(request).read();
                long revision = Long.parseLong(answer.header("x-sallyport-revision"));
                String whole =
                        String.join(
                                " ",
                                Integer.toString(answer.status()),
                                answer.header("x-sallyport-decision"),
                                answer.header("x-sallyport-evaluated"),
                                answer.header("x-sallyport-reason"));
                assertThat(whole).as("revision %d", revision).isEqualTo(wholeAnswer(revision));
                assertThat(revision).isGreaterThanOrEqualTo(last);
                last = revision;
                seen.add(revision);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
