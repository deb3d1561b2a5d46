package dev.sallyport.control.policy;

import dev.sallyport.control.problem.FaultList;
import dev.sallyport.control.problem.ProblemCode;
import dev.sallyport.engine.policy.Entry;
import dev.sallyport.engine.policy.EntryId;
import dev.sallyport.engine.policy.Policy;
import dev.sallyport.engine.policy.Rule;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/* The ids that entries of a policy have; an edit may send no others, and each once. */
record KnownIds(Set<EntryId> ids) {

    /** Returns the ids of a policy. */
    static KnownIds of(Policy policy) {
        Set<EntryId> ids = new HashSet<>();
        for (Rule rule : policy.rules()) {
            add(rule.sources(), ids);
            add(rule.except(), ids);
        }
        return new KnownIds(ids);
    }

    private static void add(List<Entry> entries, Set<EntryId> ids) {
        entries.forEach(entry -> ids.add(entry.id()));
    }

    /** Returns a fault for each entry that was sent with another id, or one that was met before. */
    FaultList faults(PolicySubmission submission) {
        FaultList faults = new FaultList();
        Set<EntryId> met = new HashSet<>();
        for (int i = 0; i < submission.rules().size(); i++) {
            RuleSubmission rule = submission.rules().get(i);
            unknown(rule.sources(), "/rules/" + i + "/sources/", met, faults);
            unknown(rule.except(), "/rules/" + i + "/except/", met, faults);
        }
        return faults;
    }

    private void unknown(
            List<EntrySubmission> entries, String pointer, Set<EntryId> met, FaultList faults) {
        for (int i = 0; i < entries.size(); i++) {
            EntryId id = entries.get(i).id();
            if (id != null && !ids.contains(id)) {
                faults.add(
                        ProblemCode.POLICY_ENTRY_ID_UNKNOWN,
                        pointer + i + "/id",
                        "no entry of the policy has the id `" + id + "`",
                        "leave the id out: the server makes one");
            } else if (id != null && !met.add(id)) {
                faults.add(
                        ProblemCode.POLICY_ENTRY_ID_DUPLICATE,
                        pointer + i + "/id",
                        "two entries have the id `" + id + "`",
                        "leave the id of the copy out: the server makes one");
            }
        }
    }
}
