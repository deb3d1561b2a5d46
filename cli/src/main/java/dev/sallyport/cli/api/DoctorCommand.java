package dev.sallyport.cli.api;

import dev.sallyport.cli.ExitStatus;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.JsonNode;

/** {@code sallyport doctor}: what is wrong with the set-up of a server. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description =
                "Says what is wrong with the set-up and what to do; exit status 1 if people are or"
                        + " will be refused wrongly.")
public final class DoctorCommand implements Callable<Integer> {

    @Mixin private ApiOptions api;

    @Override
    public Integer call() {
        try (ApiClient client = api.connect()) {
            ApiAnswer answer = client.ask("GET", "/api/v1/doctor", null);
            JsonNode findings = answer.json().path("findings");
            api.write(answer, ApiOptions.table(findings, "severity", "code", "seen", "advice"));
            if (findings.isEmpty()) {
                api.say(
                        "nothing found in the last "
                                + answer.json().path("requests").asLong()
                                + " requests");
            }
            for (JsonNode finding : findings) {
                if (finding.path("severity").asString("").equals("error")) {
                    return ExitStatus.FAILURE;
                }
            }
            return ExitStatus.SUCCESS;
        }
    }
}
