package dev.sallyport.gate;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.policy.Effect;
import dev.sallyport.engine.policy.TenantId;
import dev.sallyport.gate.AnswerEncoder.Persistence;
import dev.sallyport.gate.GateMetrics.Ending;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/*
 * One connection: reads requests one after the other and answers each before it looks at the next.
 *
 *   FIRST_BYTE -> HEAD -> [BODY] -> (answer) -> IDLE -> HEAD ...
 *                   |        |         |-> UNREAD (the peer does not read) -> IDLE
 *                   '--------'---------'-> LINGER -> closed
 *
 * Each phase has a deadline counted from its beginning, however many bytes trickle in. LINGER: the last answer is out and
 * our side is shut, but what the peer still sends is read and dropped for a while, because closing over unread bytes makes
 * the system throw away the answer, too (RFC 9112 section 9.6).
 *
 * A peer that pipelines and does not read its answers is not read from either, once they fill the write buffer.
 *
 * INVARIANT: look-outs for the deadline are at most the shortest deadline apart, and one is never later than the deadline.
 */
// What a write or a close comes to is seen by the connection's end, which releases everything;
// nobody waits for it.
@SuppressWarnings("FutureReturnValueIgnored")
final class GateConnection extends ChannelInboundHandlerAdapter {

    private enum Phase {
        FIRST_BYTE,
        HEAD,
        BODY,
        IDLE,
        UNREAD,
        LINGER
    }

    private static final int LINGER_BYTES = 1 << 20;

    private final GateContext context;
    private final @Nullable IpAddress peer;
    private final boolean isTrusted;
    private final RequestHead head;
    private final EventLoopState eventLoop;
    private final HeadParser parser;
    private final BodyReader body;

    private Phase phase = Phase.FIRST_BYTE;
    private long deadlineNanos;
    private @Nullable Future<?> lookOut;
    private @Nullable ByteBuf pending;
    private long lingeredBytes;
    private boolean isDraining;

    GateConnection(GateContext context, @Nullable IpAddress peer) {
        this.context = context;
        this.peer = peer;
        isTrusted = peer != null && context.configuration.trustedProxies().contains(peer);
        head = new RequestHead(isTrusted ? context.trustedTable : context.untrustedTable);
        eventLoop = context.eventLoop();
        parser = new HeadParser(context.limits, head, eventLoop.scratch);
        body = new BodyReader(context.limits.body());
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        enter(Phase.FIRST_BYTE);
        lookOut(ctx, context.shortestDeadlineNanos);
        if (context.isDraining) {
            drain(ctx);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        if (phase == Phase.LINGER) {
            lingeredBytes += bytes.readableBytes();
            bytes.release();
            if (lingeredBytes > LINGER_BYTES) {
                ctx.close();
            }
            return;
        }
        pending =
                pending == null
                        ? bytes
                        : ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(
                                ctx.alloc(), pending, bytes);
        process(ctx);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        ctx.flush();
    }

    private void process(ChannelHandlerContext ctx) {
        boolean goesOn = true;
        while (goesOn && pending != null && pending.isReadable()) {
            goesOn = step(ctx, pending);
        }
        if (pending == null) {
            return;
        }
        if (!pending.isReadable() || phase == Phase.LINGER) {
            pending.release();
            pending = null;
        } else {
            pending.discardSomeReadBytes();
        }
    }

    /* Returns whether what is left may be read now. */
    private boolean step(ChannelHandlerContext ctx, ByteBuf in) {
        return switch (phase) {
            case BODY ->
                    switch (body.read(in)) {
                        case MORE -> false;
                        case COMPLETE -> answer(ctx);
                        case REFUSED -> refuse(ctx, body.refusal());
                    };
            case FIRST_BYTE, IDLE -> {
                enter(Phase.HEAD);
                yield true;
            }
            case HEAD ->
                    switch (parser.parse(in)) {
                        case MORE -> false;
                        case COMPLETE -> headComplete(ctx);
                        case REFUSED -> refuse(ctx, parser.refusal());
                    };
            case UNREAD, LINGER -> false;
        };
    }

    private boolean headComplete(ChannelHandlerContext ctx) {
        /* Who waits to be told to go on is answered at once: no body is needed, and none will be read. */
        if (!head.hasBody() || head.expectsContinue) {
            return answer(ctx);
        }
        body.begin(head);
        enter(Phase.BODY);
        return true;
    }

    private boolean answer(ChannelHandlerContext ctx) {
        if (!isTrusted) {
            context.metrics.requestUntrusted();
        }
        eventLoop.ids.next();
        Answer answer = context.decider.decide(head, peer, isTrusted, eventLoop);
        boolean bodyUnread = head.expectsContinue && head.hasBody();
        boolean closes = isDraining || bodyUnread || !head.keepsAlive();
        Persistence persistence = Persistence.IMPLIED;
        if (closes) {
            persistence = Persistence.CLOSE;
        } else if (!head.isVersion11) {
            persistence = Persistence.KEEP_ALIVE;
        }
        ByteBuf out = ctx.alloc().buffer(AnswerEncoder.LARGEST);
        if (!isTrusted) {
            AnswerEncoder.writeBare(out, answer, persistence);
        } else {
            AnswerEncoder.writeTrusted(
                    out,
                    answer,
                    eventLoop.ids,
                    context.configuration.answerHeaders(),
                    persistence,
                    page(answer),
                    head.isHead);
        }
        if (closes) {
            return closeBehind(ctx.writeAndFlush(out));
        }
        ctx.write(out, ctx.voidPromise());
        parser.reset();
        enter(Phase.IDLE);
        return isRead(ctx);
    }

    /* The page of a refusal, or null if the answer carries none. */
    private @Nullable DenyPage page(Answer answer) {
        TenantContacts pages = context.pages;
        if (pages == null || answer.verdict().enforced() == Effect.ALLOW) {
            return null;
        }
        TenantId tenant = answer.tenant();
        return DenyPage.of(
                AcceptedForm.of(head.fact(head.table().accept)),
                eventLoop.ids.text(),
                tenant == null ? null : pages.of(tenant));
    }

    /* Returns whether the peer reads its answers; if not, it is not listened to until it does. */
    private boolean isRead(ChannelHandlerContext ctx) {
        if (!ctx.channel().isWritable()) {
            ctx.flush();
        }
        if (!ctx.channel().isWritable()) {
            enter(Phase.UNREAD);
            ctx.channel().config().setAutoRead(false);
            return false;
        }
        return true;
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (phase == Phase.UNREAD && ctx.channel().isWritable()) {
            enter(Phase.IDLE);
            ctx.channel().config().setAutoRead(true);
            process(ctx);
            ctx.flush();
        }
    }

    private boolean refuse(ChannelHandlerContext ctx, Refusal refusal) {
        context.metrics.refused(refusal);
        return closeBehind(ctx.writeAndFlush(Unpooled.copiedBuffer(refusal.answer(), US_ASCII)));
    }

    private boolean closeBehind(ChannelFuture lastAnswer) {
        enter(Phase.LINGER);
        lastAnswer.addListener(
                (ChannelFutureListener)
                        written -> {
                            if (written.isSuccess()
                                    && written.channel() instanceof DuplexChannel channel) {
                                channel.shutdownOutput();
                            } else {
                                written.channel().close();
                            }
                        });
        return false;
    }

    private void enter(Phase next) {
        phase = next;
        deadlineNanos = System.nanoTime() + allowed(next).toNanos();
    }

    private Duration allowed(Phase of) {
        return switch (of) {
            case FIRST_BYTE -> context.limits.firstByte();
            case HEAD -> context.limits.requestHead();
            case BODY -> context.limits.requestBody();
            case IDLE -> context.limits.idle();
            case UNREAD -> context.limits.unread();
            case LINGER -> context.limits.linger();
        };
    }

    private void lookOut(ChannelHandlerContext ctx, long delayNanos) {
        lookOut =
                ctx.executor()
                        .schedule(
                                () -> {
                                    long left = deadlineNanos - System.nanoTime();
                                    if (left <= 0) {
                                        expire(ctx);
                                        left = context.shortestDeadlineNanos;
                                    }
                                    if (ctx.channel().isActive()) {
                                        lookOut(ctx, Math.min(left, context.shortestDeadlineNanos));
                                    }
                                },
                                delayNanos,
                                TimeUnit.NANOSECONDS);
    }

    private void expire(ChannelHandlerContext ctx) {
        switch (phase) {
            case FIRST_BYTE -> end(ctx, Ending.FIRST_BYTE_LATE);
            case IDLE -> end(ctx, Ending.IDLE);
            case UNREAD -> end(ctx, Ending.ANSWERS_UNREAD);
            case HEAD -> refuse(ctx, Refusal.HEAD_TOO_SLOW);
            case BODY -> refuse(ctx, Refusal.BODY_TOO_SLOW);
            case LINGER -> ctx.close();
        }
    }

    private void end(ChannelHandlerContext ctx, Ending ending) {
        context.metrics.ended(ending);
        ctx.close();
    }

    /** Lets the request under way finish, and one that is already on its way; then closes. */
    void drain(ChannelHandlerContext ctx) {
        isDraining = true;
        if (phase == Phase.FIRST_BYTE || phase == Phase.IDLE) {
            ctx.executor()
                    .schedule(
                            () -> {
                                if (phase == Phase.FIRST_BYTE || phase == Phase.IDLE) {
                                    ctx.close();
                                }
                            },
                            context.limits.drainQuiet().toNanos(),
                            TimeUnit.NANOSECONDS);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof IOException) {
            context.metrics.ended(Ending.RESET);
        } else {
            context.metrics.ended(Ending.FAULT);
            context.faults.log(cause);
        }
        ctx.close();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        if (pending != null) {
            pending.release();
            pending = null;
        }
        if (lookOut != null) {
            lookOut.cancel(false);
        }
    }
}
