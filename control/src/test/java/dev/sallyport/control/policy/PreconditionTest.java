package dev.sallyport.control.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.control.Fixture;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The header {@code If-Match}, RFC 9110 section 13.1.1. */
final class PreconditionTest {

    private static Precondition parsed(String... values) {
        return Fixture.done(Precondition.parse(List.of(values)));
    }

    @Test
    void formsOfTheHeader() {
        assertThat(parsed()).isEqualTo(new Precondition.Absent());
        assertThat(parsed("*")).isEqualTo(new Precondition.Any());
        assertThat(parsed(" * ")).isEqualTo(new Precondition.Any());
        assertThat(parsed("\"7.3\"")).isEqualTo(new Precondition.OneOf(Set.of("7.3")));
        assertThat(parsed("\"a\", \"b\" ,,\"c\""))
                .isEqualTo(new Precondition.OneOf(Set.of("a", "b", "c")));
        assertThat(parsed("\"a\"", "\"b\"")).isEqualTo(new Precondition.OneOf(Set.of("a", "b")));
        assertThat(parsed("\"a,b\"")).isEqualTo(new Precondition.OneOf(Set.of("a,b")));
    }

    @Test
    void weakTagsMatchNothing() {
        assertThat(parsed("W/\"7\"")).isEqualTo(new Precondition.OneOf(Set.of()));
        assertThat(parsed("W/\"7\", \"8\"")).isEqualTo(new Precondition.OneOf(Set.of("8")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "7",
                "\"7",
                "7\"",
                "*, \"7\"",
                "\"7\" \"8\"",
                "'7'",
                "w/\"7\"",
                "\"\u0000\""
            })
    void otherFormsAreRefused(String text) {
        assertThat(Fixture.code(Precondition.parse(List.of(text))))
                .isEqualTo("request.precondition-malformed");
    }

    @Test
    void longHeaderIsRefusedQuickly() {
        assertThat(Fixture.code(Precondition.parse(List.of("\"" + "a".repeat(5000)))))
                .isEqualTo("request.precondition-malformed");
        assertThat(Fixture.code(Precondition.parse(List.of(",".repeat(4000)))))
                .isEqualTo("request.precondition-malformed");
    }
}
