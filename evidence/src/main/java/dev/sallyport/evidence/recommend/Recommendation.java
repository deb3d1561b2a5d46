package dev.sallyport.evidence.recommend;

import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.policy.PrincipalReference;
import java.util.List;

/**
 * Entries that are proposed, what they would cover and open, and what is left out. Nothing is
 * applied. Weight counts on how many days each person or program came to each unit, an IPv4 address
 * or IPv6 /64, added up.
 *
 * @param entries the proposed entries, ascending; none holds another
 * @param covered the weight of all evidence inside the entries
 * @param total the weight of all evidence
 * @param space how many units the entries hold together
 * @param leftOutPeople who would be left out somewhere, most weight left out first
 * @param leftOutNetworks where weight is left out, by IPv4 /24 and IPv6 /48, most first
 * @param shared evidence from addresses that strangers share and that were not wanted, by label
 * @param once the weight of what was seen on too few days to be evidence, whether inside the
 *     entries or not
 * @param foldedRequests how many requests came from addresses that are no longer told apart, for
 *     which nothing is proposed
 */
public record Recommendation(
        List<Entry> entries,
        long covered,
        long total,
        long space,
        List<LeftOutPerson> leftOutPeople,
        List<LeftOutNetwork> leftOutNetworks,
        List<Shared> shared,
        long once,
        long foldedRequests) {

    /** Copies the lists. */
    public Recommendation {
        entries = List.copyOf(entries);
        leftOutPeople = List.copyOf(leftOutPeople);
        leftOutNetworks = List.copyOf(leftOutNetworks);
        shared = List.copyOf(shared);
    }

    /**
     * A proposed entry.
     *
     * @param prefix what to write
     * @param weight the weight of the evidence inside
     * @param space how many units it holds
     * @param seen how many of them were seen, once included
     * @param people how many persons and programs came from there
     */
    public record Entry(IpPrefix prefix, long weight, long space, int seen, int people) {}

    /**
     * Somebody who came from outside the entries too.
     *
     * @param principal who
     * @param leftOut the weight outside
     * @param total the weight in all; if equal, the person would be locked out everywhere
     */
    public record LeftOutPerson(PrincipalReference principal, long leftOut, long total) {}

    /**
     * A network with evidence outside the entries.
     *
     * @param network an IPv4 /24 or an IPv6 /48
     * @param weight the weight outside
     * @param people how many came from there
     */
    public record LeftOutNetwork(IpPrefix network, long weight, int people) {}

    /**
     * Evidence from addresses that strangers share.
     *
     * @param label what sort of addresses
     * @param weight the weight of the evidence
     * @param units how many units were seen
     * @param people how many came from there
     */
    public record Shared(String label, long weight, int units, int people) {}
}
