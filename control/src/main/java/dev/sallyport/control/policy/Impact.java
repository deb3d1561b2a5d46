package dev.sallyport.control.policy;

/** Whom a change hits, of those who are known. */
public record Impact() {

    /** Nobody. */
    public static final Impact NONE = new Impact();
}
