package dev.sallyport.cli.api;

import dev.sallyport.cli.ExitStatus;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code sallyport monitor}: what the active policy would deny, and what stands against enforcing.
 */
@Command(
        name = "monitor",
        mixinStandardHelpOptions = true,
        description =
                "Says what the active policy denies of the traffic that was observed, and what"
                        + " stands against enforcing it.",
        footer = {"", "Exit status: 0 ready to enforce, 3 something stands against it, 1 failure."})
public final class MonitorCommand implements Callable<Integer> {

    @Mixin private ApiOptions api;

    @Parameters(paramLabel = "TENANT", description = "The id of the tenant.")
    private String tenant = "";

    @Option(names = "--days", paramLabel = "N", description = "Of how many days; 30 if not said.")
    private int days = 30;

    @Option(names = "--limit", paramLabel = "N", description = "How many addresses; 20.")
    private int limit = 20;

    @Option(names = "--owner", paramLabel = "NAME", description = "Say who answers for the policy.")
    private @Nullable String owner;

    @Option(
            names = "--review-at",
            paramLabel = "INSTANT",
            description = "Say until when somebody is to look at it, such as 2027-01-31T00:00:00Z.")
    private @Nullable String reviewAt;

    /** Asks and shows the report. */
    @Override
    public Integer call() {
        try (ApiClient client = api.connect()) {
            String path = "/api/v1/tenants/" + ApiClient.segment(tenant) + "/monitor";
            if (owner != null || reviewAt != null) {
                ObjectNode settings = JsonMapper.shared().createObjectNode();
                settings.put("owner", owner).put("reviewAt", reviewAt);
                ApiAnswer _ = client.ask("PUT", path, settings.toString());
            }
            ApiAnswer answer = client.ask("GET", path + "?days=" + days + "&limit=" + limit, null);
            JsonNode report = answer.json();
            boolean isReady = report.path("ready").asBoolean(false);
            api.say(
                    "%s, revision %s: %s of %s requests denied%s; %s"
                            .formatted(
                                    ApiOptions.text(report.path("mode")),
                                    report.path("revision"),
                                    report.path("requests").path("denied"),
                                    report.path("requests").path("all"),
                                    isMonitoring(report) ? " if it were enforced" : "",
                                    isReady ? "ready to enforce" : "not ready to enforce"));
            for (JsonNode obstacle : report.path("obstacles")) {
                api.say(
                        (obstacle.path("blocks").asBoolean(false)
                                        ? "  against it: "
                                        : "  to know:    ")
                                + ApiOptions.text(obstacle.path("detail")));
            }
            api.write(answer, ImpactTables.losers(report.path("addresses")));
            api.sayPeople(answer);
            return isReady ? ExitStatus.SUCCESS : ExitStatus.DENY;
        }
    }

    private static boolean isMonitoring(JsonNode report) {
        return report.path("mode").asString("").equals("MONITOR");
    }
}
