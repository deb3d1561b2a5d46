package dev.sallyport.conformance.nginx;

import dev.sallyport.engine.address.AddressParser;
import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.client.TrustedProxies;
import dev.sallyport.engine.decision.TenantDirectory;
import dev.sallyport.engine.decision.TenantSnapshot;
import dev.sallyport.engine.decision.TenantState;
import dev.sallyport.engine.policy.Policy;
import dev.sallyport.engine.policy.TenantId;
import dev.sallyport.gate.GateConfiguration;
import dev.sallyport.gate.GateProfile;
import dev.sallyport.gate.GateServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;

/** A gate in a process of its own, so that a test can kill it. */
public final class GateProcess implements AutoCloseable {

    private final Process process;

    private GateProcess(Process process) {
        this.process = process;
    }

    /** Starts one on a port and returns when it listens. */
    static GateProcess start(int port) throws IOException {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "-Xmx128m",
                                "-cp",
                                System.getProperty("java.class.path"),
                                GateProcess.class.getName(),
                                Integer.toString(port))
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        String line = process.inputReader().readLine();
        if (line == null) {
            throw new IOException("the gate did not start");
        }
        return new GateProcess(process);
    }

    /** Kills it, as if the machine had, and returns when it is gone. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /**
     * Lets everybody in at `acme.example.com` until it is killed or nobody holds its input open any
     * more.
     */
    public static void main(String[] arguments) throws IOException {
        TenantDirectory directory = new TenantDirectory();
        TenantState state = TenantState.of(new TenantId("acme"), 1, 1, Policy.INITIAL);
        directory.publish(TenantSnapshot.compile(state, 0), Set.of("acme.example.com"));
        directory.markReady();
        GateConfiguration configuration =
                GateConfiguration.of(GateProfile.NGINX)
                        .withTrustedProxies(
                                TrustedProxies.of(List.of(AddressParser.parsePrefix("127.0.0.1"))))
                        .withBind(IpAddress.parse("127.0.0.1"), Integer.parseInt(arguments[0]));
        try (GateServer gate = new GateServer(configuration, directory, InstantSource.system())) {
            System.out.println("listening on " + gate.start());
            while (System.in.read() >= 0) {
                /* Nothing is expected; the end of the input is the end of the test. */
            }
        }
    }
}
