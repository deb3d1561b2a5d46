package dev.sallyport.control.whatif;

import dev.sallyport.engine.address.IpFamily;
import dev.sallyport.engine.decision.GeoData;
import dev.sallyport.engine.decision.TenantState;
import dev.sallyport.engine.policy.ClientAuthorization;
import dev.sallyport.engine.policy.Entry;
import dev.sallyport.engine.policy.Rule;
import dev.sallyport.engine.policy.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/* Finds out what a policy looks at and traffic does not tell. */
final class Cautions {

    private Cautions() {}

    /* Observations tell roles and authorised clients, other than logs. */
    static List<Caution> ofObserved(TenantState state, boolean peopleUnknown) {
        return of(state, peopleUnknown).stream()
                .filter(caution ->
                        caution != Caution.ROLES_UNKNOWN
                                && caution != Caution.AUTHORIZED_CLIENTS_UNKNOWN)
                .toList();
    }

    static List<Caution> of(TenantState state, boolean peopleUnknown) {
        List<Caution> cautions = new ArrayList<>();
        List<Rule> rules =
                state.policy().rules().stream().filter(rule -> rule.life().enabled()).toList();
        List<Source> sources =
                rules.stream()
                        .flatMap(rule ->
                                Stream.concat(rule.sources().stream(), rule.except().stream()))
                        .map(Entry::source)
                        .toList();
        if (peopleUnknown) {
            cautions.add(Caution.PEOPLE_UNKNOWN);
        }
        if (rules.stream()
                .anyMatch(rule ->
                        !rule.scope().roles().isEmpty() || !rule.scope().clients().isEmpty())) {
            cautions.add(Caution.ROLES_UNKNOWN);
        }
        if (state.policy().authorizedClients() != ClientAuthorization.IGNORE) {
            cautions.add(Caution.AUTHORIZED_CLIENTS_UNKNOWN);
        }
        if (sources.stream().anyMatch(source -> isGeoMissing(source, state.geoData()))) {
            cautions.add(Caution.GEO_MISSING);
        }
        boolean listMissing =
                sources.stream()
                        .anyMatch(source ->
                                source instanceof Source.ListReference list
                                        && !state.lists().containsKey(list.name()));
        if (listMissing) {
            cautions.add(Caution.LISTS_MISSING);
        }
        return cautions;
    }

    private static boolean isGeoMissing(Source source, GeoData data) {
        return source instanceof Source.Country
                        && !(data.hasCountries(IpFamily.IPV4) && data.hasCountries(IpFamily.IPV6))
                || source instanceof Source.Asn
                        && !(data.hasAsns(IpFamily.IPV4) && data.hasAsns(IpFamily.IPV6));
    }
}
