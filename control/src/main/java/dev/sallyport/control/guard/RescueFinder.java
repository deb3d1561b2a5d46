package dev.sallyport.control.guard;

import dev.sallyport.control.whatif.Rescue;
import dev.sallyport.control.whatif.SmallestEntries;
import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.client.ClientAddress;
import dev.sallyport.engine.decision.TenantSnapshot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/*
 * The smallest entries that would save those whom a change locks out: the address, and for a global IPv6 address its /64, for
 * an address that a host makes up by itself is another one tomorrow (RFC 8981). Looking for them compiles the policy several
 * times per instant, so entries are looked for at the first instants only, and for as many as are named.
 */
final class RescueFinder {

    private static final int MOST_INSTANTS = 3;

    private final Candidate candidate;
    private final HostNetworks networks;
    private final Map<Witness, Rescue> found = new HashMap<>();

    RescueFinder(Candidate candidate, Map<Witness, Long> denied) {
        this.candidate = candidate;
        networks = new HostNetworks(candidate.state().nat64Prefixes());
        TreeMap<Long, List<Witness>> byInstant = new TreeMap<>();
        denied.entrySet().stream()
                .limit(Impact.NAMED)
                .forEach(each ->
                        byInstant
                                .computeIfAbsent(each.getValue(), ignored -> new ArrayList<>())
                                .add(each.getKey()));
        byInstant.entrySet().stream()
                .limit(MOST_INSTANTS)
                .forEach(each -> find(each.getKey(), each.getValue()));
    }

    Rescue rescueOf(Witness witness) {
        return found.getOrDefault(
                witness,
                new Rescue.Impossible(
                        witness.address() instanceof ClientAddress.Undetermined
                                ? Rescue.Obstacle.ADDRESS_UNDETERMINED
                                : Rescue.Obstacle.NOT_LOOKED_FOR));
    }

    private void find(long instant, List<Witness> witnesses) {
        TenantSnapshot snapshot = TenantSnapshot.compile(candidate.state(), instant);
        List<Witness> left = find(snapshot, instant, witnesses, true);
        if (!left.isEmpty()) {
            List<Witness> _ = find(snapshot, instant, left, false);
        }
    }

    /* Returns those for whom another entry may be found. */
    private List<Witness> find(
            TenantSnapshot snapshot, long instant, List<Witness> witnesses, boolean byNetwork) {
        List<Witness> looked = new ArrayList<>();
        List<SmallestEntries.Stranded> stranded = new ArrayList<>();
        for (Witness witness : witnesses) {
            if (witness.address() instanceof ClientAddress.Determined(IpAddress address, var _)) {
                looked.add(witness);
                stranded.add(stranded(snapshot, instant, witness, entry(address, byNetwork)));
            }
        }
        List<Rescue> rescues = SmallestEntries.find(snapshot, instant, stranded);
        TenantSnapshot mended = SmallestEntries.with(snapshot, instant, rescues);
        List<Witness> left = new ArrayList<>();
        for (int i = 0; i < looked.size(); i++) {
            Witness witness = looked.get(i);
            boolean isSaved =
                    rescues.get(i) instanceof Rescue.ByEntry
                            && WitnessJudgement.denial(
                                            mended, candidate.channels(), witness, instant)
                                    == null;
            if (isSaved) {
                found.put(witness, rescues.get(i));
                continue;
            }
            found.put(
                    witness,
                    rescues.get(i) instanceof Rescue.Impossible
                            ? rescues.get(i)
                            : new Rescue.Impossible(Rescue.Obstacle.NONE_FOUND));
            if (stranded.get(i).network().length() < stranded.get(i).network().family().bits()) {
                left.add(witness);
            }
        }
        return left;
    }

    private SmallestEntries.Stranded stranded(
            TenantSnapshot snapshot, long instant, Witness witness, IpPrefix entry) {
        return new SmallestEntries.Stranded(
                entry,
                WitnessJudgement.denials(snapshot, candidate.channels(), witness, instant).stream()
                        .map(each ->
                                new SmallestEntries.Denied(
                                        each.principal(), each.channel(), each.verdict()))
                        .toList());
    }

    private IpPrefix entry(IpAddress address, boolean byNetwork) {
        return byNetwork ? networks.of(address) : IpPrefix.of(address);
    }
}
