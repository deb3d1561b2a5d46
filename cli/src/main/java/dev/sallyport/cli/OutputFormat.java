package dev.sallyport.cli;

/** How a command writes its result. */
public enum OutputFormat {
    /** For people. */
    TABLE,
    /** For programs. */
    JSON
}
