package dev.sallyport.egress.feed;

import java.util.List;

/** What became of an answer: a feed, or reasons why it is none. */
public sealed interface FeedReading {

    /**
     * The answer is a feed.
     *
     * @param content what it holds
     */
    record Read(FeedContent content) implements FeedReading {}

    /**
     * The answer is none.
     *
     * @param objections why, at least one and at most {@value #MOST}
     */
    record Refused(List<FeedObjection> objections) implements FeedReading {

        /** The most objections that are kept. */
        public static final int MOST = 20;

        /**
         * Copies the objections.
         *
         * @throws IllegalArgumentException if there are none
         */
        public Refused {
            objections = List.copyOf(objections.subList(0, Math.min(MOST, objections.size())));
            if (objections.isEmpty()) {
                throw new IllegalArgumentException("nothing is refused without a reason");
            }
        }

        /** Returns the refusal for one reason. */
        public static Refused because(FeedFault fault, String detail) {
            return new Refused(List.of(new FeedObjection(fault, detail)));
        }
    }
}
