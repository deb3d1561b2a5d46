package dev.sallyport.benchmarks.gate;

import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.client.TrustedProxies;
import dev.sallyport.engine.decision.GeoData;
import dev.sallyport.engine.decision.TenantDirectory;
import dev.sallyport.engine.decision.TenantSnapshot;
import dev.sallyport.engine.decision.TenantState;
import dev.sallyport.engine.policy.ClientAuthorization;
import dev.sallyport.engine.policy.Effect;
import dev.sallyport.engine.policy.Entry;
import dev.sallyport.engine.policy.EntryId;
import dev.sallyport.engine.policy.Life;
import dev.sallyport.engine.policy.Mode;
import dev.sallyport.engine.policy.Policy;
import dev.sallyport.engine.policy.Rule;
import dev.sallyport.engine.policy.RuleId;
import dev.sallyport.engine.policy.Scope;
import dev.sallyport.engine.policy.Source;
import dev.sallyport.engine.policy.TenantId;
import dev.sallyport.gate.GateConfiguration;
import dev.sallyport.gate.GateProfile;
import dev.sallyport.gate.GateServer;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/**
 * The servers that are compared, in a process of their own so that their processor time can be
 * told: {@code gate}, which counts decisions on its first port and does not on its second; or
 * {@code bare}, Netty's HTTP codec with a handler that answers 204. Prints each port on a line, and
 * ends with its standard input.
 *
 * <p>With and without counting are ports of one process, because two processes that do the same
 * differ by several per cent in what their compilers made of it.
 */
public final class BenchServer {

    static final String HOST = "acme.example.com";
    static final int NETWORKS = 150;

    static final long DRAIN_MILLIS = 2_000;

    private BenchServer() {}

    /**
     * Starts the server that the first argument names.
     *
     * @throws Exception if it cannot be started
     */
    public static void main(String[] arguments) throws Exception {
        if (arguments[0].equals("gate")) {
            System.out.println(gate(GateConfiguration.DEFAULT_OBSERVATION_MEMORY));
            System.out.println(gate(0));
        } else {
            System.out.println(bare());
        }
        awaitEndOfInput();
        System.exit(0);
    }

    private static void awaitEndOfInput() throws IOException {
        int octet;
        do {
            octet = System.in.read();
        } while (octet >= 0);
    }

    /* Records unless there is no room for observations, and drains every few seconds, as the server does. */
    private static int gate(long observationMemory) {
        List<Entry> entries = new ArrayList<>();
        for (IpPrefix prefix : networks()) {
            entries.add(Entry.of(new EntryId("e" + entries.size()), new Source.Network(prefix)));
        }
        Rule rule =
                new Rule(
                        new RuleId("known"),
                        "",
                        Effect.ALLOW,
                        entries,
                        List.of(),
                        Scope.ALL,
                        Life.ALWAYS,
                        false);
        Policy policy = new Policy(Mode.ENFORCE, ClientAuthorization.IGNORE, List.of(rule));
        TenantDirectory directory = new TenantDirectory();
        directory.publish(
                TenantSnapshot.compile(
                        TenantState.of(new TenantId("acme"), 1, 1, policy),
                        System.currentTimeMillis()),
                Set.of(HOST));
        directory.markReady();
        GateConfiguration configuration =
                GateConfiguration.of(GateProfile.NGINX)
                        .withObservationMemory(observationMemory)
                        .withTrustedProxies(
                                TrustedProxies.of(List.of(IpPrefix.parse("127.0.0.0/8"))));
        GateServer gate = new GateServer(configuration, directory, InstantSource.system());
        int port = gate.start();
        LongAdder observed = new LongAdder();
        Thread _ = Thread.ofPlatform().daemon().start(() -> drain(gate, observed));
        return port;
    }

    private static void drain(GateServer gate, LongAdder observed) {
        while (true) {
            LockSupport.parkNanos(DRAIN_MILLIS * 1_000_000);
            gate.drainObservations(GeoData.none(), each -> observed.add(each.count()));
        }
    }

    /* Networks of which the addresses of the load are inside. */
    static List<IpPrefix> networks() {
        Random random = new Random(7);
        List<IpPrefix> networks = new ArrayList<>();
        for (int i = 0; i < NETWORKS; i++) {
            networks.add(IpPrefix.parse("11.%d.%d.0/24".formatted(i, random.nextInt(256))));
        }
        return networks;
    }

    private static int bare() throws InterruptedException {
        boolean epoll = Epoll.isAvailable();
        var threads =
                new MultiThreadIoEventLoopGroup(
                        Runtime.getRuntime().availableProcessors(),
                        epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
        var channel =
                new ServerBootstrap()
                        .group(threads)
                        .channel(
                                epoll
                                        ? EpollServerSocketChannel.class
                                        : NioServerSocketChannel.class)
                        .childOption(ChannelOption.TCP_NODELAY, true)
                        .childHandler(
                                new ChannelInitializer<SocketChannel>() {
                                    @Override
                                    protected void initChannel(SocketChannel socket) {
                                        socket.pipeline()
                                                .addLast(new HttpServerCodec(), new NoContent());
                                    }
                                })
                        .bind("127.0.0.1", 0)
                        .sync()
                        .channel();
        return ((InetSocketAddress) channel.localAddress()).getPort();
    }

    @ChannelHandler.Sharable
    private static final class NoContent extends SimpleChannelInboundHandler<HttpObject> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, HttpObject message) {
            if (message instanceof LastHttpContent) {
                ChannelFuture _ =
                        context.write(
                                new DefaultFullHttpResponse(
                                        HttpVersion.HTTP_1_1,
                                        HttpResponseStatus.NO_CONTENT,
                                        Unpooled.EMPTY_BUFFER));
            }
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext context) {
            context.flush();
        }
    }
}
