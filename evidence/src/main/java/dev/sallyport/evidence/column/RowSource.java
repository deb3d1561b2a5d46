package dev.sallyport.evidence.column;

import dev.sallyport.engine.channel.Channel;
import dev.sallyport.engine.decision.Principal;
import java.util.List;

/*
 * Collected rows on their way into columns.
 *
 * counts: how many rows of each group there are, in the order of ObservationColumns: IPv4, IPv6, IPv6 that embeds,
 * undetermined, folded
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, lives for one call
record RowSource(
        RowTable rows,
        int[] order,
        int[] counts,
        List<Channel> channels,
        List<Principal> principals) {}
