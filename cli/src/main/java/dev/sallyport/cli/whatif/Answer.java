package dev.sallyport.cli.whatif;

import dev.sallyport.cli.log.LineFault;
import dev.sallyport.control.whatif.WhatIfReport;
import java.util.List;

/**
 * What came of a question.
 *
 * @param lines how many lines were read
 * @param unparsed how many of them tell of no request
 * @param samples the first of those
 * @param broken the logs that could not be read to their end
 * @param folding how clients were counted
 * @param channelsUnknown whether the policy names channels and none were declared
 * @param report what the policy would do
 */
record Answer(
        long lines,
        long unparsed,
        List<UnparsedLine> samples,
        List<BrokenLog> broken,
        Folding folding,
        boolean channelsUnknown,
        WhatIfReport report) {

    Answer {
        samples = List.copyOf(samples);
        broken = List.copyOf(broken);
    }

    /**
     * A line that tells of no request.
     *
     * @param log the log it is in
     * @param number its number, from 1
     * @param fault why it does not
     * @param beginning how it begins
     */
    record UnparsedLine(String log, long number, LineFault fault, String beginning) {}

    /**
     * A log that could not be read to its end.
     *
     * @param log the log
     * @param lines how many lines were read before
     * @param cause why, in a few words
     */
    record BrokenLog(String log, long lines, String cause) {}

    /**
     * How clients were counted.
     *
     * @param pairs how many pairs of address and user were to be told apart
     * @param ipv4Length the length of the IPv4 networks that were counted, 32 for single addresses
     * @param ipv6Length the length of the IPv6 networks that were counted, 128 for single addresses
     */
    record Folding(int pairs, int ipv4Length, int ipv6Length) {

        /** Returns whether there were too many pairs. */
        boolean isFolded() {
            return ipv4Length < 32;
        }
    }
}
