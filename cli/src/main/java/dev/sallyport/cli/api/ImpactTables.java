package dev.sallyport.cli.api;

import dev.sallyport.cli.terminal.TextTable;
import tools.jackson.databind.JsonNode;

/* Tables of what policies do to observed traffic. */
final class ImpactTables {

    private ImpactTables() {}

    /** Returns a row for each of those that are denied, with the smallest entry that saves it. */
    static TextTable losers(JsonNode losers) {
        TextTable table =
                new TextTable(
                        TextTable.Column.text("address", 0),
                        TextTable.Column.text("principal", 0),
                        TextTable.Column.number("requests", 0),
                        TextTable.Column.text("channel", 2),
                        TextTable.Column.text("country", 3),
                        TextTable.Column.text("last seen", 3),
                        TextTable.Column.text("smallest entry", 1),
                        TextTable.Column.text("goes into", 1));
        for (JsonNode loser : losers) {
            JsonNode entry = loser.path("smallestEntry");
            table.row(
                    orElse(loser.path("network"), "undetermined"),
                    orElse(loser.path("principal").path("id"), "anonymous"),
                    loser.path("count").toString(),
                    ApiOptions.text(loser.path("channel")),
                    ApiOptions.text(loser.path("country")),
                    ApiOptions.text(loser.path("lastSeen")),
                    entry.isNull()
                            ? ApiOptions.text(loser.path("why"))
                            : "%s (opens %s)"
                                    .formatted(
                                            ApiOptions.text(entry),
                                            ApiOptions.text(loser.path("opens"))),
                    places(loser.path("goesInto")));
        }
        return table;
    }

    private static String orElse(JsonNode value, String otherwise) {
        String text = ApiOptions.text(value);
        return text.isEmpty() ? otherwise : text;
    }

    static String places(JsonNode places) {
        StringBuilder text = new StringBuilder();
        for (JsonNode place : places) {
            text.append(text.isEmpty() ? "" : ", ")
                    .append(ApiOptions.text(place.path("rule")))
                    .append('/')
                    .append(ApiOptions.text(place.path("in")));
        }
        return text.toString();
    }
}
