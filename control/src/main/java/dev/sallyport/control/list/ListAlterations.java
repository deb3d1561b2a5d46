package dev.sallyport.control.list;

import dev.sallyport.control.audit.Alteration;
import dev.sallyport.control.audit.Alterations;
import dev.sallyport.control.port.StoredList;
import dev.sallyport.engine.policy.Entry;
import dev.sallyport.engine.policy.Life;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/* What a change altered of a list, for the audit log: how many entries there are, then each that differs. */
final class ListAlterations {

    private ListAlterations() {}

    /** Returns what differs; null for a list that was not there before, or is not any more. */
    static List<Alteration> between(@Nullable StoredList before, @Nullable StoredList after) {
        return new Alterations()
                .compare("/description", description(before), description(after))
                .compare("/entries", count(before), count(after))
                .compareAll("/entries", entries(before), entries(after))
                .toList();
    }

    private static String description(@Nullable StoredList list) {
        return list == null ? "" : list.description();
    }

    private static String count(@Nullable StoredList list) {
        return list == null ? "" : list.list().entries().size() + " entries";
    }

    private static Map<String, String> entries(@Nullable StoredList list) {
        Map<String, String> entries = new LinkedHashMap<>();
        if (list != null) {
            list.list().entries().forEach(entry -> entries.put(entry.id().value(), text(entry)));
        }
        return entries;
    }

    private static String text(Entry entry) {
        StringBuilder text = new StringBuilder(entry.source().toString());
        member(text, "label", entry.label());
        member(text, "owner", entry.owner());
        Life life = entry.life();
        if (!life.enabled()) {
            text.append(", disabled");
        }
        member(text, "notBefore", life.notBefore().equals(Instant.MIN) ? "" : life.notBefore());
        member(text, "expiresAt", life.expiresAt().equals(Instant.MAX) ? "" : life.expiresAt());
        Instant reviewAt = entry.reviewAt();
        member(text, "reviewAt", reviewAt == null ? "" : reviewAt);
        return text.toString();
    }

    private static void member(StringBuilder text, String name, Object value) {
        if (!value.toString().isEmpty()) {
            text.append(", ").append(name).append(' ').append(value);
        }
    }
}
