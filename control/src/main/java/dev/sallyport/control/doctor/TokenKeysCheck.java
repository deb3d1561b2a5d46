package dev.sallyport.control.doctor;

import dev.sallyport.control.doctor.Finding.Severity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether the keys of the application's tokens can be had.
 *
 * @param hasKeys whether there are keys that count now
 * @param failure why the last attempt to fetch them failed, or null if it did not
 */
public record TokenKeysCheck(boolean hasKeys, @Nullable String failure) implements Check {

    @Override
    public List<Finding> findings() {
        String why = failure == null ? "" : ": " + failure;
        if (!hasKeys) {
            return List.of(
                    Finding.of(
                            "token.keys-missing",
                            Severity.ERROR,
                            "there are no keys for the application's tokens, so every token is"
                                    + " refused"
                                    + why,
                            "see that `gate.token.jwks-url` can be reached from here"));
        }
        if (failure != null) {
            return List.of(
                    Finding.of(
                            "token.keys-old",
                            Severity.WARNING,
                            "the keys of the application's tokens were not fetched anew, the last"
                                    + " good ones go on"
                                    + why,
                            "see that `gate.token.jwks-url` can be reached from here"));
        }
        return List.of();
    }
}
