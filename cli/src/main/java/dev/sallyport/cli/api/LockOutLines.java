package dev.sallyport.cli.api;

import dev.sallyport.cli.terminal.TextTable;
import tools.jackson.databind.JsonNode;

/* What the answer to a change says of those it hits. */
final class LockOutLines {

    private LockOutLines() {}

    /** Says whom the change hits, if the answer tells. */
    static void say(ApiOptions api, ApiAnswer answer) {
        JsonNode impact = answer.json().path("impact");
        if (impact.isMissingNode()) {
            return;
        }
        if (impact.path("opens").asBoolean(false)) {
            api.say("it opens the tenant: no ALLOW rule restricts it any more");
        }
        if (!impact.path("deniesMore").asBoolean(false)) {
            api.say("it denies nothing that was allowed");
            return;
        }
        JsonNode lockedOut = impact.path("lockedOut");
        JsonNode judged = impact.path("judged");
        int more = impact.path("moreLockedOut").asInt(0);
        api.say(
                "%s locked out, of %s admins, %s callbacks and %s automations seen in 30 days%s"
                        .formatted(
                                lockedOut.size() + more,
                                ApiOptions.text(judged.path("admins")),
                                ApiOptions.text(judged.path("callbacks")),
                                ApiOptions.text(judged.path("automations")),
                                judged.path("complete").asBoolean(true)
                                        ? ""
                                        : "; not all could be looked at"));
        for (JsonNode notice : impact.path("notices")) {
            api.say(ApiOptions.text(notice.path("detail")));
        }
        if (!lockedOut.isEmpty() && !api.isJson()) {
            api.write(answer, table(lockedOut));
        }
    }

    private static TextTable table(JsonNode lockedOut) {
        TextTable table =
                new TextTable(
                        TextTable.Column.text("locked out", 0),
                        TextTable.Column.text("principal", 0),
                        TextTable.Column.text("address", 0),
                        TextTable.Column.text("from", 2),
                        TextTable.Column.text("reason", 3),
                        TextTable.Column.text("rule", 4),
                        TextTable.Column.text("smallest entry", 1),
                        TextTable.Column.text("goes into", 1));
        for (JsonNode each : lockedOut) {
            JsonNode entry = each.path("smallestEntry");
            String from = ApiOptions.text(each.path("from"));
            table.row(
                    ApiOptions.text(each.path("kind")),
                    ApiOptions.text(each.path("principal").path("id")),
                    ApiOptions.text(each.path("address")),
                    from.isEmpty() ? "now" : from,
                    ApiOptions.text(each.path("reason")),
                    ApiOptions.text(each.path("rule")),
                    ApiOptions.text(entry.isNull() ? each.path("why") : entry),
                    ImpactTables.places(each.path("goesInto")));
        }
        return table;
    }
}
