package dev.sallyport.cli.api;

import dev.sallyport.cli.ExitStatus;
import dev.sallyport.cli.terminal.TextTable;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code sallyport policy search}: the entries that contain an address. */
@Command(
        name = "search",
        mixinStandardHelpOptions = true,
        description =
                "Finds every entry that contains an address or a prefix, most specific first: in the"
                        + " active revision, in the draft and in the lists they name.")
final class PolicySearchCommand implements Callable<Integer> {

    @Mixin private ApiOptions api;

    @Parameters(index = "0", paramLabel = "TENANT", description = "The id of the tenant.")
    private String tenant = "";

    @Parameters(index = "1", paramLabel = "ADDRESS", description = "An address or a prefix.")
    private String address = "";

    @Override
    public Integer call() {
        try (ApiClient client = api.connect()) {
            ApiAnswer answer =
                    client.ask(
                            "GET",
                            PolicyDraftCommand.policy(tenant)
                                    + "/search?address="
                                    + ApiClient.segment(address),
                            null);
            JsonNode report = answer.json();
            String country = ApiOptions.text(report.path("country"));
            String asn = ApiOptions.text(report.path("asn"));
            api.say(
                    "%s%s%s: %s entries"
                            .formatted(
                                    ApiOptions.text(report.path("searched")),
                                    country.isEmpty() ? "" : ", " + country,
                                    asn.isEmpty() ? "" : ", asn " + asn,
                                    ApiOptions.text(report.path("count"))));
            api.write(answer, hits(report.path("hits")));
            return ExitStatus.SUCCESS;
        }
    }

    private static TextTable hits(JsonNode hits) {
        TextTable table =
                new TextTable(
                        TextTable.Column.text("source", 0),
                        TextTable.Column.text("effect", 0),
                        TextTable.Column.text("rule", 0),
                        TextTable.Column.text("place", 2),
                        TextTable.Column.text("in", 1),
                        TextTable.Column.text("list", 3),
                        TextTable.Column.text("live", 1),
                        TextTable.Column.text("label", 4),
                        TextTable.Column.text("entry", 3));
        for (JsonNode hit : hits) {
            JsonNode listed = hit.path("listed");
            JsonNode entry = listed.isObject() ? listed : hit.path("entry");
            table.row(
                    source(entry),
                    ApiOptions.text(hit.path("effect")),
                    ApiOptions.text(hit.path("rule")),
                    ApiOptions.text(hit.path("place")),
                    ApiOptions.text(hit.path("in")),
                    ApiOptions.text(hit.path("list")),
                    hit.path("live").asBoolean(false)
                            ? "yes"
                            : "no: " + ApiOptions.text(hit.path("why")),
                    ApiOptions.text(entry.path("label")),
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
        for (String kind : List.of("country", "asn", "list")) {
            if (entry.has(kind)) {
                return kind + " " + ApiOptions.text(entry.path(kind));
            }
        }
        return "any";
    }
}
