package dev.sallyport.control.guard;

/* Something that keeps people from publishing what they will regret. Every code it adds may be overridden. */
@FunctionalInterface
interface PublishGuard {

    /** Adds what speaks against the candidate to {@code objections}. */
    void judge(Candidate candidate, Objections objections);
}
