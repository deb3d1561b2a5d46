package dev.sallyport.gate;

import dev.sallyport.engine.client.AddressHeader;

/**
 * How a kind of proxy asks: which one header carries each fact, and what it does with an answer's
 * headers. One per deployment; a custom profile is {@link FactHeaders} and {@link AnswerHeaders} of
 * its own.
 */
public enum GateProfile {
    /** nginx with {@code auth_request}; the answer's headers stay inside nginx. */
    NGINX,

    /** Caddy and Traefik; a denial's headers reach the end user. */
    FORWARD_AUTH,

    /**
     * Envoy's external authorisation over HTTP, which asks with the path of the request itself; a
     * denial's headers reach the end user.
     */
    ENVOY;

    /** Returns the headers that carry the facts, none of the optional ones among them. */
    public FactHeaders factHeaders() {
        AddressHeader address = AddressHeader.X_FORWARDED_FOR;
        return switch (this) {
            case NGINX -> FactHeaders.of(address, "host", "x-original-uri");
            case FORWARD_AUTH -> FactHeaders.of(address, "x-forwarded-host", "x-forwarded-uri");
            case ENVOY -> FactHeaders.of(address, "host", null);
        };
    }

    /** Returns what an answer says unless the deployment chooses otherwise. */
    public AnswerHeaders answerHeaders() {
        return switch (this) {
            case NGINX -> AnswerHeaders.FULL;
            case FORWARD_AUTH, ENVOY -> AnswerHeaders.MINIMAL;
        };
    }
}
