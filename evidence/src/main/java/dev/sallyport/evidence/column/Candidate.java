package dev.sallyport.evidence.column;

import dev.sallyport.engine.decision.AddressMap;
import dev.sallyport.engine.decision.TenantSnapshot;

/*
 * What is judged by: a compiled state at one instant, its form, and the classes its networks make of addresses. Immutable.
 *
 * That a class stands for all its addresses follows from semantics sections 3 to 5: an address that embeds no other comes
 * into a decision only by which sides of which rules and which grants hold it, by its country and its origin.
 */
record Candidate(
        TenantSnapshot snapshot,
        long epochMillis,
        CandidateForm form,
        Ipv4Classes ipv4,
        Ipv6Classes ipv6,
        int undetermined,
        boolean ipv4HoldsSomething) {

    static Candidate of(TenantSnapshot snapshot, long epochMillis, Signatures signatures) {
        AddressMap map = snapshot.addressMap(epochMillis);
        boolean ipv4IsEmpty = map.ipv4().count() == 1 && map.bits(map.ipv4().block(0)).isEmpty();
        return new Candidate(
                snapshot,
                epochMillis,
                CandidateForm.of(snapshot, epochMillis, map),
                Ipv4Classes.of(map.ipv4(), signatures.numbers(map, Signatures.Sort.IPV4)),
                Ipv6Classes.of(map.ipv6(), signatures.numbers(map, Signatures.Sort.IPV6)),
                signatures.number(Signatures.Sort.UNDETERMINED, map.undetermined()),
                !ipv4IsEmpty);
    }

    /** Returns whether an embedded IPv4 address makes any difference; false is certain. */
    boolean looksAtIpv4() {
        return ipv4HoldsSomething || !form.countries().isEmpty() || !form.origins().isEmpty();
    }
}
