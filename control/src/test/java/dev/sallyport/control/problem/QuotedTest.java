package dev.sallyport.control.problem;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Quoted input cannot break out of its message. */
final class QuotedTest {

    @Test
    void printableTextStandsInBackticks() {
        assertThat(Quoted.text("10.0.0.1/8")).isEqualTo("`10.0.0.1/8`");
    }

    @Test
    void everythingElseIsEscaped() {
        assertThat(Quoted.text("a`b\n\u0000é\u202e"))
                .isEqualTo("`a\\u0060b\\u000a\\u0000\\u00e9\\u202e`");
    }

    @Test
    void longTextIsCut() {
        assertThat(Quoted.text("x".repeat(1_000_000))).isEqualTo("`" + "x".repeat(60) + "...`");
    }
}
