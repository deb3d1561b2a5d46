package dev.sallyport.server;

import dev.sallyport.control.deployment.SwitchState;
import dev.sallyport.control.problem.Quoted;
import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.decision.DeploymentSwitch;
import dev.sallyport.server.audit.AuditExportCommand;
import dev.sallyport.server.config.ConfigurationLoader;
import dev.sallyport.server.config.HelpText;
import dev.sallyport.server.config.ServerConfiguration;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** The server program. */
public final class SallyportServer {

    private static final int FAILURE = 1;
    private static final int USAGE = 2;

    private final PrintStream out;
    private final PrintStream err;

    SallyportServer(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /**
     * Starts the server and returns once it is ready; the process lives until it is stopped. Ends
     * it with status 1 if the server cannot start, 2 if the command line is not one of its own.
     */
    public static void main(String[] arguments) {
        int status =
                new SallyportServer(System.out, System.err)
                        .run(List.of(arguments), System.getenv());
        if (status != 0) {
            System.exit(status);
        }
    }

    int run(List<String> arguments, Map<String, String> environment) {
        if (!arguments.isEmpty() && arguments.getFirst().equals(AuditExportCommand.NAME)) {
            return new AuditExportCommand(out, err).run(arguments.subList(1, arguments.size()));
        }
        return switch (ConfigurationLoader.load(arguments, environment)) {
            case ConfigurationLoader.Result.Help() -> {
                out.print(HelpText.text());
                yield 0;
            }
            case ConfigurationLoader.Result.Usage(List<String> faults) -> {
                faults.forEach(this::complain);
                err.println("`./sallyport server --help` shows what there is");
                yield USAGE;
            }
            case ConfigurationLoader.Result.Invalid(List<String> faults) -> {
                faults.forEach(this::complain);
                yield FAILURE;
            }
            case ConfigurationLoader.Result.Loaded(ServerConfiguration configuration) ->
                    start(configuration);
        };
    }

    private int start(ServerConfiguration configuration) {
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        try {
            RunningServer server = RunningServer.start(configuration);
            Runtime.getRuntime().addShutdownHook(new Thread(server::close, "shutdown"));
            server.madeCredentials().ifPresent(this::show);
            announce(server.deploymentState());
            out.println("api listening on " + url(configuration.api().address(), server.apiPort()));
            out.println(
                    "gate listening on "
                            + url(configuration.gate().bindAddress(), server.gatePort()));
            out.println("ready");
            out.flush();
            return 0;
        } catch (StartRefusedException refused) {
            complain(refused.getMessage());
            return FAILURE;
        } catch (RuntimeException unforeseen) {
            LoggerFactory.getLogger(SallyportServer.class)
                    .error("the server could not start", unforeseen);
            return FAILURE;
        }
    }

    private void complain(@org.jspecify.annotations.Nullable String sentence) {
        err.println("sallyport server: " + sentence);
    }

    private void announce(SwitchState state) {
        if (state.position() == DeploymentSwitch.OBSERVE) {
            err.println(
                    "the deployment observes: nothing is refused"
                            + (state.since() == null ? "" : ", since " + state.since())
                            + (state.by().isEmpty() ? "" : ", by " + state.by())
                            + (state.reason().isEmpty()
                                    ? ""
                                    : ", because " + Quoted.text(state.reason())));
        }
    }

    private void show(RunningServer.MadeCredentials made) {
        err.println("the first operator's client was made; its secret is shown only this once:");
        err.println("  SALLYPORT_CLIENT_ID=" + made.clientId());
        err.println("  SALLYPORT_CLIENT_SECRET=" + made.clientSecret());
    }

    private static String url(IpAddress address, int port) {
        return "http://"
                + (address.isIpv4() ? address.toString() : "[" + address + "]")
                + ":"
                + port;
    }
}
