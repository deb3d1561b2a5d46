package dev.sallyport.cli.imports;

import dev.sallyport.cli.terminal.TextTable;
import dev.sallyport.compat.imports.ImportLine;
import java.util.ArrayList;
import java.util.List;

/** Entries of a refused source for standard error. */
final class RefusalLines {

    private RefusalLines() {}

    /** Returns the lines that tell of one entry. */
    static List<String> of(ImportLine line) {
        List<String> lines = new ArrayList<>();
        String why = line.why().isEmpty() ? line.fate().word() : line.why();
        lines.add(printable("  " + line.place() + "  " + line.text() + ": " + why));
        if (!line.hint().isEmpty()) {
            lines.add(printable("      hint: " + line.hint()));
        }
        return lines;
    }

    /** Returns a line that does to a terminal what it says. */
    static String printable(String line) {
        return TextTable.printable(line);
    }
}
