package dev.sallyport.cli.terminal;

import static dev.sallyport.cli.terminal.TextTable.Column.number;
import static dev.sallyport.cli.terminal.TextTable.Column.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextTableTest {

    private static Terminal wide(int width) {
        return new Terminal(false, width, false, true);
    }

    private static TextTable table() {
        TextTable table =
                new TextTable(
                        number("count", 0), text("address", 0), text("seen", 2), text("words", 1));
        table.row("7", "192.0.2.1", "2026-03-01", "a long sentence that goes on and on and on");
        table.row("1,234", "2001:db8::1", "2026-03-02", "short");
        return table;
    }

    @Test
    void everythingIsShownWhereItFits() {
        assertThat(table().lines(wide(120)))
                .containsExactly(
                        "  count  address      seen        words",
                        "      7  192.0.2.1    2026-03-01  a long sentence that goes on and on and on",
                        "  1,234  2001:db8::1  2026-03-02  short");
    }

    @Test
    void lastTextIsCutBeforeAColumnGoes() {
        assertThat(table().lines(wide(65)).get(1))
                .isEqualTo("      7  192.0.2.1    2026-03-01  a long sentence that goes on a…");
    }

    @Test
    void columnsThatMatterLessGoFirst() {
        assertThat(table().lines(wide(50)).getFirst()).isEqualTo("  count  address      words");
        assertThat(table().lines(wide(25)).getFirst()).isEqualTo("  count  address");
        for (int width = 25; width < 120; width++) {
            int most = width;
            assertThat(table().lines(wide(width))).allMatch(line -> line.length() <= most);
        }
    }

    @Test
    void emptyColumnsAndEmptyHeadingsAreLeftOut() {
        TextTable table = new TextTable(text("", 0), text("nothing", 0), text("", 0));
        table.row("a", "", "b");
        assertThat(table.lines(wide(80))).isEqualTo(List.of("  a  b"));
    }

    @Test
    void nothingMovesTheCursor() {
        TextTable table = new TextTable(text("user", 0));
        table.row("a\u001b[2Jb\r\nc\u202ed");
        assertThat(table.lines(wide(80)).getLast()).isEqualTo("  a [2Jb  c d");
    }
}
