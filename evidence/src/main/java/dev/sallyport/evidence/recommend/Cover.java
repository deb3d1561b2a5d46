package dev.sallyport.evidence.recommend;

import dev.sallyport.engine.address.IpPrefix;
import java.util.List;

/*
 * Prefixes none of which holds another, ascending.
 *
 * weight: how much evidence they hold
 * space: how many units they hold
 */
record Cover(List<IpPrefix> prefixes, long weight, long space) {

    Cover {
        prefixes = List.copyOf(prefixes);
    }
}
