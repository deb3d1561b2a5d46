package dev.sallyport.control.monitor;

/**
 * Something that stands against enforcing a policy, or is to be known before.
 *
 * @param kind what
 * @param count how many people, requests, days or tenants it is about; see the kind
 * @param detail a sentence for people
 */
public record Obstacle(Kind kind, long count, String detail) {

    /** What may stand against enforcing. The names are public API. */
    public enum Kind {
        /** No rule restricts anything; counts nothing. */
        NO_RESTRICTION("no-restriction", true),
        /** Too little was seen; counts the days on which there was traffic. */
        TOO_LITTLE_EVIDENCE("too-little-evidence", true),
        /** People or programs known by name would be denied everything; counts them. */
        LOCKED_OUT("locked-out", true),
        /** Others known by name would be denied now and then; counts them. */
        PARTLY_DENIED("partly-denied", true),
        /** Nobody is known by name, so nobody can be called unaffected; counts nothing. */
        PEOPLE_UNKNOWN("people-unknown", true),
        /** Requests whose client address is not known would be denied; counts them. */
        UNDETERMINED("undetermined-addresses", true),
        /** Anonymous requests would be denied, as is meant; counts them. */
        ANONYMOUS_DENIED("anonymous-denied", false),
        /** Some traffic is no longer told apart by address; counts decisions. */
        FOLDED("folded", false),
        /** There is a draft: publish or discard it first; counts nothing. */
        DRAFT_PENDING("draft-pending", false),
        /** The whole deployment observes: nothing is refused whatever the mode; counts nothing. */
        DEPLOYMENT_OBSERVES("deployment-observes", false),
        /** The review date has passed; counts the days since. */
        REVIEW_OVERDUE("review-overdue", false);

        private final String text;
        private final boolean blocking;

        Kind(String text, boolean blocking) {
            this.text = text;
            this.blocking = blocking;
        }

        /** Returns the public name. */
        public String text() {
            return text;
        }

        /** Returns whether it stands against enforcing, rather than being good to know. */
        public boolean isBlocking() {
            return blocking;
        }
    }
}
