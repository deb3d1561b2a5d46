package dev.sallyport.control.whatif;

import java.time.LocalDate;

/**
 * What was decided on one day, as it was decided then.
 *
 * @param date the day, in UTC
 * @param requests how many requests
 * @param denied how many of them the policy of that time denied, enforced or not
 * @param refused how many of them were refused
 */
public record TrendDay(LocalDate date, long requests, long denied, long refused) {}
