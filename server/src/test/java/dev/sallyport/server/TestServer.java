package dev.sallyport.server;

import dev.sallyport.server.config.ConfigurationLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A server inside the test's own process, on free ports. */
final class TestServer implements AutoCloseable {

    private final RunningServer server;

    private TestServer(RunningServer server) {
        this.server = server;
    }

    static TestServer start(Path folder, String... arguments) {
        List<String> all =
                new ArrayList<>(
                        List.of(
                                "--data=" + folder,
                                "--port=0",
                                "--gate-port=0",
                                "--operator.client-secret=" + Api.OPERATOR_SECRET));
        all.addAll(List.of(arguments));
        if (ConfigurationLoader.load(all, Map.of())
                instanceof ConfigurationLoader.Result.Loaded(var configuration)) {
            return new TestServer(RunningServer.start(configuration));
        }
        throw new AssertionError("the configuration has faults: " + all);
    }

    Api api() {
        return Api.at(server.apiPort());
    }

    int apiPort() {
        return server.apiPort();
    }

    int gatePort() {
        return server.gatePort();
    }

    /** Asks the gate as a trusted nginx does; returns the status. */
    int ask(String host, String clientAddress) {
        return RawHttp.ask(server.gatePort(), host, clientAddress);
    }

    @Override
    public void close() {
        server.close();
    }
}
