package dev.sallyport.testkit;

/**
 * As what doubt is taken in each of the four places where it can arise: true for yes. Tests read it
 * the other way round to learn whether doubt mattered.
 *
 * @param denySources in {@code sources} of a DENY rule
 * @param denyExcept in {@code except} of a DENY rule
 * @param allowSources in {@code sources} of an ALLOW rule
 * @param allowExcept in {@code except} of an ALLOW rule
 */
public record DoubtReading(
        boolean denySources, boolean denyExcept, boolean allowSources, boolean allowExcept) {

    /**
     * Semantics section 3: "in {@code sources} of a DENY rule and in {@code except} of an ALLOW
     * rule doubt is taken as yes; in {@code sources} of an ALLOW rule and in {@code except} of a
     * DENY rule as no".
     */
    public static final DoubtReading NORMATIVE = new DoubtReading(true, false, false, true);
}
