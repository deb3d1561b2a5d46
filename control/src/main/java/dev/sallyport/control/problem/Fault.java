package dev.sallyport.control.problem;

/**
 * One thing that is wrong at one place of a submission.
 *
 * @param code what is wrong
 * @param pointer where, as a JSON Pointer (RFC 6901); empty for the whole document
 * @param detail one lower-case sentence, no final stop, what was sent in backticks
 * @param hint how to mend it; empty if nothing can be suggested
 */
public record Fault(ProblemCode code, String pointer, String detail, String hint) {}
