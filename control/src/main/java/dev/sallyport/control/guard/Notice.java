package dev.sallyport.control.guard;

/**
 * Something to know about a change that locks nobody out who is known.
 *
 * @param code what; public API, never renamed
 * @param detail one lower-case sentence, no final stop
 */
public record Notice(String code, String detail) {}
