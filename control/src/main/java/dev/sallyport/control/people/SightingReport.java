package dev.sallyport.control.people;

import java.util.List;

/**
 * What came of the sightings of one report.
 *
 * @param accepted how many were counted
 * @param duplicate how many had been counted before
 * @param refusals those that were not looked at further, in their order
 * @param forgotten how many pairs of principal and network had to go to stay within the limit,
 *     those without a success first, of these and of the others the longest unseen first
 */
public record SightingReport(int accepted, int duplicate, List<Refusal> refusals, int forgotten) {

    /** Copies the refusals. */
    public SightingReport {
        refusals = List.copyOf(refusals);
    }

    /** Why a sighting was refused. The names are public API. */
    public enum Cause {
        /** It is more than five minutes in the future. */
        IN_FUTURE("in-future"),
        /**
         * It is older than what is kept, or than the oldest of which is known whether it was
         * counted.
         */
        TOO_OLD("too-old");

        private final String text;

        Cause(String text) {
            this.text = text;
        }

        /** Returns the public name. */
        public String text() {
            return text;
        }
    }

    /**
     * A sighting was refused.
     *
     * @param index its place in the report, from 0
     * @param cause why
     */
    public record Refusal(int index, Cause cause) {}
}
