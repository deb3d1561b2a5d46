package dev.sallyport.control.whatif;

import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.channel.Channel;
import dev.sallyport.engine.decision.Principal;
import dev.sallyport.engine.decision.TenantSnapshot;
import dev.sallyport.engine.decision.Verdict;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The smallest entries that would let in those who have to get in by more than one door. */
public final class SmallestEntries {

    private SmallestEntries() {}

    /**
     * A request that is denied.
     *
     * @param principal who asks
     * @param channel by which door
     * @param verdict what denies it
     */
    public record Denied(Principal principal, Channel channel, Verdict verdict) {}

    /**
     * Somebody who is denied.
     *
     * @param network from where; the entry to look for
     * @param requests all that has to be let in, at least one
     */
    public record Stranded(IpPrefix network, List<Denied> requests) {

        /** Copies the requests. */
        public Stranded {
            requests = List.copyOf(requests);
        }
    }

    /**
     * Returns for each, in their order, in what places an entry of its network lets in every one of
     * its requests.
     *
     * @param snapshot what denies them
     * @param epochMillis when
     */
    public static List<Rescue> find(
            TenantSnapshot snapshot, long epochMillis, List<Stranded> stranded) {
        record Case(int owner, Traffic traffic) {}
        List<Case> cases = new ArrayList<>();
        for (int i = 0; i < stranded.size(); i++) {
            for (Denied each : stranded.get(i).requests()) {
                cases.add(new Case(i, traffic(stranded.get(i).network(), each)));
            }
        }
        cases.sort(Comparator.comparing(each -> each.traffic().network()));
        List<Rescue> found =
                new RescueSearch(snapshot, epochMillis)
                        .find(cases.stream().map(Case::traffic).toList());
        List<List<Rescue>> byOwner = new ArrayList<>();
        stranded.forEach(ignored -> byOwner.add(new ArrayList<>()));
        for (int i = 0; i < cases.size(); i++) {
            byOwner.get(cases.get(i).owner()).add(found.get(i));
        }
        return byOwner.stream().map(SmallestEntries::together).toList();
    }

    private static Traffic traffic(IpPrefix network, Denied denied) {
        return new Traffic(
                network, denied.principal(), denied.channel(), denied.verdict(), 1, null);
    }

    /* An entry in one place takes nothing away from another, so all places together let all in. */
    private static Rescue together(List<Rescue> rescues) {
        List<Placement> placements = new ArrayList<>();
        Optional<Rescue> impossible =
                rescues.stream().filter(Rescue.Impossible.class::isInstance).findFirst();
        if (impossible.isPresent()) {
            return impossible.get();
        }
        IpPrefix entry = null;
        Opening opens = new Opening(BigInteger.ZERO, true);
        for (Rescue rescue : rescues) {
            if (rescue instanceof Rescue.ByEntry found) {
                entry = found.entry();
                opens =
                        found.opens().addresses().compareTo(opens.addresses()) > 0
                                ? found.opens()
                                : opens;
                found.placements().stream()
                        .filter(each -> !placements.contains(each))
                        .forEach(placements::add);
            }
        }
        return entry == null
                ? new Rescue.Impossible(Rescue.Obstacle.NONE_FOUND)
                : new Rescue.ByEntry(entry, placements, opens);
    }

    /**
     * Returns the state with the entry of a rescue in all its places, compiled; the state itself if
     * there is no such entry.
     */
    public static TenantSnapshot with(
            TenantSnapshot snapshot, long epochMillis, List<? extends Rescue> rescues) {
        PolicyChange change = new PolicyChange(snapshot.state());
        for (Rescue rescue : rescues) {
            if (rescue instanceof Rescue.ByEntry found) {
                change.add(found.entry(), found.placements());
            }
        }
        return change.compile(epochMillis);
    }
}
