package dev.sallyport.cli.api;

import dev.sallyport.cli.CommandFailure;
import dev.sallyport.cli.ExitStatus;
import dev.sallyport.cli.terminal.TextTable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** {@code sallyport audit}: who changed what, from where, when and why. */
@Command(
        name = "audit",
        mixinStandardHelpOptions = true,
        description = "Who changed what, from where, when and why; and whether that is still so.",
        subcommands = {
            AuditCommand.ListAll.class,
            AuditCommand.Export.class,
            AuditCommand.Head.class,
            AuditCommand.Keys.class,
            AuditVerifyCommand.class
        })
public final class AuditCommand implements Runnable {

    @Spec private CommandSpec spec;

    /** Refuses a command line without a verb. */
    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }

    static String path(@Nullable String tenant) {
        return "/api/v1"
                + (tenant == null ? "" : "/tenants/" + ApiClient.segment(tenant))
                + "/audit";
    }

    /** {@code sallyport audit list}. */
    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Lists records, the newest first.")
    static final class ListAll implements Callable<Integer> {
        @Mixin private ApiOptions api;

        @Option(
                names = "--tenant",
                paramLabel = "TENANT",
                description = "The tenant; operators may leave it out.")
        private @Nullable String tenant;

        @Option(
                names = "--limit",
                paramLabel = "N",
                description = "How many at most, 1 to 1000; 50 if not said.")
        private int limit = 50;

        @Option(
                names = "--before",
                paramLabel = "NUMBER",
                description = "Only records with smaller numbers.")
        private @Nullable Long before;

        @Override
        public Integer call() {
            String query = "?limit=" + limit + (before == null ? "" : "&cursor=" + before);
            try (ApiClient client = api.connect()) {
                ApiAnswer answer = client.ask("GET", path(tenant) + query, null);
                api.write(answer, table(answer.json().path("items")));
                return 0;
            }
        }

        private static TextTable table(JsonNode items) {
            TextTable table =
                    new TextTable(
                            TextTable.Column.number("number", 0),
                            TextTable.Column.text("at", 1),
                            TextTable.Column.text("action", 2),
                            TextTable.Column.text("who", 3),
                            TextTable.Column.text("from", 4),
                            TextTable.Column.text("what", 5),
                            TextTable.Column.text("why", 6));
            for (JsonNode item : items) {
                String tenant = ApiOptions.text(item.path("tenant"));
                String target = ApiOptions.text(item.path("target"));
                table.row(
                        ApiOptions.text(item.path("number")),
                        ApiOptions.text(item.path("at")),
                        ApiOptions.text(item.path("action")),
                        ApiOptions.text(item.path("actor")),
                        ApiOptions.text(item.path("address")),
                        tenant
                                + (tenant.isEmpty() || target.equals(tenant) ? "" : " ")
                                + (target.equals(tenant) ? "" : target),
                        ApiOptions.text(item.path("reason")));
                for (JsonNode altered : item.path("alterations")) {
                    table.row("", "", "", "", "", sentence(altered), "");
                }
            }
            return table;
        }

        private static String sentence(JsonNode altered) {
            String before = ApiOptions.text(altered.path("before"));
            String after = ApiOptions.text(altered.path("after"));
            return ApiOptions.text(altered.path("what"))
                    + ": "
                    + (before.isEmpty() ? "(nothing)" : before)
                    + " -> "
                    + (after.isEmpty() ? "(nothing)" : after);
        }
    }

    /** {@code sallyport audit export}. */
    @Command(
            name = "export",
            mixinStandardHelpOptions = true,
            description = "Writes records as JSON lines, the oldest first, and a signed last line.")
    static final class Export implements Callable<Integer> {
        @Mixin private ApiOptions api;

        @Option(
                names = "--tenant",
                paramLabel = "TENANT",
                description = "The tenant; operators may leave it out.")
        private @Nullable String tenant;

        @Option(
                names = "--after",
                paramLabel = "NUMBER",
                description = "Only records with larger numbers; all if not said.")
        private long after;

        @Option(
                names = "--to",
                paramLabel = "FILE",
                description = "A new file to write to; standard output if not said.")
        private @Nullable Path file;

        @Override
        public Integer call() {
            String path = path(tenant) + ":export?after=" + after;
            Path target = file;
            try (ApiClient client = api.connect();
                    InputStream lines = client.lines(path)) {
                if (target == null) {
                    lines.transferTo(System.out);
                    System.out.flush();
                    return 0;
                }
                try (OutputStream output =
                        Files.newOutputStream(target, StandardOpenOption.CREATE_NEW)) {
                    lines.transferTo(output);
                }
                return 0;
            } catch (IOException failed) {
                throw new CommandFailure(
                        ExitStatus.FAILURE, "the export cannot be written: " + failed);
            }
        }
    }

    /** {@code sallyport audit head}. */
    @Command(
            name = "head",
            mixinStandardHelpOptions = true,
            description =
                    "Shows how far the log goes, signed; kept elsewhere, it shows a cut later.")
    static final class Head implements Callable<Integer> {
        @Mixin private ApiOptions api;

        @Override
        public Integer call() {
            try (ApiClient client = api.connect()) {
                api.write(client.ask("GET", "/api/v1/audit/head", null));
                return 0;
            }
        }
    }

    /** {@code sallyport audit keys}. */
    @Command(
            name = "keys",
            mixinStandardHelpOptions = true,
            description = "Shows the public keys that heads and exports are signed with.")
    static final class Keys implements Callable<Integer> {
        @Mixin private ApiOptions api;

        @Override
        public Integer call() {
            try (ApiClient client = api.connect()) {
                ApiAnswer answer = client.ask("GET", "/api/v1/audit/keys", null);
                api.write(answer, ApiOptions.table(answer.json().path("keys"), "kid", "crv", "x"));
                return 0;
            }
        }
    }
}
