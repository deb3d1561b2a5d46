package dev.sallyport.cli.imports;

import dev.sallyport.compat.csv.CsvReader;
import dev.sallyport.compat.genesys.GenesysReader;
import dev.sallyport.compat.imports.SourceReader;
import dev.sallyport.compat.nginx.NginxReader;
import dev.sallyport.compat.okta.OktaReader;
import dev.sallyport.compat.sailpoint.SailpointReader;
import dev.sallyport.engine.policy.Effect;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sallyport import}: takes an existing configuration over. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description = {
            "Takes the configuration of another system over as a policy in MONITOR, says what became of"
                    + " every entry, and shows whom it would hit.",
            "Without --tenant no server is needed and nothing is sent anywhere."
        },
        footer = {
            "",
            "Exit status: 0 taken over, also where entries need attention; 1 a file cannot be read or"
                    + " written, or the server refuses; 2 usage; 4 the file is not valid; 5 the server is"
                    + " unavailable.",
            "",
            "Examples:",
            "  sallyport import nginx /etc/nginx/allow.conf --log /var/log/nginx/access.log",
            "  nginx -T | sallyport import nginx - --block 'server app.example.com' --policy-out policy.json",
            "  sallyport import okta zones.json --tenant acme --dry-run",
            "  sallyport import csv offices.csv --tenant acme"
        },
        subcommands = {
            ImportCommand.Sailpoint.class,
            ImportCommand.Genesys.class,
            ImportCommand.Okta.class,
            ImportCommand.Csv.class,
            ImportCommand.Nginx.class
        })
public final class ImportCommand implements Runnable {

    @Spec private CommandSpec spec;

    /** Refuses a command line without a kind. */
    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "the kind of file is missing, such as `import csv FILE`");
    }

    /** {@code sallyport import sailpoint}. */
    @Command(
            name = "sailpoint",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description =
                    "The network configuration of a tenant, as `GET /v2025/auth-org/network-config`"
                            + " answers it.")
    static final class Sailpoint extends KindCommand {
        @Option(
                names = "--except-sso",
                description =
                        "Leave the channel `sso` out, as in that product; it has to be declared"
                                + " before the policy is published.")
        private boolean exceptSso;

        @Override
        String kind() {
            return "sailpoint";
        }

        @Override
        SourceReader reader() {
            return new SailpointReader(exceptSso);
        }
    }

    /** {@code sallyport import genesys}. */
    @Command(
            name = "genesys",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description =
                    "The settings of an organisation, as `GET"
                            + " /api/v2/organizations/authentication/settings` answers them.")
    static final class Genesys extends KindCommand {
        @Override
        String kind() {
            return "genesys";
        }

        @Override
        SourceReader reader() {
            return new GenesysReader();
        }
    }

    /** {@code sallyport import okta}. */
    @Command(
            name = "okta",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description =
                    "Network zones as `GET /api/v1/zones` answers them: one zone, an array, or pages one"
                            + " behind the other.")
    static final class Okta extends KindCommand {
        @Override
        String kind() {
            return "okta";
        }

        @Override
        SourceReader reader() {
            return new OktaReader();
        }
    }

    /** {@code sallyport import csv}. */
    @Command(
            name = "csv",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description =
                    "A table of addresses, prefixes, ranges, countries or autonomous systems, with or"
                            + " without a header; label, owner, comment, expires and action are read by"
                            + " name.")
    static final class Csv extends KindCommand {
        @Option(
                names = "--effect",
                paramLabel = "allow|deny",
                description = "What lines ask for that do not say it; allow if not said.")
        private Effect effect = Effect.ALLOW;

        @Override
        String kind() {
            return "csv";
        }

        @Override
        SourceReader reader() {
            return new CsvReader(effect);
        }
    }

    /** {@code sallyport import nginx}. */
    @Command(
            name = "nginx",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description =
                    "`allow` and `deny` of one block, and `geo` blocks; one file without includes, or what"
                            + " `nginx -T` prints.")
    static final class Nginx extends KindCommand {
        @Option(
                names = "--block",
                paramLabel = "NAME",
                description =
                        "Which block's access rules are meant if several have some, such as"
                                + " `location /admin`.")
        private String block = "";

        @Option(
                names = "--allow-values",
                split = ",",
                paramLabel = "VALUE",
                description =
                        "Values of geo variables that mean access; all others then mean none.")
        private List<String> allowValues = List.of();

        @Option(
                names = "--deny-values",
                split = ",",
                paramLabel = "VALUE",
                description =
                        "Values of geo variables that mean no access. Without either, `if` blocks that"
                                + " return 4xx are asked.")
        private List<String> denyValues = List.of();

        @Override
        String kind() {
            return "nginx";
        }

        @Override
        SourceReader reader() {
            return new NginxReader(block, Set.copyOf(allowValues), Set.copyOf(denyValues));
        }
    }
}
