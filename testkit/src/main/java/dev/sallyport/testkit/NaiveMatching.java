package dev.sallyport.testkit;

import dev.sallyport.engine.decision.GeoData;
import dev.sallyport.engine.policy.CountryCode;
import dev.sallyport.engine.policy.Entry;
import dev.sallyport.engine.policy.NetworkList;
import dev.sallyport.engine.policy.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/* Whether an entry matches: semantics section 3, one row of its table after the other. */
final class NaiveMatching {

    private final Set<EmbeddedForm> forms;

    NaiveMatching(Set<EmbeddedForm> forms) {
        this.forms = forms;
    }

    Outcome match(Entry entry, Situation situation) {
        // "A dead entry matches no."
        if (!situation.isLive(entry.life())) {
            return Outcome.NO;
        }
        return switch (entry.source()) {
            case Source.Network network ->
                    addresses(situation, octets -> octets.isInside(network.prefix()));
            case Source.Range range ->
                    addresses(situation, octets -> octets.isInside(range.range()));
            case Source.Country country -> country(situation, country.code());
            case Source.Asn asn -> asn(situation, asn.number());
            case Source.ListReference reference -> {
                NetworkList list = situation.state().lists().get(reference.name());
                // "doubt: ... the list was never loaded"
                yield list == null ? Outcome.DOUBT : list(situation, list);
            }
            // "any: every request"
            case Source.Any ignored -> Outcome.YES;
        };
    }

    /*
     * "yes: client address inside; an IPv4 source never matches an IPv6 address, nor the reverse"
     * "doubt: address undetermined; or an IPv4 address embedded in the IPv6 client address is inside"
     */
    private Outcome addresses(Situation situation, Predicate<Octets> inside) {
        Octets address = situation.address();
        if (address == null) {
            return Outcome.DOUBT;
        }
        if (inside.test(address)) {
            return Outcome.YES;
        }
        for (Octets embedded : embedded(situation, address)) {
            if (inside.test(embedded)) {
                return Outcome.DOUBT;
            }
        }
        return Outcome.NO;
    }

    /*
     * "yes: country of the address in the geo data; ZZ = data for that family is loaded and holds no answer"
     * "doubt: address undetermined; no data loaded for the family of the address or of an address embedded in it; an embedded
     * address has that country (ZZ included)"
     */
    private Outcome country(Situation situation, CountryCode code) {
        Octets address = situation.address();
        if (address == null) {
            return Outcome.DOUBT;
        }
        GeoData geo = situation.state().geoData();
        if (!geo.hasCountries(address.family())) {
            return Outcome.DOUBT;
        }
        if (geo.country(address.address()).equals(code)) {
            return Outcome.YES;
        }
        for (Octets embedded : embedded(situation, address)) {
            if (!geo.hasCountries(embedded.family())
                    || geo.country(embedded.address()).equals(code)) {
                return Outcome.DOUBT;
            }
        }
        return Outcome.NO;
    }

    /* "yes: origin ASN in the geo data", "doubt: as above" */
    private Outcome asn(Situation situation, long number) {
        Octets address = situation.address();
        if (address == null) {
            return Outcome.DOUBT;
        }
        GeoData geo = situation.state().geoData();
        if (!geo.hasAsns(address.family())) {
            return Outcome.DOUBT;
        }
        if (geo.asn(address.address()) == number) {
            return Outcome.YES;
        }
        for (Octets embedded : embedded(situation, address)) {
            if (!geo.hasAsns(embedded.family()) || geo.asn(embedded.address()) == number) {
                return Outcome.DOUBT;
            }
        }
        return Outcome.NO;
    }

    /* "yes: any live entry of the list matches yes", "doubt: some entry in doubt and none yes" */
    private Outcome list(Situation situation, NetworkList list) {
        Outcome outcome = Outcome.NO;
        for (Entry inner : list.entries()) {
            Outcome of = match(inner, situation);
            if (of == Outcome.YES) {
                return Outcome.YES;
            }
            if (of == Outcome.DOUBT) {
                outcome = Outcome.DOUBT;
            }
        }
        return outcome;
    }

    private List<Octets> embedded(Situation situation, Octets address) {
        List<Octets> all = new ArrayList<>();
        for (EmbeddedForm form : forms) {
            all.addAll(form.read(address, situation.state().nat64Prefixes()));
        }
        return all;
    }
}
