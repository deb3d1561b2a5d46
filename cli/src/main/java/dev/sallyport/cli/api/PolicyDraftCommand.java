package dev.sallyport.cli.api;

import dev.sallyport.cli.ExitStatus;
import dev.sallyport.cli.PolicyFile;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sallyport policy draft}: a policy that is to be published one day. */
@Command(
        name = "draft",
        mixinStandardHelpOptions = true,
        description =
                "The draft of a tenant's policy: evaluated beside the active one, published as it is.",
        subcommands = {
            PolicyDraftCommand.Show.class,
            PolicyDraftCommand.Put.class,
            DraftEditCommands.Add.class,
            DraftEditCommands.Set.class,
            DraftEditCommands.Remove.class,
            DraftEditCommands.Patch.class,
            PolicyDraftCommand.Discard.class,
            PolicyDraftCommand.Publish.class
        })
final class PolicyDraftCommand implements Runnable {

    private static final int NOT_FOUND = 404;

    @Spec private CommandSpec spec;

    /** Refuses a command line without a verb. */
    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }

    static String policy(String tenant) {
        return "/api/v1/tenants/" + ApiClient.segment(tenant) + "/policy";
    }

    /* What a draft that is saved replaces: the draft, or where there is none the active revision. */
    static String present(ApiClient client, String tenant) {
        ApiAnswer draft = client.send("GET", policy(tenant) + "/draft", null, Map.of());
        return draft.status() == NOT_FOUND
                ? client.ask("GET", policy(tenant), null).entityTag()
                : draft.entityTag();
    }

    /** {@code sallyport policy draft show}. */
    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "Shows the draft; with --output json as `draft put` takes it.")
    static final class Show implements Callable<Integer> {
        @Mixin private ApiOptions api;

        @Parameters(paramLabel = "TENANT", description = "The id of the tenant.")
        private String tenant = "";

        @Override
        public Integer call() {
            try (ApiClient client = api.connect()) {
                ApiAnswer answer = client.ask("GET", policy(tenant) + "/draft", null);
                api.say("draft " + answer.entityTag());
                api.write(PolicyVersion.noted(answer), PolicyCommand.Show.rules(answer.json()));
                return ExitStatus.SUCCESS;
            }
        }
    }

    /** {@code sallyport policy draft put}. */
    @Command(
            name = "put",
            mixinStandardHelpOptions = true,
            description = "Saves the draft, whole or not at all.")
    static final class Put implements Callable<Integer> {
        @Mixin private ApiOptions api;

        @Parameters(paramLabel = "TENANT", description = "The id of the tenant.")
        private String tenant = "";

        @Option(
                names = "--policy",
                required = true,
                paramLabel = "FILE",
                description = "The policy, JSON.")
        private Path file = Path.of("");

        @Option(
                names = "--if-match",
                paramLabel = "ETAG",
                description = "What it is to replace; what is there if not said.")
        private String ifMatch = "";

        @Override
        public Integer call() {
            String document = PolicyFile.text(file);
            try (ApiClient client = api.connect()) {
                String expected =
                        !ifMatch.isEmpty()
                                ? ifMatch
                                : PolicyVersion.ofDraftFile(document, file)
                                        .orElseGet(() -> present(client, tenant));
                ApiAnswer answer =
                        client.send(
                                "PUT",
                                policy(tenant) + "/draft",
                                document,
                                Map.of("If-Match", expected));
                ReplaceOptions.requireTaken(answer);
                api.say("saved as draft " + answer.entityTag());
                api.write(answer, PolicyCommand.Show.rules(answer.json()));
                return ExitStatus.SUCCESS;
            }
        }
    }

    /** {@code sallyport policy draft discard}. */
    @Command(name = "discard", mixinStandardHelpOptions = true, description = "Removes the draft.")
    static final class Discard implements Callable<Integer> {
        @Mixin private ApiOptions api;

        @Parameters(paramLabel = "TENANT", description = "The id of the tenant.")
        private String tenant = "";

        @Override
        public Integer call() {
            try (ApiClient client = api.connect()) {
                ApiAnswer _ = client.ask("DELETE", policy(tenant) + "/draft", null);
                api.say("the draft is gone");
                return ExitStatus.SUCCESS;
            }
        }
    }

    /** {@code sallyport policy draft publish}. */
    @Command(
            name = "publish",
            mixinStandardHelpOptions = true,
            description = "Makes the draft, as it was watched, the next revision.")
    static final class Publish implements Callable<Integer> {
        @Mixin private ApiOptions api;

        @Parameters(paramLabel = "TENANT", description = "The id of the tenant.")
        private String tenant = "";

        @Mixin private ReplaceOptions options;

        @Override
        public Integer call() {
            options.check();
            try (ApiClient client = api.connect()) {
                String expected =
                        options.expected()
                                .orElseGet(() ->
                                        client.ask("GET", policy(tenant) + "/draft", null)
                                                .entityTag());
                ApiAnswer answer =
                        client.send(
                                "POST",
                                policy(tenant) + "/draft:publish" + options.query(),
                                null,
                                Map.of("If-Match", expected));
                ReplaceOptions.requireTaken(answer);
                api.say("published as revision " + answer.entityTag());
                api.write(answer, PolicyCommand.Show.rules(answer.json()));
                LockOutLines.say(api, answer);
                api.sayPeople(answer);
                return ExitStatus.SUCCESS;
            }
        }
    }
}
