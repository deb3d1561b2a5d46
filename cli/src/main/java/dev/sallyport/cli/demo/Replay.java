package dev.sallyport.cli.demo;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.sallyport.cli.log.LineFault;
import dev.sallyport.cli.log.LineHandler;
import dev.sallyport.cli.log.LogException;
import dev.sallyport.cli.log.LogFields;
import dev.sallyport.cli.log.LogFormat;
import dev.sallyport.cli.log.LogLine;
import dev.sallyport.cli.log.LogReader;
import dev.sallyport.cli.log.LogSource;
import dev.sallyport.engine.client.TrustedProxies;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Plays a log at the decision port, one subrequest a line, and sums the answers up. */
final class Replay {

    /** What was answered about one client. */
    static final class Client {
        private final String address;
        private final Map<String, Integer> denials = new TreeMap<>();
        private int allowed;
        private int denied;

        private Client(String address) {
            this.address = address;
        }

        String address() {
            return address;
        }

        int allowed() {
            return allowed;
        }

        int denied() {
            return denied;
        }

        /** Returns why requests would be denied, the most frequent reason first. */
        String reasons() {
            return String.join(
                    ", ",
                    denials.entrySet().stream()
                            .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                            .map(Map.Entry::getKey)
                            .toList());
        }
    }

    private final Map<String, Client> clients = new HashMap<>();
    private int requests;
    private int denied;
    private int refused;

    /**
     * Plays a log.
     *
     * @param host the host every request was for
     * @throws IOException if the gate does not answer, or the log cannot be read
     */
    void play(Path log, String host, GateConnection gate) throws IOException {
        LogFields fields = new LogFields(null, null, null, true, TrustedProxies.NONE);
        try {
            new LogReader(LogFormat.AUTO, fields)
                    .read(
                            new LogSource(log.toString()),
                            new LineHandler() {
                                @Override
                                public void request(LogLine line) {
                                    String path =
                                            new String(
                                                    line.pathBytes(),
                                                    line.pathFrom(),
                                                    line.pathTo() - line.pathFrom(),
                                                    ISO_8859_1);
                                    ask(gate, host, line.address().toString(), path);
                                }

                                @Override
                                public void unparsed(
                                        long number,
                                        LineFault fault,
                                        byte[] bytes,
                                        int from,
                                        int to) {
                                    // What tells of no request is not played.
                                }

                                @Override
                                public void progress(long position, long lines) {
                                    // It takes a moment only.
                                }
                            });
        } catch (LogException broken) {
            throw broken.failure();
        } catch (UncheckedIOException silent) {
            throw silent.getCause();
        }
    }

    private void ask(GateConnection gate, String host, String address, String path) {
        try {
            take(address, gate.ask(host, address, path));
        } catch (IOException silent) {
            throw new UncheckedIOException(silent);
        }
    }

    private void take(String address, GateConnection.Answer answer) {
        Client client = clients.computeIfAbsent(address, Client::new);
        requests++;
        if (answer.status() == 403) {
            refused++;
        }
        if (answer.header("x-sallyport-evaluated").equals("deny")) {
            denied++;
            client.denied++;
            client.denials.merge(answer.header("x-sallyport-reason"), 1, Integer::sum);
        } else {
            client.allowed++;
        }
    }

    /** Returns how many requests were asked about. */
    int requests() {
        return requests;
    }

    /** Returns how many the rules deny. */
    int denied() {
        return denied;
    }

    /** Returns how many were in fact refused. */
    int refused() {
        return refused;
    }

    /** Returns how many clients there were. */
    int clients() {
        return clients.size();
    }

    /** Returns the clients of which requests would be denied, those with most of them first. */
    List<Client> losers() {
        return clients.values().stream()
                .filter(client -> client.denied > 0)
                .sorted(
                        Comparator.comparingInt(Client::denied)
                                .reversed()
                                .thenComparing(Client::address))
                .toList();
    }
}
