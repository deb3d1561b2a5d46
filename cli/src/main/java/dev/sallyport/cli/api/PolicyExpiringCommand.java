package dev.sallyport.cli.api;

import dev.sallyport.cli.ExitStatus;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sallyport policy expiring}: what ends soon. */
@Command(
        name = "expiring",
        mixinStandardHelpOptions = true,
        description =
                "Lists entries and rules that expire or are to be reviewed soon, or have been so for"
                        + " less than 30 days.")
final class PolicyExpiringCommand implements Callable<Integer> {

    @Mixin private ApiOptions api;

    @Parameters(paramLabel = "TENANT", description = "The id of the tenant.")
    private String tenant = "";

    @Option(names = "--days", paramLabel = "N", description = "Within how many days; 30.")
    private int days = 30;

    @Override
    public Integer call() {
        try (ApiClient client = api.connect()) {
            ApiAnswer answer =
                    client.ask(
                            "GET",
                            PolicyDraftCommand.policy(tenant) + "/expiring?within=P" + days + "D",
                            null);
            api.say(ApiOptions.text(answer.json().path("count")) + " deadlines");
            api.write(
                    answer,
                    ApiOptions.table(
                            answer.json().path("deadlines"),
                            "at",
                            "kind",
                            "rule",
                            "list",
                            "entry",
                            "what",
                            "label",
                            "owner"));
            return ExitStatus.SUCCESS;
        }
    }
}
