package dev.sallyport.gate;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.concurrent.atomic.AtomicInteger;

/*
 * Counts the connections of a listening socket and takes none beyond the most allowed: they wait in the system's queue, where
 * they cost nothing, until another one ends.
 */
final class ConnectionCap extends ChannelInboundHandlerAdapter {

    private final int most;
    private final GateMetrics metrics;
    private final AtomicInteger open = new AtomicInteger();

    ConnectionCap(int most, GateMetrics metrics) {
        this.most = most;
        this.metrics = metrics;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        Channel connection = (Channel) message;
        Channel listening = ctx.channel();
        metrics.connectionOpened();
        if (open.incrementAndGet() >= most) {
            metrics.acceptPaused();
            listening.config().setAutoRead(false);
        }
        connection.closeFuture().addListener(closed -> release(listening));
        ctx.fireChannelRead(message);
    }

    private void release(Channel listening) {
        metrics.connectionClosed();
        open.decrementAndGet();
        if (!listening.config().isAutoRead()) {
            listening.eventLoop().execute(() -> resume(listening));
        }
    }

    /* On the listening socket's own thread, so that it never runs between counting and pausing. */
    private void resume(Channel listening) {
        if (open.get() < most && listening.isOpen()) {
            listening.config().setAutoRead(true);
        }
    }
}
