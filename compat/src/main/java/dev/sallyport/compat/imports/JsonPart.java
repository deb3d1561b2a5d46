package dev.sallyport.compat.imports;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A part of a JSON document as it was read, with the pointer to it. */
public sealed interface JsonPart {

    /** Returns the JSON Pointer to it. */
    String pointer();

    /** Returns its text as JSON, cut where it is long. */
    default String shown() {
        return switch (this) {
            case Members(var _, var members) -> "{" + members.size() + " members}";
            case Elements(var _, var elements) -> "[" + elements.size() + " elements]";
            case Text(var _, var text) -> text;
            case Plain(var _, var literal) -> literal;
        };
    }

    /**
     * An object.
     *
     * @param members in the order of the document, names unique
     */
    record Members(String pointer, Map<String, JsonPart> members) implements JsonPart {

        /** Returns a member, or null if it is absent or null. */
        public @Nullable JsonPart get(String name) {
            JsonPart part = members.get(name);
            return part instanceof Plain(var _, var literal) && literal.equals("null")
                    ? null
                    : part;
        }

        /** Returns a member that is a text, or empty. */
        public String text(String name) {
            return get(name) instanceof Text(var _, var text) ? text : "";
        }

        /** Returns whether a member is {@code true}. */
        public boolean isTrue(String name) {
            return get(name) instanceof Plain(var _, var literal) && literal.equals("true");
        }
    }

    /** An array. */
    record Elements(String pointer, List<JsonPart> elements) implements JsonPart {}

    /** A text. */
    record Text(String pointer, String text) implements JsonPart {}

    /** A number, {@code true}, {@code false} or {@code null}, as it is written. */
    record Plain(String pointer, String literal) implements JsonPart {}
}
