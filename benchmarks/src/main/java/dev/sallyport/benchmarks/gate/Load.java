package dev.sallyport.benchmarks.gate;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.sallyport.engine.address.IpPrefix;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/* A closed loop: connections that stay open, each with one request under way. */
final class Load {

    static final int CONNECTIONS = 64;

    /* Most come from another address, so that most find another cell. */
    private static final int VARIETY = 1 << 14;
    private static final byte[] NO_CONTENT = "HTTP/1.1 204".getBytes(US_ASCII);

    private final int port;
    private final List<byte[]> requests = new ArrayList<>();

    Load(int port) {
        this.port = port;
        Random random = new Random(13);
        List<IpPrefix> networks = BenchServer.networks();
        for (int i = 0; i < VARIETY; i++) {
            String network = networks.get(random.nextInt(networks.size())).address().toString();
            String address =
                    network.substring(0, network.lastIndexOf('.') + 1) + random.nextInt(1, 255);
            requests.add(
                    ("GET /decide HTTP/1.1\r\nHost: "
                                    + BenchServer.HOST
                                    + "\r\nX-Forwarded-For: "
                                    + address
                                    + "\r\nX-Original-URI: /app/page?n="
                                    + i
                                    + "\r\n\r\n")
                            .getBytes(US_ASCII));
        }
    }

    /** Asks for some seconds and returns how many answers came. */
    long run(double seconds) throws InterruptedException, IOException {
        long end = System.nanoTime() + (long) (seconds * 1e9);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Long>> tasks = new ArrayList<>();
            for (int i = 0; i < CONNECTIONS; i++) {
                int first = i * (VARIETY / CONNECTIONS);
                tasks.add(() -> connection(first, end));
            }
            long answers = 0;
            for (Future<Long> task : threads.invokeAll(tasks)) {
                answers += task.get();
            }
            return answers;
        } catch (ExecutionException failed) {
            throw new IOException("a connection broke", failed.getCause());
        }
    }

    private long connection(int first, long end) throws IOException {
        byte[] buffer = new byte[4096];
        long answers = 0;
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setTcpNoDelay(true);
            InputStream in = socket.getInputStream();
            OutputStream out = socket.getOutputStream();
            while (System.nanoTime() < end) {
                out.write(requests.get((int) ((first + answers) % VARIETY)));
                readAnswer(in, buffer);
                answers++;
            }
        }
        return answers;
    }

    /* An answer without a body ends with an empty line. */
    private static void readAnswer(InputStream in, byte[] buffer) throws IOException {
        int length = 0;
        do {
            int count = in.read(buffer, length, buffer.length - length);
            if (count <= 0) {
                throw new IOException("the server closed the connection");
            }
            length += count;
        } while (!endsWithEmptyLine(buffer, length));
        for (int i = 0; i < NO_CONTENT.length; i++) {
            if (buffer[i] != NO_CONTENT[i]) {
                throw new IOException(
                        "not the answer that was expected: "
                                + new String(buffer, 0, length, US_ASCII));
            }
        }
    }

    private static boolean endsWithEmptyLine(byte[] buffer, int length) {
        return length >= 4
                && buffer[length - 1] == '\n'
                && buffer[length - 3] == '\n'
                && buffer[length - 4] == '\r';
    }
}
