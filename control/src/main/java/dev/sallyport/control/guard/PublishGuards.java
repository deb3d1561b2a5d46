package dev.sallyport.control.guard;

import java.util.List;

/** All that keeps people from publishing what they will regret. */
public final class PublishGuards {

    private static final List<PublishGuard> OTHERS =
            List.of(new MissingDataGuard(), new LiveEntryGuard());

    private PublishGuards() {}

    /**
     * Adds what any guard says against the candidate to {@code objections}, and returns whom it
     * hits.
     */
    public static Impact judge(Candidate candidate, Objections objections) {
        judgeOthers(candidate, objections);
        return LockOutGuard.judge(candidate, false, objections);
    }

    /* What is said without looking at anybody. */
    static void judgeOthers(Candidate candidate, Objections objections) {
        OTHERS.forEach(guard -> guard.judge(candidate, objections));
    }
}
