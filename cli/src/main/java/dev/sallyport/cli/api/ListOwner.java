package dev.sallyport.cli.api;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/* Whose list is meant: a tenant's own or the operator's. One of the two must be said. */
final class ListOwner {

    @ArgGroup(multiplicity = "1")
    private Choice choice = new Choice();

    private static final class Choice {
        @Option(
                names = "--tenant",
                paramLabel = "TENANT",
                description = "The tenant whose list it is.")
        private @Nullable String tenant;

        @Option(
                names = "--platform",
                description = "A list of the operator, which policies name as platform:NAME.")
        private boolean platform;
    }

    /** Returns the path of all lists of this owner. */
    String path() {
        String tenant = choice.tenant;
        return choice.platform || tenant == null
                ? "/api/v1/lists"
                : "/api/v1/tenants/" + ApiClient.segment(tenant) + "/lists";
    }

    /** Returns the path of a list; `platform:` before its name may be left out. */
    String path(String name) {
        String bare =
                choice.platform && name.startsWith("platform:")
                        ? name.substring("platform:".length())
                        : name;
        return path() + "/" + ApiClient.segment(bare);
    }
}
