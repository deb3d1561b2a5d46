package dev.sallyport.document;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/*
 * Where in a document an operation acts: a JSON Pointer (RFC 6901) whose steps were followed as far as there is something.
 * Besides the index of an element, RFC 6901 section 4, a step into an array may be the `id` of an element: text that is no
 * number and no `-`.
 *
 * `pointer` has indexes only. `value` is what is there, or null. `parent` is what the last step is taken in; null at the
 * root. `chosen` are the pointers of those elements on the way that were named by their index. `looked` is
 * how many elements the arrays on the way have.
 */
record PatchPlace(
        String pointer,
        @Nullable JsonValue parent,
        String lastStep,
        @Nullable JsonValue value,
        List<String> chosen,
        long looked) {

    /** The step behind the last element of an array. */
    static final String END = "-";

    private static final Pattern BAD_ESCAPE = Pattern.compile("~(?![01])");

    /* Why a pointer leads nowhere. */
    static final class NowhereException extends Exception {
        private static final long serialVersionUID = 1L;

        NowhereException(String message) {
            super(message, null, false, false);
        }
    }

    /**
     * Follows a pointer.
     *
     * @throws NowhereException if it is malformed, or there is nothing its last step could be taken
     *     in
     */
    static PatchPlace find(JsonValue root, String text, int mostSteps) throws NowhereException {
        if (!text.isEmpty() && text.charAt(0) != '/') {
            throw new NowhereException("is no JSON Pointer: it does not begin with a slash");
        }
        StringBuilder pointer = new StringBuilder();
        List<String> chosen = new ArrayList<>();
        JsonValue parent = null;
        JsonValue value = root;
        String step = "";
        long looked = 1;
        String[] steps = text.isEmpty() ? new String[0] : text.substring(1).split("/", -1);
        if (steps.length > mostSteps) {
            throw new NowhereException("has more than " + mostSteps + " steps");
        }
        for (String each : steps) {
            if (value == null) {
                throw new NowhereException("leads nowhere: nothing is at " + shown(pointer));
            }
            step = unescaped(each);
            parent = value;
            switch (parent) {
                case JsonObject object -> value = object.get(step);
                case JsonArray array -> {
                    looked += array.size();
                    int index = index(array, step, pointer);
                    boolean byIndex = isNumber(step);
                    step = Integer.toString(index);
                    value = index < array.size() ? array.get(index) : null;
                    if (byIndex && value != null) {
                        chosen.add(pointer + "/" + step);
                    }
                }
                default ->
                        throw new NowhereException(
                                "leads nowhere: "
                                        + shown(pointer)
                                        + " is neither object nor array");
            }
            pointer.append('/').append(JsonPointer.escaped(step));
        }
        return new PatchPlace(pointer.toString(), parent, step, value, List.copyOf(chosen), looked);
    }

    private static String shown(CharSequence pointer) {
        return pointer.isEmpty() ? "the document" : "`" + pointer + "`";
    }

    private static boolean isNumber(String step) {
        return !step.isEmpty() && step.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /* The index may be that of the first element that is not there; whether that will do is the operation's to say. */
    private static int index(JsonArray array, String step, CharSequence pointer)
            throws NowhereException {
        if (step.equals(END)) {
            return array.size();
        }
        if (!isNumber(step)) {
            return indexOf(array, step, pointer);
        }
        if (step.length() > 1 && step.charAt(0) == '0') {
            throw new NowhereException("has an index with a leading zero");
        }
        if (step.length() > 9 || Integer.parseInt(step) > array.size()) {
            throw new NowhereException(
                    "leads nowhere: " + shown(pointer) + " has " + array.size() + " elements");
        }
        return Integer.parseInt(step);
    }

    private static int indexOf(JsonArray array, String id, CharSequence pointer)
            throws NowhereException {
        for (int i = 0; i < array.size(); i++) {
            if (array.get(i) instanceof JsonObject object
                    && object.get("id") instanceof JsonString text
                    && text.getString().equals(id)) {
                return i;
            }
        }
        throw new NowhereException(
                "leads nowhere: no element of " + shown(pointer) + " has that id");
    }

    private static String unescaped(String step) throws NowhereException {
        if (step.indexOf('~') < 0) {
            return step;
        }
        if (BAD_ESCAPE.matcher(step).find()) {
            throw new NowhereException("is no JSON Pointer: `~` stands before neither 0 nor 1");
        }
        return step.replace("~1", "/").replace("~0", "~");
    }

    /** Returns what is there, if something is. */
    JsonValue needValue() {
        if (value == null) {
            throw new IllegalStateException("nothing is there");
        }
        return value;
    }

    /** Returns whether something is there. */
    boolean exists() {
        return value != null;
    }

    /** Returns whether the last step is into an array, in front of an element that is there. */
    boolean isElement() {
        return parent instanceof JsonArray && value != null;
    }
}
