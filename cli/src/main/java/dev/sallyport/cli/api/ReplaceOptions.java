package dev.sallyport.cli.api;

import dev.sallyport.cli.ExitStatus;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The options of commands that replace a whole document: which version it is to replace, and in
 * spite of which refusals, with the reason.
 */
public final class ReplaceOptions {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--if-match",
            paramLabel = "ETAG",
            description =
                    "The version it is to replace, as `show` says it; the one that is there if not"
                            + " said.")
    private @Nullable String ifMatch;

    @Option(
            names = "--override",
            split = ",",
            paramLabel = "CODE",
            description = "A refusal to go ahead of, such as policy.no-live-entry; needs --reason.")
    private List<String> overrides = List.of();

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for the audit log.")
    private @Nullable String reason;

    /**
     * Looks whether the options go together.
     *
     * @throws ParameterException if there is no reason for an override
     */
    void check() {
        if (!overrides.isEmpty() && (reason == null || reason.isBlank())) {
            throw new ParameterException(spec.commandLine(), "--override needs --reason");
        }
    }

    /**
     * Returns the entity tag it is to replace, in quotes, which a shell eats; empty if not said.
     */
    Optional<String> expected() {
        return Optional.ofNullable(ifMatch)
                .map(tag -> tag.startsWith("\"") || tag.equals("*") ? tag : "\"" + tag + "\"");
    }

    /** Returns the query that says in spite of what and why; empty if there is nothing to say. */
    String query() {
        return ApiClient.overrideQuery(overrides, reason);
    }

    /**
     * Looks whether the document was taken.
     *
     * @throws dev.sallyport.cli.CommandFailure if not; its status tells a document that is invalid
     *     from one that is refused
     */
    static void requireTaken(ApiAnswer answer) {
        if (!answer.isSuccess()) {
            boolean invalid =
                    answer.status() == 400 || answer.status() == 413 || answer.status() == 422;
            throw ApiClient.failure(
                    answer, invalid ? ExitStatus.INVALID_POLICY : ExitStatus.FAILURE);
        }
    }
}
