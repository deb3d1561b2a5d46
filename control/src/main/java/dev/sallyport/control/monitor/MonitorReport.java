package dev.sallyport.control.monitor;

import dev.sallyport.control.observation.ObservationExtent;
import dev.sallyport.control.whatif.ObservedLoser;
import dev.sallyport.control.whatif.TrendDay;
import dev.sallyport.control.whatif.Window;
import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.channel.Channel;
import dev.sallyport.engine.policy.CountryCode;
import dev.sallyport.engine.policy.Mode;
import dev.sallyport.engine.policy.PrincipalReference;
import dev.sallyport.evidence.column.Share;
import java.time.Instant;
import java.util.List;

/**
 * What the active policy says of the traffic that was observed, whether it is enforced or not. The
 * shares count as newly denied what it denies, and as still allowed what it allows.
 *
 * @param window the hours looked at
 * @param judgedAt the instant it was judged at
 * @param mode the mode of the policy
 * @param revision its revision
 * @param settings who answers for it, and until when
 * @param since when its revision was published, or the tenant made
 * @param reviewAt when somebody should look at it, also if the settings do not say
 * @param requests how many requests
 * @param denied how many of them it denies
 * @param uncertain how many of them cannot be told, because addresses are folded
 * @param addresses by address; those with most denied requests, with the entry that would save each
 * @param networks by network
 * @param countries by country
 * @param asns by origin
 * @param channels by channel
 * @param principals by person and program known by name
 * @param trend what was decided day by day, as it was decided then
 * @param obstacles what stands against enforcing, and what is to be known before
 * @param extent what there is of observations, and what is no longer told apart
 */
public record MonitorReport(
        Window window,
        Instant judgedAt,
        Mode mode,
        long revision,
        MonitorSettings settings,
        Instant since,
        Instant reviewAt,
        long requests,
        long denied,
        long uncertain,
        List<ObservedLoser> addresses,
        List<Share<IpPrefix>> networks,
        List<Share<CountryCode>> countries,
        List<Share<Long>> asns,
        List<Share<Channel>> channels,
        List<Share<PrincipalReference>> principals,
        List<TrendDay> trend,
        List<Obstacle> obstacles,
        ObservationExtent extent) {

    /** Copies the lists. */
    public MonitorReport {
        addresses = List.copyOf(addresses);
        networks = List.copyOf(networks);
        countries = List.copyOf(countries);
        asns = List.copyOf(asns);
        channels = List.copyOf(channels);
        principals = List.copyOf(principals);
        trend = List.copyOf(trend);
        obstacles = List.copyOf(obstacles);
    }

    /** Returns whether nothing stands against enforcing. */
    public boolean isReady() {
        return obstacles.stream().noneMatch(obstacle -> obstacle.kind().isBlocking());
    }
}
