package dev.sallyport.control.whatif;

/**
 * Requests that would be denied.
 *
 * @param traffic the requests
 * @param rescue what would admit them
 */
public record Loser(Traffic traffic, Rescue rescue) {}
