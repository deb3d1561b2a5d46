package dev.sallyport.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The page for whoever is refused, through a real nginx with the file from {@code deploy/nginx}:
 * only ports and folders are put in.
 */
final class NginxDenyPageTest {

    private static final Path PROGRAM = Path.of("/usr/sbin/nginx");
    private static final Path SITE = Path.of("..", "deploy", "nginx", "sallyport.conf");

    @TempDir private Path data;
    @TempDir private Path folder;

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private Process nginx(int port, int gatePort, int apiPort) throws Exception {
        String site =
                Files.readString(SITE)
                        .replace("listen 80;", "listen 127.0.0.1:" + port + ";")
                        .replace("127.0.0.1:8081", "127.0.0.1:" + gatePort)
                        .replace("127.0.0.1:8080", "127.0.0.1:" + apiPort)
                        .replace("/etc/nginx/sallyport/", folder + "/none/");
        Files.writeString(folder.resolve("site.conf"), site);
        StringBuilder places = new StringBuilder();
        for (String name : new String[] {"client_body", "proxy", "fastcgi", "uwsgi", "scgi"}) {
            places.append(name + "_temp_path " + folder.resolve(name) + ";\n");
        }
        Files.writeString(
                folder.resolve("nginx.conf"),
                "daemon off;\npid "
                        + folder
                        + "/nginx.pid;\nerror_log stderr;\nevents {}\nhttp {\naccess_log off;\n"
                        + places
                        + "include "
                        + folder
                        + "/site.conf;\n}\n");
        Process process =
                new ProcessBuilder(
                                PROGRAM.toString(),
                                "-p",
                                folder.toString(),
                                "-c",
                                folder.resolve("nginx.conf").toString())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("output.txt").toFile())
                        .start();
        for (int i = 0; i < 500; i++) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
                return process;
            } catch (IOException notYet) {
                Thread.sleep(20);
            }
        }
        throw new IOException(Files.readString(folder.resolve("output.txt")));
    }

    private static String visit(int port, String method, String headers) {
        return new String(
                RawHttp.send(
                                port,
                                method
                                        + " /page?x=1 HTTP/1.1\r\nHost: acme.example.com\r\n"
                                        + headers
                                        + "Connection: close\r\n\r\n")
                        .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1),
                UTF_8);
    }

    @Test
    void whoeverIsRefusedReadsWhomToAsk() throws Exception {
        if (!Files.isExecutable(PROGRAM)) {
            System.err.println("SKIPPED: nginx is not installed; its page was not tested");
            Assumptions.abort("nginx is not installed");
        }
        int port = freePort();
        try (TestServer server = TestServer.start(data, "--gate.trusted-proxies=127.0.0.1/32")) {
            Api operator = server.api().asOperator();
            operator.tenant("acme");
            operator.put("/api/v1/tenants/acme/contact", "{\"contact\":\"Ask <b>Ada</b>\"}");
            operator.with("If-Match", "*")
                    .put(
                            "/api/v1/tenants/acme/policy",
                            """
                            {"mode":"ENFORCE","rules":[{"id":"secret-rule","effect":"ALLOW","sources":[{"prefix":"203.0.113.0/24"}]}]}
                            """);
            String forwarded = "X-Forwarded-For: 198.51.100.7\r\n";
            Process nginx = nginx(port, server.gatePort(), server.apiPort());
            try {
                String forged = "X-Sallyport-Request-Id: " + "f".repeat(32) + "\r\n";
                String html = visit(port, "GET", forwarded + forged + "Accept: text/html\r\n");
                assertThat(html)
                        .startsWith("HTTP/1.1 403 ")
                        .contains("Ask &lt;b&gt;Ada&lt;/b&gt;", "Cache-Control: no-store")
                        .doesNotContain("f".repeat(32), "secret-rule", "198.51.100.7");
                String id = html.replaceAll("(?s).*<code>([0-9a-f]{32})</code>.*", "$1");
                assertThat(operator.get("/api/v1/tenants/acme/denials/" + id).text("address"))
                        .isEqualTo("198.51.100.7");

                String problem = visit(port, "GET", forwarded);
                assertThat(problem)
                        .startsWith("HTTP/1.1 403 ")
                        .contains("application/problem+json", "\"contact\":\"Ask <b>Ada</b>\"");
                String post =
                        visit(
                                port,
                                "POST",
                                forwarded + "Content-Length: 0\r\nAccept: text/html\r\n");
                assertThat(post).startsWith("HTTP/1.1 403 ").contains("Ada");
                String head = visit(port, "HEAD", forwarded + "Accept: text/html\r\n");
                assertThat(head).startsWith("HTTP/1.1 403 ").endsWith("\r\n\r\n");

                assertThat(visit(port, "GET", "X-Forwarded-For: 203.0.113.7\r\n"))
                        .as("nobody listens where the application should")
                        .startsWith("HTTP/1.1 502 ");
            } finally {
                stop(nginx);
            }
            int dead = freePort();
            nginx = nginx(port, server.gatePort(), dead);
            try {
                assertThat(visit(port, "GET", forwarded + "Accept: text/html\r\n"))
                        .as("without the API it is nginx's own page")
                        .startsWith("HTTP/1.1 403 ")
                        .contains("No access from this network");
            } finally {
                stop(nginx);
            }
        }
    }

    private static void stop(Process process) throws InterruptedException {
        process.destroy();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
