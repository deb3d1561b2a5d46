package dev.sallyport.control.people;

import java.util.Arrays;
import java.util.Optional;

/**
 * By what people are known: whether an answer about who is or would be denied can speak of people
 * or only of addresses. The names are public API.
 */
public enum PeopleSource {
    /** By nothing: an answer speaks of addresses only, and nobody can be called unaffected. */
    UNKNOWN("unknown"),
    /** By a token that the gate verifies. */
    TOKEN("token"),
    /** By headers in which a trusted proxy names the principal. */
    HEADERS("headers"),
    /** By sightings that an application reported in the last 30 days. */
    SIGHTINGS("sightings");

    private final String text;

    PeopleSource(String text) {
        this.text = text;
    }

    /** Returns the public name. */
    public String text() {
        return text;
    }

    /** Returns one sentence for people. */
    public String sentence() {
        return switch (this) {
            case UNKNOWN ->
                    "people unknown: no token, header or sighting tells who asks; this speaks of addresses only";
            case TOKEN -> "people known by the token that the gate verifies";
            case HEADERS -> "people known by the headers of a trusted proxy";
            case SIGHTINGS -> "people known by the sightings of the last 30 days";
        };
    }

    /** Returns the source whose public name is {@code text}, if there is one. */
    public static Optional<PeopleSource> find(String text) {
        return Arrays.stream(values()).filter(each -> each.text.equals(text)).findFirst();
    }

    @Override
    public String toString() {
        return text;
    }
}
