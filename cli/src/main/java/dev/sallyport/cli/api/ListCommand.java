package dev.sallyport.cli.api;

import dev.sallyport.cli.CommandFailure;
import dev.sallyport.cli.ExitStatus;
import dev.sallyport.cli.PolicyFile;
import dev.sallyport.cli.terminal.TextTable;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** {@code sallyport list}: networks under a name that policies refer to. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "Lists: networks under a name that policies refer to.",
        subcommands = {
            ListCommand.All.class,
            ListCommand.Show.class,
            ListCommand.Get.class,
            ListCommand.Put.class,
            ListCommand.Delete.class,
            ListCommand.UsedBy.class
        })
public final class ListCommand implements Runnable {

    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 412;

    @Spec private CommandSpec spec;

    /** Refuses a command line without a verb. */
    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }

    /** {@code sallyport list list}. */
    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Lists the lists of a tenant, or of the operator.")
    static final class All implements Callable<Integer> {
        @Mixin private ApiOptions api;
        @Mixin private ListOwner owner;

        @Override
        public Integer call() {
            try (ApiClient client = api.connect()) {
                ApiAnswer all = client.askPages(owner.path());
                api.write(
                        all,
                        ApiOptions.table(
                                all.json(), "name", "count", "usedBy", "updatedAt", "description"));
                return 0;
            }
        }
    }

    /** {@code sallyport list show}. */
    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "Shows a list and its entries.")
    static final class Show implements Callable<Integer> {
        @Mixin private ApiOptions api;
        @Mixin private ListOwner owner;

        @Parameters(paramLabel = "NAME", description = "The name of the list.")
        private String name = "";

        @Override
        public Integer call() {
            try (ApiClient client = api.connect()) {
                ApiAnswer answer = client.ask("GET", owner.path(name), null);
                api.say(summary(answer));
                api.write(answer, entries(answer.json()));
                return 0;
            }
        }

        private static String summary(ApiAnswer answer) {
            JsonNode list = answer.json();
            String description = ApiOptions.text(list.path("description"));
            return "%s, version %s, %,d entries%s"
                    .formatted(
                            ApiOptions.text(list.path("name")),
                            answer.entityTag(),
                            list.path("entries").size(),
                            description.isEmpty() ? "" : ": " + description);
        }

        static TextTable entries(JsonNode list) {
            TextTable table =
                    new TextTable(
                            TextTable.Column.text("source", 0),
                            TextTable.Column.text("state", 1),
                            TextTable.Column.text("not before", 4),
                            TextTable.Column.text("expires", 2),
                            TextTable.Column.text("label", 3),
                            TextTable.Column.text("owner", 5),
                            TextTable.Column.text("entry", 6));
            for (JsonNode entry : list.path("entries")) {
                table.row(
                        source(entry),
                        entry.path("enabled").asBoolean(true) ? "" : "disabled",
                        ApiOptions.text(entry.path("notBefore")),
                        ApiOptions.text(entry.path("expiresAt")),
                        ApiOptions.text(entry.path("label")),
                        ApiOptions.text(entry.path("owner")),
                        ApiOptions.text(entry.path("id")));
            }
            return table;
        }

        private static String source(JsonNode entry) {
            for (String kind : List.of("prefix", "range")) {
                if (entry.has(kind)) {
                    return ApiOptions.text(entry.path(kind));
                }
            }
            return entry.has("asn")
                    ? "asn " + ApiOptions.text(entry.path("asn"))
                    : "country " + ApiOptions.text(entry.path("country"));
        }
    }

    /** {@code sallyport list get}. */
    @Command(
            name = "get",
            mixinStandardHelpOptions = true,
            description = "Writes a list as JSON, as `list put` takes it.")
    static final class Get implements Callable<Integer> {
        @Mixin private ApiOptions api;
        @Mixin private ListOwner owner;
        @Spec private CommandSpec spec;

        @Parameters(paramLabel = "NAME", description = "The name of the list.")
        private String name = "";

        @Override
        public Integer call() {
            try (ApiClient client = api.connect()) {
                ApiAnswer answer = client.ask("GET", owner.path(name), null);
                spec.commandLine().getOut().println(answer.text());
                return 0;
            }
        }
    }

    /** {@code sallyport list put}. */
    @Command(
            name = "put",
            mixinStandardHelpOptions = true,
            description =
                    "Makes or replaces a list, whole or not at all:"
                            + " {\"entries\":[{\"prefix\":\"203.0.113.0/24\"}, …]}",
            footer = {
                "",
                "Exit status: 0 stored, 1 refused, 4 the list is invalid, 5 the server is unavailable."
            })
    static final class Put implements Callable<Integer> {
        @Mixin private ApiOptions api;
        @Mixin private ListOwner owner;

        @Parameters(paramLabel = "NAME", description = "The name of the list.")
        private String name = "";

        @Option(
                names = "--file",
                required = true,
                paramLabel = "FILE",
                description = "The list, JSON.")
        private Path file = Path.of("");

        @Mixin private ReplaceOptions options;

        @Override
        public Integer call() {
            options.check();
            String document = PolicyFile.text(file);
            try (ApiClient client = api.connect()) {
                String path = owner.path(name);
                ApiAnswer answer =
                        client.send(
                                "PUT",
                                path + options.query(),
                                document,
                                precondition(client, path));
                if (answer.status() == CONFLICT) {
                    throw new CommandFailure(
                            ExitStatus.FAILURE,
                            "somebody else has changed the list; nothing was changed (list.stale)",
                            List.of("  read it again, repeat the change, and put that"));
                }
                ReplaceOptions.requireTaken(answer);
                api.say("stored: " + Show.summary(answer));
                api.write(answer, Show.entries(answer.json()));
                LockOutLines.say(api, answer);
                return 0;
            }
        }

        private Map<String, String> precondition(ApiClient client, String path) {
            if (options.expected().isPresent()) {
                return Map.of("If-Match", options.expected().get());
            }
            ApiAnswer found = client.send("GET", path, null, Map.of());
            if (found.status() == NOT_FOUND) {
                // Whether the tenant or only the list is missing is for the server to say.
                return Map.of("If-None-Match", "*");
            }
            if (!found.isSuccess()) {
                throw ApiClient.failure(found, ExitStatus.FAILURE);
            }
            return Map.of("If-Match", found.entityTag());
        }
    }

    /** {@code sallyport list delete}. */
    @Command(
            name = "delete",
            mixinStandardHelpOptions = true,
            description = "Removes a list that no active policy names.")
    static final class Delete implements Callable<Integer> {
        @Mixin private ApiOptions api;
        @Mixin private ListOwner owner;

        @Parameters(paramLabel = "NAME", description = "The name of the list.")
        private String name = "";

        @Override
        public Integer call() {
            try (ApiClient client = api.connect()) {
                ApiAnswer _ = client.ask("DELETE", owner.path(name), null);
                api.say("list " + name + " is gone");
                return 0;
            }
        }
    }

    /** {@code sallyport list used-by}. */
    @Command(
            name = "used-by",
            mixinStandardHelpOptions = true,
            description = "Lists the tenants and rules whose active policies name a list.")
    static final class UsedBy implements Callable<Integer> {
        @Mixin private ApiOptions api;
        @Mixin private ListOwner owner;

        @Parameters(paramLabel = "NAME", description = "The name of the list.")
        private String name = "";

        @Override
        public Integer call() {
            try (ApiClient client = api.connect()) {
                ApiAnswer all = client.askPages(owner.path(name) + "/used-by");
                TextTable table =
                        new TextTable(
                                TextTable.Column.text("tenant", 0),
                                TextTable.Column.number("revision", 2),
                                TextTable.Column.text("rules", 1));
                for (JsonNode use : all.json()) {
                    table.row(
                            ApiOptions.text(use.path("tenant")),
                            ApiOptions.text(use.path("revision")),
                            rules(use.path("rules")));
                }
                api.write(all, table);
                return 0;
            }
        }

        private static String rules(JsonNode rules) {
            return String.join(
                    ", ",
                    StreamSupport.stream(rules.spliterator(), false)
                            .map(rule ->
                                    ApiOptions.text(rule.path("rule"))
                                            + (rule.path("inExcept").asBoolean(false)
                                                    ? " (except)"
                                                    : ""))
                            .toList());
        }
    }
}
