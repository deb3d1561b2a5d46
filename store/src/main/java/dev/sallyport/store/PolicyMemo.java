package dev.sallyport.store;

import dev.sallyport.engine.policy.Policy;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/*
 * The large policies that were read last, by their documents. One change of a draft reads the active revision and the draft
 * several times over, before, during and after its transaction, and reading ten thousand entries takes longer than all the
 * rest of it. What a document holds never changes, so nothing is ever outdated. Safe for use by several threads.
 */
final class PolicyMemo {

    private final int shortest;
    private final long mostCharacters;
    private final LinkedHashMap<String, Policy> held = new LinkedHashMap<>(16, 0.75f, true);
    private long characters;

    /**
     * Holds nothing yet.
     *
     * @param shortest the shortest document to remember, in characters
     * @param mostCharacters of all documents that are remembered together
     */
    PolicyMemo(int shortest, long mostCharacters) {
        this.shortest = shortest;
        this.mostCharacters = mostCharacters;
    }

    /** Returns the policy of a document, or null if it is not remembered. */
    @Nullable Policy find(String document) {
        if (document.length() < shortest) {
            return null;
        }
        synchronized (held) {
            return held.get(document);
        }
    }

    /** Remembers what a document holds, and forgets what was not asked for longest. */
    void add(String document, Policy policy) {
        if (document.length() < shortest || document.length() > mostCharacters) {
            return;
        }
        synchronized (held) {
            if (held.put(document, policy) == null) {
                characters += document.length();
            }
            Iterator<Map.Entry<String, Policy>> oldest = held.entrySet().iterator();
            while (characters > mostCharacters) {
                characters -= oldest.next().getKey().length();
                oldest.remove();
            }
        }
    }

    /** Returns how many are remembered. */
    int size() {
        synchronized (held) {
            return held.size();
        }
    }
}
