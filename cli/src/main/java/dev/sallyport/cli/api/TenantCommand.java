package dev.sallyport.cli.api;

import java.util.List;
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

/** {@code sallyport tenant}: the tenants of a deployment. */
@Command(
        name = "tenant",
        mixinStandardHelpOptions = true,
        description = "The tenants of a deployment.",
        subcommands = {
            TenantCommand.Create.class,
            TenantCommand.ListAll.class,
            TenantCommand.Show.class,
            TenantCommand.Update.class,
            TenantCommand.Delete.class,
            TenantCommand.UnknownHosts.class,
            TenantImportCommand.class
        })
public final class TenantCommand implements Runnable {

    private static final String PATH = "/api/v1/tenants";

    @Spec private CommandSpec spec;

    /** Refuses a command line without a verb. */
    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }

    /* The members that may be given when a tenant is made or changed. */
    private static final class Members {

        @Option(names = "--name", paramLabel = "TEXT", description = "The name for people.")
        private @Nullable String name;

        @Option(
                names = "--host",
                split = ",",
                paramLabel = "HOST",
                description = "Host names that lead to the tenant.")
        private @Nullable List<String> hosts;

        @Option(names = "--region", paramLabel = "REGION", description = "Where the tenant lives.")
        private @Nullable String region;

        @Option(
                names = "--contact",
                paramLabel = "TEXT",
                description =
                        "Whom its people ask for access: words, or a mailto: or https:// link; shown"
                                + " to whoever is refused.")
        private @Nullable String contact;

        ObjectNode document() {
            ObjectNode document = JsonMapper.shared().createObjectNode();
            if (name != null) {
                document.put("name", name);
            }
            if (hosts != null) {
                ArrayNode array = document.putArray("hosts");
                hosts.stream().filter(host -> !host.isEmpty()).forEach(array::add);
            }
            if (region != null) {
                document.put("region", region);
            }
            if (contact != null) {
                if (contact.isEmpty()) {
                    document.putNull("contact");
                } else {
                    document.put("contact", contact);
                }
            }
            return document;
        }
    }

    /** {@code sallyport tenant create}. */
    @Command(name = "create", mixinStandardHelpOptions = true, description = "Makes a tenant.")
    static final class Create implements Callable<Integer> {
        @Mixin private ApiOptions api;
        @Mixin private Members members;

        @Parameters(
                paramLabel = "TENANT",
                description = "The id: lower-case letters, digits and hyphens.")
        private String tenant = "";

        @Override
        public Integer call() {
            try (ApiClient client = api.connect()) {
                ObjectNode document = members.document().put("id", tenant);
                if (!document.has("name")) {
                    document.put("name", tenant);
                }
                api.write(client.ask("POST", PATH, document.toString()));
                return 0;
            }
        }
    }

    /** {@code sallyport tenant list}. */
    @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists all tenants.")
    static final class ListAll implements Callable<Integer> {
        @Mixin private ApiOptions api;

        @Override
        public Integer call() {
            try (ApiClient client = api.connect()) {
                ApiAnswer whole = client.askPages(PATH);
                api.write(
                        whole,
                        ApiOptions.table(
                                whole.json(), "id", "name", "hosts", "region", "createdAt"));
                return 0;
            }
        }
    }

    /** {@code sallyport tenant show}. */
    @Command(name = "show", mixinStandardHelpOptions = true, description = "Shows one tenant.")
    static final class Show implements Callable<Integer> {
        @Mixin private ApiOptions api;

        @Parameters(paramLabel = "TENANT", description = "The id.")
        private String tenant = "";

        @Override
        public Integer call() {
            try (ApiClient client = api.connect()) {
                ApiAnswer answer = client.ask("GET", PATH + "/" + ApiClient.segment(tenant), null);
                api.write(answer);
                api.sayPeople(answer);
                return 0;
            }
        }
    }

    /** {@code sallyport tenant update}. */
    @Command(
            name = "update",
            mixinStandardHelpOptions = true,
            description = "Changes what is given and leaves the rest; --host replaces all hosts.")
    static final class Update implements Callable<Integer> {
        @Mixin private ApiOptions api;
        @Mixin private Members members;
        @Spec private CommandSpec spec;

        @Parameters(paramLabel = "TENANT", description = "The id.")
        private String tenant = "";

        @Override
        public Integer call() {
            ObjectNode document = members.document();
            if (document.isEmpty()) {
                throw new ParameterException(
                        spec.commandLine(),
                        "nothing to change: give --name, --host, --region or --contact");
            }
            try (ApiClient client = api.connect()) {
                api.write(
                        client.ask(
                                "PATCH",
                                PATH + "/" + ApiClient.segment(tenant),
                                document.toString()));
                return 0;
            }
        }
    }

    /** {@code sallyport tenant delete}. */
    @Command(
            name = "delete",
            mixinStandardHelpOptions = true,
            description = "Deletes a tenant and everything it has.")
    static final class Delete implements Callable<Integer> {
        @Mixin private ApiOptions api;

        @Parameters(paramLabel = "TENANT", description = "The id.")
        private String tenant = "";

        @Override
        public Integer call() {
            try (ApiClient client = api.connect()) {
                client.ask("DELETE", PATH + "/" + ApiClient.segment(tenant), null);
                api.say("tenant " + tenant + " is deleted");
                return 0;
            }
        }
    }

    /** {@code sallyport tenant unknown-hosts}. */
    @Command(
            name = "unknown-hosts",
            mixinStandardHelpOptions = true,
            description =
                    "Lists hosts that requests named and that are no tenant's, with what may have"
                            + " been meant.")
    static final class UnknownHosts implements Callable<Integer> {
        @Mixin private ApiOptions api;

        @Override
        public Integer call() {
            try (ApiClient client = api.connect()) {
                ApiAnswer answer = client.ask("GET", "/api/v1/unknown-hosts", null);
                api.write(
                        answer,
                        ApiOptions.table(
                                answer.json().path("items"),
                                "host",
                                "count",
                                "lastSeen",
                                "didYouMean",
                                "tenant"));
                return 0;
            }
        }
    }
}
