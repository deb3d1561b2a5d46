package dev.sallyport.control.whatif;

import org.jspecify.annotations.Nullable;

/**
 * What would be denied to one person.
 *
 * @param id the id the person is known by
 * @param denied how many requests would be denied, 1 or more
 * @param allowed how many others would be allowed; 0 says the person would be locked out
 * @param networks from how many addresses the denied ones came, as far as they are told apart
 * @param seen when the denied ones came, or null if that is not known
 */
public record PersonLoss(
        String id, long denied, long allowed, int networks, @Nullable Sighting seen) {}
