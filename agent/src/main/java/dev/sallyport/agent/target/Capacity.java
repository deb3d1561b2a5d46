package dev.sallyport.agent.target;

import dev.sallyport.engine.address.IpFamily;
import dev.sallyport.engine.address.IpPrefix;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/**
 * What a target can hold. More is refused, never cut off.
 *
 * @param prefixes how many prefixes of one family, at least 1
 * @param families of which families
 * @param shortest the shortest prefix, 0 to 32: 1 where the whole Internet cannot be written
 */
public record Capacity(int prefixes, Set<IpFamily> families, int shortest) {

    /** Copies the families. */
    public Capacity {
        families = Set.copyOf(families);
        if (prefixes < 1 || families.isEmpty()) {
            throw new IllegalArgumentException("a target holds something");
        }
    }

    /** Returns the capacity for both families. */
    public static Capacity of(int prefixes) {
        return new Capacity(prefixes, Set.of(IpFamily.values()), 0);
    }

    /** Returns this capacity with a smaller number of prefixes. */
    public Capacity atMost(int most) {
        return new Capacity(Math.min(prefixes, most), families, shortest);
    }

    /** Returns why the prefixes do not fit, in words, or nothing if they do. */
    public Optional<String> objection(Collection<IpPrefix> wanted) {
        for (IpFamily family : IpFamily.values()) {
            long count = wanted.stream().filter(each -> each.family() == family).count();
            if (count > 0 && !families.contains(family)) {
                return Optional.of(
                        "the target holds no "
                                + (family == IpFamily.IPV4 ? "IPv4" : "IPv6")
                                + " prefixes and the list has "
                                + count);
            }
            if (count > prefixes) {
                return Optional.of(
                        "the target holds " + prefixes + " prefixes and the list has " + count);
            }
        }
        return wanted.stream()
                .filter(each -> each.length() < shortest)
                .findFirst()
                .map(each -> "the target cannot hold a prefix as wide as " + each);
    }
}
