package dev.sallyport.control.policy;

import dev.sallyport.control.port.StoredTenant;
import dev.sallyport.control.problem.FaultList;
import dev.sallyport.control.problem.Outcome;
import dev.sallyport.engine.channel.ChannelDeclaration;
import dev.sallyport.engine.policy.Policy;
import java.util.List;

/**
 * What a submission would be as a policy of a tenant, without any of it being saved. Safe for use
 * by several threads.
 */
public final class ProposedPolicy {

    private final SubmissionCheck check;
    private final EntryIds entryIds;

    /**
     * Reads submissions.
     *
     * @param limits how large a policy may be
     * @param entryIds makes the ids of new entries
     */
    public ProposedPolicy(PolicyLimits limits, EntryIds entryIds) {
        check = new SubmissionCheck(limits);
        this.entryIds = entryIds;
    }

    /** Returns the policy, with the ids of entries that stand; refused if it has faults. */
    public Outcome<Policy> of(
            PolicySubmission submission, StoredTenant stored, List<ChannelDeclaration> channels) {
        FaultList faults = check.faults(submission, channels);
        return faults.isEmpty()
                ? Outcome.done(
                        EntryIdAssignment.apply(
                                submission,
                                Draft.ancestor(stored.revision().policy(), stored.draft()),
                                entryIds))
                : Outcome.refused(SubmissionCheck.refusal(faults));
    }
}
