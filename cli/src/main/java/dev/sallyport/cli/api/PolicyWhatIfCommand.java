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
            ObservedImpact impact = ObservedImpact.ask(client, tenant, question);
            impact.say(api);
            api.write(impact.answer(), impact.losers());
            api.sayPeople(impact.answer());
            return ExitStatus.SUCCESS;
        }
    }
}
