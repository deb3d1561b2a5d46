package dev.sallyport.control.doctor;

import dev.sallyport.control.people.PeopleSource;
import java.util.List;

/**
 * Whether people are known by anything at all.
 *
 * @param source by what the people of any tenant are known
 */
public record PeopleCheck(PeopleSource source) implements Check {

    @Override
    public List<Finding> findings() {
        return switch (source) {
            case TOKEN, HEADERS, SIGHTINGS -> List.of();
            case UNKNOWN ->
                    List.of(
                            Finding.of(
                                    "people.unknown",
                                    Finding.Severity.NOTE,
                                    source.sentence(),
                                    "let the gate verify the application's token, or report"
                                            + " sightings (docs/people.md)"));
        };
    }
}
