package dev.sallyport.cli.api;

import dev.sallyport.cli.ExitStatus;
import dev.sallyport.cli.PolicyFile;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/* The commands that change a draft by entry. */
final class DraftEditCommands {

    private DraftEditCommands() {}

    /* The tag a change replaces: as said, or what is there. */
    private static Map<String, String> matching(ApiClient client, String tenant, String ifMatch) {
        String tag = ifMatch.isEmpty() ? PolicyDraftCommand.present(client, tenant) : ifMatch;
        return Map.of("If-Match", tag);
    }

    private static void show(ApiOptions api, ApiAnswer answer) {
        ReplaceOptions.requireTaken(answer);
        api.say("saved as draft " + answer.entityTag());
        answer.json()
                .path("findings")
                .forEach(finding ->
                        api.say(
                                "  note: "
                                        + ApiOptions.text(finding.path("detail"))
                                        + " ("
                                        + ApiOptions.text(finding.path("code"))
                                        + ")"));
    }

    /* Where an entry goes. */
    static final class Destination {
        @Option(
                names = "--source",
                required = true,
                paramLabel = "SOURCE",
                description =
                        "From where: an address, a prefix, A-B, country:FR, asn:64500, list:NAME or any.")
        private @Nullable String source;

        @Option(
                names = "--except",
                required = true,
                paramLabel = "SOURCE",
                description = "The same, as an exception of the rule.")
        private @Nullable String except;
    }

    /** {@code sallyport policy draft add}. */
    @Command(
            name = "add",
            mixinStandardHelpOptions = true,
            description =
                    "Adds an entry to a rule of the draft; without a draft, one of the active revision.")
    static final class Add implements Callable<Integer> {
        @Mixin private ApiOptions api;

        @Parameters(index = "0", paramLabel = "TENANT", description = "The id of the tenant.")
        private String tenant = "";

        @Parameters(index = "1", paramLabel = "RULE", description = "The id of the rule.")
        private String rule = "";

        @ArgGroup(multiplicity = "1")
        private Destination destination = new Destination();

        @Mixin private EntryOptions entry;

        @Option(names = "--if-match", paramLabel = "ETAG", description = "The draft to change.")
        private String ifMatch = "";

        @Override
        public Integer call() {
            ObjectNode members = entry.members();
            String source = destination.source;
            String except = destination.except;
            entry.source(members, source == null ? String.valueOf(except) : source);
            try (ApiClient client = api.connect()) {
                String path =
                        PolicyDraftCommand.policy(tenant)
                                + "/draft/rules/"
                                + ApiClient.segment(rule)
                                + (source == null ? "/except" : "/sources");
                ApiAnswer answer =
                        client.send(
                                "POST",
                                path,
                                members.toString(),
                                matching(client, tenant, ifMatch));
                show(api, answer);
                api.write(answer);
                return ExitStatus.SUCCESS;
            }
        }
    }

    /** {@code sallyport policy draft set}. */
    @Command(
            name = "set",
            mixinStandardHelpOptions = true,
            description = "Changes members of an entry of the draft; an empty text takes one back.")
    static final class Set implements Callable<Integer> {
        @Mixin private ApiOptions api;

        @Parameters(index = "0", paramLabel = "TENANT", description = "The id of the tenant.")
        private String tenant = "";

        @Parameters(index = "1", paramLabel = "ENTRY", description = "The id of the entry.")
        private String id = "";

        @Option(
                names = "--source",
                paramLabel = "SOURCE",
                description = "Another source; the entry has another id then.")
        private @Nullable String source;

        @Mixin private EntryOptions entry;

        @Option(names = "--if-match", paramLabel = "ETAG", description = "The draft to change.")
        private String ifMatch = "";

        @Override
        public Integer call() {
            ObjectNode members = entry.members();
            if (source != null) {
                entry.source(members, source);
            }
            try (ApiClient client = api.connect()) {
                ApiAnswer answer =
                        client.send(
                                "PATCH",
                                path(tenant, id),
                                members.toString(),
                                matching(client, tenant, ifMatch));
                show(api, answer);
                api.write(answer);
                return ExitStatus.SUCCESS;
            }
        }
    }

    private static String path(String tenant, String entry) {
        return PolicyDraftCommand.policy(tenant) + "/draft/entries/" + ApiClient.segment(entry);
    }

    /** {@code sallyport policy draft remove}. */
    @Command(
            name = "remove",
            mixinStandardHelpOptions = true,
            description = "Removes an entry from the draft.")
    static final class Remove implements Callable<Integer> {
        @Mixin private ApiOptions api;

        @Parameters(index = "0", paramLabel = "TENANT", description = "The id of the tenant.")
        private String tenant = "";

        @Parameters(index = "1", paramLabel = "ENTRY", description = "The id of the entry.")
        private String id = "";

        @Option(names = "--if-match", paramLabel = "ETAG", description = "The draft to change.")
        private String ifMatch = "";

        @Override
        public Integer call() {
            try (ApiClient client = api.connect()) {
                ApiAnswer answer =
                        client.send(
                                "DELETE",
                                path(tenant, id),
                                null,
                                matching(client, tenant, ifMatch));
                show(api, answer);
                return ExitStatus.SUCCESS;
            }
        }
    }

    /** {@code sallyport policy draft patch}. */
    @Command(
            name = "patch",
            mixinStandardHelpOptions = true,
            description =
                    "Changes the draft by a JSON Patch (RFC 6902); pointers may name rules and entries by their ids.")
    static final class Patch implements Callable<Integer> {
        @Mixin private ApiOptions api;

        @Parameters(index = "0", paramLabel = "TENANT", description = "The id of the tenant.")
        private String tenant = "";

        @Parameters(index = "1", paramLabel = "FILE", description = "The patch, JSON.")
        private Path file = Path.of("");

        @Option(names = "--if-match", paramLabel = "ETAG", description = "The draft to change.")
        private String ifMatch = "";

        @Override
        public Integer call() {
            String patch = PolicyFile.text(file);
            try (ApiClient client = api.connect()) {
                Map<String, String> headers = new HashMap<>(matching(client, tenant, ifMatch));
                headers.put("Content-Type", "application/json-patch+json");
                ApiAnswer answer =
                        client.send(
                                "PATCH",
                                PolicyDraftCommand.policy(tenant) + "/draft",
                                patch,
                                headers);
                show(api, answer);
                api.write(answer, PolicyCommand.Show.rules(answer.json()));
                return ExitStatus.SUCCESS;
            }
        }
    }
}
