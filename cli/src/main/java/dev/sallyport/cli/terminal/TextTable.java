package dev.sallyport.cli.terminal;

import java.util.ArrayList;
import java.util.List;

/**
 * Rows in columns that fit a line: columns that matter less are left out first, and what still does
 * not fit is cut.
 */
public final class TextTable {

    private static final String GAP = "  ";
    private static final int NARROWEST_CELL = 6;

    /* In so many characters the beginning of a text says what it is about. */
    private static final int ENOUGH = 26;

    /**
     * A column.
     *
     * @param heading what stands above it
     * @param rightAligned whether its cells end in line, as numbers do
     * @param rank how much it matters: of the columns, the one with the highest rank is left out
     *     first; 0 always stays
     */
    public record Column(String heading, boolean rightAligned, int rank) {

        /** Returns a column of text. */
        public static Column text(String heading, int rank) {
            return new Column(heading, false, rank);
        }

        /** Returns a column of numbers. */
        public static Column number(String heading, int rank) {
            return new Column(heading, true, rank);
        }
    }

    private final List<Column> columns;
    private final List<List<String>> rows = new ArrayList<>();

    /** Makes a table without rows. */
    public TextTable(Column... columns) {
        this.columns = List.of(columns);
    }

    /** Adds a row with one cell for each column; control characters become blanks. */
    public void row(String... cells) {
        if (cells.length != columns.size()) {
            throw new IllegalArgumentException("a row has one cell for each column");
        }
        List<String> row = new ArrayList<>();
        for (String cell : cells) {
            row.add(printable(cell));
        }
        rows.add(row);
    }

    /**
     * Returns the text with control characters, which could move the cursor, replaced by blanks.
     */
    public static String printable(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        text.codePoints()
                .map(c ->
                        Character.isISOControl(c) || Character.getType(c) == Character.FORMAT
                                ? ' '
                                : c)
                .forEach(safe::appendCodePoint);
        return safe.toString();
    }

    /**
     * Returns the lines of the table for a terminal, the headings first if there are any; columns
     * without any text are left out.
     */
    public List<String> lines(Terminal terminal) {
        List<Integer> shown = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            int column = i;
            if (rows.stream().anyMatch(row -> !row.get(column).isEmpty())) {
                shown.add(i);
            }
        }
        int[] widths = new int[columns.size()];
        for (int i = 0; i < widths.length; i++) {
            widths[i] = width(i);
        }
        while (total(shown, widths) - slack(shown, widths) > terminal.width()) {
            int least = -1;
            for (int i = 0; i < shown.size(); i++) {
                int rank = columns.get(shown.get(i)).rank();
                if (rank > 0 && (least < 0 || rank > columns.get(shown.get(least)).rank())) {
                    least = i;
                }
            }
            if (least < 0) {
                break;
            }
            shown.remove(/* index */ least);
        }
        cut(shown, widths, total(shown, widths) - terminal.width());
        List<String> lines = new ArrayList<>();
        List<String> headings = columns.stream().map(Column::heading).toList();
        String heading = line(headings, shown, widths, terminal);
        if (!heading.isBlank()) {
            lines.add(terminal.faint(heading));
        }
        rows.forEach(row -> lines.add(line(row, shown, widths, terminal)));
        return lines;
    }

    /* How much of the last column may be cut before another column is left out for it. */
    private int slack(List<Integer> shown, int[] widths) {
        int last = shown.isEmpty() ? 0 : shown.getLast();
        return columns.get(last).rightAligned() ? 0 : Math.max(0, widths[last] - ENOUGH);
    }

    private static int total(List<Integer> shown, int[] widths) {
        return shown.stream().mapToInt(column -> widths[column] + GAP.length()).sum();
    }

    private int width(int column) {
        int width = columns.get(column).heading().length();
        for (List<String> row : rows) {
            width = Math.max(width, row.get(column).length());
        }
        return width;
    }

    /* Takes what is too much from the last text columns. */
    private void cut(List<Integer> shown, int[] widths, int over) {
        int excess = over;
        for (int column : shown.reversed()) {
            if (excess > 0 && !columns.get(column).rightAligned()) {
                int cut = Math.min(excess, Math.max(0, widths[column] - NARROWEST_CELL));
                widths[column] -= cut;
                excess -= cut;
            }
        }
    }

    private String line(List<String> cells, List<Integer> shown, int[] widths, Terminal terminal) {
        StringBuilder line = new StringBuilder();
        for (int column : shown) {
            String cell = cut(cells.get(column), widths[column], terminal);
            String blanks = " ".repeat(widths[column] - cell.length());
            boolean right = columns.get(column).rightAligned();
            line.append(GAP).append(right ? blanks + cell : cell + blanks);
        }
        return line.toString().stripTrailing();
    }

    private static String cut(String text, int width, Terminal terminal) {
        String mark = terminal.ellipsis();
        return text.length() <= width ? text : text.substring(0, width - mark.length()) + mark;
    }
}
