package dev.sallyport.cli.api;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code sallyport enforcement}: the switch of the whole deployment. */
@Command(
        name = "enforcement",
        mixinStandardHelpOptions = true,
        description = "The switch of the whole deployment: under observe nothing is refused.",
        subcommands = {
            EnforcementCommand.Observe.class,
            EnforcementCommand.Enforce.class,
            EnforcementCommand.Status.class
        })
public final class EnforcementCommand implements Runnable {

    private static final String PATH = "/api/v1/deployment";

    @Spec private CommandSpec spec;

    /** Refuses a command line without a verb. */
    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }

    /* Where the switch is to be turned, and why. */
    private static final class Turn {
        @Mixin private ApiOptions api;

        @Option(
                names = "--reason",
                required = true,
                paramLabel = "TEXT",
                description = "Why; it goes into the audit log.")
        private String reason = "";

        int to(String position) {
            try (ApiClient client = api.connect()) {
                String document =
                        JsonMapper.shared()
                                .createObjectNode()
                                .put("switch", position)
                                .put("reason", reason)
                                .toString();
                api.write(client.ask("PUT", PATH, document));
                return 0;
            }
        }
    }

    /** {@code sallyport enforcement observe}. */
    @Command(
            name = "observe",
            mixinStandardHelpOptions = true,
            description = "Lets everything in from the next request on, and goes on recording.")
    static final class Observe implements Callable<Integer> {
        @Mixin private Turn turn;

        @Override
        public Integer call() {
            return turn.to("observe");
        }
    }

    /** {@code sallyport enforcement enforce}. */
    @Command(
            name = "enforce",
            mixinStandardHelpOptions = true,
            description = "Obeys the tenants' policies from the next request on.")
    static final class Enforce implements Callable<Integer> {
        @Mixin private Turn turn;

        @Override
        public Integer call() {
            return turn.to("enforce");
        }
    }

    /** {@code sallyport enforcement status}. */
    @Command(
            name = "status",
            mixinStandardHelpOptions = true,
            description = "Says where the switch stands, since when, who turned it and why.")
    static final class Status implements Callable<Integer> {
        @Mixin private ApiOptions api;

        @Override
        public Integer call() {
            try (ApiClient client = api.connect()) {
                api.write(client.ask("GET", PATH, null));
                return 0;
            }
        }
    }
}
