package dev.sallyport.control.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One place that a change altered, with what stood there before and what stands there after. Never
 * holds a secret. Texts that are too long are cut.
 *
 * @param what the place, in the manner of a JSON Pointer, such as {@code
 *     /rules/office/sources/e1a2}; at most {@link #MAX_LENGTH} characters
 * @param before what stood there; empty if nothing did, at most {@link #MAX_LENGTH} characters
 * @param after what stands there; empty if nothing does, at most {@link #MAX_LENGTH} characters
 */
public record Alteration(String what, String before, String after) {

    /** The longest text, in characters. */
    public static final int MAX_LENGTH = 500;

    /** The most places of one change that are told one by one. */
    public static final int MAX_COUNT = 100;

    /** The place under which the alterations that were too many are counted. */
    public static final String REST = "/more";

    private static final String CUT = "…";

    /** Cuts texts that are too long. */
    public Alteration {
        what = cut(what);
        before = cut(before);
        after = cut(after);
    }

    /**
     * Returns what was altered at {@code what}: nothing if both have the same text. The text of
     * null is empty.
     */
    public static List<Alteration> between(
            String what, @Nullable Object before, @Nullable Object after) {
        String from = Objects.toString(before, "");
        String to = Objects.toString(after, "");
        return from.equals(to) ? List.of() : List.of(new Alteration(what, from, to));
    }

    /**
     * Returns at most {@link #MAX_COUNT} of {@code alterations}, in their order, and if there are
     * more a last one that counts the rest.
     */
    static List<Alteration> bounded(List<Alteration> alterations) {
        if (alterations.size() <= MAX_COUNT || isBounded(alterations)) {
            return List.copyOf(alterations);
        }
        List<Alteration> kept = new ArrayList<>(alterations.subList(0, MAX_COUNT));
        int rest = alterations.size() - MAX_COUNT;
        kept.add(new Alteration(REST, "", rest + " more"));
        return List.copyOf(kept);
    }

    private static boolean isBounded(List<Alteration> alterations) {
        return alterations.size() == MAX_COUNT + 1 && alterations.getLast().what().equals(REST);
    }

    /* A cut never falls between the two halves of one character. */
    private static String cut(String text) {
        if (text.length() <= MAX_LENGTH) {
            return text;
        }
        int end = MAX_LENGTH - CUT.length();
        boolean isSplit = Character.isHighSurrogate(text.charAt(end - 1));
        return text.substring(0, isSplit ? end - 1 : end) + CUT;
    }
}
