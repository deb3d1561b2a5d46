package dev.sallyport.cli.api;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sallyport denial}: requests that were denied lately. */
@Command(
        name = "denial",
        mixinStandardHelpOptions = true,
        description = "Requests that were denied in the last minutes.",
        subcommands = DenialCommand.Show.class)
public final class DenialCommand implements Runnable {

    @Spec private CommandSpec spec;

    /** Refuses a command line without a verb. */
    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }

    /** {@code sallyport denial show}. */
    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "Says why the request with the number on the page was denied.")
    static final class Show implements Callable<Integer> {
        @Mixin private ApiOptions api;

        @Parameters(paramLabel = "REQUEST-ID", description = "The number, 32 hexadecimal digits.")
        private String requestId = "";

        @Option(
                names = "--tenant",
                paramLabel = "TENANT",
                description = "The tenant; operators may leave it out.")
        private @Nullable String tenant;

        @Override
        public Integer call() {
            String of = tenant == null ? "" : "/tenants/" + ApiClient.segment(tenant);
            String path = "/api/v1" + of + "/denials/" + ApiClient.segment(requestId);
            try (ApiClient client = api.connect()) {
                api.write(client.ask("GET", path, null));
                return 0;
            }
        }
    }
}
