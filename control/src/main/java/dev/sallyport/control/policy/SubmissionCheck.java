package dev.sallyport.control.policy;

import dev.sallyport.control.problem.FaultList;
import dev.sallyport.control.problem.Problem;
import dev.sallyport.control.problem.ProblemCode;
import dev.sallyport.engine.channel.ChannelDeclaration;
import dev.sallyport.engine.channel.ChannelTable;
import dev.sallyport.engine.policy.ChannelId;
import java.util.List;
import java.util.stream.Collectors;

/* What makes a policy no policy of this deployment: more than the limits allow, channels that nobody declared. */
record SubmissionCheck(PolicyLimits limits) {

    /** Returns the faults of a submission while these channels are declared. */
    FaultList faults(PolicySubmission submission, List<ChannelDeclaration> channels) {
        FaultList faults = new FaultList();
        if (submission.rules().size() > limits.maxRules()) {
            faults.add(
                    ProblemCode.POLICY_TOO_MANY_RULES,
                    "/rules",
                    "the policy has " + submission.rules().size() + " rules",
                    "at most " + limits.maxRules() + " are possible");
        }
        int entries = submission.entryCount();
        if (entries > limits.maxEntries()) {
            faults.add(
                    ProblemCode.POLICY_TOO_MANY_ENTRIES,
                    "/rules",
                    "the policy has " + entries + " entries",
                    "at most " + limits.maxEntries() + " are possible");
        }
        unknownChannels(submission, channels, faults);
        return faults;
    }

    private static void unknownChannels(
            PolicySubmission submission, List<ChannelDeclaration> channels, FaultList faults) {
        ChannelTable table = new ChannelTable(channels);
        for (int i = 0; i < submission.rules().size(); i++) {
            ScopeSubmission scope = submission.rules().get(i).scope();
            String pointer = "/rules/" + i + "/scope/";
            unknown(scope.channels(), pointer + "channels/", table, faults);
            unknown(scope.exceptChannels(), pointer + "exceptChannels/", table, faults);
        }
    }

    private static void unknown(
            List<ChannelId> ids, String pointer, ChannelTable table, FaultList faults) {
        for (int i = 0; i < ids.size(); i++) {
            if (!table.knows(ids.get(i))) {
                faults.add(
                        ProblemCode.CHANNEL_UNKNOWN,
                        pointer + i,
                        "channel `" + ids.get(i) + "` is not declared",
                        "use " + known(table));
            }
        }
    }

    private static String known(ChannelTable table) {
        return table.declarations().stream()
                .limit(10)
                .map(declaration -> "`" + declaration.id() + "`, ")
                .collect(Collectors.joining("", "", "or `other`"));
    }

    /** Returns the refusal of a submission that has faults. */
    static Problem refusal(FaultList faults) {
        return faults.toProblem(
                ProblemCode.POLICY_INVALID,
                faults.size() == 1
                        ? faults.kept().getFirst().detail()
                        : "the policy has " + faults.size() + " faults");
    }
}
