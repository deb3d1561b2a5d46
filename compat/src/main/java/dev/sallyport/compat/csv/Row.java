package dev.sallyport.compat.csv;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/* The fields of one record by what they are; a record may be shorter than the header. */
final class Row {

    private final Map<Column, Cell> cells = new EnumMap<>(Column.class);
    private final StringBuilder label = new StringBuilder();
    private final Cell first;
    private final @Nullable Cell tooMany;

    Row(Layout layout, List<Cell> record) {
        first =
                record.stream()
                        .filter(cell -> !cell.isEmpty())
                        .findFirst()
                        .orElse(record.getFirst());
        Cell beyond = null;
        for (int i = 0; i < record.size(); i++) {
            Cell cell = record.get(i);
            if (cell.isEmpty()) {
                continue;
            }
            if (i >= layout.columns().size()) {
                beyond = beyond == null ? cell : beyond;
                continue;
            }
            Column column = layout.columns().get(i);
            if (column == Column.LABEL || column == Column.COMMENT) {
                label.append(label.isEmpty() ? "" : "; ").append(cell.text());
            } else {
                cells.putIfAbsent(column, cell);
            }
        }
        tooMany = beyond;
    }

    /** Returns the first field that is not empty. */
    Cell first() {
        return first;
    }

    /** Returns the first field for which the header has no column, or null. */
    @Nullable Cell tooMany() {
        return tooMany;
    }

    @Nullable Cell cell(Column column) {
        return cells.get(column);
    }

    String text(Column column) {
        Cell cell = cells.get(column);
        return cell == null ? "" : cell.text();
    }

    /** Returns labels and comments, joined. */
    String label() {
        return label.toString();
    }
}
