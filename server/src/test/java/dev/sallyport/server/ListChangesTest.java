package dev.sallyport.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A list of ten thousand entries that decides is replaced by several writers as fast as they can,
 * while the gate is asked all the time. Nothing is measured here: it is about what is true under
 * haste. Excess is pushed back to the writers, who wait or are told that they came too late.
 */
final class ListChangesTest {

    private static final Duration HASTE = Duration.ofSeconds(5);
    private static final int ENTRIES = 10_000;
    private static final int WRITERS = 3;
    private static final int ASKERS = 2;
    private static final String LIST = "/api/v1/tenants/acme/lists/busy";
    private static final String HOST = "acme.example.com";
    private static final String ALWAYS = "203.0.113.7";
    private static final String NEVER = "192.0.2.7";

    @TempDir private Path folder;

    /* Every attempt to replace the list puts an address into it that no other attempt does. */
    private final AtomicInteger attempts = new AtomicInteger();
    private final Map<Integer, Long> answered = new ConcurrentHashMap<>();
    private final Map<Integer, Long> begunNanos = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<Integer> refused = new ConcurrentLinkedQueue<>();
    private final AtomicLong newest = new AtomicLong();
    private final ConcurrentLinkedQueue<String> faults = new ConcurrentLinkedQueue<>();
    private final LongAdder oldAsked = new LongAdder();
    private final LongAdder newestAsked = new LongAdder();
    private final LongAdder constantAsked = new LongAdder();

    /* The newest version anybody knew of was asked about and did not decide any more. */
    private record Replaced(long version, long answeredNanos) {}

    private final ConcurrentLinkedQueue<Replaced> replaced = new ConcurrentLinkedQueue<>();

    private volatile boolean over;

    private static String marker(int attempt) {
        return "10." + (attempt >>> 16) + "." + (attempt >>> 8 & 255) + "." + (attempt & 255);
    }

    private static String list(int attempt) {
        StringBuilder text = new StringBuilder(400_000);
        text.append("{\"entries\":[{\"prefix\":\"203.0.113.0/24\"},{\"prefix\":\"");
        text.append(marker(attempt)).append("\"}");
        for (int i = 2; i < ENTRIES; i++) {
            text.append(",{\"prefix\":\"172.")
                    .append(16 + (i >>> 14))
                    .append('.')
                    .append(i >>> 6 & 255)
                    .append('.')
                    .append((i & 63) << 2)
                    .append("/31\"}");
        }
        return text.append("]}").toString();
    }

    @Test
    void everyDecisionIsRightUnderAVersionThatWasCurrent() throws Exception {
        try (TestServer server = TestServer.start(folder, "--gate.trusted-proxies=127.0.0.1")) {
            Api operator = server.api().asOperator();
            operator.tenant("acme");
            Answer made = operator.put(LIST, list(attempts.incrementAndGet()));
            assertThat(made.status()).as(made.body()).isEqualTo(201);
            answered.put(1, number(made.etag()));
            newest.set(number(made.etag()));
            String policy =
                    "{\"mode\":\"ENFORCE\",\"rules\":[{\"id\":\"r\",\"effect\":\"ALLOW\",\"sources\":[{\"list\":\"busy\"}]}]}";
            assertThat(
                            operator.with("If-Match", "*")
                                    .put("/api/v1/tenants/acme/policy", policy)
                                    .status())
                    .isEqualTo(200);
            long before = sequence(operator);
            long memory = usedMemory();

            hurry(server, operator);

            assertThat(faults).isEmpty();
            assertThat(replaced).allMatch(this::hadASuccessorBegunBefore);
            int changes = answered.size() - 1;
            assertThat(changes).isGreaterThan(3);
            assertThat(refused).isNotEmpty();
            assertThat(oldAsked.sum()).isPositive();
            assertThat(newestAsked.sum()).isPositive();
            assertThat(constantAsked.sum()).isPositive();
            assertThat(sequence(operator)).isEqualTo(before + changes);
            assertThat(number(operator.get(LIST).etag())).isEqualTo(newest.get());
            assertThat(usedMemory() - memory).isLessThan(96L << 20);
            assertThat(fileSizes()).isLessThan(64L << 20);
            System.out.println(
                    changes
                            + " changes, "
                            + refused.size()
                            + " came too late, "
                            + (oldAsked.sum() + newestAsked.sum() + constantAsked.sum())
                            + " decisions in "
                            + HASTE.toSeconds()
                            + " s");
        }
    }

    private void hurry(TestServer server, Api operator) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(WRITERS + ASKERS + 1)) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                all.add(threads.submit(whileHasty(() -> change(operator))));
            }
            for (int i = 0; i < ASKERS; i++) {
                all.add(threads.submit(whileHasty(() -> ask(server))));
            }
            AtomicLong last = new AtomicLong();
            all.add(
                    threads.submit(
                            whileHasty(() -> {
                                long now = sequence(operator);
                                if (now < last.getAndSet(now)) {
                                    faults.add("the sequence went back to " + now);
                                }
                            })));
            Thread.sleep(HASTE.toMillis());
            over = true;
            for (Future<?> each : all) {
                each.get(60, TimeUnit.SECONDS);
            }
        }
    }

    private Callable<Void> whileHasty(Runnable work) {
        return () -> {
            while (!over && faults.isEmpty()) {
                work.run();
            }
            return null;
        };
    }

    private void change(Api operator) {
        int attempt = attempts.incrementAndGet();
        String body = list(attempt);
        Api stating = operator.with("If-Match", "\"" + newest.get() + "\"");
        begunNanos.put(attempt, System.nanoTime());
        Answer answer = stating.put(LIST, body);
        switch (answer.status()) {
            case 200 -> {
                answered.put(attempt, number(answer.etag()));
                newest.accumulateAndGet(number(answer.etag()), Math::max);
            }
            case 412 -> refused.add(attempt);
            default -> faults.add("a change was answered with " + answer.status());
        }
    }

    private void ask(TestServer server) {
        expect(server, ALWAYS, 204);
        expect(server, NEVER, 403);
        constantAsked.add(2);
        long newestBefore = newest.get();
        for (Map.Entry<Integer, Long> version : answered.entrySet()) {
            String marker = marker(version.getKey());
            if (version.getValue() == newestBefore) {
                newestAsked.increment();
                int status = server.ask(HOST, marker);
                if (status == 403) {
                    replaced.add(new Replaced(newestBefore, System.nanoTime()));
                } else {
                    expected(marker, 204, status);
                }
            } else if (version.getValue() < newestBefore
                    && ThreadLocalRandom.current().nextInt(answered.size()) < 3) {
                // Its successor was answered: it never decides again.
                expect(server, marker, 403);
                oldAsked.increment();
            }
        }
        Integer late = refused.peek();
        if (late != null) {
            expect(server, marker(late), 403);
        }
    }

    /* A version stops deciding only for the next one, and not before that was sent. */
    private boolean hadASuccessorBegunBefore(Replaced observed) {
        return answered.entrySet().stream()
                .filter(version -> version.getValue() > observed.version())
                .min(Map.Entry.comparingByValue())
                .map(next -> Objects.requireNonNull(begunNanos.get(next.getKey())))
                .filter(begun -> begun < observed.answeredNanos())
                .isPresent();
    }

    private void expect(TestServer server, String address, int status) {
        expected(address, status, server.ask(HOST, address));
    }

    private void expected(String address, int status, int found) {
        if (found != status) {
            faults.add(address + " was answered with " + found + " and not " + status);
        }
    }

    private static long number(String etag) {
        return Long.parseLong(etag.replace("\"", ""));
    }

    private static long sequence(Api operator) {
        return operator.post("/api/v1/tenants/acme/check", "{\"address\":\"" + NEVER + "\"}")
                .json()
                .get("sequence")
                .asLong();
    }

    private static long usedMemory() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            System.gc();
            Thread.sleep(50);
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private long fileSizes() throws IOException {
        try (var files = Files.list(folder)) {
            long sum = 0;
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                sum += Files.size(file);
            }
            return sum;
        }
    }
}
