package dev.sallyport.cli.api;

import dev.sallyport.cli.ExitStatus;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code sallyport check}: what a tenant's policy says of one request. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = "Asks what a tenant's policy says of one request, and why.",
        footer = {
            "",
            "Exit status: 0 if the rules allow it, 3 if they deny it, whatever the mode; 1 failure,"
                    + " 5 unavailable."
        })
public final class CheckCommand implements Callable<Integer> {

    @Mixin private ApiOptions api;

    @Parameters(index = "0", paramLabel = "TENANT", description = "The id of the tenant.")
    private String tenant = "";

    @Parameters(index = "1", paramLabel = "ADDRESS", description = "The client address.")
    private String address = "";

    @Option(
            names = "--channel",
            paramLabel = "ID",
            description = "The channel; `other` if not said.")
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
            names = "--then",
            description =
                    "Judge with what was true at --at: the lists as they were, and the revision that was"
                            + " active unless --revision names one.")
    private boolean then;

    /** Asks and shows the decision. */
    @Override
    public Integer call() {
        try (ApiClient connection = api.connect()) {
            String path = "/api/v1/tenants/" + ApiClient.segment(tenant) + "/check";
            ApiAnswer answer = connection.ask("POST", path, document().toString());
            api.write(answer);
            api.sayPeople(answer);
            boolean denied = answer.json().path("evaluated").asString("").equals("DENY");
            return denied ? ExitStatus.DENY : ExitStatus.SUCCESS;
        }
    }

    private ObjectNode document() {
        ObjectNode document = JsonMapper.shared().createObjectNode().put("address", address);
        if (channel != null) {
            document.put("channel", channel);
        }
        if (at != null) {
            document.put("at", at);
        }
        if (revision != null) {
            document.put("revision", revision);
        }
        if (then) {
            document.put("then", true);
        }
        principal.addTo(document);
        return document;
    }
}
