package dev.sallyport.control.doctor;

import dev.sallyport.control.doctor.Finding.Severity;
import dev.sallyport.engine.policy.Mode;
import dev.sallyport.engine.policy.TenantId;
import java.util.List;

/**
 * Whether a tenant whose ALLOW rules hold IPv4 networks only is asked for over IPv6: an allow list
 * with only IPv4 entries denies IPv6 clients (semantics.md section 5).
 *
 * @param tenant the tenant
 * @param mode its mode
 * @param onlyIpv4 whether it has ALLOW rules in force and all their sources are IPv4 networks
 * @param ipv4 how many requests came from IPv4 addresses
 * @param ipv6 how many came from IPv6 addresses
 */
public record Ipv6ShareCheck(TenantId tenant, Mode mode, boolean onlyIpv4, long ipv4, long ipv6)
        implements Check {

    @Override
    public List<Finding> findings() {
        if (!onlyIpv4 || ipv6 == 0) {
            return List.of();
        }
        boolean enforces = mode == Mode.ENFORCE;
        return List.of(
                new Finding(
                        "policy.ipv6-share",
                        enforces ? Severity.ERROR : Severity.WARNING,
                        tenant,
                        "the ALLOW rules of tenant `"
                                + tenant
                                + "` hold IPv4 networks only, and "
                                + ipv6
                                + " of its last "
                                + (ipv4 + ipv6)
                                + " requests ("
                                + Finding.percent(ipv6, ipv4 + ipv6)
                                + ") came over IPv6: "
                                + (enforces
                                        ? "they are denied"
                                        : "they will be denied as soon as it enforces"),
                        "add the tenant's IPv6 networks"));
    }
}
