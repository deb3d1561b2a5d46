package dev.sallyport.control.whatif;

import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.channel.Channel;
import dev.sallyport.engine.policy.PrincipalKind;
import java.util.List;

/**
 * A few entries that together would admit many clients which are denied alike.
 *
 * @param placements where each entry has to be put
 * @param channel the door the clients came to
 * @param kind what sort of party they were
 * @param entries the entries, the one that admits most requests first
 */
public record MergedEntries(
        List<Placement> placements,
        Channel channel,
        PrincipalKind kind,
        List<MergedEntry> entries) {

    /** Copies the lists. */
    public MergedEntries {
        placements = List.copyOf(placements);
        entries = List.copyOf(entries);
    }

    /**
     * One entry.
     *
     * @param entry the entry
     * @param clients how many clients that are denied it admits
     * @param requests how many of their requests
     * @param opens how many addresses it opens
     */
    public record MergedEntry(IpPrefix entry, int clients, long requests, Opening opens) {}
}
