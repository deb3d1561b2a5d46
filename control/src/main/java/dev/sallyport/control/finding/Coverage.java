package dev.sallyport.control.finding;

import dev.sallyport.control.edit.SourceValue;
import dev.sallyport.engine.address.IpRange;
import dev.sallyport.engine.policy.Entry;
import dev.sallyport.engine.policy.Source;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/*
 * Which entries of one place another one beside them makes idle. A sweep over the addresses in ascending order, wider first:
 *
 *     [------- a -------]
 *         [-- b --]           b ends where a ends or before: a covers b
 *                  [-- c --]  c does not; from here on c reaches furthest
 *
 * Of all that began before, only the live one that reaches furthest need be remembered. Sorting is the cost: n log n.
 */
final class Coverage {

    /* An entry and the one it idles beside. */
    record Idle(int index, Entry by, boolean isDuplicate) {}

    private record Span(int index, Entry entry, IpRange range) {}

    private static final Comparator<Span> ASCENDING_WIDER_FIRST =
            Comparator.comparing((Span span) -> span.range().first())
                    .thenComparing(span -> span.range().last(), Comparator.reverseOrder())
                    .thenComparingInt(Span::index);

    private Coverage() {}

    /** Returns the entries that others cover or repeat, in no order. */
    static List<Idle> of(List<Entry> entries, Instant now) {
        List<Idle> idle = new ArrayList<>();
        Map<Source, Entry> first = HashMap.newHashMap(entries.size());
        List<Span> spans = new ArrayList<>(entries.size());
        Entry any = any(entries, now);
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            Entry same = first.putIfAbsent(SourceValue.of(entry.source()), entry);
            IpRange range = Ranges.of(entry.source());
            if (range != null) {
                spans.add(new Span(same == null ? i : -1, entry, range));
            }
            if (same != null) {
                idle.add(new Idle(i, same, true));
            } else if (any != null && !(entry.source() instanceof Source.Any)) {
                idle.add(new Idle(i, any, false));
            }
        }
        if (any == null) {
            sweep(spans, now, idle);
        }
        return idle;
    }

    private static @Nullable Entry any(List<Entry> entries, Instant now) {
        for (Entry entry : entries) {
            if (entry.source() instanceof Source.Any && entry.life().isLive(now)) {
                return entry;
            }
        }
        return null;
    }

    private static void sweep(List<Span> spans, Instant now, List<Idle> idle) {
        spans.sort(ASCENDING_WIDER_FIRST);
        Span furthest = null;
        for (Span span : spans) {
            boolean isCovered =
                    furthest != null
                            && furthest.range().family() == span.range().family()
                            && furthest.range().last().compareTo(span.range().last()) >= 0;
            if (furthest != null
                    && isCovered
                    && span.index() >= 0
                    && !furthest.range().equals(span.range())) {
                idle.add(new Idle(span.index(), furthest.entry(), false));
            }
            if (!isCovered && span.entry().life().isLive(now)) {
                furthest = span;
            }
        }
    }
}
