package dev.sallyport.document;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sallyport.control.problem.Outcome;
import dev.sallyport.control.problem.ProblemCode;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.List;
import java.util.stream.Stream;

/**
 * A JSON Patch (RFC 6902) of any document, carried out whole or not at all, within limits of work.
 * What comes out is for somebody else to judge.
 */
public final class JsonPatch {

    /** The media type of a patch. */
    public static final String MEDIA_TYPE = PolicyPatch.MEDIA_TYPE;

    private final List<PatchOperation> operations;

    private JsonPatch(List<PatchOperation> operations) {
        this.operations = List.copyOf(operations);
    }

    /**
     * Returns the patch that the bytes hold, or its faults under {@code patch.invalid}. One
     * operation that is not in an array is taken for an array of one. The stream is closed.
     */
    public static Outcome<JsonPatch> read(InputStream bytes, DocumentLimits limits) {
        return PatchReader.readLenient(bytes, limits, PatchLimits.POLICY.operations())
                .map(JsonPatch::new);
    }

    /** Returns the pointers that the operations name, in their order. */
    public List<String> pointers() {
        return operations.stream()
                .flatMap(operation ->
                        operation.from() == null
                                ? Stream.of(operation.path())
                                : Stream.of(operation.path(), operation.from()))
                .toList();
    }

    /** Returns the document that this makes of {@code document}, which is JSON, or its faults. */
    public Outcome<String> apply(String document) {
        byte[] bytes = document.getBytes(UTF_8);
        DocumentLimits roomy =
                new DocumentLimits(
                        Math.max(bytes.length, DocumentLimits.DEFAULT.maxBytes()),
                        DocumentLimits.DEFAULT.maxDepth(),
                        DocumentLimits.DEFAULT.maxTextLength(),
                        DocumentLimits.DEFAULT.policy());
        return JsonCursor.read(
                        new ByteArrayInputStream(bytes),
                        roomy,
                        ProblemCode.PATCH_INVALID,
                        JsonTree::read)
                .flatMap(tree -> PatchRun.apply(tree, operations, PatchLimits.POLICY, false))
                .map(Object::toString);
    }
}
