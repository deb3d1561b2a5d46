package dev.sallyport.cli.api;

import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The options of commands about a request that nobody made: who asks. */
public final class PrincipalOptions {

    @Option(
            names = "--kind",
            paramLabel = "KIND",
            description = "user, client, support or anonymous; user with --principal.")
    private @Nullable String kind;

    @Option(
            names = "--principal",
            paramLabel = "ID",
            description = "Who asks; anonymous if not said.")
    private @Nullable String principal;

    @Option(
            names = "--role",
            split = ",",
            paramLabel = "ROLE",
            description = "Roles of the principal.")
    private List<String> roles = List.of();

    @Option(names = "--client", paramLabel = "ID", description = "The client the principal uses.")
    private @Nullable String client;

    /** Adds the principal to a document, unless it is anonymous. */
    void addTo(ObjectNode document) {
        if (principal != null || kind != null || client != null || !roles.isEmpty()) {
            ObjectNode who =
                    document.putObject("principal").put("kind", kind == null ? "user" : kind);
            if (principal != null) {
                who.put("id", principal);
            }
            if (client != null) {
                who.put("client", client);
            }
            ArrayNode array = who.putArray("roles");
            roles.forEach(array::add);
        }
    }
}
