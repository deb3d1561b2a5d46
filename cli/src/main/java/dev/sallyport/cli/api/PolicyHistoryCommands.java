package dev.sallyport.cli.api;

import dev.sallyport.cli.ExitStatus;
import dev.sallyport.cli.terminal.TextTable;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** The commands about revisions that wait and revisions there were. */
final class PolicyHistoryCommands {

    private PolicyHistoryCommands() {}

    static String policy(String tenant) {
        return "/api/v1/tenants/" + ApiClient.segment(tenant) + "/policy";
    }

    /* Says what was published, and waits for the confirmation if that was asked for. */
    static void finish(
            ApiOptions api,
            ApiClient client,
            String tenant,
            ApiAnswer published,
            ConfirmOptions confirmation) {
        long revision = published.headers().firstValueAsLong("X-Sallyport-Revision").orElse(-1);
        api.say(
                "published as revision %s, %s"
                        .formatted(
                                published.entityTag(),
                                ApiOptions.text(published.json().path("mode"))));
        if (confirmation.isWaiting()) {
            ConfirmationWait.untilItStands(client, tenant, published);
            api.say("revision " + revision + " is confirmed");
        } else if (confirmation.isProvisional()) {
            ConfirmationWait.howToGoOn(tenant, revision).forEach(api::say);
        }
        api.write(published, PolicyCommand.Show.rules(published.json()));
        LockOutLines.say(api, published);
        api.sayPeople(published);
    }

    /** {@code sallyport policy confirm}. */
    @Command(
            name = "confirm",
            mixinStandardHelpOptions = true,
            description =
                    "Makes the revision that waits for a confirmation stand, or says what is missing.",
            footer = {
                "",
                "Exit status: 0 confirmed, 1 something is missing or nothing waits, 5 the server is unavailable."
            })
    static final class Confirm implements Callable<Integer> {
        @Mixin private ApiOptions api;

        @Parameters(paramLabel = "TENANT", description = "The id of the tenant.")
        private String tenant = "";

        @Override
        public Integer call() {
            try (ApiClient client = api.connect()) {
                ApiAnswer answer = client.ask("POST", policy(tenant) + ":confirm", null);
                api.say("revision " + answer.entityTag() + " is confirmed");
                api.write(answer, PolicyCommand.Show.rules(answer.json()));
                return ExitStatus.SUCCESS;
            }
        }
    }

    /** {@code sallyport policy revert}. */
    @Command(
            name = "revert",
            mixinStandardHelpOptions = true,
            description = "Takes the revision that waits for a confirmation back at once.",
            footer = {
                "",
                "Exit status: 0 taken back, 1 nothing waits, 5 the server is unavailable."
            })
    static final class Revert implements Callable<Integer> {
        @Mixin private ApiOptions api;

        @Parameters(paramLabel = "TENANT", description = "The id of the tenant.")
        private String tenant = "";

        @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for the audit log.")
        private String reason = "";

        @Override
        public Integer call() {
            String query = reason.isEmpty() ? "" : "?reason=" + ApiClient.segment(reason);
            try (ApiClient client = api.connect()) {
                ApiAnswer answer = client.ask("POST", policy(tenant) + ":revert" + query, null);
                api.say("taken back; the policy before it is revision " + answer.entityTag());
                api.write(answer, PolicyCommand.Show.rules(answer.json()));
                return ExitStatus.SUCCESS;
            }
        }
    }

    /** {@code sallyport policy history}. */
    @Command(
            name = "history",
            mixinStandardHelpOptions = true,
            description = "Lists the revisions of a policy, the newest first.")
    static final class History implements Callable<Integer> {
        @Mixin private ApiOptions api;

        @Parameters(paramLabel = "TENANT", description = "The id of the tenant.")
        private String tenant = "";

        @Option(
                names = "--limit",
                paramLabel = "N",
                description = "How many at most; 20 if not said, at most 200.")
        private int limit = 20;

        @Override
        public Integer call() {
            try (ApiClient client = api.connect()) {
                ApiAnswer answer =
                        client.ask("GET", policy(tenant) + "/revisions?limit=" + limit, null);
                api.write(answer, table(answer.json().path("items")));
                return ExitStatus.SUCCESS;
            }
        }

        private static TextTable table(JsonNode items) {
            TextTable table =
                    new TextTable(
                            TextTable.Column.number("revision", 0),
                            TextTable.Column.text("kind", 0),
                            TextTable.Column.text("standing", 1),
                            TextTable.Column.text("mode", 1),
                            TextTable.Column.number("entries", 3),
                            TextTable.Column.text("published", 0),
                            TextTable.Column.text("by", 2),
                            TextTable.Column.text("from", 4),
                            TextTable.Column.text("reason", 3));
            for (JsonNode item : items) {
                String of = ApiOptions.text(item.path("of"));
                table.row(
                        ApiOptions.text(item.path("revision")),
                        ApiOptions.text(item.path("kind")) + (of.isEmpty() ? "" : " of " + of),
                        ApiOptions.text(item.path("standing")),
                        ApiOptions.text(item.path("mode")),
                        ApiOptions.text(item.path("entries")),
                        ApiOptions.text(item.path("publishedAt")),
                        ApiOptions.text(item.path("publishedBy")),
                        ApiOptions.text(item.path("address")),
                        ApiOptions.text(item.path("reason")));
            }
            return table;
        }
    }

    /** {@code sallyport policy diff}. */
    @Command(
            name = "diff",
            mixinStandardHelpOptions = true,
            description = "Says in sentences how a revision differs from another.")
    static final class Diff implements Callable<Integer> {
        @Mixin private ApiOptions api;

        @Parameters(index = "0", paramLabel = "TENANT", description = "The id of the tenant.")
        private String tenant = "";

        @Parameters(index = "1", paramLabel = "REVISION", description = "The revision.")
        private long revision;

        @Option(
                names = "--against",
                paramLabel = "N",
                description = "The revision it is compared with; the one before if not said.")
        private @Nullable Long against;

        @Override
        public Integer call() {
            String query = against == null ? "" : "?against=" + against;
            try (ApiClient client = api.connect()) {
                ApiAnswer answer =
                        client.ask(
                                "GET",
                                policy(tenant) + "/revisions/" + revision + "/diff" + query,
                                null);
                if (answer.json().path("words").isEmpty()) {
                    api.say("no difference");
                }
                TextTable table = new TextTable(TextTable.Column.text("", 0));
                answer.json().path("words").forEach(each -> table.row(each.asString()));
                api.write(answer, table);
                return ExitStatus.SUCCESS;
            }
        }
    }

    /** {@code sallyport policy rollback}. */
    @Command(
            name = "rollback",
            mixinStandardHelpOptions = true,
            description = "Makes an older revision the policy again, as a new revision.",
            footer = {
                "",
                "Exit status: 0 published, and confirmed if that was waited for; 1 refused, or it went back; 4 the older revision is"
                        + " no longer valid; 5 the server is unavailable."
            })
    static final class Rollback implements Callable<Integer> {
        @Mixin private ApiOptions api;

        @Parameters(index = "0", paramLabel = "TENANT", description = "The id of the tenant.")
        private String tenant = "";

        @Parameters(index = "1", paramLabel = "REVISION", description = "The older revision.")
        private long revision;

        @Mixin private ReplaceOptions options;
        @Mixin private ConfirmOptions confirmation;

        @Override
        public Integer call() {
            options.check();
            confirmation.check();
            try (ApiClient client = api.connect()) {
                String expected =
                        options.expected()
                                .orElseGet(
                                        () -> client.ask("GET", policy(tenant), null).entityTag());
                ApiAnswer answer =
                        client.send(
                                "POST",
                                policy(tenant)
                                        + "/revisions/"
                                        + revision
                                        + ":restore"
                                        + confirmation.addedTo(options.query()),
                                null,
                                Map.of("If-Match", expected));
                ReplaceOptions.requireTaken(answer);
                finish(api, client, tenant, answer, confirmation);
                return ExitStatus.SUCCESS;
            }
        }
    }
}
