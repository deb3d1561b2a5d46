package dev.sallyport.document;

import jakarta.json.JsonValue;
import org.jspecify.annotations.Nullable;

/*
 * One operation of a patch, RFC 6902 section 4, its members given as the operation needs them.
 *
 * `from` is there for move and copy, `value` for add, replace and test.
 */
record PatchOperation(Kind kind, String path, @Nullable String from, @Nullable JsonValue value) {

    enum Kind {
        ADD("add"),
        REMOVE("remove"),
        REPLACE("replace"),
        MOVE("move"),
        COPY("copy"),
        TEST("test");

        private final String text;

        Kind(String text) {
            this.text = text;
        }

        String text() {
            return text;
        }

        boolean needsValue() {
            return this == ADD || this == REPLACE || this == TEST;
        }

        boolean needsFrom() {
            return this == MOVE || this == COPY;
        }
    }

    String needFrom() {
        if (from == null) {
            throw new IllegalStateException("move and copy have a from");
        }
        return from;
    }

    JsonValue needValue() {
        if (value == null) {
            throw new IllegalStateException("add, replace and test have a value");
        }
        return value;
    }
}
