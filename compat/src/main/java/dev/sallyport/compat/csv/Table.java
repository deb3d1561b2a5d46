package dev.sallyport.compat.csv;

import dev.sallyport.compat.imports.ImportTerms;
import dev.sallyport.compat.imports.RefusedSourceException;
import java.util.ArrayList;
import java.util.List;

/*
 * A text as records of fields, RFC 4180 section 2, with these liberties: lines may end in LF, CRLF or CR; the delimiter is the
 * one of `,` `;` tab and `|` that occurs most often outside quotes in the first line that is no comment; blanks around a field
 * mean nothing; a first line `sep=;` names the delimiter, as Excel writes it; a quote inside a field that does not begin with one is a quote. Lines without anything are no records.
 */
final class Table {

    private static final String DELIMITERS = ",;\t|";
    private static final int MOST_FIELDS = 1_000;
    private static final int MAX_CELLS = 2_000_000;

    private final String text;
    private final char delimiter;
    private final List<List<Cell>> records = new ArrayList<>();
    private int cells;
    private int at;
    private int line = 1;
    private int lineStart;

    private Table(String text) {
        this.text = text;
        if (text.length() > 4
                && text.startsWith("sep=")
                && DELIMITERS.indexOf(text.charAt(4)) >= 0) {
            delimiter = text.charAt(4);
            at = 5;
            lineEnd();
        } else {
            delimiter = delimiter(text);
        }
    }

    /** Returns the records that are not empty, comments (`#`) among them as a field each. */
    static List<List<Cell>> read(String text) {
        Table table = new Table(text);
        table.readAll();
        return table.records;
    }

    static boolean isComment(List<Cell> record) {
        return record.getFirst().text().startsWith("#");
    }

    private static char delimiter(String text) {
        String first =
                text.lines()
                        .filter(l -> !l.isBlank() && !l.strip().startsWith("#"))
                        .findFirst()
                        .orElse("");
        int[] counts = new int[DELIMITERS.length()];
        boolean quoted = false;
        for (int i = 0; i < first.length(); i++) {
            char c = first.charAt(i);
            quoted ^= c == '"';
            int which = DELIMITERS.indexOf(c);
            if (!quoted && which >= 0) {
                counts[which]++;
            }
        }
        int best = 0;
        for (int i = 1; i < counts.length; i++) {
            best = counts[i] > counts[best] ? i : best;
        }
        return DELIMITERS.charAt(best);
    }

    private void readAll() {
        while (at < text.length()) {
            skipBlanks();
            List<Cell> record = at < text.length() && text.charAt(at) == '#' ? comment() : record();
            cells += record.size();
            if (records.size() > ImportTerms.MAX_LINES || cells > MAX_CELLS) {
                throw new RefusedSourceException(
                        "the table has more than "
                                + ImportTerms.MAX_LINES
                                + " lines, or too many fields",
                        "take a part of it at a time");
            }
            if (record.stream().anyMatch(cell -> !cell.isEmpty())) {
                records.add(record);
            }
        }
    }

    private List<Cell> comment() {
        int from = at;
        int column = at - lineStart + 1;
        int ofLine = line;
        while (at < text.length() && !isLineEnd(text.charAt(at))) {
            at++;
        }
        Cell cell = new Cell(text.substring(from, at).strip(), ofLine, column);
        lineEnd();
        return List.of(cell);
    }

    private List<Cell> record() {
        List<Cell> cells = new ArrayList<>();
        while (true) {
            skipBlanks();
            if (cells.size() == MOST_FIELDS) {
                throw new RefusedSourceException(
                        "line " + line + " has more than " + MOST_FIELDS + " fields", "");
            }
            cells.add(at < text.length() && text.charAt(at) == '"' ? quoted() : plain());
            if (at < text.length() && text.charAt(at) == delimiter) {
                at++;
                continue;
            }
            lineEnd();
            return cells;
        }
    }

    private void skipBlanks() {
        while (at < text.length() && isBlank(text.charAt(at))) {
            at++;
        }
    }

    private boolean isBlank(char c) {
        return c != delimiter && (c == ' ' || c == '\t' || c == '\u00a0');
    }

    private Cell plain() {
        int from = at;
        while (at < text.length() && text.charAt(at) != delimiter && !isLineEnd(text.charAt(at))) {
            at++;
        }
        return new Cell(text.substring(from, at).strip(), line, from - lineStart + 1);
    }

    private Cell quoted() {
        int ofLine = line;
        int column = at - lineStart + 1;
        StringBuilder value = new StringBuilder();
        at++;
        while (true) {
            if (at >= text.length()) {
                throw new RefusedSourceException(
                        "the quote at line " + ofLine + ", column " + column + " is never closed",
                        "close it, and write a quote inside a field twice");
            }
            char c = text.charAt(at);
            if (c == '"' && at + 1 < text.length() && text.charAt(at + 1) == '"') {
                value.append('"');
                at += 2;
            } else if (c == '"') {
                at++;
                break;
            } else if (isLineEnd(c)) {
                value.append('\n');
                lineEnd();
            } else {
                value.append(c);
                at++;
            }
        }
        skipBlanks();
        if (at < text.length() && text.charAt(at) != delimiter && !isLineEnd(text.charAt(at))) {
            throw new RefusedSourceException(
                    "there is text behind the closing quote at line "
                            + line
                            + ", column "
                            + (at - lineStart + 1),
                    "write a quote inside a field twice");
        }
        return new Cell(value.toString().strip(), ofLine, column);
    }

    private static boolean isLineEnd(char c) {
        return c == '\n' || c == '\r';
    }

    /* Goes behind the end of the line, if it stands there. */
    private void lineEnd() {
        if (at >= text.length()) {
            return;
        }
        at += text.startsWith("\r\n", at) ? 2 : 1;
        line++;
        lineStart = at;
    }
}
