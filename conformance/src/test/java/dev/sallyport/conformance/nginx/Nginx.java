package dev.sallyport.conformance.nginx;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A real nginx in a folder of its own: with exactly the file from {@code deploy/nginx}, where only
 * the ports and the folder in which it looks for the optional files are put in, or with a site of
 * the test's own.
 */
final class Nginx implements AutoCloseable {

    private static final Path DEPLOY =
            Path.of("..", "deploy", "nginx").toAbsolutePath().normalize();
    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

    private final Process process;
    private final Path folder;
    private final int port;
    private final HttpServer api;

    private Nginx(Process process, Path folder, int port, HttpServer api) {
        this.api = api;
        this.process = process;
        this.folder = folder;
        this.port = port;
    }

    /** What a test adds to the file as it is. */
    record Options(boolean diagnostics, String facts, boolean failOpen) {
        static final Options DIAGNOSTICS = new Options(true, "", false);
    }

    /** Writes the site that a test wants into a folder. */
    @FunctionalInterface
    private interface Site {
        void write(Path folder, int port, int apiPort) throws IOException;
    }

    static Nginx start(int gatePort, int applicationPort, Options options)
            throws IOException, InterruptedException {
        return start((folder, port, apiPort) ->
                configure(folder, port, gatePort, applicationPort, apiPort, options));
    }

    /** Starts one with a site of the test's own, in which {@code LISTEN} stands for the port. */
    static Nginx serving(String site) throws IOException, InterruptedException {
        return start((folder, port, ignored) ->
                Files.writeString(
                        folder.resolve("site.conf"),
                        replaced(site, "LISTEN", "127.0.0.1:" + port)));
    }

    private static Nginx start(Site site) throws IOException, InterruptedException {
        Path program = NginxProgram.require();
        for (int attempt = 0; ; attempt++) {
            int port = freePort();
            Path folder = Files.createTempDirectory("sallyport-nginx");
            HttpServer api = api();
            site.write(folder, port, api.getAddress().getPort());
            main(folder);
            Process process =
                    new ProcessBuilder(
                                    program.toString(),
                                    "-p",
                                    folder.toString(),
                                    "-c",
                                    folder.resolve("nginx.conf").toString())
                            .redirectErrorStream(true)
                            .redirectOutput(folder.resolve("output.txt").toFile())
                            .start();
            Nginx nginx = new Nginx(process, folder, port, api);
            if (nginx.isListening()) {
                return nginx;
            }
            String output = Files.readString(folder.resolve("output.txt"));
            nginx.close();
            if (attempt == 3 || !output.contains("Address already in use")) {
                throw new IOException("nginx did not start: " + output);
            }
        }
    }

    /* Stands in for the API, which has the page; that nginx answers 403 is not up to it. */
    private static HttpServer api() throws IOException {
        HttpServer api = HttpServer.create(new InetSocketAddress(LOOPBACK, 0), 0);
        api.createContext(
                "/denied/",
                exchange -> {
                    exchange.sendResponseHeaders(200, -1);
                    exchange.close();
                });
        api.start();
        return api;
    }

    /**
     * Returns a port that nobody listens on, below those that systems hand out for connections, so
     * that it stays free while nobody listens there.
     */
    static int freePort() throws IOException {
        IOException last = new IOException("no port was tried");
        for (int attempt = 0; attempt < 100; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(12_000, 32_000);
            try (ServerSocket socket = new ServerSocket(port, 1, LOOPBACK)) {
                return socket.getLocalPort();
            } catch (BindException taken) {
                last = taken;
            }
        }
        throw last;
    }

    private static void configure(
            Path folder, int port, int gatePort, int applicationPort, int apiPort, Options options)
            throws IOException {
        Path optional = Files.createDirectories(folder.resolve("sallyport"));
        String site = Files.readString(DEPLOY.resolve("sallyport.conf"));
        site = replaced(site, "listen 80;", "listen 127.0.0.1:" + port + ";");
        site = replaced(site, "127.0.0.1:8081", "127.0.0.1:" + gatePort);
        site = replaced(site, "127.0.0.1:8080", "127.0.0.1:" + apiPort);
        site = replaced(site, "127.0.0.1:3000", "127.0.0.1:" + applicationPort);
        site = site.replace("include /etc/nginx/sallyport/", "include " + optional + "/");
        if (options.failOpen()) {
            String variant = "error_page 502 504 = @sallyport_open;";
            site = replaced(site, "# " + variant, variant);
        }
        Files.writeString(folder.resolve("site.conf"), site);
        if (options.diagnostics()) {
            Files.copy(DEPLOY.resolve("diagnostics.conf"), optional.resolve("diagnostics.conf"));
        }
        if (!options.facts().isEmpty()) {
            Files.writeString(optional.resolve("facts.conf"), options.facts());
        }
    }

    private static void main(Path folder) throws IOException {
        String temporary =
                String.join(
                        "\n",
                        Stream.of("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
                                .map(name ->
                                        "    " + name + "_temp_path " + folder.resolve(name) + ";")
                                .toList());
        Files.writeString(
                folder.resolve("nginx.conf"),
                """
                daemon off;
                worker_processes 1;
                pid %1$s/nginx.pid;
                error_log stderr;
                events { worker_connections 1024; }
                http {
                    access_log off;
                    keepalive_requests 1000000;
                %2$s
                    include %1$s/site.conf;
                }
                """
                        .formatted(folder, temporary),
                UTF_8);
    }

    private static String replaced(String text, String old, String replacement) {
        if (!text.contains(old)) {
            throw new IllegalStateException("the site no longer has `" + old + "`");
        }
        return text.replace(old, replacement);
    }

    private boolean isListening() throws InterruptedException {
        while (process.isAlive()) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(LOOPBACK, port), 1000);
                return true;
            } catch (IOException notYet) {
                Thread.sleep(20);
            }
        }
        return false;
    }

    int port() {
        return port;
    }

    /** Returns what nginx complained about. */
    String log() throws IOException {
        return Files.readString(folder.resolve("output.txt"));
    }

    @Override
    public void close() throws IOException {
        api.stop(0);
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder)) {
            files = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : files) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
    }
}
