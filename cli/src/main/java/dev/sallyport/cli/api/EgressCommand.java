package dev.sallyport.cli.api;

import dev.sallyport.cli.CommandFailure;
import dev.sallyport.cli.ExitStatus;
import dev.sallyport.cli.PolicyFile;
import dev.sallyport.cli.terminal.TextTable;
import java.nio.file.Path;
import java.util.ArrayList;
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
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code sallyport egress}: the addresses we call our customers from. */
@Command(
        name = "egress",
        mixinStandardHelpOptions = true,
        description = "The addresses we call our customers from, as they are published.",
        subcommands = {
            EgressCommand.ListAll.class,
            EgressCommand.Show.class,
            EgressCommand.Put.class,
            EgressCommand.Announce.class,
            EgressCommand.Retire.class,
            EgressCommand.Live.class,
            EgressCommand.Impact.class,
            EgressCommand.History.class,
            EgressCommand.SelfTest.class,
            EgressKeyCommand.class,
            EgressAgentCommand.class
        })
public final class EgressCommand implements Runnable {

    private static final String PATH = "/api/v1/egress/regions";
    private static final int NOT_FOUND = 404;
    private static final JsonMapper MAPPER = new JsonMapper();

    @Spec private CommandSpec spec;

    /** Refuses a command line without a verb. */
    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }

    /** Which region. */
    static final class Region {
        @Option(
                names = "--region",
                required = true,
                paramLabel = "REGION",
                description = "The region, such as us-east-1.")
        private String name = "";

        String path() {
            return PATH + "/" + ApiClient.segment(name);
        }
    }

    /** What to go ahead in spite of. */
    static final class Overriding {
        @Option(
                names = "--override",
                paramLabel = "CODE",
                description = "Goes ahead in spite of the refusal with this code; needs --reason.")
        private List<String> overrides = List.of();

        @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for the audit log.")
        private @Nullable String reason;

        String query() {
            return ApiClient.overrideQuery(overrides, reason);
        }
    }

    static TextTable lines(JsonNode region) {
        return ApiOptions.table(
                region.path("prefixes"),
                "prefix",
                "service",
                "direction",
                "notBefore",
                "liveSince",
                "removeAfter",
                "label");
    }

    private static String summary(ApiAnswer answer) {
        return "region %s, serial %s of %s, %,d prefixes"
                .formatted(
                        ApiOptions.text(answer.json().path("region")),
                        ApiOptions.text(answer.json().path("serial")),
                        ApiOptions.text(answer.json().path("created")),
                        answer.json().path("prefixes").size());
    }

    private static void show(ApiOptions api, ApiAnswer answer) {
        api.say(summary(answer));
        api.write(answer, lines(answer.json()));
    }

    /** {@code sallyport egress list}. */
    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Lists the regions of which addresses are published.")
    static final class ListAll implements Callable<Integer> {
        @Mixin private ApiOptions api;

        @Override
        public Integer call() {
            try (ApiClient client = api.connect()) {
                ApiAnswer answer = client.ask("GET", PATH, null);
                api.write(
                        answer,
                        ApiOptions.table(
                                answer.json().path("items"),
                                "region",
                                "serial",
                                "prefixes",
                                "live",
                                "created"));
                return 0;
            }
        }
    }

    /** {@code sallyport egress show}. */
    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "Shows the prefixes of a region.")
    static final class Show implements Callable<Integer> {
        @Mixin private ApiOptions api;
        @Mixin private Region region;

        @Override
        public Integer call() {
            try (ApiClient client = api.connect()) {
                show(api, client.ask("GET", region.path(), null));
                return 0;
            }
        }
    }

    /** {@code sallyport egress put}. */
    @Command(
            name = "put",
            mixinStandardHelpOptions = true,
            description = "Makes or replaces the list of a region.")
    static final class Put implements Callable<Integer> {
        @Mixin private ApiOptions api;
        @Mixin private Region region;
        @Mixin private Overriding overriding;

        @Option(
                names = "--file",
                required = true,
                paramLabel = "FILE",
                description = "The list, JSON: {\"prefixes\":[{\"prefix\":…}]}.")
        private Path file = Path.of("");

        @Override
        public Integer call() {
            String document = PolicyFile.text(file);
            try (ApiClient client = api.connect()) {
                show(api, replace(client, region, overriding, document));
                return 0;
            }
        }
    }

    private static ApiAnswer replace(
            ApiClient client, Region region, Overriding overriding, String document) {
        ApiAnswer present = client.send("GET", region.path(), null, Map.of());
        if (!present.isSuccess() && present.status() != NOT_FOUND) {
            throw ApiClient.failure(present, ExitStatus.FAILURE);
        }
        String path = region.path() + overriding.query();
        ApiAnswer answer =
                present.isSuccess()
                        ? client.send(
                                "PUT", path, document, Map.of("If-Match", present.entityTag()))
                        : client.send("PUT", path, document, Map.of());
        if (!answer.isSuccess()) {
            throw ApiClient.failure(answer, ExitStatus.FAILURE);
        }
        return answer;
    }

    /** {@code sallyport egress announce}. */
    @Command(
            name = "announce",
            mixinStandardHelpOptions = true,
            description =
                    "Lists a further prefix, so that customers open for it before it is used.")
    static final class Announce implements Callable<Integer> {
        @Mixin private ApiOptions api;
        @Mixin private Region region;
        @Mixin private Overriding overriding;

        @Parameters(paramLabel = "PREFIX", description = "The prefix.")
        private String prefix = "";

        @Option(names = "--service", paramLabel = "NAME", description = "Which part uses it.")
        private @Nullable String service;

        @Option(
                names = "--direction",
                paramLabel = "WAY",
                description = "outbound (as if absent), inbound or both.")
        private @Nullable String direction;

        @Option(
                names = "--not-before",
                paramLabel = "INSTANT",
                description = "The first instant of its use; the earliest promised if absent.")
        private @Nullable String notBefore;

        @Option(names = "--label", paramLabel = "TEXT", description = "What people call it.")
        private @Nullable String label;

        @Override
        public Integer call() {
            try (ApiClient client = api.connect()) {
                ObjectNode document = document(client, region);
                ObjectNode line = ((ArrayNode) document.get("prefixes")).addObject();
                line.put("prefix", prefix);
                put(line, "service", service);
                put(line, "direction", direction);
                put(line, "notBefore", notBefore);
                put(line, "label", label);
                show(api, replace(client, region, overriding, document.toString()));
                return 0;
            }
        }

        private static void put(ObjectNode line, String name, @Nullable String text) {
            if (text != null) {
                line.put(name, text);
            }
        }
    }

    /* The list as it is, or an empty one. */
    private static ObjectNode document(ApiClient client, Region region) {
        ApiAnswer present = client.send("GET", region.path(), null, Map.of());
        if (!present.isSuccess() && present.status() != NOT_FOUND) {
            throw ApiClient.failure(present, ExitStatus.FAILURE);
        }
        ObjectNode document = MAPPER.createObjectNode();
        ArrayNode prefixes = document.putArray("prefixes");
        if (present.isSuccess()) {
            present.json().path("prefixes").forEach(prefixes::add);
        }
        return document;
    }

    /** {@code sallyport egress retire}. */
    @Command(
            name = "retire",
            mixinStandardHelpOptions = true,
            description = "Says until when a prefix stays listed; it goes by itself then.")
    static final class Retire implements Callable<Integer> {
        @Mixin private ApiOptions api;
        @Mixin private Region region;
        @Mixin private Overriding overriding;

        @Parameters(paramLabel = "PREFIX", description = "The prefix as it is listed.")
        private String prefix = "";

        @Option(
                names = "--after",
                required = true,
                paramLabel = "INSTANT",
                description = "The instant, such as 2027-01-31T00:00:00Z.")
        private String after = "";

        @Override
        public Integer call() {
            try (ApiClient client = api.connect()) {
                ObjectNode document = document(client, region);
                List<JsonNode> found = new ArrayList<>();
                for (JsonNode line : document.path("prefixes")) {
                    if (ApiOptions.text(line.path("prefix")).equals(prefix)) {
                        ((ObjectNode) line).put("removeAfter", after);
                        found.add(line);
                    }
                }
                if (found.isEmpty()) {
                    throw new CommandFailure(
                            ExitStatus.FAILURE,
                            "`" + TextTable.printable(prefix) + "` is not listed");
                }
                show(api, replace(client, region, overriding, document.toString()));
                return 0;
            }
        }
    }

    /** {@code sallyport egress live}. */
    @Command(
            name = "live",
            mixinStandardHelpOptions = true,
            description = "Takes a listed prefix into use.")
    static final class Live implements Callable<Integer> {
        @Mixin private ApiOptions api;
        @Mixin private Region region;
        @Mixin private Overriding overriding;

        @Parameters(paramLabel = "PREFIX", description = "The prefix as it is listed.")
        private String prefix = "";

        @Override
        public Integer call() {
            ObjectNode body = MAPPER.createObjectNode().put("prefix", prefix);
            try (ApiClient client = api.connect()) {
                show(
                        api,
                        client.ask(
                                "POST",
                                region.path() + "/live" + overriding.query(),
                                body.toString()));
                return 0;
            }
        }
    }

    /** {@code sallyport egress impact}. */
    @Command(
            name = "impact",
            mixinStandardHelpOptions = true,
            description =
                    "Says which tenants have not opened for a prefix: who breaks if it is used?")
    static final class Impact implements Callable<Integer> {
        @Mixin private ApiOptions api;
        @Mixin private Region region;

        @Parameters(paramLabel = "PREFIX", description = "A prefix or an address.")
        private String prefix = "";

        @Override
        public Integer call() {
            try (ApiClient client = api.connect()) {
                ApiAnswer answer =
                        client.ask(
                                "GET",
                                region.path() + "/impact?prefix=" + ApiClient.segment(prefix),
                                null);
                JsonNode impact = answer.json();
                api.say(
                        "%s, %s: %s open, %s not open, %s unknown"
                                .formatted(
                                        ApiOptions.text(impact.path("prefix")),
                                        impact.path("listed").asBoolean()
                                                ? "in use not before "
                                                        + ApiOptions.text(impact.path("notBefore"))
                                                : "not listed",
                                        ApiOptions.text(impact.path("open")),
                                        ApiOptions.text(impact.path("notOpen")),
                                        ApiOptions.text(impact.path("unknown"))));
                api.write(
                        answer,
                        ApiOptions.table(
                                impact.path("tenants"),
                                "tenant",
                                "state",
                                "serial",
                                "since",
                                "agents",
                                "name"));
                return 0;
            }
        }
    }

    /** {@code sallyport egress history}. */
    @Command(
            name = "history",
            mixinStandardHelpOptions = true,
            description = "Shows every serial of a region, and how it differs from the one before.")
    static final class History implements Callable<Integer> {
        @Mixin private ApiOptions api;
        @Mixin private Region region;

        @Override
        public Integer call() {
            try (ApiClient client = api.connect()) {
                ApiAnswer answer =
                        client.ask(
                                "GET",
                                "/network/" + ApiClient.segment(region.name) + "/history.json",
                                null);
                api.write(
                        answer,
                        ApiOptions.table(
                                answer.json().path("serials"), "serial", "created", "difference"));
                return 0;
            }
        }
    }

    /** {@code sallyport egress self-test}. */
    @Command(
            name = "self-test",
            mixinStandardHelpOptions = true,
            description =
                    "Compares addresses we call from with the list; without any, the one this machine"
                            + " reaches the API from.")
    static final class SelfTest implements Callable<Integer> {
        @Mixin private ApiOptions api;
        @Mixin private Region region;

        @Parameters(arity = "0..*", paramLabel = "ADDRESS", description = "Addresses.")
        private List<String> addresses = List.of();

        @Override
        public Integer call() {
            ObjectNode body = MAPPER.createObjectNode();
            ArrayNode array = body.putArray("addresses");
            addresses.forEach(array::add);
            try (ApiClient client = api.connect()) {
                ApiAnswer answer =
                        client.ask(
                                "POST",
                                region.path() + "/self-test",
                                addresses.isEmpty() ? null : body.toString());
                api.write(
                        answer,
                        ApiOptions.table(
                                answer.json().path("addresses"), "address", "state", "prefix"));
                return answer.json().path("notListed").asInt() > 0 ? ExitStatus.FAILURE : 0;
            }
        }
    }
}
