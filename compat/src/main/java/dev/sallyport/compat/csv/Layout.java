package dev.sallyport.compat.csv;

import dev.sallyport.compat.imports.RefusedSourceException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/*
 * Which column holds what. By the names of the first record, if it has any that stands for a source and none of its fields is
 * one; else the first field of the first record that is an address is the column of addresses, and the rest are labels.
 */
record Layout(List<Column> columns, boolean hasHeader, List<String> unread) {

    static Layout of(List<List<Cell>> records) {
        List<Cell> first = records.getFirst();
        boolean holdsSources =
                first.stream()
                        .anyMatch(cell ->
                                WrittenSource.of(cell.text()) instanceof WrittenSource.Meant);
        return holdsSources ? withoutHeader(records) : withHeader(first);
    }

    private static Layout withHeader(List<Cell> header) {
        List<Column> columns = new ArrayList<>();
        Set<String> unread = new LinkedHashSet<>();
        Set<Column> seen = new LinkedHashSet<>();
        for (Cell cell : header) {
            Column column = Column.of(cell.text());
            boolean again = column != Column.UNKNOWN && column != Column.LABEL && !seen.add(column);
            if (column == Column.UNKNOWN || again) {
                unread.add(cell.text());
                column = Column.UNKNOWN;
            }
            columns.add(column);
        }
        boolean found = seen.stream().anyMatch(Column::isSource);
        if (!found) {
            throw new RefusedSourceException(
                    "there is no column of addresses: neither is the first line a header that names one, nor does it hold one",
                    "name the columns in the first line, such as address,label,owner,expires");
        }
        if (seen.contains(Column.FIRST) != seen.contains(Column.LAST)) {
            throw new RefusedSourceException(
                    "there is a column for only one end of ranges", "name both, such as start,end");
        }
        return new Layout(columns, true, List.copyOf(unread));
    }

    private static Layout withoutHeader(List<List<Cell>> records) {
        List<Cell> first = records.getFirst();
        int source = -1;
        int sources = 0;
        for (int i = 0; i < first.size(); i++) {
            if (WrittenSource.address(first.get(i).text()) instanceof WrittenSource.Meant) {
                source = sources == 0 ? i : source;
                sources++;
            }
        }
        if (sources > 1) {
            throw new RefusedSourceException(
                    "the first line holds %d addresses and no header says what they are"
                            .formatted(sources),
                    "put a header above it, such as start,end,label");
        }
        for (int i = 0; source < 0 && i < first.size(); i++) {
            if (WrittenSource.of(first.get(i).text()) instanceof WrittenSource.Meant) {
                source = i;
            }
        }
        List<Column> columns = new ArrayList<>();
        int widest = records.stream().mapToInt(List::size).max().orElse(0);
        for (int i = 0; i < widest; i++) {
            columns.add(i == source ? Column.ADDRESS : Column.LABEL);
        }
        return new Layout(columns, false, List.of());
    }
}
