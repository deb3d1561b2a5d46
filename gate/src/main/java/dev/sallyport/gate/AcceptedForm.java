package dev.sallyport.gate;

import org.jspecify.annotations.Nullable;

/**
 * In which form a client wants to read why it is refused, as its header {@code Accept} says (RFC
 * 9110 section 12.5.1).
 */
public enum AcceptedForm {
    /** A page for people. */
    HTML,
    /** Problem details for programs (RFC 9457). */
    PROBLEM;

    private static final int LONGEST = 4096;
    private static final int MOST_RANGES = 64;

    /* How much of a name a range spells out; 0 is a range that does not hold it. */
    private static final int ANYTHING = 1;
    private static final int ANY_SUBTYPE = 2;
    private static final int EXACT = 3;

    /**
     * Returns the form for a header's value. A page only for clients that name HTML and do not
     * prefer JSON: browsers do, and everything else (no header, any type, images, what cannot be
     * read) is taken for a program.
     */
    public static AcceptedForm of(@Nullable String accept) {
        if (accept == null || accept.length() > LONGEST) {
            return PROBLEM;
        }
        String[] ranges = accept.split(",", MOST_RANGES + 1);
        if (ranges.length > MOST_RANGES) {
            return PROBLEM;
        }
        int html = quality(ranges, "text", "html", ANY_SUBTYPE);
        int json =
                Math.max(
                        quality(ranges, "application", "problem+json", ANYTHING),
                        quality(ranges, "application", "json", EXACT));
        return html > 0 && html >= json ? HTML : PROBLEM;
    }

    /* The quality of the most specific range that holds the type, in thousandths; 0 if none is at least that specific. */
    private static int quality(String[] ranges, String type, String subtype, int leastSpecific) {
        int best = 0;
        int quality = 0;
        for (String range : ranges) {
            String[] parts = range.split(";", -1);
            int specific = specific(parts[0].strip(), type, subtype);
            if (specific > best) {
                best = specific;
                quality = quality(parts);
            }
        }
        return best >= leastSpecific ? quality : 0;
    }

    private static int specific(String range, String type, String subtype) {
        if (range.equalsIgnoreCase(type + "/" + subtype)) {
            return EXACT;
        }
        if (range.equalsIgnoreCase(type + "/*")) {
            return ANY_SUBTYPE;
        }
        return range.equals("*/*") ? ANYTHING : 0;
    }

    private static int quality(String[] parts) {
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].strip();
            if (parameter.regionMatches(true, 0, "q=", 0, 2)) {
                String value = parameter.substring(2);
                return value.matches("0(\\.[0-9]{0,3})?|1(\\.0{0,3})?")
                        ? (int) Math.round(Double.parseDouble(value) * 1000)
                        : 0;
            }
        }
        return 1000;
    }
}
