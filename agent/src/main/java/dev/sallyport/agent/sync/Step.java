package dev.sallyport.agent.sync;

/** How far a round has come; told to whoever watches it. */
public enum Step {
    /** The state was read. */
    STATE_READ,
    /** The list was fetched and verified. */
    VERIFIED,
    /** The target was read and the change planned. */
    PLANNED,
    /** It was noted that a change begins. */
    NOTED,
    /** The target was changed. */
    APPLIED,
    /** The target was read back and compared. */
    COMPARED,
    /** It was noted that the change has ended. */
    RECORDED
}
