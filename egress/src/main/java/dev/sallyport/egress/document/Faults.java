package dev.sallyport.egress.document;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/* The faults of one document; the first hundred are kept and all are counted. */
final class Faults {

    private static final int MOST = 100;
    private static final int LONGEST = 60;

    private final List<DocumentFault> kept = new ArrayList<>();
    private int total;

    void add(String code, String where, String detail, String hint) {
        total++;
        if (kept.size() < MOST) {
            kept.add(new DocumentFault(code, where, detail, hint));
        }
    }

    <T> Reading<T> result(@Nullable T value) {
        if (total == 0 && value != null) {
            return new Reading.Sound<>(value);
        }
        if (total == 0) {
            throw new IllegalStateException("a reader without a value noted no fault");
        }
        return new Reading.Faulty<>(kept, total);
    }

    boolean isEmpty() {
        return total == 0;
    }

    /* Input as messages show it: short, printable ASCII, in backticks. */
    static String quoted(CharSequence text) {
        StringBuilder quoted = new StringBuilder("`");
        for (int i = 0; i < Math.min(text.length(), LONGEST); i++) {
            char c = text.charAt(i);
            if (c >= ' ' && c <= '~' && c != '`') {
                quoted.append(c);
            } else {
                quoted.append(String.format("\\u%04x", (int) c));
            }
        }
        return quoted.append(text.length() > LONGEST ? "...`" : "`").toString();
    }
}
