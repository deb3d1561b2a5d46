package dev.sallyport.document;

import dev.sallyport.control.problem.Fault;
import dev.sallyport.control.problem.FaultList;
import dev.sallyport.control.problem.Outcome;
import dev.sallyport.control.problem.Problem;
import dev.sallyport.control.problem.ProblemCode;
import dev.sallyport.control.problem.Quoted;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Walks over one JSON document, strictly and once, and notes every fault with its JSON Pointer.
 *
 * <p>A faulty value yields null and reading goes on behind it, so that all faults of a document are
 * found; only a text that is no JSON, or exceeds a limit, ends the walk. Memory is bounded by the
 * limits, whatever the document holds: names are compared with the known ones and forgotten,
 * unknown values are skipped without being looked at, faults are kept up to a number.
 *
 * <p>Methods that read a value expect the cursor on its first token and leave it on its last. For
 * one document and one thread.
 */
public final class JsonCursor {

    /** Reads the value of a member whose name is known. */
    @FunctionalInterface
    public interface MemberReader {
        /** Reads the value at the cursor, which is that of the member of this name. */
        void read(String name);
    }

    /**
     * The known members an object had.
     *
     * @param known the names that are known
     * @param seen which of them the object had, by their places in {@code known}
     * @param isObject whether it was an object; if not, that has been noted
     */
    public record Members(List<String> known, BitSet seen, boolean isObject) {

        /** Returns whether the object had the member, whose name is known. */
        public boolean has(String name) {
            return seen.get(known.indexOf(name));
        }

        /* Returns how many of the names, which are known, the object had. */
        int count(List<String> names) {
            int count = 0;
            for (String name : names) {
                if (has(name)) {
                    count++;
                }
            }
            return count;
        }
    }

    private final DocumentLimits limits;
    private final JsonParser parser;
    private final JsonPointer pointer = new JsonPointer();
    private final FaultList faults;
    private int depth;

    private JsonCursor(JsonParser parser, DocumentLimits limits, FaultList faults) {
        this.parser = parser;
        this.limits = limits;
        this.faults = faults;
    }

    /**
     * Returns what {@code reader} makes of a document, or all its faults: under the code of the
     * fault that ended the reading if that has an answer of its own, otherwise under {@code
     * invalid}. A reader that returns null has noted why.
     */
    public static <T> Outcome<T> read(
            InputStream bytes,
            DocumentLimits limits,
            ProblemCode invalid,
            Function<? super JsonCursor, ? extends @Nullable T> reader) {
        FaultList faults = new FaultList();
        try (JsonParser parser = JsonSource.open(bytes, limits)) {
            T value = new JsonCursor(parser, limits, faults).whole(reader);
            if (value != null && faults.isEmpty()) {
                return Outcome.done(value);
            }
            return Outcome.refused(problem(faults, invalid));
        } catch (IOException failed) {
            faults.addLast(JsonSource.fault(failed, "", limits));
        } catch (StopReadingException stopped) {
            // The last fault says why.
        }
        Fault last = faults.kept().getLast();
        boolean isOfItsOwn = last.code().httpStatus() != invalid.httpStatus();
        return Outcome.refused(
                isOfItsOwn
                        ? faults.toProblem(last.code(), last.detail())
                        : problem(faults, invalid));
    }

    private static Problem problem(FaultList faults, ProblemCode invalid) {
        if (faults.isEmpty()) {
            throw new IllegalStateException("a reader without a value noted no fault");
        }
        return faults.toProblem(
                invalid,
                faults.size() == 1
                        ? faults.kept().getFirst().detail()
                        : "the document has " + faults.size() + " faults");
    }

    private <T> @Nullable T whole(Function<? super JsonCursor, ? extends @Nullable T> reader) {
        if (advance() == null) {
            throw stop(ProblemCode.JSON_EMPTY, "the document is empty", "send a JSON document");
        }
        T value = reader.apply(this);
        if (advance() != null) {
            throw stop(
                    ProblemCode.JSON_SYNTAX,
                    "something follows the end of the document",
                    "send one document");
        }
        return value;
    }

    /** Reads an object; members whose names are not known are noted and skipped. */
    public Members object(List<String> known, MemberReader reader) {
        return object(known, reader, true);
    }

    /** Reads an object; members whose names are not known are skipped. */
    public Members openObject(List<String> known, MemberReader reader) {
        return object(known, reader, false);
    }

    private Members object(List<String> known, MemberReader reader, boolean closed) {
        BitSet seen = new BitSet(known.size());
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            wrongType("an object");
            return new Members(known, seen, false);
        }
        while (advance() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            int index = known.indexOf(name);
            pointer.enterMember(name);
            advance();
            if (index < 0) {
                if (closed) {
                    fault(
                            ProblemCode.JSON_UNKNOWN_MEMBER,
                            "member " + Quoted.text(name) + " means nothing here",
                            "known here: " + listed(known));
                }
                skip();
            } else if (seen.get(index)) {
                fault(
                        ProblemCode.JSON_DUPLICATE_MEMBER,
                        "member `" + name + "` is given twice",
                        "remove one of the two");
                skip();
            } else {
                seen.set(index);
                reader.read(name);
            }
            pointer.leave();
        }
        return new Members(known, seen, true);
    }

    /** Reads an object with members of any name; {@code reader} reads every one of them. */
    public void members(MemberReader reader) {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            wrongType("an object");
            return;
        }
        while (advance() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            pointer.enterMember(name);
            advance();
            reader.read(name);
            pointer.leave();
        }
    }

    /**
     * Reads an object whose names are not ours: up to {@code max} members, each with a name of 1 to
     * {@code maxName} characters without control characters. What is beyond that is noted and
     * skipped.
     */
    void entries(int max, int maxName, MemberReader reader) {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            wrongType("an object");
            return;
        }
        Set<String> seen = new HashSet<>();
        while (advance() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            pointer.enterMember(name);
            advance();
            if (isEntry(name, seen, max, maxName)) {
                seen.add(name);
                reader.read(name);
            } else {
                skip();
            }
            pointer.leave();
        }
    }

    private boolean isEntry(String name, Set<String> seen, int max, int maxName) {
        if (seen.contains(name)) {
            fault(
                    ProblemCode.JSON_DUPLICATE_MEMBER,
                    "member " + Quoted.text(name) + " is given twice",
                    "remove one of the two");
        } else if (name.isBlank()
                || name.length() > maxName
                || hasLoneSurrogate(name)
                || name.chars().anyMatch(Character::isISOControl)) {
            fault(
                    ProblemCode.JSON_UNKNOWN_MEMBER,
                    "member " + Quoted.text(name) + " is no name",
                    "write 1 to " + maxName + " characters");
        } else if (seen.size() >= max) {
            fault(
                    ProblemCode.JSON_TOO_MANY,
                    "the object has too many members",
                    "send at most " + max);
        } else {
            return true;
        }
        return false;
    }

    /** Returns whether the value is an array. */
    public boolean isArray() {
        return parser.currentToken() == JsonToken.START_ARRAY;
    }

    /** Notes each of the names that an object lacks. */
    public void require(Members members, String... names) {
        for (String name : names) {
            if (members.isObject() && !members.has(name)) {
                fault(
                        ProblemCode.JSON_MISSING_MEMBER,
                        "member `" + name + "` is missing",
                        "add the member");
            }
        }
    }

    /** Reads an array of any length; {@code element} reads each of its elements. */
    public void array(Runnable element) {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            wrongType("an array");
            return;
        }
        pointer.enterElements();
        while (advance() != JsonToken.END_ARRAY) {
            pointer.nextElement();
            element.run();
        }
        pointer.leave();
    }

    /** Reads an array; elements behind the first {@code max} are skipped, which is noted once. */
    public void array(int max, Runnable element) {
        array(() -> {
            if (pointer.element() < max) {
                element.run();
                return;
            }
            if (pointer.element() == max) {
                fault(
                        ProblemCode.JSON_TOO_MANY,
                        "the array has too many elements",
                        "send at most " + max);
            }
            skip();
        });
    }

    /** Returns the first token of the value. */
    public @Nullable JsonToken token() {
        return parser.currentToken();
    }

    /** Returns the number that is the value, exactly. */
    public BigDecimal number() {
        try {
            return parser.getDecimalValue();
        } catch (JacksonException stopped) {
            faults.addLast(JsonSource.fault(stopped, pointer.toString(), limits));
            throw new StopReadingException();
        }
    }

    /** Returns whether the value is null. */
    public boolean isNull() {
        return parser.currentToken() == JsonToken.VALUE_NULL;
    }

    /** Returns whether the value is the text {@code expected}. */
    public boolean isText(String expected) {
        return parser.currentToken() == JsonToken.VALUE_STRING && string().equals(expected);
    }

    /** Returns a text as it stands, or null, noted, if the value is no text. */
    public @Nullable String rawText() {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            wrongType("a text");
            return null;
        }
        String text = string();
        if (hasLoneSurrogate(text)) {
            fault(
                    ProblemCode.JSON_ENCODING,
                    "the text holds half a surrogate pair",
                    "write the whole character");
            return null;
        }
        return text;
    }

    /** Returns a text as it stands, or null, noted, if the value is none or longer. */
    public @Nullable String rawText(int max) {
        String text = rawText();
        if (text != null && text.length() > max) {
            fault(
                    ProblemCode.JSON_TOO_LONG,
                    "the text has " + text.length() + " characters",
                    "write at most " + max);
            return null;
        }
        return text;
    }

    /**
     * Returns a text for people without control characters, or null, noted, if the value is none or
     * longer than {@code max}.
     */
    public @Nullable String text(int max) {
        String text = rawText(max);
        if (text == null) {
            return null;
        }
        if (text.chars().anyMatch(Character::isISOControl)) {
            fault(
                    ProblemCode.JSON_CONTROL_CHARACTER,
                    "the text holds a control character",
                    "remove the character");
            return null;
        }
        return text;
    }

    /** Returns a text as {@link #text} that is not blank. */
    public @Nullable String name(int max) {
        String text = text(max);
        if (text != null && text.isBlank()) {
            fault(ProblemCode.JSON_UNKNOWN_VALUE, "the text is blank", "write something");
            return null;
        }
        return text;
    }

    /** Returns a truth value, or null, noted, if the value is none. */
    public @Nullable Boolean truth() {
        JsonToken token = parser.currentToken();
        if (token != JsonToken.VALUE_TRUE && token != JsonToken.VALUE_FALSE) {
            wrongType("`true` or `false`");
            return null;
        }
        return token == JsonToken.VALUE_TRUE;
    }

    /**
     * Returns a whole number without fraction and exponent, or null, noted under {@code code}, if
     * the value is none.
     */
    public @Nullable Long wholeNumber(long min, long max, ProblemCode code) {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.VALUE_NUMBER_INT) {
            String digits = string();
            if (digits.length() <= 18) {
                long number = Long.parseLong(digits);
                if (number >= min && number <= max) {
                    return number;
                }
            }
            fault(
                    code,
                    "number " + Quoted.text(digits) + " is out of range",
                    "write a whole number from " + min + " to " + max);
            return null;
        }
        fault(
                code,
                "the value is " + what(token) + ", not a whole number",
                "write a whole number from " + min + " to " + max);
        skip();
        return null;
    }

    /** Returns the one of some values that the text names, or null, noted, if it names none. */
    public <E> @Nullable E choice(List<E> values, Function<? super E, String> name) {
        String text = rawText();
        if (text == null) {
            return null;
        }
        for (E value : values) {
            if (name.apply(value).equals(text)) {
                return value;
            }
        }
        fault(
                ProblemCode.JSON_UNKNOWN_VALUE,
                "value " + Quoted.text(text) + " is not known",
                "write " + listed(values.stream().map(name).toList()));
        return null;
    }

    /** Notes a fault of the value at the cursor. */
    public void fault(ProblemCode code, String detail, String hint) {
        faults.add(code, pointer.toString(), detail, hint);
    }

    /** Notes a fault of a member of the object at the cursor. */
    public void memberFault(String name, ProblemCode code, String detail, String hint) {
        faults.add(code, pointer + "/" + JsonPointer.escaped(name), detail, hint);
    }

    /** Returns how many faults have been noted. */
    public int faultCount() {
        return faults.size();
    }

    /**
     * Notes a fault of the value at the cursor, after which reading makes no sense; to be thrown.
     */
    StopReadingException stop(ProblemCode code, String detail, String hint) {
        faults.addLast(new Fault(code, pointer.toString(), detail, hint));
        return new StopReadingException();
    }

    /** Skips the value. */
    public void skip() {
        int outside = depth;
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY) {
            outside--;
        }
        while (depth > outside) {
            advance();
        }
    }

    private void wrongType(String expected) {
        fault(
                ProblemCode.JSON_WRONG_TYPE,
                "the value is " + what(parser.currentToken()) + ", not " + expected,
                "write " + expected);
        skip();
    }

    private static String what(@Nullable JsonToken token) {
        return switch (token) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "an array";
            case VALUE_STRING -> "a text";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
            case VALUE_TRUE, VALUE_FALSE -> "a truth value";
            case null, default -> "null";
        };
    }

    private @Nullable JsonToken advance() {
        JsonToken token;
        try {
            token = parser.nextToken();
        } catch (JacksonException stopped) {
            faults.addLast(JsonSource.fault(stopped, pointer.toString(), limits));
            throw new StopReadingException();
        }
        if (token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY) {
            depth++;
            if (depth > limits.maxDepth()) {
                throw stop(
                        ProblemCode.JSON_TOO_DEEP,
                        "the document is nested deeper than " + limits.maxDepth() + " levels",
                        "compare it with the schema");
            }
        } else if (token == JsonToken.END_OBJECT || token == JsonToken.END_ARRAY) {
            depth--;
        }
        return token;
    }

    private String string() {
        try {
            return parser.getString();
        } catch (JacksonException stopped) {
            faults.addLast(JsonSource.fault(stopped, pointer.toString(), limits));
            throw new StopReadingException();
        }
    }

    private static boolean hasLoneSurrogate(String text) {
        return text.codePoints()
                .anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }

    private static String listed(List<String> names) {
        return names.stream().map(name -> "`" + name + "`").collect(Collectors.joining(", "));
    }
}
