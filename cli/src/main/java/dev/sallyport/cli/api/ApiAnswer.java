package dev.sallyport.cli.api;

import java.net.http.HttpHeaders;
import tools.jackson.databind.JsonNode;

/**
 * What a server answered.
 *
 * @param status the HTTP status
 * @param headers its headers
 * @param text its body
 * @param json its body as JSON; missing if it is none
 */
public record ApiAnswer(int status, HttpHeaders headers, String text, JsonNode json) {

    /** Returns its entity tag with its quotes, empty if it has none. */
    public String entityTag() {
        return headers.firstValue("ETag").orElse("");
    }

    /** Returns whether the status says success. */
    public boolean isSuccess() {
        return status >= 200 && status < 300;
    }
}
