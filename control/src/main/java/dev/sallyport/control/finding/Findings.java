package dev.sallyport.control.finding;

import dev.sallyport.engine.policy.EntryId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is odd, the gravest first, and within one code in the order of the document.
 *
 * @param kept at most {@link #MAX_KEPT} findings
 * @param counts how many there are of each code that there are any of, kept or not
 */
public record Findings(List<EntryFinding> kept, Map<FindingCode, Integer> counts) {

    /** How many findings are kept. */
    public static final int MAX_KEPT = 100;

    /** Nothing is odd. */
    public static final Findings NONE = new Findings(List.of(), Map.of());

    /** Copies both. */
    public Findings {
        kept = List.copyOf(kept);
        counts = Map.copyOf(counts);
    }

    /** Returns how many there are, kept or not. */
    public int count() {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    /* Collects findings; of each code the first are kept. */
    static final class Builder {
        private final Map<FindingCode, List<EntryFinding>> found = new EnumMap<>(FindingCode.class);
        private final Map<FindingCode, Integer> counts = new EnumMap<>(FindingCode.class);
        private final @Nullable EntryId only;

        /* Of one entry alone, or of all if it is null. */
        Builder(@Nullable EntryId only) {
            this.only = only;
        }

        /* The words are made only of what is kept: of ten thousand entries that are odd in one way, a hundred are told. */
        void add(
                FindingCode code,
                String pointer,
                @Nullable EntryId entry,
                Supplier<String> detail,
                Supplier<String> hint) {
            if (only != null && !only.equals(entry)) {
                return;
            }
            counts.merge(code, 1, Integer::sum);
            List<EntryFinding> kept = found.computeIfAbsent(code, ignored -> new ArrayList<>());
            if (kept.size() < MAX_KEPT) {
                kept.add(new EntryFinding(code, pointer, entry, detail.get(), hint.get()));
            }
        }

        Findings build() {
            List<EntryFinding> all = new ArrayList<>();
            found.values().forEach(all::addAll);
            return new Findings(all.subList(0, Math.min(all.size(), MAX_KEPT)), counts);
        }
    }
}
