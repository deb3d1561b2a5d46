package dev.sallyport.cli.api;

import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
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

/** {@code sallyport client}: the API clients of a tenant. */
@Command(
        name = "client",
        mixinStandardHelpOptions = true,
        description = "The API clients of a tenant.",
        subcommands = {
            ClientCommand.Create.class,
            ClientCommand.ListAll.class,
            ClientCommand.Rotate.class,
            ClientCommand.Delete.class
        })
public final class ClientCommand implements Runnable {

    @Spec private CommandSpec spec;

    /** Refuses a command line without a verb. */
    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }

    private static String path(String tenant) {
        return "/api/v1/tenants/" + ApiClient.segment(tenant) + "/clients";
    }

    /** {@code sallyport client create}. */
    @Command(
            name = "create",
            mixinStandardHelpOptions = true,
            description = "Makes a client and shows its secret, this once.")
    static final class Create implements Callable<Integer> {
        @Mixin private ApiOptions api;

        @Parameters(paramLabel = "TENANT", description = "The id of the tenant.")
        private String tenant = "";

        @Option(
                names = "--name",
                required = true,
                paramLabel = "TEXT",
                description = "The name for people.")
        private String name = "";

        @ArgGroup(multiplicity = "1")
        private Rights rights = new Rights();

        /* Either scopes or the role that stands for some. */
        static final class Rights {
            @Option(
                    names = "--scope",
                    split = ",",
                    paramLabel = "SCOPE",
                    description =
                            "What it may do: sallyport:read, sallyport:support, sallyport:edit,"
                                    + " sallyport:audit, sallyport:report, sallyport:manage,"
                                    + " sallyport:override.")
            private List<String> scopes = List.of();

            @Option(
                    names = "--role",
                    paramLabel = "ROLE",
                    description =
                            "In place of scopes: viewer, help-desk, editor, publisher, auditor.")
            private @Nullable String role;
        }

        @Override
        public Integer call() {
            try (ApiClient client = api.connect()) {
                ObjectNode document = JsonMapper.shared().createObjectNode().put("name", name);
                if (rights.role != null) {
                    document.put("role", rights.role);
                } else {
                    ArrayNode array = document.putArray("scopes");
                    rights.scopes.forEach(array::add);
                }
                api.write(client.ask("POST", path(tenant), document.toString()));
                return 0;
            }
        }
    }

    /** {@code sallyport client list}. */
    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Lists the clients of a tenant.")
    static final class ListAll implements Callable<Integer> {
        @Mixin private ApiOptions api;

        @Parameters(paramLabel = "TENANT", description = "The id of the tenant.")
        private String tenant = "";

        @Override
        public Integer call() {
            try (ApiClient client = api.connect()) {
                ApiAnswer answer = client.ask("GET", path(tenant), null);
                api.write(
                        answer,
                        ApiOptions.table(
                                answer.json().path("items"),
                                "client_id",
                                "name",
                                "role",
                                "scopes",
                                "createdAt"));
                return 0;
            }
        }
    }

    /** {@code sallyport client rotate}. */
    @Command(
            name = "rotate",
            mixinStandardHelpOptions = true,
            description = "Gives a client a new secret and shows it, this once; the old one ends.")
    static final class Rotate implements Callable<Integer> {
        @Mixin private ApiOptions api;

        @Parameters(index = "0", paramLabel = "TENANT", description = "The id of the tenant.")
        private String tenant = "";

        @Parameters(index = "1", paramLabel = "CLIENT", description = "The id of the client.")
        private String clientId = "";

        @Override
        public Integer call() {
            try (ApiClient client = api.connect()) {
                api.write(
                        client.ask(
                                "POST",
                                path(tenant) + "/" + ApiClient.segment(clientId) + "/rotate",
                                null));
                return 0;
            }
        }
    }

    /** {@code sallyport client delete}. */
    @Command(
            name = "delete",
            mixinStandardHelpOptions = true,
            description = "Deletes a client and ends its tokens.")
    static final class Delete implements Callable<Integer> {
        @Mixin private ApiOptions api;

        @Parameters(index = "0", paramLabel = "TENANT", description = "The id of the tenant.")
        private String tenant = "";

        @Parameters(index = "1", paramLabel = "CLIENT", description = "The id of the client.")
        private String clientId = "";

        @Override
        public Integer call() {
            try (ApiClient client = api.connect()) {
                client.ask("DELETE", path(tenant) + "/" + ApiClient.segment(clientId), null);
                api.say("client " + clientId + " is deleted");
                return 0;
            }
        }
    }
}
