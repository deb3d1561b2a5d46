package dev.sallyport.cli.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sallyport.cli.ExitStatus;
import dev.sallyport.cli.terminal.TextTable;
import java.net.URLEncoder;
import java.util.StringJoiner;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** {@code sallyport geo status} and {@code sallyport geo reload}: the geo data of a server. */
public final class GeoStatusCommand {

    private static final String PATH = "/api/v1/geo";

    private GeoStatusCommand() {}

    private static TextTable table(JsonNode status) {
        TextTable table = new TextTable(TextTable.Column.text("", 0), TextTable.Column.text("", 0));
        for (String member :
                new String[] {
                    "edition", "inForceSince", "oldestBuild", "ageDays", "maxAgeDays", "stale"
                }) {
            String text = ApiOptions.text(status.path(member));
            if (!text.isEmpty()) {
                table.row(member, text);
            }
        }
        for (JsonNode file : status.path("files")) {
            StringJoiner parts = new StringJoiner(", ");
            for (JsonNode part : file.path("parts")) {
                parts.add(part.path("kind").asString() + " " + part.path("family").asString());
            }
            table.row(
                    "file",
                    file.path("name").asString()
                            + ": "
                            + parts
                            + "; built "
                            + file.path("builtAt").asString());
        }
        JsonNode attempt = status.path("lastAttempt");
        if (!attempt.isNull() && !attempt.isMissingNode()) {
            table.row(
                    "last attempt",
                    attempt.path("outcome").asString() + " at " + attempt.path("at").asString());
            for (JsonNode reason : attempt.path("reasons")) {
                table.row("reason", reason.asString());
            }
        }
        return table;
    }

    /** {@code sallyport geo status}. */
    @Command(
            name = "status",
            mixinStandardHelpOptions = true,
            description =
                    "Says what geo data a server has in force, how old it is, and how the last"
                            + " attempt to replace it went.")
    public static final class Status implements Callable<Integer> {
        @Mixin private ApiOptions api;

        @Override
        public Integer call() {
            try (ApiClient client = api.connect()) {
                ApiAnswer answer = client.ask("GET", PATH, null);
                api.write(answer, table(answer.json()));
                return ExitStatus.SUCCESS;
            }
        }
    }

    /** {@code sallyport geo reload}. */
    @Command(
            name = "reload",
            mixinStandardHelpOptions = true,
            description =
                    "Has a server read its files again now; it does so by itself when one changes.")
    public static final class Reload implements Callable<Integer> {
        @Mixin private ApiOptions api;
        @Spec private CommandSpec spec;

        @Option(
                names = "--accept-difference",
                description =
                        "Take data that differs much from what is in force, or lacks a part of it;"
                                + " needs --reason.")
        private boolean acceptDifference;

        @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for the audit log.")
        private @Nullable String reason;

        @Override
        public Integer call() {
            if (acceptDifference && (reason == null || reason.isBlank())) {
                throw new ParameterException(
                        spec.commandLine(), "--accept-difference needs --reason");
            }
            String path =
                    PATH
                            + ":reload?accept-difference="
                            + acceptDifference
                            + (reason == null ? "" : "&reason=" + URLEncoder.encode(reason, UTF_8));
            try (ApiClient client = api.connect()) {
                ApiAnswer answer = client.ask("POST", path, null);
                api.write(answer, table(answer.json()));
                return ExitStatus.SUCCESS;
            }
        }
    }
}
