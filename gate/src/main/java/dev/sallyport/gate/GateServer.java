package dev.sallyport.gate;

import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.decision.GeoData;
import dev.sallyport.engine.decision.TenantDirectory;
import dev.sallyport.evidence.Observation;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.ServerChannelRecvByteBufAllocator;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The decision port: proxies ask here about every request. No path on it is special.
 *
 * <p>Started once and closed once. All methods may be called by any thread.
 */
public final class GateServer implements AutoCloseable {

    private static final int BACKLOG = 1024;
    private static final long ANSWER_MILLIS = 10_000;
    private static final WriteBufferWaterMark UNREAD_BYTES =
            new WriteBufferWaterMark(8 * 1024, 32 * 1024);

    private final GateContext context;
    private final InstantSource clock;
    private final Transport transport;
    private final ChannelGroup connections =
            new DefaultChannelGroup(ImmediateEventExecutor.INSTANCE);

    private volatile @Nullable EventLoopGroup eventLoops;
    private @Nullable Channel listening;
    private boolean isClosed;

    /** Prepares a decision port that tells nobody of its decisions. */
    public GateServer(
            GateConfiguration configuration, TenantDirectory directory, InstantSource clock) {
        this(configuration, directory, clock, null);
    }

    /**
     * Prepares a decision port.
     *
     * @param configuration everything it is told
     * @param directory the snapshots it decides by, whoever keeps them current
     * @param clock the instants of requests
     * @param listener told of each decision, or null
     */
    public GateServer(
            GateConfiguration configuration,
            TenantDirectory directory,
            InstantSource clock,
            @Nullable DecisionListener listener) {
        this(configuration, directory, clock, listener, null);
    }

    /**
     * Prepares a decision port whose refusals carry a page for the end user.
     *
     * @param configuration everything it is told
     * @param directory the snapshots it decides by, whoever keeps them current
     * @param clock the instants of requests
     * @param listener told of each decision, or null
     * @param pages whom the page tells people to ask; null if refusals carry no page, as for nginx,
     *     which would drop it
     */
    public GateServer(
            GateConfiguration configuration,
            TenantDirectory directory,
            InstantSource clock,
            @Nullable DecisionListener listener,
            @Nullable TenantContacts pages) {
        this(configuration, directory, clock, listener, pages, Transport.best());
    }

    GateServer(
            GateConfiguration configuration,
            TenantDirectory directory,
            InstantSource clock,
            @Nullable DecisionListener listener,
            @Nullable TenantContacts pages,
            Transport transport) {
        GateMetrics metrics = new GateMetrics();
        Decider decider = new Decider(configuration, directory, clock, metrics, listener);
        context = new GateContext(configuration, decider, metrics, pages);
        this.transport = transport;
        this.clock = clock;
    }

    /**
     * Begins to listen and returns the port.
     *
     * @throws GateStartException if the address or port cannot be had
     * @throws IllegalStateException if it was started or closed before
     */
    public synchronized int start() {
        if (eventLoops != null || isClosed) {
            throw new IllegalStateException("a decision port is started once");
        }
        GateConfiguration configuration = context.configuration;
        EventLoopGroup loops = transport.eventLoops(configuration.eventLoops());
        eventLoops = loops;
        var binding =
                new ServerBootstrap()
                        .group(loops)
                        .channel(transport.channelType())
                        .option(ChannelOption.SO_BACKLOG, BACKLOG)
                        .option(ChannelOption.SO_REUSEADDR, true)
                        .option(ChannelOption.RECVBUF_ALLOCATOR, oneAtATime())
                        .childOption(ChannelOption.TCP_NODELAY, true)
                        .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, UNREAD_BYTES)
                        .handler(new ConnectionCap(context.limits.connections(), context.metrics))
                        .childHandler(new Connections())
                        .bind(socketAddress(configuration.bindAddress(), configuration.port()))
                        .awaitUninterruptibly();
        if (!binding.isSuccess()) {
            close();
            throw new GateStartException(
                    "the decision port cannot listen on `"
                            + configuration.bindAddress()
                            + "` port "
                            + configuration.port(),
                    binding.cause());
        }
        listening = binding.channel();
        return ((InetSocketAddress) binding.channel().localAddress()).getPort();
    }

    /* So that the cap on connections is exact: a reading takes one connection, then the cap is asked again. */
    private static ServerChannelRecvByteBufAllocator oneAtATime() {
        ServerChannelRecvByteBufAllocator allocator = new ServerChannelRecvByteBufAllocator();
        allocator.maxMessagesPerRead(1);
        return allocator;
    }

    private static InetSocketAddress socketAddress(IpAddress address, int port) {
        byte[] bytes =
                address.isIpv4()
                        ? ByteBuffer.allocate(4).putInt(address.ipv4Bits()).array()
                        : ByteBuffer.allocate(16)
                                .putLong(address.high())
                                .putLong(address.low())
                                .array();
        try {
            return new InetSocketAddress(InetAddress.getByAddress(bytes), port);
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException("an address has 4 or 16 bytes", impossible);
        }
    }

    /**
     * Returns what this port has seen lately: each event loop is asked for its part. Called by any
     * thread but an event loop.
     *
     * @throws IllegalStateException if an event loop does not answer within ten seconds, or this
     *     port is closed
     */
    public TrafficReport traffic() {
        TrafficReport.Builder report = new TrafficReport.Builder();
        EventLoopGroup loops = eventLoops;
        if (loops != null) {
            for (EventExecutor loop : loops) {
                ask(loop, report);
            }
        }
        return report.build();
    }

    private void ask(EventExecutor loop, TrafficReport.Builder report) {
        try {
            Future<?> answer =
                    loop.submit(() -> context.eventLoop().watch.addTo(report, clock.millis()));
            if (!answer.await(ANSWER_MILLIS) || !answer.isSuccess()) {
                throw new IllegalStateException(
                        "an event loop does not say what it has seen", answer.cause());
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", interrupted);
        } catch (RejectedExecutionException closed) {
            throw new IllegalStateException("the decision port is closed", closed);
        }
    }

    /**
     * Takes what was recorded since the last time and hands it to a sink, on the calling thread;
     * deciding goes on meanwhile and waits for nothing. After {@link #close} it hands out the rest,
     * up to the last answer.
     *
     * <p>Two observations may agree in everything before {@link Observation#newest}; their counts
     * are to be added. If the sink throws, what it threw on and what comes after is handed out
     * first the next time. Called by any thread but an event loop; callers wait for each other.
     *
     * @param geo where addresses are, looked up now
     * @throws IllegalStateException if an event loop does not answer within ten seconds, or is the
     *     caller; nothing is lost then
     */
    public void drainObservations(GeoData geo, Consumer<? super Observation> sink) {
        EventLoopGroup loops = eventLoops;
        if (loops != null) {
            context.recording.drain(loops, context, geo, sink);
        }
    }

    /** Returns what this port has counted. */
    public GateMetrics metrics() {
        return context.metrics;
    }

    /**
     * Takes no more connections, answers what is under way with {@code Connection: close}, cuts
     * what is still open at the deadline, and returns when all is closed. Does nothing the second
     * time.
     */
    @Override
    public synchronized void close() {
        if (isClosed) {
            return;
        }
        isClosed = true;
        context.isDraining = true;
        if (listening != null) {
            listening.close().awaitUninterruptibly();
        }
        for (Channel connection : connections) {
            connection.eventLoop().execute(() -> drain(connection));
        }
        connections
                .newCloseFuture()
                .awaitUninterruptibly(context.limits.drain().toMillis(), TimeUnit.MILLISECONDS);
        connections.close().awaitUninterruptibly();
        EventLoopGroup loops = eventLoops;
        if (loops != null) {
            loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
        }
    }

    private static void drain(Channel connection) {
        ChannelHandlerContext ctx = connection.pipeline().context(GateConnection.class);
        if (ctx != null) {
            ((GateConnection) ctx.handler()).drain(ctx);
        }
    }

    private final class Connections extends ChannelInitializer<Channel> {
        @Override
        protected void initChannel(Channel connection) {
            IpAddress peer =
                    connection.remoteAddress() instanceof InetSocketAddress remote
                            ? IpAddress.ofBytes(remote.getAddress().getAddress()).unmapped()
                            : null;
            connections.add(connection);
            connection.pipeline().addLast(new GateConnection(context, peer));
        }
    }
}
