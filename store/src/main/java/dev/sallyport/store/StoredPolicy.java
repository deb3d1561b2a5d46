package dev.sallyport.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sallyport.control.policy.PolicyLimits;
import dev.sallyport.control.policy.PolicySubmission;
import dev.sallyport.control.policy.RuleSubmission;
import dev.sallyport.control.port.StorageException;
import dev.sallyport.control.port.UnreadableStateException;
import dev.sallyport.control.problem.Outcome;
import dev.sallyport.control.problem.Problem;
import dev.sallyport.document.DocumentLimits;
import dev.sallyport.document.PolicyReader;
import dev.sallyport.document.PolicyWriter;
import dev.sallyport.engine.policy.Mode;
import dev.sallyport.engine.policy.Policy;
import dev.sallyport.engine.policy.Rule;

/* A policy as it was stored. Limits are for those who send policies: what was stored once is read whatever they are today. */
final class StoredPolicy {

    static final DocumentLimits NO_LIMITS =
            new DocumentLimits(
                    Integer.MAX_VALUE,
                    32,
                    10_000,
                    new PolicyLimits(Integer.MAX_VALUE, Integer.MAX_VALUE));

    /* Some ten policies of ten thousand entries: 20 to 50 MB at most. */
    private static final PolicyMemo MEMO = new PolicyMemo(50_000, 20_000_000);

    private StoredPolicy() {}

    /**
     * Returns the document that is kept of {@code policy}.
     *
     * @throws StorageException if it could not be read again as it was written; such a row would
     *     keep its tenant from being decided
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
     * @throws UnreadableStateException if it cannot be read, or lacks what every stored policy has
     */
    static Policy read(String document) {
        Policy known = MEMO.find(document);
        if (known != null) {
            return known;
        }
        Policy policy = parse(document);
        MEMO.add(document, policy);
        return policy;
    }

    private static Policy parse(String document) {
        return switch (PolicyReader.read(document.getBytes(UTF_8), NO_LIMITS)) {
            case Outcome.Done<PolicySubmission>(PolicySubmission submission) -> policy(submission);
            case Outcome.Refused<PolicySubmission>(Problem problem) ->
                    throw new UnreadableStateException(
                            "a stored policy cannot be read: " + problem.code());
        };
    }

    private static Policy policy(PolicySubmission submission) {
        Mode mode = submission.mode();
        if (mode == null) {
            throw new UnreadableStateException("a stored policy has no mode");
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
                StoredEntries.of(rule.sources()),
                StoredEntries.of(rule.except()),
                rule.scope().toScope(),
                rule.life(),
                rule.onTrial());
    }
}
