package dev.sallyport.cli.api;

import dev.sallyport.cli.PolicyFile;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sallyport channel}: the doors of the application that rules may name. */
@Command(
        name = "channel",
        mixinStandardHelpOptions = true,
        description =
                "The channels: doors of the application that rules may name, declared by path"
                        + " prefixes.",
        subcommands = {ChannelCommand.ListAll.class, ChannelCommand.Put.class})
public final class ChannelCommand implements Runnable {

    private static final String PATH = "/api/v1/channels";

    @Spec private CommandSpec spec;

    /** Refuses a command line without a verb. */
    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }

    /** {@code sallyport channel list}. */
    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Lists the declared channels.")
    static final class ListAll implements Callable<Integer> {
        @Mixin private ApiOptions api;

        @Override
        public Integer call() {
            try (ApiClient client = api.connect()) {
                ApiAnswer answer = client.ask("GET", PATH, null);
                api.write(answer, ApiOptions.table(answer.json(), "id", "paths"));
                return 0;
            }
        }
    }

    /** {@code sallyport channel put}. */
    @Command(
            name = "put",
            mixinStandardHelpOptions = true,
            description =
                    "Replaces all declarations with those of a file:"
                            + " [{\"id\":\"sso\",\"paths\":[\"/saml/\"]}, …]")
    static final class Put implements Callable<Integer> {
        @Mixin private ApiOptions api;

        @Parameters(paramLabel = "FILE", description = "The declarations, JSON.")
        private Path file = Path.of("");

        @Override
        public Integer call() {
            String document = PolicyFile.text(file);
            try (ApiClient client = api.connect()) {
                ApiAnswer answer = client.ask("PUT", PATH, document);
                api.write(answer, ApiOptions.table(answer.json(), "id", "paths"));
                return 0;
            }
        }
    }
}
