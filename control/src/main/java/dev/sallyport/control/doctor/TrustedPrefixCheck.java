package dev.sallyport.control.doctor;

import dev.sallyport.control.doctor.Finding.Severity;
import dev.sallyport.engine.address.IpPrefix;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether trusted prefixes hold more than the deployment's own proxies: whoever is inside may say
 * that they are anybody.
 *
 * @param key the configuration key that names the prefixes
 * @param prefixes the prefixes
 */
public record TrustedPrefixCheck(String key, List<IpPrefix> prefixes) implements Check {

    private static final int IPV4_WIDEST = 24;
    private static final int IPV6_WIDEST = 64;

    /** Copies the prefixes. */
    public TrustedPrefixCheck {
        prefixes = List.copyOf(prefixes);
    }

    @Override
    public List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        for (IpPrefix prefix : prefixes) {
            boolean isIpv4 = prefix.address().isIpv4();
            int widest = isIpv4 ? IPV4_WIDEST : IPV6_WIDEST;
            if (prefix.length() < widest) {
                findings.add(
                        Finding.of(
                                "proxy.trust-too-wide",
                                prefix.length() == 0 ? Severity.ERROR : Severity.WARNING,
                                "`" + key + "` names `" + prefix + "`, wider than /" + widest,
                                "name the addresses of your proxies; everybody inside can claim to be"
                                        + " any client"));
            }
            CdnPrefixes.overlapping(prefix)
                    .ifPresent(cdn ->
                            findings.add(
                                    Finding.of(
                                            "proxy.trust-in-cdn",
                                            Severity.WARNING,
                                            "`"
                                                    + key
                                                    + "` names `"
                                                    + prefix
                                                    + "`, which shares addresses with "
                                                    + cdn.name()
                                                    + " ("
                                                    + cdn.source()
                                                    + ", "
                                                    + cdn.asOf()
                                                    + ")",
                                            "other customers of that network send from there, too: make sure"
                                                    + " that only your own traffic reaches the proxy, and"
                                                    + " that the network writes the header itself")));
        }
        return findings;
    }
}
