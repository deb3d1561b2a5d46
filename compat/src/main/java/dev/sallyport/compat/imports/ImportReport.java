package dev.sallyport.compat.imports;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What became of every entry of a source, in the order of the source.
 *
 * @param lines one for each entry
 * @param warnings what is to be known of the whole, a sentence each
 */
public record ImportReport(List<ImportLine> lines, List<String> warnings) {

    /** Copies the lists. */
    public ImportReport {
        lines = List.copyOf(lines);
        warnings = List.copyOf(warnings);
    }

    /** Returns how many entries met each fate, every fate named. */
    public Map<Fate, Integer> totals() {
        Map<Fate, Integer> totals = new EnumMap<>(Fate.class);
        for (Fate fate : Fate.values()) {
            totals.put(fate, 0);
        }
        for (ImportLine line : lines) {
            totals.merge(line.fate(), 1, Integer::sum);
        }
        return totals;
    }

    /** Returns the entries that are not valid. */
    public List<ImportLine> faults() {
        return lines.stream().filter(line -> line.fate() == Fate.FAULTY).toList();
    }
}
