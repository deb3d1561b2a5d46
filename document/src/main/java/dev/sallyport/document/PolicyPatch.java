package dev.sallyport.document;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sallyport.control.policy.PolicyEdit;
import dev.sallyport.control.policy.PolicySubmission;
import dev.sallyport.control.problem.Outcome;
import dev.sallyport.control.problem.ProblemCode;
import dev.sallyport.engine.policy.Policy;
import jakarta.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.List;

/**
 * A change of a policy written as a JSON Patch (RFC 6902) of its document. A step of a pointer into
 * an array may be the id of the rule or entry there instead of its index; a rule or an entry that
 * is named by its index is changed only if the patch has tested what is there before (ADR 29). What
 * comes out is read as strictly as any other policy; faults of that are at pointers into the
 * document that came out, faults of the patch at pointers into the patch.
 */
public final class PolicyPatch implements PolicyEdit {

    /** The media type of a patch. */
    public static final String MEDIA_TYPE = "application/json-patch+json";

    private final List<PatchOperation> operations;
    private final DocumentLimits limits;

    private PolicyPatch(List<PatchOperation> operations, DocumentLimits limits) {
        this.operations = List.copyOf(operations);
        this.limits = limits;
    }

    /**
     * Returns the patch that the bytes hold, or its faults under {@code patch.invalid}. The stream
     * is closed.
     */
    public static Outcome<PolicyPatch> read(InputStream bytes, DocumentLimits limits) {
        return PatchReader.read(bytes, limits, PatchLimits.POLICY.operations())
                .map(operations -> new PolicyPatch(operations, limits));
    }

    @Override
    public Outcome<PolicySubmission> apply(Policy before) {
        return tree(PolicyWriter.write(before))
                .flatMap(document -> PatchRun.apply(document, operations, PatchLimits.POLICY, true))
                .flatMap(after -> PolicyReader.read(after.toString().getBytes(UTF_8), limits));
    }

    /* Our own document, which is within no limits but those of a policy. */
    private Outcome<JsonValue> tree(String document) {
        byte[] bytes = document.getBytes(UTF_8);
        DocumentLimits roomy =
                new DocumentLimits(
                        Math.max(bytes.length, limits.maxBytes()),
                        limits.maxDepth(),
                        limits.maxTextLength(),
                        limits.policy());
        return JsonCursor.read(
                new ByteArrayInputStream(bytes), roomy, ProblemCode.POLICY_INVALID, JsonTree::read);
    }
}
