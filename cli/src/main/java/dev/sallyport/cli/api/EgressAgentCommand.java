package dev.sallyport.cli.api;

import dev.sallyport.cli.CommandFailure;
import dev.sallyport.cli.ExitStatus;
import dev.sallyport.cli.PolicyFile;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code sallyport egress agents}: the programs that keep a tenant's firewalls in step. */
@Command(
        name = "agents",
        mixinStandardHelpOptions = true,
        description = "The programs that keep a tenant's firewalls in step and say so.",
        subcommands = {
            EgressAgentCommand.ListAll.class,
            EgressAgentCommand.Register.class,
            EgressAgentCommand.Remove.class
        })
final class EgressAgentCommand implements Runnable {

    private static final JsonMapper MAPPER = new JsonMapper();

    @Spec private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }

    private static String path(String tenant) {
        return "/api/v1/tenants/" + ApiClient.segment(tenant) + "/egress-agents";
    }

    /** {@code sallyport egress agents list}. */
    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Lists the agents of a tenant, with what they acknowledged last.")
    static final class ListAll implements Callable<Integer> {
        @Mixin private ApiOptions api;

        @Parameters(paramLabel = "TENANT", description = "The tenant.")
        private String tenant = "";

        @Override
        public Integer call() {
            try (ApiClient client = api.connect()) {
                ApiAnswer answer = client.ask("GET", path(tenant), null);
                api.write(
                        answer,
                        ApiOptions.table(
                                answer.json().path("items"),
                                "id",
                                "name",
                                "createdAt",
                                "acknowledged"));
                return 0;
            }
        }
    }

    /** {@code sallyport egress agents register}. */
    @Command(
            name = "register",
            mixinStandardHelpOptions = true,
            description = "Registers the public key of an agent.")
    static final class Register implements Callable<Integer> {
        @Mixin private ApiOptions api;

        @Parameters(paramLabel = "TENANT", description = "The tenant.")
        private String tenant = "";

        @Option(
                names = "--key",
                required = true,
                paramLabel = "FILE",
                description = "The public key, a JSON Web Key as the agent shows it.")
        private Path key = Path.of("");

        @Option(
                names = "--name",
                required = true,
                paramLabel = "TEXT",
                description = "What people call the agent.")
        private String name = "";

        @Override
        public Integer call() {
            ObjectNode body = MAPPER.createObjectNode().put("name", name);
            try {
                body.set("key", MAPPER.readTree(PolicyFile.text(key)));
            } catch (JacksonException noJson) {
                throw new CommandFailure(
                        ExitStatus.FAILURE, "the file `" + key + "` holds no JSON");
            }
            if (body.path("key").has("d")) {
                throw new CommandFailure(
                        ExitStatus.FAILURE,
                        "the file `"
                                + key
                                + "` holds a private key, which stays where it is; give the public"
                                + " half that `sallyport sync key` has printed");
            }
            try (ApiClient client = api.connect()) {
                api.write(client.ask("POST", path(tenant), body.toString()));
                return 0;
            }
        }
    }

    /** {@code sallyport egress agents remove}. */
    @Command(
            name = "remove",
            mixinStandardHelpOptions = true,
            description = "Removes an agent of a tenant.")
    static final class Remove implements Callable<Integer> {
        @Mixin private ApiOptions api;

        @Parameters(index = "0", paramLabel = "TENANT", description = "The tenant.")
        private String tenant = "";

        @Parameters(index = "1", paramLabel = "ID", description = "The id of the agent.")
        private String id = "";

        @Override
        public Integer call() {
            try (ApiClient client = api.connect()) {
                ApiAnswer _ =
                        client.ask("DELETE", path(tenant) + "/" + ApiClient.segment(id), null);
                api.say("the agent is removed");
                return 0;
            }
        }
    }
}
