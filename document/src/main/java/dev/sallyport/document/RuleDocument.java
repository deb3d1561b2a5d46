package dev.sallyport.document;

import dev.sallyport.control.policy.RuleSubmission;
import dev.sallyport.control.problem.Outcome;
import dev.sallyport.control.problem.ProblemCode;
import dev.sallyport.engine.policy.Rule;
import dev.sallyport.engine.policy.RuleId;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** One rule of a policy as a document of its own. Strict and total as {@link PolicyReader}. */
public final class RuleDocument {

    private RuleDocument() {}

    /**
     * Returns the rule that the bytes hold, or its faults. The stream is closed.
     *
     * @param expected the id it is sent to, which the document repeats
     */
    public static Outcome<RuleSubmission> read(
            InputStream bytes, RuleId expected, DocumentLimits limits) {
        return JsonCursor.read(
                bytes,
                limits,
                ProblemCode.POLICY_INVALID,
                cursor -> rule(cursor, expected, limits));
    }

    private static @Nullable RuleSubmission rule(
            JsonCursor cursor, RuleId expected, DocumentLimits limits) {
        RuleSubmission rule = RuleReader.read(cursor, new PolicyTotals(limits.policy()));
        if (rule != null && !rule.id().equals(expected)) {
            cursor.memberFault(
                    "id",
                    ProblemCode.JSON_UNKNOWN_VALUE,
                    "the id in the document is not that of the rule it is sent to",
                    "write `" + expected + "`");
            return null;
        }
        return rule;
    }

    /** Returns the document of a rule. */
    public static String write(Rule rule) {
        return JsonText.of(json -> PolicyWriter.write(json, rule));
    }
}
