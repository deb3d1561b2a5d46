package dev.sallyport.egress.document;

import dev.sallyport.engine.address.IpPrefix;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.core.json.JsonFactory;

/*
 * Walks over one JSON document, strictly and once, and notes every fault with its JSON Pointer. A faulty value yields null and
 * reading goes on behind it; only a text that is no JSON ends the walk. Nothing is kept but what the readers keep.
 *
 * Methods that read a value expect the walk on its first token and leave it on its last.
 */
final class JsonWalk {

    private static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
                    .disable(TokenStreamFactory.Feature.INTERN_PROPERTY_NAMES)
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(16)
                                    .maxNameLength(1_000)
                                    .maxStringLength(10_000)
                                    .maxNumberLength(40)
                                    .build())
                    .build();

    private final JsonParser parser;
    private final Faults faults;
    private final Deque<String> path = new ArrayDeque<>();

    private JsonWalk(JsonParser parser, Faults faults) {
        this.parser = parser;
        this.faults = faults;
    }

    /** Returns what {@code reader} makes of a document; null from it means it noted why. */
    static <T> Reading<T> read(
            byte[] bytes, DocumentLimits limits, Function<JsonWalk, ? extends @Nullable T> reader) {
        Faults faults = new Faults();
        if (bytes.length > limits.bytes()) {
            faults.add(
                    DocumentFault.TOO_LARGE,
                    "",
                    "the document has " + bytes.length + " bytes, the limit is " + limits.bytes(),
                    "");
            return faults.result(null);
        }
        String text;
        try {
            text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException notUtf8) {
            faults.add(DocumentFault.SYNTAX, "", "the document is not UTF-8", "");
            return faults.result(null);
        }
        JsonWalk walk = null;
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            walk = new JsonWalk(parser, faults);
            if (parser.nextToken() == null) {
                faults.add(DocumentFault.TRUNCATED, "", "the document is empty", "");
                return faults.result(null);
            }
            T value = reader.apply(walk);
            if (parser.nextToken() != null) {
                faults.add(DocumentFault.SYNTAX, "", "something follows the document", "");
            }
            return faults.result(value);
        } catch (UnexpectedEndOfInputException cut) {
            faults.add(
                    DocumentFault.TRUNCATED,
                    walk == null ? "" : walk.pointer(),
                    "the document ends in the middle",
                    "fetch it again");
        } catch (JacksonException notJson) {
            faults.add(
                    DocumentFault.SYNTAX,
                    walk == null ? "" : walk.pointer(),
                    "the document is no JSON",
                    "");
        }
        return faults.result(null);
    }

    void fault(String code, String detail, String hint) {
        faults.add(code, pointer(), detail, hint);
    }

    private String pointer() {
        StringBuilder pointer = new StringBuilder();
        path.descendingIterator()
                .forEachRemaining(part ->
                        pointer.append('/').append(part.replace("~", "~0").replace("/", "~1")));
        return pointer.toString();
    }

    /** Returns whether nothing was noted so far. */
    boolean isSound() {
        return faults.isEmpty();
    }

    /** Reads a prefix, or notes a fault and returns null. */
    @Nullable IpPrefix prefix() {
        String text = text();
        return text == null ? null : PrefixText.read(text, pointer(), faults);
    }

    /** Returns a collector of prefixes that notes its faults here. */
    PrefixLines lines(DocumentLimits limits, Tolerance tolerance) {
        return new PrefixLines(faults, limits, tolerance);
    }

    /** Reads a prefix into {@code lines}. */
    void line(PrefixLines lines) {
        String text = text();
        if (text != null) {
            lines.take(text, pointer());
        }
    }

    /** Reads an object of which every member in {@code required} is there; others are faults. */
    void object(List<String> required, List<String> optional, Consumer<String> member) {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            wrongType("an object");
            return;
        }
        Set<String> seen = new HashSet<>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            boolean isKnown = required.contains(name) || optional.contains(name);
            path.push(isKnown ? name : name.substring(0, Math.min(60, name.length())));
            if (!isKnown) {
                fault(
                        DocumentFault.MEMBER,
                        "member " + Faults.quoted(name) + " means nothing here",
                        "");
                parser.skipChildren();
            } else if (seen.add(name)) {
                member.accept(name);
            } else {
                fault(DocumentFault.MEMBER, "member `" + name + "` is given twice", "");
                parser.skipChildren();
            }
            path.pop();
        }
        for (String name : required) {
            if (!seen.contains(name)) {
                fault(DocumentFault.MEMBER, "member `" + name + "` is missing", "");
            }
        }
    }

    /** Reads an array; {@code element} reads each; those beyond {@code most} are one fault. */
    void array(int most, Runnable element) {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            wrongType("an array");
            return;
        }
        int count = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (count < most) {
                path.push(Integer.toString(count));
                element.run();
                path.pop();
            } else {
                parser.skipChildren();
            }
            count++;
        }
        if (count > most) {
            fault(
                    DocumentFault.TOO_MANY,
                    "there are " + count + " elements, the limit is " + most,
                    "");
        }
    }

    /** Reads a text, or notes a fault and returns null. */
    @Nullable String text() {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            wrongType("a text");
            return null;
        }
        return parser.getString();
    }

    /** Reads a text or null. */
    @Nullable String textOrNull() {
        return parser.currentToken() == JsonToken.VALUE_NULL ? null : text();
    }

    /** Reads a whole number from 1 up, or notes a fault and returns 0. */
    long positive() {
        if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT) {
            wrongType("a whole number");
            return 0;
        }
        String digits = Objects.requireNonNull(parser.getString());
        if (digits.length() <= 18 && parser.getLongValue() >= 1) {
            return parser.getLongValue();
        }
        fault(DocumentFault.VALUE, "the number is not in 1 to 10^18", "");
        return 0;
    }

    /** Reads an instant in UTC, or notes a fault and returns null. */
    @Nullable Instant instant() {
        String text = text();
        if (text == null) {
            return null;
        }
        try {
            Instant instant = Instant.parse(text);
            if (text.endsWith("Z")) {
                return instant;
            }
        } catch (DateTimeParseException noInstant) {
            // The fault follows.
        }
        fault(
                DocumentFault.VALUE,
                Faults.quoted(text) + " is no instant",
                "write it as 2026-06-01T00:00:00Z");
        return null;
    }

    /** Reads an instant in UTC or null. */
    @Nullable Instant instantOrNull() {
        return parser.currentToken() == JsonToken.VALUE_NULL ? null : instant();
    }

    private void wrongType(String expected) {
        fault(DocumentFault.MEMBER, "this is not " + expected, "");
        parser.skipChildren();
    }
}
