package dev.sallyport.server.geo;

import dev.sallyport.control.caller.Origin;
import dev.sallyport.control.geo.GeoLockOuts;
import dev.sallyport.control.guard.RefusedLockOuts;
import dev.sallyport.control.policy.Surroundings;
import dev.sallyport.control.problem.Outcome;
import dev.sallyport.engine.address.Nat64Prefix;
import dev.sallyport.engine.decision.GeoData;
import dev.sallyport.engine.policy.TenantId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Judges other geo data by the tenants all of whose admins it would lock out. */
public final class GeoGuard {

    /** Lets everything pass; for as long as nobody is decided on. */
    static final GeoGuard NONE = new GeoGuard(null, null, List.of());

    private static final int NAMED = 20;

    private final @Nullable GeoLockOuts lockOuts;
    private final @Nullable RefusedLockOuts refused;
    private final List<Nat64Prefix> nat64Prefixes;

    /** Judges by what {@code lockOuts} finds, and has {@code refused} note it. */
    public GeoGuard(
            @Nullable GeoLockOuts lockOuts,
            @Nullable RefusedLockOuts refused,
            List<Nat64Prefix> nat64Prefixes) {
        this.lockOuts = lockOuts;
        this.refused = refused;
        this.nat64Prefixes = List.copyOf(nat64Prefixes);
    }

    /* A sentence for each of the first tenants; none if nobody is locked out. */
    List<String> lockedOut(GeoData former, GeoData latter, Origin origin) {
        if (lockOuts == null) {
            return List.of();
        }
        List<TenantId> tenants =
                lockOuts.find(
                        new Surroundings(former, nat64Prefixes),
                        new Surroundings(latter, nat64Prefixes),
                        origin);
        return tenants.stream()
                .limit(NAMED)
                .map(tenant ->
                        "all admins of tenant `"
                                + tenant
                                + "` would be locked out"
                                + (tenants.size() > NAMED
                                        ? ", one of " + tenants.size() + " tenants"
                                        : ""))
                .toList();
    }

    void refused(Outcome<?> outcome, Origin origin) {
        if (refused != null) {
            refused.note(outcome, null, "geo", origin);
        }
    }
}
