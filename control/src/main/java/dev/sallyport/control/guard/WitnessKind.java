package dev.sallyport.control.guard;

/** As what somebody's access is looked at when a change is judged. The names are public API. */
public enum WitnessKind {
    /** Whoever makes the change, if that is somebody of the tenant. */
    CALLER("caller"),
    /** An admin who was let in within the last 30 days. */
    ADMIN("admin"),
    /** Traffic that was let in on a channel by which others sign people in or set them up. */
    CALLBACK("callback"),
    /** A program that was let in within the last 30 days. */
    AUTOMATION("automation");

    private final String text;

    WitnessKind(String text) {
        this.text = text;
    }

    /** Returns the public name. */
    public String text() {
        return text;
    }
}
