package dev.sallyport.egress.document;

import dev.sallyport.egress.list.EgressList;
import dev.sallyport.engine.address.IpPrefix;
import java.util.List;

/**
 * What the plain files {@code source_ips.json}, {@code .yaml} and {@code .txt} say; a text file
 * names no region.
 *
 * @param region the region; empty if the file names none
 * @param prefixes in ascending order, none twice
 */
public record SourceIps(String region, List<IpPrefix> prefixes) {

    /**
     * Sorts the prefixes and drops repetitions.
     *
     * @throws IllegalArgumentException if the region is neither empty nor a name
     */
    public SourceIps {
        if (!region.isEmpty() && !EgressList.isRegionName(region)) {
            throw new IllegalArgumentException("a region has 1 to 63 of a-z, 0-9 and hyphens");
        }
        prefixes = prefixes.stream().sorted().distinct().toList();
    }
}
