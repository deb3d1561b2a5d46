package dev.sallyport.conformance;

import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.address.IpFamily;
import dev.sallyport.engine.address.IpRange;
import dev.sallyport.engine.decision.GeoData;
import dev.sallyport.engine.decision.TenantState;
import dev.sallyport.engine.geo.GeoTableBuilder;
import dev.sallyport.testkit.FixedGeoData;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/* Turns geo data held in a list into the engine's table, by asking the list at every place where its answer can change. */
final class GeoTables {

    private GeoTables() {}

    /** Returns the state with its geo data in a table; unchanged if it is not held in a list. */
    static TenantState withTable(TenantState state) {
        return state.geoData() instanceof FixedGeoData fixed
                ? new TenantState(
                        state.tenant(),
                        state.sequence(),
                        state.revision(),
                        state.policy(),
                        state.draft(),
                        state.lists(),
                        state.supportGrants(),
                        state.exemptions(),
                        state.breakGlassGrants(),
                        table(fixed),
                        state.nat64Prefixes(),
                        state.deployment())
                : state;
    }

    static GeoData table(FixedGeoData fixed) {
        GeoTableBuilder builder = new GeoTableBuilder();
        for (IpFamily family : IpFamily.values()) {
            if (fixed.hasCountries(family)) {
                builder.holdsCountries(family);
                stretches(fixed, family)
                        .forEach(range -> builder.country(range, fixed.country(range.first())));
            }
            if (fixed.hasAsns(family)) {
                builder.holdsAsns(family);
                stretches(fixed, family)
                        .forEach(range -> builder.asn(range, fixed.asn(range.first())));
            }
        }
        return builder.build(fixed.edition());
    }

    private static List<IpRange> stretches(FixedGeoData fixed, IpFamily family) {
        TreeSet<IpAddress> starts = new TreeSet<>();
        for (FixedGeoData.Place place : fixed.places()) {
            if (place.range().family() == family) {
                starts.add(place.range().first());
                if (!place.range().last().isLast()) {
                    starts.add(place.range().last().next());
                }
            }
        }
        List<IpRange> stretches = new ArrayList<>();
        IpAddress last = family == IpFamily.IPV4 ? IpAddress.ipv4(-1) : IpAddress.ipv6(-1L, -1L);
        for (IpAddress start : starts) {
            IpAddress next = starts.higher(start);
            stretches.add(new IpRange(start, next == null ? last : next.previous()));
        }
        return stretches;
    }
}
