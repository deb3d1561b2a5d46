package dev.sallyport.control.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * docs/errors.md shows the catalogue as it is; {@code -Dsallyport.accept-errors=true} rewrites its
 * table.
 */
class ErrorDocumentTest {

    private static final Path DOCUMENT = Path.of("..", "docs", "errors.md");
    private static final String BEGIN = "<!-- catalogue -->\n";

    @Test
    void theDocumentShowsTheCatalogue() throws IOException {
        String document = Files.readString(DOCUMENT);
        String expected =
                document.substring(0, document.indexOf(BEGIN) + BEGIN.length())
                        + ProblemCatalogue.markdown();
        if (Boolean.getBoolean("sallyport.accept-errors")) {
            Files.writeString(DOCUMENT, expected);
            return;
        }
        assertThat(document)
                .as("docs/errors.md; rewrite it with -Dsallyport.accept-errors=true")
                .isEqualTo(expected);
    }
}
