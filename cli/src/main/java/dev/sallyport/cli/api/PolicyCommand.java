package dev.sallyport.cli.api;

import dev.sallyport.cli.CommandFailure;
import dev.sallyport.cli.ExitStatus;
import dev.sallyport.cli.PolicyFile;
import dev.sallyport.cli.terminal.TextTable;
import dev.sallyport.engine.channel.ChannelTable;
import dev.sallyport.engine.policy.Policy;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** {@code sallyport policy}: what a tenant demands of requests. */
@Command(
        name = "policy",
        mixinStandardHelpOptions = true,
        description = "The policy of a tenant: what it demands of requests.",
        subcommands = {
            PolicyCommand.Show.class,
            PolicyCommand.Put.class,
            PolicyCommand.Validate.class,
            PolicyPublishCommand.class,
            PolicyHistoryCommands.Confirm.class,
            PolicyHistoryCommands.Revert.class,
            PolicyHistoryCommands.Rollback.class,
            PolicyHistoryCommands.History.class,
            PolicyHistoryCommands.Diff.class,
            PolicyDraftCommand.class,
            PolicySearchCommand.class,
            PolicyFindingsCommand.class,
            PolicyExpiringCommand.class,
            PolicyWhatIfCommand.class
        })
public final class PolicyCommand implements Runnable {

    static final int CONFLICT = 412;

    @Spec private CommandSpec spec;

    /** Refuses a command line without a verb. */
    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }

    private static String path(String tenant) {
        return "/api/v1/tenants/" + ApiClient.segment(tenant) + "/policy";
    }

    /** {@code sallyport policy show}. */
    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description =
                    "Shows the policy of a tenant; with --output json as `policy put` takes it.")
    static final class Show implements Callable<Integer> {
        @Mixin private ApiOptions api;

        @Parameters(paramLabel = "TENANT", description = "The id of the tenant.")
        private String tenant = "";

        @Option(
                names = "--revision",
                paramLabel = "N",
                description = "An older revision instead of the active one.")
        private @Nullable Long revision;

        @Override
        public Integer call() {
            try (ApiClient client = api.connect()) {
                String suffix = revision == null ? "" : "/revisions/" + revision;
                ApiAnswer answer = client.ask("GET", path(tenant) + suffix, null);
                JsonNode policy = answer.json();
                api.say(
                        "%s, revision %s"
                                .formatted(
                                        ApiOptions.text(policy.path("mode")), answer.entityTag()));
                api.write(revision == null ? PolicyVersion.noted(answer) : answer, rules(policy));
                return 0;
            }
        }

        static TextTable rules(JsonNode policy) {
            TextTable table =
                    new TextTable(
                            TextTable.Column.text("rule", 0),
                            TextTable.Column.text("effect", 0),
                            TextTable.Column.text("state", 2),
                            TextTable.Column.number("sources", 1),
                            TextTable.Column.number("except", 3),
                            TextTable.Column.text("scope", 2),
                            TextTable.Column.text("expires", 4),
                            TextTable.Column.text("name", 5));
            for (JsonNode rule : policy.path("rules")) {
                table.row(
                        ApiOptions.text(rule.path("id")),
                        ApiOptions.text(rule.path("effect")),
                        state(rule),
                        Integer.toString(rule.path("sources").size()),
                        Integer.toString(rule.path("except").size()),
                        scope(rule.path("scope")),
                        ApiOptions.text(rule.path("expiresAt")),
                        ApiOptions.text(rule.path("name")));
            }
            return table;
        }

        private static String state(JsonNode rule) {
            if (!rule.path("enabled").asBoolean(true)) {
                return "disabled";
            }
            return rule.path("onTrial").asBoolean(false) ? "on trial" : "";
        }

        private static String scope(JsonNode scope) {
            StringBuilder text = new StringBuilder();
            for (var part : scope.properties()) {
                if (!part.getValue().isEmpty()) {
                    text.append(text.isEmpty() ? "" : "; ")
                            .append(part.getKey())
                            .append(' ')
                            .append(ApiOptions.text(part.getValue()));
                }
            }
            return text.toString();
        }
    }

    /** {@code sallyport policy put}. */
    @Command(
            name = "put",
            mixinStandardHelpOptions = true,
            description = "Replaces the policy of a tenant, whole or not at all.",
            footer = {
                "",
                "Exit status: 0 replaced (or could be, with --dry-run), 1 refused, 4 the policy is invalid, 5 the server is"
                        + " unavailable."
            })
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

        @Mixin private ReplaceOptions options;

        @Option(
                names = "--dry-run",
                description = "Judge the policy as if it were published, and save nothing.")
        private boolean dryRun;

        @Override
        public Integer call() {
            options.check();
            String document = PolicyFile.text(file);
            try (ApiClient client = api.connect()) {
                String expected =
                        options.expected()
                                .orElseGet(() ->
                                        PolicyVersion.ofFile(document, file)
                                                .orElseGet(() ->
                                                        client.ask("GET", path(tenant), null)
                                                                .entityTag()));
                ApiAnswer answer =
                        client.send(
                                "PUT",
                                path(tenant) + query(),
                                document,
                                Map.of("If-Match", expected));
                if (answer.status() == CONFLICT) {
                    throw conflict(client, tenant, file, expected);
                }
                ReplaceOptions.requireTaken(answer);
                String mode = ApiOptions.text(answer.json().path("mode"));
                api.say(
                        dryRun
                                ? "dry run: would be published, %s; nothing was changed"
                                        .formatted(mode)
                                : "published as revision %s, %s"
                                        .formatted(answer.entityTag(), mode));
                api.write(answer, Show.rules(answer.json()));
                LockOutLines.say(api, answer);
                api.sayPeople(answer);
                return 0;
            }
        }

        private String query() {
            String query = options.query();
            if (!dryRun) {
                return query;
            }
            return "?dryRun=true" + (query.isEmpty() ? "" : "&" + query.substring(1));
        }
    }

    /* Somebody else was quicker, or the file is of an older version. */
    static CommandFailure conflict(ApiClient client, String tenant, Path file, String expected) {
        String active = client.ask("GET", path(tenant), null).entityTag();
        return new CommandFailure(
                ExitStatus.FAILURE,
                "somebody else has published: the active revision is %s, not %s; nothing was changed (policy.stale)"
                        .formatted(active, expected),
                List.of(
                        "  read it:        sallyport policy show " + tenant + " --output json",
                        "  then, changed:  sallyport policy put "
                                + tenant
                                + " --policy "
                                + file
                                + " --if-match '"
                                + active
                                + "'"));
    }

    /** {@code sallyport policy validate}. */
    @Command(
            name = "validate",
            mixinStandardHelpOptions = true,
            description =
                    "Checks a policy without a server and names every fault; nothing is changed"
                            + " anywhere.",
            footer = {"", "Exit status: 0 valid, 1 the file cannot be read, 4 invalid."})
    static final class Validate implements Callable<Integer> {
        @Spec private CommandSpec spec;

        @Parameters(paramLabel = "FILE", description = "The policy, JSON.")
        private Path file = Path.of("");

        @Option(
                names = "--channels",
                paramLabel = "FILE",
                description = "Declared channels, to know which exist.")
        private @Nullable Path channels;

        @Override
        public Integer call() {
            Policy policy = PolicyFile.read(file);
            if (channels != null) {
                PolicyFile.requireKnownChannels(
                        policy, new ChannelTable(PolicyFile.readChannels(channels)), file);
            }
            spec.commandLine()
                    .getOut()
                    .printf(
                            "%s is valid: %,d rules, %,d entries%n",
                            file, policy.rules().size(), policy.entryCount());
            return ExitStatus.SUCCESS;
        }
    }
}
