package dev.sallyport.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sallyport.control.policy.EntrySubmission;
import dev.sallyport.control.policy.PolicyLimits;
import dev.sallyport.control.policy.PolicySubmission;
import dev.sallyport.control.policy.RuleSubmission;
import dev.sallyport.control.port.StorageException;
import dev.sallyport.control.problem.Outcome;
import dev.sallyport.control.problem.Problem;
import dev.sallyport.document.DocumentLimits;
import dev.sallyport.document.PolicyReader;
import dev.sallyport.document.PolicyWriter;
import dev.sallyport.engine.policy.Entry;
import dev.sallyport.engine.policy.EntryId;
import dev.sallyport.engine.policy.Mode;
import dev.sallyport.engine.policy.Policy;
import dev.sallyport.engine.policy.Rule;
import java.util.List;

/* A policy as it was stored. Limits are for those who send policies: what was stored once is read whatever they are today. */
final class StoredPolicy {

    private static final DocumentLimits NO_LIMITS =
            new DocumentLimits(
                    Integer.MAX_VALUE,
                    32,
                    10_000,
                    new PolicyLimits(Integer.MAX_VALUE, Integer.MAX_VALUE));

    private StoredPolicy() {}

    /**
     * Returns the document that is kept of {@code policy}.
     *
     * @throws StorageException if it could not be read again as it was written; one such row would
     *     keep the whole deployment from starting
     */
    static String write(Policy policy) {
        String document = PolicyWriter.write(policy);
        if (!read(document).equals(policy)) {
            throw new StorageException("a policy could not be read again as it was written");
        }
        return document;
    }

    /**
     * Returns the policy that {@code document} holds.
     *
     * @throws StorageException if it cannot be read, or lacks what every stored policy has
     */
    static Policy read(String document) {
        return switch (PolicyReader.read(document.getBytes(UTF_8), NO_LIMITS)) {
            case Outcome.Done<PolicySubmission>(PolicySubmission submission) -> policy(submission);
            case Outcome.Refused<PolicySubmission>(Problem problem) ->
                    throw new StorageException(
                            "a stored policy cannot be read: " + problem.detail());
        };
    }

    private static Policy policy(PolicySubmission submission) {
        Mode mode = submission.mode();
        if (mode == null) {
            throw new StorageException("a stored policy has no mode");
        }
        return new Policy(
                mode,
                submission.authorizedClients(),
                submission.rules().stream().map(StoredPolicy::rule).toList());
    }

    private static Rule rule(RuleSubmission rule) {
        return new Rule(
                rule.id(),
                rule.name(),
                rule.effect(),
                entries(rule.sources()),
                entries(rule.except()),
                rule.scope().toScope(),
                rule.life(),
                rule.onTrial());
    }

    private static List<Entry> entries(List<EntrySubmission> entries) {
        return entries.stream().map(StoredPolicy::entry).toList();
    }

    private static Entry entry(EntrySubmission entry) {
        EntryId id = entry.id();
        if (id == null) {
            throw new StorageException("a stored entry has no id");
        }
        return entry.toEntry(id);
    }
}
