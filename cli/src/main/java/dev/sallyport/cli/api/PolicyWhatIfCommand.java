package dev.sallyport.cli.api;

import dev.sallyport.cli.ExitStatus;
import dev.sallyport.cli.PolicyFile;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code sallyport policy what-if}: what a policy would change for the traffic that was observed.
 */
@Command(
        name = "what-if",
        mixinStandardHelpOptions = true,
        description =
                "Says what a policy, the draft or a revision would change for the traffic that was"
                        + " observed; changes nothing. Without a server: sallyport what-if.")
final class PolicyWhatIfCommand implements Callable<Integer> {

    @Mixin private ApiOptions api;

    @Parameters(paramLabel = "TENANT", description = "The id of the tenant.")
    private String tenant = "";

    @ArgGroup(multiplicity = "1")
    private Candidate candidate = new Candidate();

    /* One of them. */
    static final class Candidate {
        @Option(names = "--policy", paramLabel = "FILE", description = "A policy, JSON.")
        private @Nullable Path policy;

        @Option(names = "--draft", description = "The draft.")
        private boolean draft;

        @Option(names = "--revision", paramLabel = "N", description = "A revision.")
        private @Nullable Long revision;
    }

    @Option(names = "--days", paramLabel = "N", description = "Of how many days; 30 if not said.")
    private int days = 30;

    @Option(names = "--losers", paramLabel = "N", description = "How many losers; 20.")
    private int losers = 20;

    @Override
    public Integer call() {
        ObjectNode question = JsonMapper.shared().createObjectNode();
        question.put("days", days).put("losers", losers);
        if (candidate.policy != null) {
            question.set("policy", JsonMapper.shared().readTree(PolicyFile.text(candidate.policy)));
        } else if (candidate.revision != null) {
            question.put("revision", candidate.revision);
        } else {
            question.put("draft", candidate.draft);
        }
        try (ApiClient client = api.connect()) {
            ApiAnswer answer =
                    client.ask(
                            "POST",
                            "/api/v1/tenants/" + ApiClient.segment(tenant) + "/what-if",
                            question.toString());
            JsonNode requests = answer.json().path("requests");
            api.say(
                    "requests newly denied %s, newly allowed %s, unchanged %d, uncertain %s"
                            .formatted(
                                    requests.path("newlyDenied"),
                                    requests.path("newlyAllowed"),
                                    requests.path("stillDenied").asLong()
                                            + requests.path("stillAllowed").asLong(),
                                    requests.path("uncertain")));
            for (JsonNode person : answer.json().path("principals")) {
                if (person.path("lockedOut").asBoolean(false)) {
                    api.say(
                            "locked out: %s %s, %s requests"
                                    .formatted(
                                            ApiOptions.text(person.path("kind")),
                                            ApiOptions.text(person.path("id")),
                                            person.path("newlyDenied")));
                }
            }
            api.write(answer, ImpactTables.losers(answer.json().path("losers")));
            api.sayPeople(answer);
            return ExitStatus.SUCCESS;
        }
    }
}
