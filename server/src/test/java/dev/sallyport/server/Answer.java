package dev.sallyport.server;

import java.net.http.HttpHeaders;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What was answered. */
record Answer(int status, HttpHeaders headers, String body) {

    private static final JsonMapper MAPPER = new JsonMapper();

    static JsonNode parse(String json) {
        return MAPPER.readTree(json);
    }

    JsonNode json() {
        return parse(body);
    }

    String header(String name) {
        return headers.firstValue(name).orElse("");
    }

    String mediaType() {
        return header("Content-Type").replaceAll(";.*", "");
    }

    /** Returns the code of a problem; empty for any other answer. */
    String code() {
        return mediaType().equals("application/problem+json") ? json().get("code").asString() : "";
    }

    String etag() {
        return header("ETag");
    }

    /**
     * Returns the body of the answer to a change without whom it hits, which is its last member.
     */
    String withoutImpact() {
        int impact = body().indexOf(",\"impact\":");
        return impact < 0 ? body() : body().substring(0, impact) + "}";
    }

    String text(String member) {
        return json().get(member).asString();
    }
}
