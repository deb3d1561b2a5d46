package dev.sallyport.control.search;

import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.policy.CountryCode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The entries that contain an address or a prefix.
 *
 * @param searched what was searched for
 * @param country where geo data places the address, or null: not loaded, or no single address
 * @param asn who originates the address, or null: not known, not loaded, or no single address
 * @param geoEdition the edition of the geo data, empty if there is none
 * @param hits the first {@link #MAX_HITS} entries, most specific first
 * @param count how many there are
 */
public record SearchReport(
        IpPrefix searched,
        @Nullable CountryCode country,
        @Nullable Long asn,
        String geoEdition,
        List<EntryHit> hits,
        long count) {

    /** How many entries are named. */
    public static final int MAX_HITS = 1_000;

    /** Copies the hits. */
    public SearchReport {
        hits = List.copyOf(hits);
    }
}
