package dev.sallyport.cli.api;

import dev.sallyport.cli.ExitStatus;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code sallyport recommend}: entries that cover where known people came from. */
@Command(
        name = "recommend",
        mixinStandardHelpOptions = true,
        description =
                "Proposes entries of an allow list from the successful traffic of known people and"
                        + " programs; applies nothing.")
public final class RecommendCommand implements Callable<Integer> {

    @Mixin private ApiOptions api;

    @Parameters(paramLabel = "TENANT", description = "The id of the tenant.")
    private String tenant = "";

    @Option(names = "--days", paramLabel = "N", description = "Of how many days; 30 if not said.")
    private @Nullable Integer days;

    @Option(names = "--entries", paramLabel = "N", description = "How many at most; 50.")
    private @Nullable Integer entries;

    @Option(
            names = "--shortest-ipv4",
            paramLabel = "LENGTH",
            description = "The shortest IPv4 prefix; 24.")
    private @Nullable Integer shortestIpv4;

    @Option(
            names = "--shortest-ipv6",
            paramLabel = "LENGTH",
            description = "The shortest IPv6 prefix; 48.")
    private @Nullable Integer shortestIpv6;

    @Option(
            names = "--space",
            paramLabel = "N",
            description = "The most IPv4 addresses and IPv6 /64 together; 1048576.")
    private @Nullable Long space;

    @Option(
            names = "--minimum-days",
            paramLabel = "N",
            description = "On how many days an address must have been seen; 2.")
    private @Nullable Integer minimumDays;

    @Option(
            names = "--wanted",
            split = ",",
            paramLabel = "LABEL",
            description = "Shared addresses that are proposed all the same.")
    private List<String> wanted = List.of();

    /** Asks and shows the proposal. */
    @Override
    public Integer call() {
        try (ApiClient client = api.connect()) {
            String path = "/api/v1/tenants/" + ApiClient.segment(tenant) + "/recommendations";
            ApiAnswer answer = client.ask("POST", path, document().toString());
            JsonNode proposed = answer.json();
            api.write(
                    answer,
                    ApiOptions.table(
                            proposed.path("entries"),
                            "prefix",
                            "principals",
                            "seen",
                            "space",
                            "weight"));
            api.say(
                    "covers %s of %s (days on which each came to each address), opens %s addresses or /64"
                            .formatted(
                                    proposed.path("covered"),
                                    proposed.path("total"),
                                    proposed.path("space")));
            for (JsonNode shared : proposed.path("shared")) {
                api.say(
                        "not proposed, since strangers share them: %s, seen %s, people %s"
                                .formatted(
                                        ApiOptions.text(shared.path("label")),
                                        shared.path("seen"),
                                        shared.path("principals")));
            }
            api.sayPeople(answer);
            return ExitStatus.SUCCESS;
        }
    }

    private ObjectNode document() {
        ObjectNode document = JsonMapper.shared().createObjectNode();
        put(document, "days", days);
        put(document, "entries", entries);
        put(document, "shortestIpv4", shortestIpv4);
        put(document, "shortestIpv6", shortestIpv6);
        put(document, "minimumDays", minimumDays);
        if (space != null) {
            document.put("space", space);
        }
        if (!wanted.isEmpty()) {
            ArrayNode labels = document.putArray("wanted");
            wanted.forEach(labels::add);
        }
        return document;
    }

    private static void put(ObjectNode document, String name, @Nullable Integer value) {
        if (value != null) {
            document.put(name, value);
        }
    }
}
