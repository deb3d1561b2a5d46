package dev.sallyport.cli.api;

import dev.sallyport.cli.ExitStatus;
import dev.sallyport.cli.PolicyFile;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code sallyport policy publish}: a file or the draft becomes the policy, until confirmed if
 * asked.
 */
@Command(
        name = "publish",
        mixinStandardHelpOptions = true,
        description =
                "Makes a file or the draft the policy of a tenant; with --confirm-within, only if it"
                        + " is confirmed.",
        footer = {
            "",
            "With --confirm-within the command waits, shows the time that is left and what is missing, and confirms the revision as"
                    + " soon as every decision node enforces it and you were let in under it. Ctrl-C leaves it waiting.",
            "",
            "Exit status: 0 published, and confirmed if that was waited for; 1 refused, or it went back; 4 the policy is invalid;"
                    + " 5 the server is unavailable."
        })
final class PolicyPublishCommand implements Callable<Integer> {

    /** What is to be published: one of the two. */
    static final class Content {
        @Option(names = "--policy", paramLabel = "FILE", description = "The policy, JSON.")
        private @Nullable Path file;

        @Option(names = "--draft", description = "The draft of the tenant, as it was watched.")
        private boolean draft;
    }

    @Mixin private ApiOptions api;

    @Parameters(paramLabel = "TENANT", description = "The id of the tenant.")
    private String tenant = "";

    @ArgGroup(multiplicity = "1")
    private Content content = new Content();

    @Mixin private ReplaceOptions options;
    @Mixin private ConfirmOptions confirmation;

    @Override
    public Integer call() {
        options.check();
        confirmation.check();
        Path file = content.file;
        boolean isDraft = content.draft;
        String document = file == null ? null : PolicyFile.text(file);
        String policy = PolicyHistoryCommands.policy(tenant);
        try (ApiClient client = api.connect()) {
            String expected =
                    options.expected()
                            .or(() ->
                                    document == null || file == null
                                            ? Optional.empty()
                                            : PolicyVersion.ofFile(document, file))
                            .orElseGet(() ->
                                    client.ask("GET", isDraft ? policy + "/draft" : policy, null)
                                            .entityTag());
            ApiAnswer answer =
                    client.send(
                            isDraft ? "POST" : "PUT",
                            (isDraft ? policy + "/draft:publish" : policy)
                                    + confirmation.addedTo(options.query()),
                            document,
                            Map.of("If-Match", expected));
            if (answer.status() == PolicyCommand.CONFLICT && file != null) {
                throw PolicyCommand.conflict(client, tenant, file, expected);
            }
            ReplaceOptions.requireTaken(answer);
            PolicyHistoryCommands.finish(api, client, tenant, answer, confirmation);
            return ExitStatus.SUCCESS;
        }
    }
}
