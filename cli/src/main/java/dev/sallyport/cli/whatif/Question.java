package dev.sallyport.cli.whatif;

import dev.sallyport.cli.log.LogFields;
import dev.sallyport.cli.log.LogFormat;
import dev.sallyport.cli.log.LogSource;
import dev.sallyport.engine.channel.ChannelTable;
import dev.sallyport.engine.decision.GeoData;
import dev.sallyport.engine.policy.Policy;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is asked: what this policy would do to the requests of these logs.
 *
 * @param policy the policy
 * @param channels the declared channels, or null if requests are not told apart by them
 * @param geo countries and origins
 * @param at the instant at which every request is judged
 * @param logs the logs, one or more
 * @param format the format of all logs, or that each is looked at
 * @param fields where to look in a line
 * @param pairs how many pairs of address and user are told apart
 * @param mergedLimit the most merged entries that are suggested
 * @param busiest how many of the busiest allowed clients are named
 */
record Question(
        Policy policy,
        @Nullable ChannelTable channels,
        GeoData geo,
        Instant at,
        List<LogSource> logs,
        LogFormat format,
        LogFields fields,
        int pairs,
        int mergedLimit,
        int busiest) {

    Question {
        logs = List.copyOf(logs);
    }
}
