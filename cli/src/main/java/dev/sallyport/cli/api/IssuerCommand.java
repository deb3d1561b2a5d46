package dev.sallyport.cli.api;

import dev.sallyport.cli.PolicyFile;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sallyport issuer}: the issuers outside whose tokens the API takes. */
@Command(
        name = "issuer",
        mixinStandardHelpOptions = true,
        description = "The issuers outside whose tokens the API takes.",
        subcommands = {
            IssuerCommand.ListAll.class,
            IssuerCommand.Show.class,
            IssuerCommand.Put.class,
            IssuerCommand.Delete.class
        })
public final class IssuerCommand implements Runnable {

    private static final String PATH = "/api/v1/issuers";

    @Spec private CommandSpec spec;

    /** Refuses a command line without a verb. */
    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }

    /** Which issuer: one of the whole deployment by its name, or the own one of a tenant. */
    static final class Which {
        @Option(names = "--name", paramLabel = "NAME", description = "One of the whole deployment.")
        private @Nullable String name;

        @Option(names = "--tenant", paramLabel = "TENANT", description = "A tenant's own.")
        private @Nullable String tenant;

        String path() {
            return tenant == null
                    ? PATH + "/" + ApiClient.segment(name == null ? "" : name)
                    : "/api/v1/tenants/" + ApiClient.segment(tenant) + "/issuer";
        }
    }

    /** {@code sallyport issuer list}. */
    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Lists the issuers of the whole deployment.")
    static final class ListAll implements Callable<Integer> {
        @Mixin private ApiOptions api;

        @Override
        public Integer call() {
            try (ApiClient client = api.connect()) {
                ApiAnswer answer = client.ask("GET", PATH, null);
                api.write(
                        answer,
                        ApiOptions.table(
                                answer.json().path("items"),
                                "name",
                                "issuer",
                                "audience",
                                "tenantClaim",
                                "jwksUrl"));
                return 0;
            }
        }
    }

    /** {@code sallyport issuer show}. */
    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "Shows what is declared of an issuer.")
    static final class Show implements Callable<Integer> {
        @Mixin private ApiOptions api;

        @ArgGroup(multiplicity = "1")
        private Which which = new Which();

        @Override
        public Integer call() {
            try (ApiClient client = api.connect()) {
                api.write(client.ask("GET", which.path(), null));
                return 0;
            }
        }
    }

    /** {@code sallyport issuer put}. */
    @Command(
            name = "put",
            mixinStandardHelpOptions = true,
            description =
                    "Declares an issuer, or replaces what was declared. The server will fetch its"
                            + " URL.")
    static final class Put implements Callable<Integer> {
        @Mixin private ApiOptions api;

        @ArgGroup(multiplicity = "1")
        private Which which = new Which();

        @Option(
                names = "--file",
                required = true,
                paramLabel = "FILE",
                description = "The declaration, JSON: issuer, jwksUrl, audience, roles, …")
        private Path file = Path.of("");

        @Override
        public Integer call() {
            String document = PolicyFile.text(file);
            try (ApiClient client = api.connect()) {
                api.write(client.ask("PUT", which.path(), document));
                return 0;
            }
        }
    }

    /** {@code sallyport issuer delete}. */
    @Command(
            name = "delete",
            mixinStandardHelpOptions = true,
            description = "Removes the declaration of an issuer and ends its tokens.")
    static final class Delete implements Callable<Integer> {
        @Mixin private ApiOptions api;

        @ArgGroup(multiplicity = "1")
        private Which which = new Which();

        @Override
        public Integer call() {
            try (ApiClient client = api.connect()) {
                client.ask("DELETE", which.path(), null);
                api.say("the issuer is removed; its tokens have ended");
                return 0;
            }
        }
    }
}
