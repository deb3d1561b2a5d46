package dev.sallyport.cli.api;

import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sallyport egress keys}: what published lists are signed with. */
@Command(
        name = "keys",
        mixinStandardHelpOptions = true,
        description = "The keys that sign published lists.",
        subcommands = {EgressKeyCommand.ListAll.class, EgressKeyCommand.Rotate.class})
final class EgressKeyCommand implements Runnable {

    private static final String PATH = "/api/v1/egress/keys";

    @Spec private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }

    private static void show(ApiOptions api, ApiAnswer answer) {
        api.write(
                answer,
                ApiOptions.table(
                        answer.json().path("items"),
                        "id",
                        "signs",
                        "believed",
                        "announced",
                        "signsFrom",
                        "retires"));
    }

    /** {@code sallyport egress keys list}. */
    @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists the keys.")
    static final class ListAll implements Callable<Integer> {
        @Mixin private ApiOptions api;

        @Override
        public Integer call() {
            try (ApiClient client = api.connect()) {
                show(api, client.ask("GET", PATH, null));
                return 0;
            }
        }
    }

    /** {@code sallyport egress keys rotate}. */
    @Command(
            name = "rotate",
            mixinStandardHelpOptions = true,
            description = "Gives the key that signs a successor; both are believed for a while.")
    static final class Rotate implements Callable<Integer> {
        @Mixin private ApiOptions api;

        @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for the audit log.")
        private @Nullable String reason;

        @Override
        public Integer call() {
            try (ApiClient client = api.connect()) {
                show(
                        api,
                        client.ask(
                                "POST",
                                PATH + ":rotate" + ApiClient.overrideQuery(List.of(), reason),
                                null));
                return 0;
            }
        }
    }
}
