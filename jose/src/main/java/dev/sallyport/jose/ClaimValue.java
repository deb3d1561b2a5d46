package dev.sallyport.jose;

import java.util.List;

/** What a token says under a claim path. */
public sealed interface ClaimValue {

    /** Nothing, or JSON's null. */
    record Absent() implements ClaimValue {}

    /** A text. */
    record Text(String value) implements ClaimValue {}

    /** A list of texts, perhaps empty. */
    record Texts(List<String> values) implements ClaimValue {

        /** Copies the list. */
        public Texts {
            values = List.copyOf(values);
        }
    }

    /** Something else: a number, a truth value, an object, a mixed list. */
    record Other() implements ClaimValue {}
}
