package dev.sallyport.engine.decision;

import dev.sallyport.engine.address.EmbeddedIpv4;
import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.policy.CountryCode;
import dev.sallyport.engine.policy.Source;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/*
 * Whether one source matches one client address: yes, no or doubt, semantics section 3. For explaining; deciding uses the
 * compiled index. Lists are taken apart by the caller.
 */
final class EntryMatcher {

    enum Match {
        YES,
        NO,
        DOUBT
    }

    private final GeoData geoData;
    private final EmbeddedIpv4 embedded;

    EntryMatcher(TenantState state) {
        geoData = state.geoData();
        embedded = new EmbeddedIpv4(state.nat64Prefixes());
    }

    Match match(Source source, @Nullable IpAddress address) {
        if (source instanceof Source.Any) {
            return Match.YES;
        }
        if (source instanceof Source.ListReference || address == null) {
            return Match.DOUBT;
        }
        Match direct = direct(source, address);
        if (direct != Match.NO) {
            return direct;
        }
        return embeds(address, inner -> direct(source, inner) != Match.NO) ? Match.DOUBT : Match.NO;
    }

    private Match direct(Source source, IpAddress address) {
        return switch (source) {
            case Source.Network network -> certain(network.prefix().contains(address));
            case Source.Range range -> certain(range.range().contains(address));
            case Source.Country country -> country(country.code(), address);
            case Source.Asn asn -> asn(asn.number(), address);
            case Source.ListReference ignored -> Match.DOUBT;
            case Source.Any ignored -> Match.YES;
        };
    }

    private Match country(CountryCode code, IpAddress address) {
        return geoData.hasCountries(address.family())
                ? certain(geoData.country(address).equals(code))
                : Match.DOUBT;
    }

    private Match asn(long number, IpAddress address) {
        return geoData.hasAsns(address.family())
                ? certain(geoData.asn(address) == number)
                : Match.DOUBT;
    }

    private static Match certain(boolean matches) {
        return matches ? Match.YES : Match.NO;
    }

    private boolean embeds(IpAddress address, Predicate<IpAddress> test) {
        for (int form = embedded.next(address, 0);
                form >= 0;
                form = embedded.next(address, form + 1)) {
            if (test.test(IpAddress.ipv4(embedded.bits(address, form)))) {
                return true;
            }
        }
        return false;
    }
}
