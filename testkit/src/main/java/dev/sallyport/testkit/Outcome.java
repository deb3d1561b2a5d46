package dev.sallyport.testkit;

/** What comes of matching an entry, semantics section 3. */
public enum Outcome {
    /** The entry matches. */
    YES,
    /** The entry does not match. */
    NO,
    /** Nobody can say. */
    DOUBT
}
