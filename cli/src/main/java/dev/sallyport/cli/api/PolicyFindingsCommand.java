package dev.sallyport.cli.api;

import dev.sallyport.cli.ExitStatus;
import dev.sallyport.cli.terminal.TextTable;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code sallyport policy findings}: what is odd about the entries of a policy. */
@Command(
        name = "findings",
        mixinStandardHelpOptions = true,
        description =
                "Says what is odd about the entries: covered, duplicate, too broad, private, expired."
                        + " Nothing is changed.")
final class PolicyFindingsCommand implements Callable<Integer> {

    @Mixin private ApiOptions api;

    @Parameters(paramLabel = "TENANT", description = "The id of the tenant.")
    private String tenant = "";

    @Option(names = "--draft", description = "Of the draft instead of the active revision.")
    private boolean draft;

    @Override
    public Integer call() {
        try (ApiClient client = api.connect()) {
            String path = PolicyDraftCommand.policy(tenant) + (draft ? "/draft" : "") + "/findings";
            ApiAnswer answer = client.ask("GET", path, null);
            JsonNode review = answer.json();
            api.say(ApiOptions.text(review.path("findingCount")) + " findings");
            for (JsonNode joined : review.path("aggregated")) {
                api.say(
                        "  %s %s: %s entries, %s prefixes, %s IPv4 addresses, %s IPv6 addresses"
                                .formatted(
                                        ApiOptions.text(joined.path("rule")),
                                        ApiOptions.text(joined.path("place")),
                                        ApiOptions.text(joined.path("entries")),
                                        ApiOptions.text(joined.path("prefixCount")),
                                        ApiOptions.text(joined.path("ipv4Addresses")),
                                        ApiOptions.text(joined.path("ipv6Addresses"))));
            }
            api.write(answer, table(review.path("findings")));
            return ExitStatus.SUCCESS;
        }
    }

    private static TextTable table(JsonNode findings) {
        return ApiOptions.table(findings, "code", "pointer", "entry", "detail", "hint");
    }
}
