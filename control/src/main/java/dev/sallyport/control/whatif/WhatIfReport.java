package dev.sallyport.control.whatif;

import java.util.List;

/**
 * What a policy would do to traffic. By evaluated effect, whatever the mode.
 *
 * @param allowed how many requests would be allowed
 * @param denied how many would be denied
 * @param losers those that would be denied, most requests first, then by address
 * @param networks the same by network, most requests first
 * @param people the same by person, those who would be locked out first; empty where nobody is
 *     known
 * @param peopleSeen how many persons the traffic names
 * @param merged a few entries that would admit many of the losers
 * @param admissions those that would be allowed, by reason, most requests first
 * @param busiestAllowed some that would be allowed, those with most requests
 * @param cautions what to bear in mind
 */
public record WhatIfReport(
        long allowed,
        long denied,
        List<Loser> losers,
        List<NetworkLoss> networks,
        List<PersonLoss> people,
        int peopleSeen,
        List<MergedEntries> merged,
        List<Admission> admissions,
        List<Traffic> busiestAllowed,
        List<Caution> cautions) {

    /** Copies the lists. */
    public WhatIfReport {
        losers = List.copyOf(losers);
        networks = List.copyOf(networks);
        people = List.copyOf(people);
        merged = List.copyOf(merged);
        admissions = List.copyOf(admissions);
        busiestAllowed = List.copyOf(busiestAllowed);
        cautions = List.copyOf(cautions);
    }
}
