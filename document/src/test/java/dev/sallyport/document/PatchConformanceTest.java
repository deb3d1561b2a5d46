package dev.sallyport.document;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.control.problem.Outcome;
import dev.sallyport.control.problem.ProblemCode;
import jakarta.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The public conformance suite of JSON Patch, in full: also the cases it marks as disabled, as far
 * as a document with them can be written at all.
 */
final class PatchConformanceTest {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Path FOLDER =
            Path.of(
                            System.getProperty(
                                    "sallyport.shared-data",
                                    Path.of("..", "..", "shared", "data").toString()))
                    .resolve("conformance")
                    .resolve("json-patch");

    @ParameterizedTest
    @ValueSource(strings = {"tests.json", "spec_tests.json"})
    void theSuitePasses(String name) throws IOException {
        Path file = FOLDER.resolve(name);
        Assumptions.assumeTrue(Files.isReadable(file), "SKIPPED: there is no " + file);
        int passed = 0;
        for (JsonNode example : JSON.readTree(Files.readString(file, UTF_8))) {
            if (!example.has("patch")) {
                continue;
            }
            String what = example.toString();
            Outcome<JsonValue> outcome = apply(example.get("doc"), example.get("patch"));
            boolean isLost = example.path("error").asString("").contains("two 'op' members");
            if (example.has("expected") || isDone(example)) {
                assertThat(outcome).as(what).isInstanceOf(Outcome.Done.class);
                if (example.has("expected")) {
                    assertThat(sameText(outcome)).as(what).isEqualTo(example.get("expected"));
                }
            } else if (!isLost) {
                assertThat(outcome).as(what).isInstanceOf(Outcome.Refused.class);
            }
            passed++;
        }
        System.out.println(name + ": " + passed + " cases passed");
        assertThat(passed).isGreaterThan(15);
    }

    /* A case without error and without result asks only that the patch be carried out. */
    private static boolean isDone(JsonNode example) {
        return !example.has("error");
    }

    private static JsonNode sameText(Outcome<JsonValue> outcome) {
        if (outcome instanceof Outcome.Done<JsonValue>(JsonValue value)) {
            return JSON.readTree(value.toString());
        }
        throw new AssertionError(outcome);
    }

    private static Outcome<JsonValue> apply(JsonNode document, JsonNode patch) {
        Outcome<List<PatchOperation>> operations =
                PatchReader.read(
                        new ByteArrayInputStream(patch.toString().getBytes(UTF_8)),
                        DocumentLimits.DEFAULT,
                        PatchLimits.POLICY.operations());
        return operations.flatMap(read ->
                JsonCursor.read(
                                new ByteArrayInputStream(document.toString().getBytes(UTF_8)),
                                DocumentLimits.DEFAULT,
                                ProblemCode.POLICY_INVALID,
                                JsonTree::read)
                        .flatMap(tree -> PatchRun.apply(tree, read, PatchLimits.POLICY, false)));
    }
}
