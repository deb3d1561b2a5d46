package dev.sallyport.server.web;

import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.server.config.ServerConfiguration;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.apache.catalina.Context;
import org.apache.catalina.core.StandardHost;
import org.apache.tomcat.util.threads.VirtualThreadExecutor;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.Shutdown;

/* How Tomcat is set up. */
final class TomcatPort {

    /* What is still read of a body that was refused, so that the caller, who sends first and reads then, sees why. */
    private static final int SWALLOWED_BYTES = 32 << 20;

    /* Longer than clients and proxies keep connections they do not use, so that they are the ones that close. */
    private static final int KEEP_ALIVE_MILLIS = 75_000;

    private static final int MAX_HEAD_BYTES = 32 * 1024;

    private TomcatPort() {}

    static TomcatServletWebServerFactory factory(
            ServerConfiguration configuration, Path workFolder) {
        ServerConfiguration.Api api = configuration.api();
        TomcatServletWebServerFactory factory = new TomcatServletWebServerFactory(api.port());
        factory.setProtocol(BoundedHeadProtocol.class.getName());
        factory.setAddress(inetAddress(api.address()));
        factory.setBaseDirectory(workFolder.toFile());
        factory.setShutdown(Shutdown.GRACEFUL);
        factory.getSettings().setRegisterDefaultServlet(false);
        factory.addContextCustomizers(TomcatPort::answerWithProblems);
        factory.addConnectorCustomizers(connector -> {
            if (connector.getProtocolHandler() instanceof BoundedHeadProtocol http) {
                http.setHeadTimeout(api.bodyTimeout());
                int timeoutMillis = Math.toIntExact(api.bodyTimeout().toMillis());
                http.setConnectionTimeout(timeoutMillis);
                http.setKeepAliveTimeout(KEEP_ALIVE_MILLIS);
                http.setMaxKeepAliveRequests(-1);
                http.setMaxConnections(api.maxConnections());
                http.setMaxHttpRequestHeaderSize(MAX_HEAD_BYTES);
                http.setMaxSwallowSize(SWALLOWED_BYTES);
                http.setExecutor(new VirtualThreadExecutor("api-"));
            }
        });
        return factory;
    }

    private static void answerWithProblems(Context context) {
        if (context.getParent() instanceof StandardHost host) {
            host.setErrorReportValveClass(ProblemErrorValve.class.getName());
        }
    }

    private static InetAddress inetAddress(IpAddress address) {
        byte[] bytes =
                address.isIpv4()
                        ? ByteBuffer.allocate(4).putInt(address.ipv4Bits()).array()
                        : ByteBuffer.allocate(16)
                                .putLong(address.high())
                                .putLong(address.low())
                                .array();
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException("an address has 4 or 16 bytes", impossible);
        }
    }
}
