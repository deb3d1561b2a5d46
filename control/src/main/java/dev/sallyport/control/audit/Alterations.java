package dev.sallyport.control.audit;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Collects what a change altered, in the order in which it is compared. Not for several threads.
 */
public final class Alterations {

    private final List<Alteration> found = new ArrayList<>();

    /**
     * Adds what differs at one place: nothing if both have the same text; null has an empty one.
     */
    public Alterations compare(String what, @Nullable Object before, @Nullable Object after) {
        found.addAll(Alteration.between(what, before, after));
        return this;
    }

    /**
     * Adds what differs under {@code what}, key by key: what is gone or changed in the order of
     * before, then what came in the order of after.
     */
    public Alterations compareAll(
            String what, Map<String, String> before, Map<String, String> after) {
        Set<String> keys = new LinkedHashSet<>(before.keySet());
        keys.addAll(after.keySet());
        keys.forEach(key -> compare(what + "/" + escaped(key), before.get(key), after.get(key)));
        return this;
    }

    /* RFC 6901, section 3. */
    private static String escaped(String key) {
        return key.replace("~", "~0").replace("/", "~1");
    }

    /** Returns what was found so far. */
    public List<Alteration> toList() {
        return List.copyOf(found);
    }
}
