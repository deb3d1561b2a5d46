package dev.sallyport.control.whatif;

import dev.sallyport.control.observation.ObservationExtent;
import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.channel.Channel;
import dev.sallyport.engine.policy.CountryCode;
import dev.sallyport.engine.policy.PrincipalReference;
import dev.sallyport.evidence.column.Share;
import dev.sallyport.evidence.column.Tally;
import java.time.Instant;
import java.util.List;

/**
 * What a policy would change for the traffic that was observed.
 *
 * @param window the hours looked at
 * @param judgedAt the instant both policies were judged at
 * @param activeRevision the revision it is compared with
 * @param rows how many rows there are
 * @param judgedRows how many were judged for this answer; fewer if little has changed since the
 *     last
 * @param tally rows and requests by what becomes of them
 * @param principals by person and program known by name; those most newly denied first
 * @param clients by client id
 * @param networks by network
 * @param countries by country
 * @param asns by origin
 * @param channels by channel
 * @param losers those newly denied, most requests first, at most as many as were asked for
 * @param extent what there is of observations, and what is no longer told apart
 * @param cautions what to bear in mind
 */
public record ObservedReport(
        Window window,
        Instant judgedAt,
        long activeRevision,
        int rows,
        int judgedRows,
        Tally tally,
        List<Share<PrincipalReference>> principals,
        List<Share<String>> clients,
        List<Share<IpPrefix>> networks,
        List<Share<CountryCode>> countries,
        List<Share<Long>> asns,
        List<Share<Channel>> channels,
        List<ObservedLoser> losers,
        ObservationExtent extent,
        List<Caution> cautions) {

    /** Copies the lists. */
    public ObservedReport {
        principals = List.copyOf(principals);
        clients = List.copyOf(clients);
        networks = List.copyOf(networks);
        countries = List.copyOf(countries);
        asns = List.copyOf(asns);
        channels = List.copyOf(channels);
        losers = List.copyOf(losers);
        cautions = List.copyOf(cautions);
    }

    /** Returns whether somebody of a share would be left without a single allowed request. */
    public static boolean isLockedOut(Tally tally) {
        return tally.newlyDenied().requests() > 0
                && tally.stillAllowed().requests() == 0
                && tally.newlyAllowed().requests() == 0
                && tally.uncertain().requests() == 0;
    }
}
