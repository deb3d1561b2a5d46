package dev.sallyport.control.guard;

import java.util.List;

/**
 * Whom a change hits, of those who are known.
 *
 * @param deniesMore whether it may deny what was allowed; if not, nobody can be locked out by it
 * @param opens whether it opens the tenant: an ALLOW rule restricted it, and none does afterwards
 *     (semantics.md section 4)
 * @param lockedOut who would be locked out by it, now or within 90 days, the caller first; at most
 *     {@link #NAMED}
 * @param moreLockedOut how many more would be
 * @param judged how many were looked at
 * @param notices what else there is to know
 */
public record Impact(
        boolean deniesMore,
        boolean opens,
        List<LockedOut> lockedOut,
        int moreLockedOut,
        Judged judged,
        List<Notice> notices) {

    /** How many who would be locked out are named. */
    public static final int NAMED = 100;

    /** Nobody was looked at, because there was nothing to look for. */
    public static final Impact NONE =
            new Impact(false, false, List.of(), 0, Judged.NOBODY, List.of());

    /** Copies the lists. */
    public Impact {
        lockedOut = List.copyOf(lockedOut);
        notices = List.copyOf(notices);
    }

    /**
     * How many were looked at.
     *
     * @param admins admins
     * @param callbacks addresses of callbacks
     * @param automations programs
     * @param isComplete whether all who are known were looked at, at every boundary within 90 days
     */
    public record Judged(int admins, int callbacks, int automations, boolean isComplete) {

        /** Nobody. */
        public static final Judged NOBODY = new Judged(0, 0, 0, true);
    }
}
