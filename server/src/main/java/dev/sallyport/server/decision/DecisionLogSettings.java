package dev.sallyport.server.decision;

import java.nio.file.Path;

/**
 * What the decision log is told.
 *
 * @param file where it is written
 * @param allows which share of the allowed requests is logged, 0 to 1
 * @param deniesPerSecond the most lines in a second of each sort that is not sampled, 1 or more
 * @param maxBytes how long a file may get before the next one is begun
 * @param files how many files are kept, the one that is written included, 1 or more
 */
public record DecisionLogSettings(
        Path file, double allows, int deniesPerSecond, long maxBytes, int files) {}
