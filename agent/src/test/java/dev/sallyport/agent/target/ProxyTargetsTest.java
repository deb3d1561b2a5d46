package dev.sallyport.agent.target;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.address.IpSet;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** nginx and HAProxy keep the contract of targets, and fail no request while they change. */
final class ProxyTargetsTest {

    private static final IpPrefix LOOPBACK = IpPrefix.parse("127.0.0.1/32");

    /* A proxy that listens, and requests that never stop. */
    abstract static class OfProxy extends TargetContract {

        @TempDir Path folder;
        int port;
        private Process process;

        abstract String program();

        abstract List<String> command() throws IOException;

        @BeforeEach
        void start() throws Exception {
            boolean isThere = Namespace.run(List.of(program(), "-v")).isDone();
            if (!isThere) {
                System.err.println("SKIPPED: `" + program() + "` is not installed");
            }
            assumeTrue(isThere, program() + " is not installed");
            try (ServerSocket free = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
                port = free.getLocalPort();
            }
            process =
                    new ProcessBuilder(command())
                            .redirectErrorStream(true)
                            .redirectOutput(folder.resolve("log").toFile())
                            .start();
            for (int i = 0; i < 200 && status("127.0.0.1") == 0; i++) {
                Thread.sleep(50);
            }
            assertThat(status("127.0.0.1")).as(() -> read("log")).isNotZero();
        }

        @AfterEach
        void stop() throws Exception {
            if (process != null) {
                process.destroy();
                if (!process.waitFor(10, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            }
        }

        String read(String name) {
            try {
                return Files.readString(folder.resolve(name));
            } catch (IOException unreadable) {
                return unreadable.toString();
            }
        }

        /* The status of one request from an address of this machine, 0 if there is no answer. */
        int status(String from) {
            try (Socket socket = new Socket()) {
                socket.bind(new InetSocketAddress(InetAddress.ofLiteral(from), 0));
                socket.connect(
                        new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), 5000);
                socket.setSoTimeout(5000);
                socket.getOutputStream()
                        .write("GET / HTTP/1.0\r\nHost: saas\r\n\r\n".getBytes(US_ASCII));
                String answer = new String(socket.getInputStream().readAllBytes(), US_ASCII);
                return answer.startsWith("HTTP/1.") ? Integer.parseInt(answer.substring(9, 12)) : 0;
            } catch (IOException failed) {
                return 0;
            }
        }

        @Test
        void noRequestFailsWhileTheListChanges() throws Exception {
            Target target = target();
            target.apply(List.of(LOOPBACK));
            settle("127.0.0.1", 200);
            AtomicBoolean isOver = new AtomicBoolean();
            AtomicLong good = new AtomicLong();
            AtomicLong bad = new AtomicLong();
            Thread[] clients = new Thread[4];
            for (int i = 0; i < clients.length; i++) {
                clients[i] =
                        Thread.ofPlatform()
                                .start(() -> {
                                    while (!isOver.get()) {
                                        (status("127.0.0.1") == 200 ? good : bad).incrementAndGet();
                                    }
                                });
            }
            for (int round = 0; round < 12; round++) {
                IpSet.Builder next = IpSet.builder().add(LOOPBACK);
                for (int i = 0; i < 300 + round; i++) {
                    next.add(IpPrefix.of(IpAddress.ipv4(0x34000000 + 2 * i * (round + 1))));
                }
                target.apply(next.build().prefixes());
                assertThat(target.read().addresses()).isEqualTo(next.build());
                Thread.sleep(150);
            }
            isOver.set(true);
            for (Thread client : clients) {
                client.join();
            }
            System.out.println(
                    program() + ": 12 changes, " + good + " requests answered, " + bad + " failed");
            assertThat(bad.get()).isZero();
            assertThat(good.get()).isGreaterThan(200);
        }

        @Test
        void whoIsNotListedIsRefused() throws Exception {
            Target target = target();
            target.apply(List.of(LOOPBACK));
            settle("127.0.0.2", 403);
            assertThat(status("127.0.0.1")).isEqualTo(200);
            target.apply(List.of(IpPrefix.parse("127.0.0.2/31")));
            settle("127.0.0.1", 403);
            assertThat(status("127.0.0.2")).isEqualTo(200);
            assertThat(status("127.0.0.3")).isEqualTo(200);
        }

        /* A reload takes a moment; the new workers answer then. */
        void settle(String from, int expected) throws InterruptedException {
            // Old and new workers answer for a moment: ten answers in a row tell.
            int inARow = 0;
            for (int i = 0; i < 400 && inARow < 10; i++) {
                inARow = status(from) == expected ? inARow + 1 : 0;
                Thread.sleep(25);
            }
            assertThat(status(from)).isEqualTo(expected);
        }

        @Override
        Target again() throws Exception {
            return target();
        }
    }

    @Nested
    final class Nginx extends OfProxy {

        @Override
        String program() {
            return Files.exists(Path.of("/usr/sbin/nginx")) ? "/usr/sbin/nginx" : "nginx";
        }

        @Override
        List<String> command() throws IOException {
            Files.writeString(folder.resolve("saas.conf"), "");
            Files.writeString(
                    folder.resolve("nginx.conf"),
                    """
                    daemon off;
                    worker_processes 2;
                    pid FOLDER/nginx.pid;
                    error_log FOLDER/error.log;
                    events { worker_connections 256; }
                    http {
                        access_log off;
                        client_body_temp_path FOLDER/body;
                        proxy_temp_path FOLDER/proxy;
                        fastcgi_temp_path FOLDER/fastcgi;
                        uwsgi_temp_path FOLDER/uwsgi;
                        scgi_temp_path FOLDER/scgi;
                        server {
                            listen 127.0.0.1:PORT;
                            location / {
                                include FOLDER/saas.conf;
                                root FOLDER/www;
                                try_files /index.html =404;
                            }
                        }
                    }
                    """
                            .replace("FOLDER", folder.toString())
                            .replace("PORT", Integer.toString(port)));
            Files.createDirectories(folder.resolve("www"));
            Files.writeString(folder.resolve("www/index.html"), "here\n");
            // The workers run as another user.
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
            return List.of(program(), "-c", folder.resolve("nginx.conf").toString());
        }

        @Override
        Target target() {
            return Targets.of(
                    "nginx:"
                            + folder.resolve("saas.conf")
                            + "?program="
                            + program()
                            + "&config="
                            + folder.resolve("nginx.conf"));
        }

        @Override
        boolean spoil() throws Exception {
            Files.writeString(folder.resolve("saas.conf"), "allow 52.0.0.1;\nsatisfy any;\n");
            return true;
        }

        /** What nginx does not take is put back, and nginx goes on with what it had. */
        @Test
        void refusedConfigurationIsPutBack() throws Exception {
            Target target = target();
            target.apply(List.of(LOOPBACK));
            settle("127.0.0.1", 200);
            String before = read("saas.conf");
            Path config = folder.resolve("nginx.conf");
            Files.writeString(config, Files.readString(config) + "nonsense;\n");
            assertThatThrownBy(() -> target.apply(List.of(IpPrefix.parse("52.0.0.1/32"))))
                    .isInstanceOf(TargetException.class)
                    .hasMessageContaining("nonsense");
            assertThat(read("saas.conf")).isEqualTo(before);
            assertThat(status("127.0.0.1")).isEqualTo(200);
        }
    }

    @Nested
    final class Haproxy extends OfProxy {

        @Override
        String program() {
            return Files.exists(Path.of("/usr/sbin/haproxy")) ? "/usr/sbin/haproxy" : "haproxy";
        }

        @Override
        List<String> command() throws IOException {
            Files.writeString(folder.resolve("saas.map"), "");
            Files.writeString(
                    folder.resolve("haproxy.cfg"),
                    """
                    global
                        stats socket FOLDER/socket mode 600 level admin
                        stats timeout 10s
                    defaults
                        mode http
                        timeout client 10s
                        timeout connect 5s
                        timeout server 10s
                    frontend saas
                        bind 127.0.0.1:PORT
                        http-request deny unless { src,map_ip(FOLDER/saas.map) -m str allow }
                        http-request return status 200 content-type text/plain string here
                    """
                            .replace("FOLDER", folder.toString())
                            .replace("PORT", Integer.toString(port)));
            return List.of(program(), "-db", "-f", folder.resolve("haproxy.cfg").toString());
        }

        @Override
        Target target() {
            return Targets.of(
                    "haproxy:"
                            + folder.resolve("saas.map")
                            + "?socket="
                            + folder.resolve("socket"));
        }

        @Override
        boolean spoil() throws Exception {
            Files.writeString(folder.resolve("saas.map"), "52.0.0.1 deny\n");
            return true;
        }

        /** The file is for the next start; if only it was changed, the target is torn. */
        @Test
        void fileAndMemoryThatDifferAreSeen() throws Exception {
            Target target = target();
            target.apply(List.of(LOOPBACK));
            Files.writeString(folder.resolve("saas.map"), "52.0.0.1/32 allow\n");
            assertThat(target.read().isTorn()).isTrue();
            target.apply(List.of(LOOPBACK));
            assertThat(target.read().isTorn()).isFalse();
        }
    }
}
