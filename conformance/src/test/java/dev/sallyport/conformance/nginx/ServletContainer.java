package dev.sallyport.conformance.nginx;

import static java.nio.charset.StandardCharsets.US_ASCII;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.buf.EncodedSolidusHandling;

/**
 * A real Tomcat in which one servlet stands behind each of the {@link Doors} and answers with its
 * name.
 */
final class ServletContainer implements AutoCloseable {

    private static final class Door extends HttpServlet {
        private static final long serialVersionUID = 1;

        private final String name;

        Door(String name) {
            this.name = name;
        }

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response)
                throws IOException {
            byte[] answer = name.getBytes(US_ASCII);
            response.setContentLength(answer.length);
            response.getOutputStream().write(answer);
        }
    }

    /* It tells of every request it refuses, which is what these tests are about. */
    private static final Logger LOG = Logger.getLogger("org.apache");

    static {
        LOG.setLevel(Level.OFF);
    }

    private final Tomcat tomcat = new Tomcat();
    private final int port;

    private ServletContainer(Path folder, boolean lax) throws LifecycleException {
        tomcat.setBaseDir(folder.toString());
        tomcat.setSilent(true);
        Connector connector = new Connector();
        connector.setPort(0);
        connector.setProperty("address", "127.0.0.1");
        connector.setProperty("maxKeepAliveRequests", "-1");
        if (lax) {
            connector.setEncodedSolidusHandling(EncodedSolidusHandling.DECODE.getValue());
            connector.setEncodedReverseSolidusHandling(EncodedSolidusHandling.DECODE.getValue());
            connector.setAllowBackslash(true);
            connector.setRejectSuspiciousURIs(false);
            connector.setProperty("relaxedPathChars", "\"<>[\\]^`{|}");
            connector.setProperty("relaxedQueryChars", "\"<>[\\]^`{|}");
        }
        tomcat.setConnector(connector);
        Context context = tomcat.addContext("", null);
        Doors.BY_PREFIX.forEach((prefix, channel) -> add(context, prefix, channel, prefix + "/*"));
        add(context, "rest", Doors.OTHER, "/");
        tomcat.start();
        port = connector.getLocalPort();
    }

    private static void add(Context context, String name, String channel, String mapping) {
        Tomcat.addServlet(context, name, new Door(channel));
        context.addServletMappingDecoded(mapping, name);
    }

    /** Starts one as it is delivered. */
    static ServletContainer strict(Path folder) throws LifecycleException {
        return new ServletContainer(folder, false);
    }

    /** Starts one that is told to take what it can. */
    static ServletContainer lax(Path folder) throws LifecycleException {
        return new ServletContainer(folder, true);
    }

    int port() {
        return port;
    }

    @Override
    public void close() throws LifecycleException {
        tomcat.stop();
        tomcat.destroy();
    }
}
