package dev.sallyport.egress.feed;

import dev.sallyport.engine.address.IpFamily;
import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.address.IpSet;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Says whether an edition may take the place of the one before. Pure and thread-safe.
 *
 * <p>What is looked at: the number of prefixes; private and reserved addresses; prefixes shorter
 * than {@value #SHORTEST_IPV4} (IPv4) or {@value #SHORTEST_IPV6} (IPv6) bits; the family, the one
 * that is expected and those that were there before; how many prefixes of a family, and how many of
 * its addresses, are gone; and that the stamp did not go back.
 */
public final class FeedGuard {

    static final int SHORTEST_IPV4 = 8;
    static final int SHORTEST_IPV6 = 20;

    private static final int NAMED = 5;
    private static final Duration CLOCK_SKEW = Duration.ofDays(1);

    private FeedGuard() {}

    /**
     * Returns what stands against taking {@code after}; nothing if it may be taken.
     *
     * @param before the edition that is in force, or null if there is none
     */
    public static List<FeedObjection> judge(
            @Nullable FeedContent before, FeedContent after, FeedLimits limits) {
        List<FeedObjection> objections = new ArrayList<>();
        Set<IpPrefix> prefixes = after.prefixes();
        if (prefixes.size() < limits.minPrefixes()) {
            objections.add(
                    new FeedObjection(
                            FeedFault.TOO_FEW,
                            "the edition holds "
                                    + prefixes.size()
                                    + " prefixes, and "
                                    + limits.minPrefixes()
                                    + " are the fewest"));
        }
        if (!limits.reservedAllowed()) {
            named(
                    objections,
                    FeedFault.RESERVED,
                    prefixes.stream().filter(ReservedAddresses::touch).toList(),
                    "private or reserved");
        }
        named(
                objections,
                FeedFault.TOO_BROAD,
                prefixes.stream().filter(FeedGuard::isTooBroad).toList(),
                "too broad to be meant");
        IpFamily family = limits.family();
        if (family != null) {
            named(
                    objections,
                    FeedFault.WRONG_FAMILY,
                    prefixes.stream().filter(prefix -> prefix.family() != family).toList(),
                    "not " + word(family));
        }
        if (before != null) {
            compare(before, after, limits, objections);
        }
        return objections;
    }

    /**
     * Returns what stands against the stamp of {@code content} at {@code now}: one that is of a
     * time to come would make every later edition look older.
     */
    public static List<FeedObjection> ahead(FeedContent content, Instant now) {
        FeedStamp stamp = content.stamp();
        Instant latest = now.plus(CLOCK_SKEW);
        Instant date = stamp.date();
        // How many of these an order of the format counts in a second; 0 if it does not count time.
        long unit =
                switch (content.format()) {
                    case AWS, ATLASSIAN -> 1;
                    case GOOGLE -> 1000;
                    case AZURE,
                            GITHUB,
                            ORACLE,
                            OKTA,
                            FASTLY,
                            DATADOG,
                            ZSCALER,
                            SALLYPORT,
                            SOURCE_IPS,
                            GEOFEED,
                            TEXT ->
                            0;
                };
        boolean isAhead =
                date != null && date.isAfter(latest)
                        || unit > 0 && stamp.order() / unit > latest.getEpochSecond();
        return isAhead
                ? List.of(
                        new FeedObjection(
                                FeedFault.STAMP_AHEAD,
                                "the edition is stamped "
                                        + Quoted.text(stamp.text())
                                        + (date == null ? "" : " of " + date)
                                        + ", which is a time to come"))
                : List.of();
    }

    private static void named(
            List<FeedObjection> objections, FeedFault fault, List<IpPrefix> prefixes, String what) {
        if (prefixes.isEmpty()) {
            return;
        }
        StringBuilder detail = new StringBuilder();
        for (IpPrefix prefix : prefixes.subList(0, Math.min(NAMED, prefixes.size()))) {
            detail.append(detail.isEmpty() ? "" : ", ").append('`').append(prefix).append('`');
        }
        if (prefixes.size() > NAMED) {
            detail.append(" and ").append(prefixes.size() - NAMED).append(" more");
        }
        objections.add(
                new FeedObjection(
                        fault, detail + (prefixes.size() == 1 ? " is " : " are ") + what));
    }

    private static boolean isTooBroad(IpPrefix prefix) {
        return prefix.length() < (prefix.family() == IpFamily.IPV4 ? SHORTEST_IPV4 : SHORTEST_IPV6);
    }

    private static void compare(
            FeedContent before,
            FeedContent after,
            FeedLimits limits,
            List<FeedObjection> objections) {
        if (after.stamp().isBefore(before.stamp())) {
            objections.add(
                    new FeedObjection(
                            FeedFault.STAMP_WENT_BACK,
                            "the edition is stamped "
                                    + Quoted.text(after.stamp().text())
                                    + ", and the one in force "
                                    + Quoted.text(before.stamp().text())));
        }
        for (IpFamily family : IpFamily.values()) {
            if (!before.has(family)) {
                continue;
            }
            if (!after.has(family)) {
                objections.add(
                        new FeedObjection(
                                FeedFault.WRONG_FAMILY,
                                "the edition holds no "
                                        + word(family)
                                        + " prefix, and the one in force does"));
                continue;
            }
            shrink(family, before, after, limits, objections);
        }
        for (IpFamily family : IpFamily.values()) {
            if (after.has(family) && !before.has(family)) {
                objections.add(
                        new FeedObjection(
                                FeedFault.WRONG_FAMILY,
                                "the edition holds "
                                        + word(family)
                                        + " prefixes, and the one in force does not"));
            }
        }
    }

    private static void shrink(
            IpFamily family,
            FeedContent before,
            FeedContent after,
            FeedLimits limits,
            List<FeedObjection> objections) {
        Set<IpPrefix> kept = after.prefixes();
        List<IpPrefix> held =
                before.prefixes().stream().filter(prefix -> prefix.family() == family).toList();
        long gone = held.stream().filter(prefix -> !kept.contains(prefix)).count();
        IpSet addressesBefore = addresses(before, family);
        IpSet lost = addressesBefore.difference(addresses(after, family));
        double ofPrefixes = (double) gone / held.size();
        double ofAddresses = ratio(lost.size(), addressesBefore.size());
        // A prefix that was split or merged is gone as a text and not as addresses.
        if (!lost.isEmpty() && ofPrefixes > limits.maxShrink()
                || ofAddresses > limits.maxShrink()) {
            objections.add(
                    new FeedObjection(
                            FeedFault.SHRUNK,
                            String.format(
                                    Locale.ROOT,
                                    "%d of %d %s prefixes and %.1f %% of their addresses are gone, and"
                                            + " %.1f %% are let pass",
                                    gone,
                                    held.size(),
                                    word(family),
                                    ofAddresses * 100,
                                    limits.maxShrink() * 100)));
        }
    }

    private static IpSet addresses(FeedContent content, IpFamily family) {
        return IpSet.ofPrefixes(
                content.prefixes().stream().filter(prefix -> prefix.family() == family).toList());
    }

    private static double ratio(BigInteger part, BigInteger whole) {
        return new BigDecimal(part)
                .divide(new BigDecimal(whole), MathContext.DECIMAL64)
                .doubleValue();
    }

    private static String word(IpFamily family) {
        return family == IpFamily.IPV4 ? "IPv4" : "IPv6";
    }
}
