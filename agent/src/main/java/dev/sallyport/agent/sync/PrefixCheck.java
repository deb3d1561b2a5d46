package dev.sallyport.agent.sync;

import dev.sallyport.agent.sync.Publication.Refused;
import dev.sallyport.engine.address.IpFamily;
import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.address.IpSet;
import dev.sallyport.engine.address.SpecialPurpose;
import dev.sallyport.engine.address.SpecialPurpose.Use;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/* Prefixes that no sound list holds. */
final class PrefixCheck {

    /* No service has more: 16 million IPv4 addresses, or what a regional registry gets. */
    private static final int WIDEST_IPV4 = 8;
    private static final int WIDEST_IPV6 = 16;

    private final SyncSettings settings;

    PrefixCheck(SyncSettings settings) {
        this.settings = settings;
    }

    @Nullable Refused objection(List<IpPrefix> prefixes) {
        for (IpPrefix prefix : prefixes) {
            if (!settings.expected().contains(prefix.family())) {
                return new Refused(
                        "sync.wrong-family",
                        "`" + prefix + "` is not of the family that was expected",
                        "");
            }
            boolean isIpv4 = prefix.family() == IpFamily.IPV4;
            if (prefix.length() < (isIpv4 ? WIDEST_IPV4 : WIDEST_IPV6)) {
                return new Refused(
                        "sync.too-wide", "`" + prefix + "` is wider than any service's", "");
            }
        }
        IpSet listed = IpSet.ofPrefixes(prefixes);
        for (Use use : EnumSet.complementOf(tolerated())) {
            IpSet special = SpecialPurpose.addresses(Set.of(use)).intersection(listed);
            if (!special.isEmpty()) {
                return new Refused(
                        code(use),
                        "`"
                                + special.prefixes().getFirst()
                                + "` is set aside: "
                                + use.name().toLowerCase(Locale.ROOT).replace('_', ' '),
                        "nobody calls from such addresses");
            }
        }
        return null;
    }

    private EnumSet<Use> tolerated() {
        EnumSet<Use> tolerated = EnumSet.noneOf(Use.class);
        tolerated.addAll(settings.tolerated());
        return tolerated;
    }

    private static String code(Use use) {
        return switch (use) {
            case PRIVATE, SHARED, LOOPBACK, LINK_LOCAL -> "sync.private-prefix";
            case DOCUMENTATION -> "sync.documentation-prefix";
            case MULTICAST, BENCHMARKING, TRANSLATION, OTHER -> "sync.reserved-prefix";
        };
    }
}
