package dev.sallyport.gate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who gets a page and who a problem document, by the header {@code Accept}. */
final class AcceptedFormTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    Firefox             | text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8 | HTML
                    Chromium            | text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8,application/signed-exchange;v=b3;q=0.7 | HTML
                    no header           |                                             | PROBLEM
                    curl                | */*                                         | PROBLEM
                    axios               | application/json, text/plain, */*           | PROBLEM
                    problem only        | application/problem+json                    | PROBLEM
                    any text            | text/*                                      | HTML
                    capitals            | TEXT/HTML                                   | HTML
                    html without weight | text/html;q=0                               | PROBLEM
                    html refused        | text/html;q=0, */*                          | PROBLEM
                    json preferred      | text/html;q=0.5, application/json           | PROBLEM
                    html preferred      | text/html, application/json;q=0.9           | HTML
                    both the same       | text/html, application/problem+json         | HTML
                    most specific wins  | text/*;q=0.1, text/html;q=0.9, */*;q=0.5    | HTML
                    other parameters    | text/html;level=1;q=0.4                     | HTML
                    an image            | image/avif,image/webp,image/*,*/*;q=0.8     | PROBLEM
                    bad weight          | text/html;q=2                               | PROBLEM
                    nonsense            | ;;;,,,=                                     | PROBLEM
                    """)
    void formIsChosen(String name, String accept, AcceptedForm form) {
        assertThat(AcceptedForm.of(accept)).as(name).isEqualTo(form);
    }

    @org.junit.jupiter.api.Test
    void hugeHeadersAreNotLookedInto() {
        assertThat(AcceptedForm.of("text/html,".repeat(500))).isEqualTo(AcceptedForm.PROBLEM);
        assertThat(AcceptedForm.of("a/b,".repeat(70) + "text/html"))
                .isEqualTo(AcceptedForm.PROBLEM);
    }
}
