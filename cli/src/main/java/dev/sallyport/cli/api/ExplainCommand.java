package dev.sallyport.cli.api;

import dev.sallyport.cli.ExitStatus;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code sallyport explain}: why a request was, or would be, decided as it is. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description =
                "Explains why a request was, or would be, decided as it is: how the client address"
                        + " was found, and every rule.",
        footer = {
            "",
            "A request that was denied lately:  sallyport explain acme --request 0123…",
            "One that nobody made:              sallyport explain acme 192.0.2.1 --path /ui/",
            "As it reaches the gate:            sallyport explain acme --peer 10.0.0.1 --forwarded '203.0.113.9, 10.0.0.7'"
        })
public final class ExplainCommand implements Callable<Integer> {

    @Mixin private ApiOptions api;
    @Spec private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "TENANT", description = "The id of the tenant.")
    private String tenant = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "ADDRESS",
            description = "The client address, or `undetermined`.")
    private @Nullable String address;

    @Option(
            names = "--request",
            paramLabel = "ID",
            description = "The id of a request that was denied lately.")
    private @Nullable String request;

    @Option(
            names = "--peer",
            paramLabel = "ADDRESS",
            description = "The address of the connection to the gate, in place of ADDRESS.")
    private @Nullable String peer;

    @Option(
            names = "--forwarded",
            paramLabel = "LINE",
            description = "A line of the address header; may be given several times.")
    private List<String> forwarded = List.of();

    @Option(names = "--path", paramLabel = "PATH", description = "The path, for the channel.")
    private @Nullable String path;

    @Option(names = "--channel", paramLabel = "ID", description = "The channel.")
    private @Nullable String channel;

    @Mixin private PrincipalOptions principal;

    @Option(
            names = "--at",
            paramLabel = "INSTANT",
            description = "When, such as 2026-03-01T08:00:00Z; now if not said.")
    private @Nullable String at;

    @Option(names = "--revision", paramLabel = "N", description = "By an older revision.")
    private @Nullable Long revision;

    @Option(
            names = "--share",
            description = "Make a link under which anybody can read it, masked, for 24 hours.")
    private boolean share;

    /** Asks and shows the explanation. */
    @Override
    public Integer call() {
        if (request == null && address == null && peer == null) {
            throw new ParameterException(
                    spec.commandLine(), "an address, --peer or --request is missing");
        }
        try (ApiClient client = api.connect()) {
            String target = "/api/v1/tenants/" + ApiClient.segment(tenant) + "/explanations";
            Map<String, String> headers =
                    api.isJson()
                            ? Map.of()
                            : Map.of("Accept", "text/plain, application/json;q=0.5");
            ApiAnswer answer = client.send("POST", target, document().toString(), headers);
            if (!answer.isSuccess()) {
                throw ApiClient.failure(answer, ExitStatus.FAILURE);
            }
            api.writeText(answer);
            return ExitStatus.SUCCESS;
        }
    }

    private ObjectNode document() {
        ObjectNode document = JsonMapper.shared().createObjectNode();
        put(document, "request", request);
        put(document, "address", address);
        put(document, "peer", peer);
        if (!forwarded.isEmpty()) {
            ArrayNode lines = document.putArray("forwarded");
            forwarded.forEach(lines::add);
        }
        put(document, "path", path);
        put(document, "channel", channel);
        put(document, "at", at);
        if (revision != null) {
            document.put("revision", revision);
        }
        principal.addTo(document);
        if (share) {
            document.put("share", true);
        }
        return document;
    }

    private static void put(ObjectNode document, String name, @Nullable String value) {
        if (value != null) {
            document.put(name, value);
        }
    }
}
