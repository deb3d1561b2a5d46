package dev.sallyport.document;

import dev.sallyport.control.policy.PolicySubmission;
import dev.sallyport.control.policy.RuleSubmission;
import dev.sallyport.control.problem.Outcome;
import dev.sallyport.control.problem.ProblemCode;
import dev.sallyport.engine.policy.ClientAuthorization;
import dev.sallyport.engine.policy.Mode;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a policy written as JSON (UTF-8), strictly: a document with any fault is refused whole,
 * with every fault at its JSON Pointer. Total: no bytes make it throw, and no bytes make it use
 * more memory than the limits allow.
 *
 * <p>The problem's code is {@code policy.invalid}; for bytes that cannot be read as JSON within the
 * limits it is the code of the fault that ended the reading, which is the last one. At most 100
 * faults are kept, the rest is counted.
 */
public final class PolicyReader {

    /**
     * The member by which a document that was got says which version it is, as an entity tag; no
     * part of a policy, and skipped. Commands that put the document take it for what is to be
     * replaced.
     */
    public static final String ETAG = "etag";

    private static final List<String> MEMBERS =
            List.of(
                    "mode",
                    "authorizedClients",
                    "rules",
                    ETAG,
                    PolicyWriter.PEOPLE,
                    LockOutWriter.IMPACT,
                    FindingsWriter.FINDINGS,
                    FindingsWriter.COUNT);

    private final JsonCursor cursor;
    private final PolicyTotals totals;
    private final List<RuleSubmission> rules = new ArrayList<>();
    private @Nullable Mode mode;
    private @Nullable ClientAuthorization authorizedClients = ClientAuthorization.IGNORE;

    private PolicyReader(JsonCursor cursor, DocumentLimits limits) {
        this.cursor = cursor;
        this.totals = new PolicyTotals(limits.policy());
    }

    /**
     * Returns the policy that the bytes hold, or its faults. The stream is closed.
     *
     * @throws UncheckedIOException if reading the stream fails
     */
    public static Outcome<PolicySubmission> read(InputStream bytes, DocumentLimits limits) {
        return JsonCursor.read(
                bytes,
                limits,
                ProblemCode.POLICY_INVALID,
                cursor -> new PolicyReader(cursor, limits).policy());
    }

    /** Returns the policy that the bytes hold, or its faults. */
    public static Outcome<PolicySubmission> read(byte[] bytes, DocumentLimits limits) {
        return read(new ByteArrayInputStream(bytes), limits);
    }

    /* Returns the policy that stands at the cursor, or null if it has faults, which are noted. */
    static @Nullable PolicySubmission read(JsonCursor cursor, DocumentLimits limits) {
        return new PolicyReader(cursor, limits).policy();
    }

    private @Nullable PolicySubmission policy() {
        int before = cursor.faultCount();
        JsonCursor.Members members = cursor.object(MEMBERS, this::member);
        cursor.require(members, "rules");
        if (authorizedClients == null || cursor.faultCount() > before) {
            return null;
        }
        return new PolicySubmission(mode, authorizedClients, rules);
    }

    private void member(String name) {
        switch (name) {
            case "mode" -> mode = cursor.choice(List.of(Mode.values()), Names::of);
            case "authorizedClients" ->
                    authorizedClients =
                            cursor.choice(List.of(ClientAuthorization.values()), Names::of);
            case "rules" ->
                    cursor.array(() -> {
                        totals.countRule(cursor);
                        RuleSubmission rule = RuleReader.read(cursor, totals);
                        if (rule != null) {
                            rules.add(rule);
                        }
                    });
            // Ours, in the answer to a PUT; what comes back of it means nothing.
            case ETAG,
                    PolicyWriter.PEOPLE,
                    LockOutWriter.IMPACT,
                    FindingsWriter.FINDINGS,
                    FindingsWriter.COUNT ->
                    cursor.skip();
            default -> throw new IllegalStateException("a member is known and not read");
        }
    }
}
