package dev.sallyport.document;

import dev.sallyport.control.problem.Fault;
import dev.sallyport.control.problem.Outcome;
import dev.sallyport.control.problem.ProblemCode;
import dev.sallyport.control.problem.Quoted;
import jakarta.json.JsonPatchBuilder;
import jakarta.json.JsonStructure;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.function.UnaryOperator;

/*
 * Carries out a patch, operation by operation, on a document that is never changed itself: whatever fails, nothing has
 * happened. Pointers are looked up here, in the document as it is at that operation, and the operation is carried out by the
 * library on the place that was found. Equality of a `test` is ours as well: RFC 6902 section 4.6 compares numbers by value.
 *
 * `byIdOnly` refuses to change an element that was chosen by its index, unless the patch has tested what is there: an index
 * that is off by one is another office.
 */
final class PatchRun {

    private final PatchLimits limits;
    private final boolean byIdOnly;
    private final PatchTests tests = new PatchTests();
    private JsonValue document;
    private int position;
    private long values;
    private long work;

    private PatchRun(JsonValue document, PatchLimits limits, boolean byIdOnly) {
        this.document = document;
        this.limits = limits;
        this.byIdOnly = byIdOnly;
    }

    /** Returns the document that the operations make of {@code document}. */
    static Outcome<JsonValue> apply(
            JsonValue document,
            List<PatchOperation> operations,
            PatchLimits limits,
            boolean byIdOnly) {
        PatchRun run = new PatchRun(document, limits, byIdOnly);
        try {
            for (PatchOperation operation : operations) {
                run.carryOut(operation);
                run.position++;
            }
            return Outcome.done(run.document);
        } catch (PatchFaultException refused) {
            return Outcome.refused(refused.fault());
        }
    }

    private void carryOut(PatchOperation operation) {
        switch (operation.kind()) {
            case ADD -> add(operation.path(), operation.needValue());
            case REPLACE -> replace(operation);
            case REMOVE -> remove(mine("path", operation.path()));
            case MOVE -> move(operation);
            case COPY -> {
                JsonValue copied = there("from", operation.needFrom()).needValue();
                add(operation.path(), copied);
            }
            case TEST -> test(operation);
        }
    }

    private void test(PatchOperation operation) {
        PatchPlace place = there("path", operation.path());
        if (!PatchTests.isSame(place.needValue(), operation.needValue())) {
            throw fault(
                    ProblemCode.PATCH_TEST_FAILED,
                    "",
                    "another value is at " + Quoted.text(operation.path()),
                    "read the document again");
        }
        tests.passed(place);
    }

    private void replace(PatchOperation operation) {
        PatchPlace place = mine("path", operation.path());
        count(operation.needValue());
        if (place.parent() == null) {
            document = operation.needValue();
            return;
        }
        change(patch -> patch.replace(place.pointer(), operation.needValue()));
    }

    private void remove(PatchPlace place) {
        if (place.parent() == null) {
            throw fault(
                    ProblemCode.PATCH_INVALID,
                    "/path",
                    "the whole document cannot be removed",
                    "remove a part of it");
        }
        change(patch -> patch.remove(place.pointer()));
        tests.moved(place);
    }

    /* RFC 6902 section 4.4: a removal, and behind it an addition; into itself nothing can be moved. */
    private void move(PatchOperation operation) {
        PatchPlace from = mine("from", operation.needFrom());
        if (operation.path().equals(operation.needFrom())) {
            return;
        }
        PatchPlace to = place("path", operation.path());
        if ((to.pointer() + "/").startsWith(from.pointer() + "/")) {
            throw fault(
                    ProblemCode.PATCH_INVALID,
                    "/path",
                    "a value cannot be moved into itself",
                    "move it elsewhere");
        }
        JsonValue moved = from.needValue();
        remove(from);
        add(operation.path(), moved);
    }

    private void add(String path, JsonValue value) {
        PatchPlace place = place("path", path);
        // What is pushed aside stays as it is; only elements on the way are chosen.
        changing("path", place, place.isElement());
        count(value);
        if (place.parent() == null) {
            document = value;
            return;
        }
        String pointer = place.pointer();
        change(patch -> patch.add(pointer, value));
        if (place.isElement()) {
            tests.moved(place);
        }
    }

    private void change(UnaryOperator<JsonPatchBuilder> operation) {
        if (!(document instanceof JsonStructure structure)) {
            throw new IllegalStateException("a place with a parent is in a structure");
        }
        document = operation.apply(JsonTree.LIBRARY.createPatchBuilder()).build().apply(structure);
    }

    /* A place where something is that is going to be changed. */
    private PatchPlace mine(String member, String path) {
        PatchPlace place = there(member, path);
        changing(member, place, false);
        return place;
    }

    private void changing(String member, PatchPlace place, boolean exceptLast) {
        if (!byIdOnly) {
            return;
        }
        List<String> chosen = place.chosen();
        int count = chosen.size();
        if (exceptLast && count > 0 && chosen.getLast().equals(place.pointer())) {
            count--;
        }
        for (String element : chosen.subList(0, count)) {
            if (!tests.cover(element)) {
                throw fault(
                        ProblemCode.PATCH_UNTESTED,
                        "/" + member,
                        "`" + element + "` is changed by its index and was not tested",
                        "name it by its id, or put a `test` of it in front");
            }
        }
    }

    private PatchPlace there(String member, String path) {
        PatchPlace place = place(member, path);
        if (!place.exists()) {
            throw fault(
                    ProblemCode.PATCH_INVALID,
                    "/" + member,
                    "nothing is at " + Quoted.text(path),
                    "compare it with the document");
        }
        return place;
    }

    private PatchPlace place(String member, String path) {
        try {
            PatchPlace place = PatchPlace.find(document, path, limits.steps());
            worked(place);
            return place;
        } catch (PatchPlace.NowhereException nowhere) {
            throw fault(
                    ProblemCode.PATCH_INVALID,
                    "/" + member,
                    "the pointer " + Quoted.text(path) + " " + nowhere.getMessage(),
                    "compare it with the document");
        }
    }

    private void worked(PatchPlace place) {
        work += place.looked();
        if (work > limits.work()) {
            throw tooMuch();
        }
    }

    private void count(JsonValue value) {
        values += JsonTree.count(value);
        if (values > limits.values()) {
            throw tooMuch();
        }
    }

    private PatchFaultException tooMuch() {
        return fault(
                ProblemCode.JSON_TOO_MANY,
                "",
                "the patch adds, copies or looks at too much",
                "send the whole document instead");
    }

    private PatchFaultException fault(ProblemCode code, String member, String detail, String hint) {
        return new PatchFaultException(new Fault(code, "/" + position + member, detail, hint));
    }
}
