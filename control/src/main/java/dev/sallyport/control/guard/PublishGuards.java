package dev.sallyport.control.guard;

import java.util.List;

/** All that keeps people from publishing what they will regret. */
public final class PublishGuards {

    private static final List<PublishGuard> ALL =
            List.of(new MissingDataGuard(), new LiveEntryGuard(), new LockOutGuard());

    private PublishGuards() {}

    /** Adds what any guard says against the candidate to {@code objections}. */
    public static void judge(Candidate candidate, Objections objections) {
        ALL.forEach(guard -> guard.judge(candidate, objections));
    }
}
