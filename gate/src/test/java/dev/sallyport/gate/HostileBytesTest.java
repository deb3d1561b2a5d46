package dev.sallyport.gate;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.engine.client.AddressHeader;
import dev.sallyport.engine.decision.TenantDirectory;
import dev.sallyport.engine.policy.Mode;
import dev.sallyport.gate.GateMetrics.Ending;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Random and mutated bytes against the gate: every answer is one it may give, nothing hangs,
 * nothing fails inside, no buffer is lost; and what it does understand, the network library's own
 * decoder understands alike.
 */
final class HostileBytesTest {

    private static final long SEED = Long.getLong("sallyport.seed", 20260301L);
    private static final Set<Integer> STATUSES = Set.of(204, 400, 403, 408, 413, 414, 417, 431);

    private static final List<String> SEEDS =
            List.of(
                    "GET / HTTP/1.1\r\nHost: acme.example.com\r\nX-Forwarded-For: 192.0.2.1\r\nX-Original-URI: /\r\n\r\n",
                    "POST /a HTTP/1.1\r\nHost: acme.example.com\r\nContent-Length: 5\r\n\r\nhelloGET / HTTP/1.1\r\nHost: b\r\n\r\n",
                    "POST /a HTTP/1.1\r\nHost: acme.example.com\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\nGET / HTTP/1.0\r\n\r\n",
                    "GET / HTTP/1.0\r\nHost: acme.example.com:80\r\nConnection: keep-alive\r\n\r\nGET / HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 1\r\n\r\nx");

    private static final List<String> FRAGMENTS =
            List.of(
                    "\r\n",
                    "\n",
                    "\r",
                    " ",
                    "\t",
                    "\0",
                    ":",
                    ",",
                    ";",
                    "\r\n ",
                    "\r\n\r\n",
                    "HTTP/1.1",
                    "HTTP/1.0",
                    "HTTP/2.0",
                    "Host: x\r\n",
                    "Content-Length: 3\r\n",
                    "Content-Length: 0\r\n",
                    "\u00e9",
                    "%00",
                    "//",
                    "Transfer-Encoding: chunked\r\n",
                    "Transfer-Encoding: gzip\r\n",
                    "Connection: close\r\n",
                    "0\r\n\r\n",
                    "Expect: 100-continue\r\n",
                    "ffffffff\r\n",
                    "X-Forwarded-For: ::\r\n",
                    "X-Original-URI: /\r\n",
                    "a".repeat(300));

    private final Random random = new Random(SEED);

    private static GateServer gate() {
        return new GateServer(configuration(), directory(), Gates.CLOCK);
    }

    private static GateConfiguration configuration() {
        return Gates.nginx().withLimits(GateLimits.DEFAULT.withSizes(256, 1024, 20, 64));
    }

    private static TenantDirectory directory() {
        TenantDirectory directory = Gates.directory();
        Gates.publish(directory, Gates.state("acme", 1, Mode.ENFORCE), "acme.example.com");
        return directory;
    }

    private byte[] hostile() {
        if (random.nextInt(20) == 0) {
            byte[] noise = new byte[random.nextInt(600)];
            random.nextBytes(noise);
            return noise;
        }
        StringBuilder text = new StringBuilder(SEEDS.get(random.nextInt(SEEDS.size())));
        for (int changes = random.nextInt(4); changes > 0 && !text.isEmpty(); changes--) {
            int at = random.nextInt(text.length());
            int to = Math.min(text.length(), at + 1 + random.nextInt(6));
            switch (random.nextInt(5)) {
                case 0 -> text.delete(at, to);
                case 1 -> text.insert(at, FRAGMENTS.get(random.nextInt(FRAGMENTS.size())));
                case 2 -> text.setCharAt(at, (char) random.nextInt(256));
                case 3 -> text.insert(at, text.substring(at, to));
                default -> text.setLength(at);
            }
        }
        return text.toString().getBytes(ISO_8859_1);
    }

    @Test
    void liveServerAnswersOrClosesAndNeverFails() throws IOException {
        Set<Integer> seen = new TreeSet<>();
        try (GateServer gate = gate()) {
            int port = gate.start();
            for (int i = 0; i < 2_000; i++) {
                byte[] bytes = hostile();
                try (RawClient client = new RawClient(port)) {
                    seen.addAll(statuses(client, bytes));
                } catch (IOException failed) {
                    throw new UncheckedIOException("seed " + SEED + ", case " + i, failed);
                }
            }
            assertThat(gate.metrics().endings(Ending.FAULT)).as("faults, seed %d", SEED).isZero();
            try (RawClient client = new RawClient(port)) {
                assertThat(client.send(SEEDS.getFirst()).read().status()).isEqualTo(204);
            }
        }
        assertThat(seen).as("seed %d", SEED).isSubsetOf(STATUSES).contains(204, 400, 403, 431);
    }

    private static Set<Integer> statuses(RawClient client, byte[] bytes) throws IOException {
        Set<Integer> seen = new TreeSet<>();
        try {
            client.send(bytes).finishSending();
            while (!client.isAtEnd()) {
                seen.add(client.read().status());
            }
        } catch (SocketException closedWhileWriting) {
            /* The gate had refused and closed before the last bytes came. */
        }
        return seen;
    }

    /* Many more cases without sockets, cut at random places, with every buffer followed to its end. */
    @Test
    void nothingFailsAndNoBufferIsLost() {
        List<String> leaks = new ArrayList<>();
        Logger detector = Logger.getLogger("io.netty.util.ResourceLeakDetector");
        Handler collecting = collecting(leaks);
        detector.addHandler(collecting);
        GateMetrics metrics = new GateMetrics();
        GateContext context = context(metrics);
        Set<Integer> seen = new TreeSet<>();
        for (int i = 0; i < 8_000; i++) {
            EmbeddedChannel channel = new EmbeddedChannel(new GateConnection(context, Gates.PEER));
            byte[] bytes = hostile();
            int cut = bytes.length == 0 ? 0 : random.nextInt(bytes.length);
            write(channel, bytes, 0, cut);
            write(channel, bytes, cut, bytes.length);
            String answers = answers(channel);
            for (int at = answers.indexOf("HTTP/1.1 ");
                    at >= 0;
                    at = answers.indexOf("HTTP/1.1 ", at + 1)) {
                seen.add(Integer.parseInt(answers.substring(at + 9, at + 12)));
            }
            channel.finishAndReleaseAll();
        }
        provokeLeakReports();
        detector.removeHandler(collecting);

        assertThat(metrics.endings(Ending.FAULT)).as("faults, seed %d", SEED).isZero();
        assertThat(seen)
                .as("seed %d", SEED)
                .isSubsetOf(STATUSES)
                .contains(204, 400, 403, 413, 414, 417, 431);
        assertThat(leaks).isEmpty();
    }

    private static GateContext context(GateMetrics metrics) {
        Decider decider = new Decider(configuration(), directory(), Gates.CLOCK, metrics, null);
        return new GateContext(configuration(), decider, metrics, null);
    }

    private static void write(EmbeddedChannel channel, byte[] bytes, int from, int to) {
        if (!channel.isOpen()) {
            return;
        }
        ByteBuf buffer = PooledByteBufAllocator.DEFAULT.buffer(Math.max(1, to - from));
        channel.writeInbound(buffer.writeBytes(bytes, from, to - from));
    }

    private static String answers(EmbeddedChannel channel) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (ByteBuf out = channel.readOutbound(); out != null; out = channel.readOutbound()) {
            byte[] bytes = new byte[out.readableBytes()];
            out.readBytes(bytes).release();
            all.writeBytes(bytes);
        }
        return all.toString(ISO_8859_1);
    }

    /* The detector speaks when it hands out the next buffer after the collector has found a lost one. */
    private static void provokeLeakReports() {
        for (int i = 0; i < 5; i++) {
            System.gc();
            for (int j = 0; j < 200; j++) {
                PooledByteBufAllocator.DEFAULT.buffer(16).release();
            }
        }
    }

    private static Handler collecting(List<String> messages) {
        return new Handler() {
            @Override
            public void publish(LogRecord line) {
                messages.add(line.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
    }

    @Test
    void leakDetectorIsListenedTo() {
        List<String> leaks = new ArrayList<>();
        Logger detector = Logger.getLogger("io.netty.util.ResourceLeakDetector");
        Handler collecting = collecting(leaks);
        detector.addHandler(collecting);
        detector.setUseParentHandlers(false);
        for (int i = 0; i < 50; i++) {
            PooledByteBufAllocator.DEFAULT.buffer(16);
        }
        for (int i = 0; i < 50 && leaks.isEmpty(); i++) {
            provokeLeakReports();
        }
        detector.setUseParentHandlers(true);
        detector.removeHandler(collecting);

        assertThat(leaks).isNotEmpty();
    }

    /* The differential: a request this parser takes must say the same to the library's decoder. */
    @Test
    void whatIsUnderstoodIsUnderstoodAlikeByTheLibrary() {
        GateLimits limits = configuration().limits();
        RequestHead head =
                new RequestHead(
                        new HeaderTable(
                                FactHeaders.of(AddressHeader.X_FORWARDED_FOR, "host", null), null));
        HeadParser parser = new HeadParser(limits, head, HeadParser.scratch(limits));
        int understood = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = hostile();
            parser.reset();
            if (parser.parse(Unpooled.wrappedBuffer(bytes)) != Progress.COMPLETE
                    || head.hasRepeatedFact()) {
                continue;
            }
            understood++;
            HttpRequest theirs = firstRequest(bytes);
            if (theirs == null) {
                throw new AssertionError(
                        "seed " + SEED + ", case " + i + " means nothing to the library");
            }
            assertThat(theirs.uri()).isEqualTo(head.target);
            assertThat(theirs.headers().get("Host")).isEqualTo(head.fact(head.table().host));
            assertThat(theirs.headers().getAll("X-Forwarded-For")).isEqualTo(head.addressLines());
            assertThat(theirs.headers().contains("Transfer-Encoding")).isEqualTo(head.isChunked);
            assertThat(theirs.headers().getInt("Content-Length", -1))
                    .isEqualTo((int) head.contentLength);
        }
        assertThat(understood).isGreaterThan(5_000);
    }

    private static @Nullable HttpRequest firstRequest(byte[] bytes) {
        EmbeddedChannel channel =
                new EmbeddedChannel(
                        new HttpRequestDecoder(new HttpDecoderConfig().setStrictLineParsing(true)));
        channel.writeInbound(Unpooled.wrappedBuffer(bytes));
        HttpRequest request = channel.readInbound();
        channel.finishAndReleaseAll();
        return request == null || request.decoderResult().isFailure() ? null : request;
    }
}
