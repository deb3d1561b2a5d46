package dev.sallyport.control.whatif;

import dev.sallyport.engine.decision.Reason;

/**
 * What would be allowed for one reason.
 *
 * @param reason the reason, with the determining rule where there is one
 * @param requests how many requests, 1 or more
 * @param clients from how many clients, as far as they are told apart
 */
public record Admission(Reason reason, long requests, long clients) {}
