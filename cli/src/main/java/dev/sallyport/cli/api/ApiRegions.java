package dev.sallyport.cli.api;

import dev.sallyport.engine.address.IpAddress;
import tools.jackson.databind.JsonNode;

/** What a server's feeds say of addresses; to be closed. Not thread-safe. */
public final class ApiRegions implements AutoCloseable {

    private final ApiClient client;

    /** Speaks to the server that the options name. */
    public ApiRegions(ApiOptions options) {
        client = options.connect();
    }

    /** Returns the answers of the server, the longest prefix first. */
    public JsonNode of(IpAddress address) {
        return client.ask(
                        "GET",
                        "/api/v1/regions?address=" + ApiClient.segment(address.toString()),
                        null)
                .json()
                .path("answers");
    }

    @Override
    public void close() {
        client.close();
    }
}
