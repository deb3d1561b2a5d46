package dev.sallyport.document;

import dev.sallyport.control.problem.ProblemCode;
import dev.sallyport.control.problem.Quoted;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;

/*
 * JSON values of any form, as the library for patches wants them; read by our own strict parser, so that a patch has the
 * limits of every other document. What is wrong is noted, and stands as null in the tree.
 */
final class JsonTree {

    /** Looked up once: the library would search the class path for every value. */
    static final JsonProvider LIBRARY = JsonProvider.provider();

    private final JsonCursor cursor;

    private JsonTree(JsonCursor cursor) {
        this.cursor = cursor;
    }

    /** Returns the value at the cursor. */
    static JsonValue read(JsonCursor cursor) {
        return new JsonTree(cursor).value();
    }

    private JsonValue value() {
        JsonToken token = cursor.token();
        return switch (token) {
            case START_OBJECT -> object();
            case START_ARRAY -> array();
            case VALUE_STRING -> {
                String text = cursor.rawText();
                yield text == null ? JsonValue.NULL : LIBRARY.createValue(text);
            }
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> LIBRARY.createValue(cursor.number());
            case VALUE_TRUE -> JsonValue.TRUE;
            case VALUE_FALSE -> JsonValue.FALSE;
            case null, default -> JsonValue.NULL;
        };
    }

    private JsonValue object() {
        JsonObjectBuilder object = LIBRARY.createObjectBuilder();
        Set<String> names = new HashSet<>();
        cursor.members(name -> {
            if (names.add(name)) {
                object.add(name, value());
                return;
            }
            cursor.fault(
                    ProblemCode.JSON_DUPLICATE_MEMBER,
                    "member " + Quoted.text(name) + " is given twice",
                    "remove one of the two");
            cursor.skip();
        });
        return object.build();
    }

    private JsonValue array() {
        JsonArrayBuilder array = LIBRARY.createArrayBuilder();
        cursor.array(() -> array.add(value()));
        return array.build();
    }

    /** Returns how many values there are in a value, itself included. */
    static long count(@Nullable JsonValue value) {
        return switch (value) {
            case jakarta.json.JsonObject object ->
                    1 + object.values().stream().mapToLong(JsonTree::count).sum();
            case jakarta.json.JsonArray array ->
                    1 + array.stream().mapToLong(JsonTree::count).sum();
            case null, default -> 1;
        };
    }
}
