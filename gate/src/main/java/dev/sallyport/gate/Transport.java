package dev.sallyport.gate;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.ThreadFactory;

/* How this machine waits for sockets: epoll on Linux, the portable way elsewhere. */
enum Transport {
    EPOLL(EpollServerSocketChannel.class),
    PORTABLE(NioServerSocketChannel.class);

    private final Class<? extends ServerChannel> channelType;

    Transport(Class<? extends ServerChannel> channelType) {
        this.channelType = channelType;
    }

    static Transport best() {
        return Epoll.isAvailable() ? EPOLL : PORTABLE;
    }

    Class<? extends ServerChannel> channelType() {
        return channelType;
    }

    EventLoopGroup eventLoops(int number) {
        ThreadFactory factory = new DefaultThreadFactory("sallyport-gate", true);
        return new MultiThreadIoEventLoopGroup(
                number,
                factory,
                switch (this) {
                    case EPOLL -> EpollIoHandler.newFactory();
                    case PORTABLE -> NioIoHandler.newFactory();
                });
    }
}
