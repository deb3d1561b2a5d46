package dev.sallyport.control.finding;

import dev.sallyport.engine.address.IpFamily;
import dev.sallyport.engine.address.IpSet;
import dev.sallyport.engine.policy.Effect;
import dev.sallyport.engine.policy.Entry;
import dev.sallyport.engine.policy.ListName;
import dev.sallyport.engine.policy.NetworkList;
import dev.sallyport.engine.policy.Policy;
import dev.sallyport.engine.policy.Rule;
import dev.sallyport.engine.policy.Source;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * When a part of a feed is so large that a rule which admits it admits strangers: everybody can
 * rent an address of a cloud. Too large is more than a /{@value #IPV4_LENGTH} of IPv4 or a /{@value
 * #IPV6_LENGTH} of IPv6.
 */
public final class FeedBreadth {

    static final int IPV4_LENGTH = 14;
    static final int IPV6_LENGTH = 32;

    private FeedBreadth() {}

    /**
     * Finds the entries of ALLOW rules that name such parts.
     *
     * @param lists the lists that the policy names
     * @param found told the index of the rule and the entry, with a sentence about its list
     */
    public static void find(
            Policy policy,
            Map<ListName, NetworkList> lists,
            Instant now,
            BiConsumer<Place, String> found) {
        for (int index = 0; index < policy.rules().size(); index++) {
            Rule rule = policy.rules().get(index);
            if (rule.effect() != Effect.ALLOW
                    || !rule.life().enabled()
                    || rule.life().isPast(now)) {
                continue;
            }
            for (Entry entry : rule.sources()) {
                if (entry.source() instanceof Source.ListReference(ListName name)
                        && name.isFeed()
                        && entry.life().isLive(now)) {
                    NetworkList list = lists.get(name);
                    String sentence = list == null ? "" : sentence(name, list, now);
                    if (!sentence.isEmpty()) {
                        found.accept(new Place(index, entry), sentence);
                    }
                }
            }
        }
    }

    /**
     * An entry of the sources of a rule.
     *
     * @param rule the index of the rule
     * @param entry the entry
     */
    public record Place(int rule, Entry entry) {}

    private static String sentence(ListName name, NetworkList list, Instant now) {
        IpSet union = Ranges.union(list.entries(), Map.of(), now);
        BigInteger ipv4 = PolicyFindings.size(union, IpFamily.IPV4);
        BigInteger ipv6 = PolicyFindings.size(union, IpFamily.IPV6);
        boolean isLarge =
                ipv4.compareTo(BigInteger.ONE.shiftLeft(32 - IPV4_LENGTH)) > 0
                        || ipv6.compareTo(BigInteger.ONE.shiftLeft(128 - IPV6_LENGTH)) > 0;
        return isLarge
                ? String.format(
                        Locale.ROOT,
                        "list `%s` holds %,d IPv4 addresses (%.2f %% of all) and the room of %s IPv6"
                                + " networks of /64; everybody who rents there comes in",
                        name,
                        ipv4,
                        100 * ipv4.doubleValue() / Math.pow(2, 32),
                        String.format(Locale.ROOT, "%,d", ipv6.shiftRight(64)))
                : "";
    }
}
