package dev.sallyport.cli.api;

import dev.sallyport.cli.terminal.TextTable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a candidate would change for the traffic that a server observed.
 *
 * @param answer what the server says, as it sent it
 */
public record ObservedImpact(ApiAnswer answer) {

    /**
     * Asks a server.
     *
     * @param question the body of {@code POST …/what-if}
     * @throws dev.sallyport.cli.CommandFailure if there is no answer or it is a problem
     */
    public static ObservedImpact ask(ApiClient client, String tenant, ObjectNode question) {
        return new ObservedImpact(
                client.ask(
                        "POST",
                        "/api/v1/tenants/" + ApiClient.segment(tenant) + "/what-if",
                        question.toString()));
    }

    /** Says the sums, and who would be locked out everywhere. */
    public void say(ApiOptions api) {
        JsonNode requests = answer.json().path("requests");
        api.say(
                "requests newly denied %s, newly allowed %s, unchanged %d, uncertain %s"
                        .formatted(
                                requests.path("newlyDenied"),
                                requests.path("newlyAllowed"),
                                requests.path("stillDenied").asLong()
                                        + requests.path("stillAllowed").asLong(),
                                requests.path("uncertain")));
        for (JsonNode person : answer.json().path("principals")) {
            if (person.path("lockedOut").asBoolean(false)) {
                api.say(
                        "locked out: %s %s, %s requests"
                                .formatted(
                                        ApiOptions.text(person.path("kind")),
                                        ApiOptions.text(person.path("id")),
                                        person.path("newlyDenied")));
            }
        }
    }

    /** Returns those who would be denied, with the entries that would save them. */
    public TextTable losers() {
        return ImpactTables.losers(answer.json().path("losers"));
    }
}
