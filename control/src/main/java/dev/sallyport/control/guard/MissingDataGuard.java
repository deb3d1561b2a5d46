package dev.sallyport.control.guard;

import dev.sallyport.control.problem.ProblemCode;
import dev.sallyport.engine.address.IpFamily;
import dev.sallyport.engine.decision.GeoData;
import dev.sallyport.engine.policy.Entry;
import dev.sallyport.engine.policy.NetworkList;
import dev.sallyport.engine.policy.Rule;
import dev.sallyport.engine.policy.Source;
import java.util.List;
import java.util.function.Predicate;

/* Objects to entries whose data was never loaded: countries, origins and lists, semantics section 7. */
final class MissingDataGuard implements PublishGuard {

    @Override
    public void judge(Candidate candidate, Objections objections) {
        List<Rule> rules = candidate.state().policy().rules();
        for (int i = 0; i < rules.size(); i++) {
            entries(candidate, rules.get(i).sources(), "/rules/" + i + "/sources/", objections);
            entries(candidate, rules.get(i).except(), "/rules/" + i + "/except/", objections);
        }
    }

    private static void entries(
            Candidate candidate, List<Entry> entries, String pointer, Objections objections) {
        for (int i = 0; i < entries.size(); i++) {
            entry(candidate, entries.get(i).source(), pointer + i, objections);
        }
    }

    private static void entry(
            Candidate candidate, Source source, String pointer, Objections objections) {
        GeoData geo = candidate.state().geoData();
        switch (source) {
            case Source.Country(var code) ->
                    needed(
                            geo::hasCountries,
                            pointer + "/country",
                            "country `" + code + "`",
                            objections);
            case Source.Asn(var number) ->
                    needed(
                            geo::hasAsns,
                            pointer + "/asn",
                            "autonomous system `" + number + "`",
                            objections);
            case Source.ListReference(var name) -> {
                NetworkList list = candidate.state().lists().get(name);
                if (list != null) {
                    inside(list, geo, pointer + "/list", objections);
                } else {
                    objections.add(
                            ProblemCode.POLICY_LIST_MISSING,
                            pointer + "/list",
                            "list `" + name + "` was never loaded",
                            "make the list first, or write its prefixes into the rule");
                }
            }
            case Source.Network ignored -> {}
            case Source.Range ignored -> {}
            case Source.Any ignored -> {}
        }
    }

    /* One country and one origin of a list speak for all of them. */
    private static void inside(
            NetworkList list, GeoData geo, String pointer, Objections objections) {
        boolean countrySeen = false;
        boolean asnSeen = false;
        for (Entry entry : list.entries()) {
            if (entry.source() instanceof Source.Country(var code) && !countrySeen) {
                countrySeen = true;
                String what = "country `" + code + "` of list `" + list.name() + "`";
                needed(geo::hasCountries, pointer, what, objections);
            } else if (entry.source() instanceof Source.Asn(var number) && !asnSeen) {
                asnSeen = true;
                String what = "autonomous system `" + number + "` of list `" + list.name() + "`";
                needed(geo::hasAsns, pointer, what, objections);
            }
        }
    }

    private static void needed(
            Predicate<IpFamily> isLoaded, String pointer, String what, Objections objections) {
        boolean ipv4 = isLoaded.test(IpFamily.IPV4);
        boolean ipv6 = isLoaded.test(IpFamily.IPV6);
        if (ipv4 && ipv6) {
            return;
        }
        String families = ipv4 ? " for IPv6" : ipv6 ? " for IPv4" : "";
        objections.add(
                ProblemCode.POLICY_GEO_MISSING,
                pointer,
                "no data that could tell " + what + families + " is loaded",
                "load geo data first, or write prefixes into the rule");
    }
}
