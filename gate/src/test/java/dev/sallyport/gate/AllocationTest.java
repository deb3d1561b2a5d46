package dev.sallyport.gate;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.sallyport.engine.decision.TenantDirectory;
import dev.sallyport.engine.policy.Effect;
import dev.sallyport.engine.policy.Mode;
import dev.sallyport.engine.policy.Scope;
import dev.sallyport.gate.AnswerEncoder.Persistence;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/**
 * A request costs its facts and a handful of small objects, however many other headers it carries:
 * from bytes to bytes, the buffers aside.
 */
final class AllocationTest {

    private static final int REQUESTS = 20_000;
    private static final int MOST_BYTES_PER_REQUEST = 1024;

    @Test
    void requestAllocatesLittle() {
        TenantDirectory directory = Gates.directory();
        Gates.publish(
                directory,
                Gates.state(
                        "acme",
                        1,
                        Mode.ENFORCE,
                        Gates.rule("in", Effect.ALLOW, Scope.ALL, "192.0.2.0/24")),
                "acme.example.com");
        GateConfiguration configuration = Gates.nginx();
        Decider decider =
                new Decider(configuration, directory, Gates.CLOCK, new GateMetrics(), null);
        EventLoopState eventLoop =
                new EventLoopState(configuration.limits(), new Recording(configuration).recorder());
        RequestHead head = new RequestHead(new HeaderTable(configuration.factHeaders(), null));
        HeadParser parser =
                new HeadParser(
                        configuration.limits(), head, HeadParser.scratch(configuration.limits()));
        String others =
                "Cookie: " + "c".repeat(2000) + "\r\nUser-Agent: " + "u".repeat(200) + "\r\n";
        ByteBuf request =
                Unpooled.wrappedBuffer(
                        ("GET /ask HTTP/1.1\r\n"
                                        + "Host: acme.example.com\r\n"
                                        + "X-Forwarded-For: 192.0.2.1, 10.0.0.1\r\n"
                                        + "X-Original-URI: /api/v1\r\n"
                                        + others
                                        + "\r\n")
                                .getBytes(US_ASCII));
        /* Buffers that the leak detector does not follow: it would write down every step. */
        ByteBuf answer = Unpooled.buffer(AnswerEncoder.LARGEST);
        for (int i = 0; i < REQUESTS; i++) {
            serve(parser, head, decider, eventLoop, request, answer);
        }
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < REQUESTS; i++) {
            serve(parser, head, decider, eventLoop, request, answer);
        }
        long bytes = (threads.getCurrentThreadAllocatedBytes() - before) / REQUESTS;
        assertThat(answer.toString(US_ASCII)).contains("allowed-by-rule");
        request.release();
        answer.release();

        assertThat(bytes).as("bytes allocated per request").isLessThan(MOST_BYTES_PER_REQUEST);
    }

    private static void serve(
            HeadParser parser,
            RequestHead head,
            Decider decider,
            EventLoopState eventLoop,
            ByteBuf request,
            ByteBuf answer) {
        request.readerIndex(0);
        answer.clear();
        parser.reset();
        if (parser.parse(request) != Progress.COMPLETE) {
            throw new IllegalStateException("the request is a whole one");
        }
        eventLoop.ids.next();
        AnswerEncoder.writeTrusted(
                answer,
                decider.decide(head, Gates.PEER, true, eventLoop),
                eventLoop.ids,
                AnswerHeaders.FULL,
                Persistence.IMPLIED,
                null,
                false);
    }
}
