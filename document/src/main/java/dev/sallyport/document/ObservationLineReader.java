package dev.sallyport.document;

import dev.sallyport.control.people.PeopleLimits;
import dev.sallyport.control.problem.Outcome;
import dev.sallyport.control.problem.ProblemCode;
import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.channel.Channel;
import dev.sallyport.engine.decision.GeoData;
import dev.sallyport.engine.decision.Principal;
import dev.sallyport.engine.policy.TenantId;
import dev.sallyport.evidence.Observation;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads one line of an import of traffic: {@code {"address", "channel", "principal", "count",
 * "first", "last"}}, of which channel and principal may be absent. First and last lie in one hour
 * that has begun. Strict and total as {@link PolicyReader}.
 */
public final class ObservationLineReader {

    private static final List<String> MEMBERS =
            List.of("address", "channel", "principal", "count", "first", "last");
    private static final long MOST = 1_000_000_000L;

    private final JsonCursor cursor;
    private final Instant latest;
    private Channel channel = Channel.OTHER;
    private Principal principal = Principal.ANONYMOUS;
    private @Nullable IpAddress address;
    private @Nullable Long count;
    private @Nullable Instant first;
    private @Nullable Instant last;

    private ObservationLineReader(JsonCursor cursor, Instant now) {
        this.cursor = cursor;
        latest = now.plus(PeopleLimits.CLOCK_SKEW);
    }

    /**
     * Returns the cell that the bytes hold, with country and origin of its address, or its faults
     * under {@code request.invalid}. The stream is closed.
     */
    public static Outcome<Observation> read(
            InputStream bytes, DocumentLimits limits, TenantId tenant, GeoData geo, Instant now) {
        return JsonCursor.read(
                bytes,
                limits,
                ProblemCode.REQUEST_INVALID,
                cursor -> new ObservationLineReader(cursor, now).cell(tenant, geo));
    }

    private @Nullable Observation cell(TenantId tenant, GeoData geo) {
        JsonCursor.Members members = cursor.object(MEMBERS, this::member);
        cursor.require(members, "address", "count", "first", "last");
        if (address == null || count == null || first == null || last == null) {
            return null;
        }
        long from = first.toEpochMilli();
        long until = last.toEpochMilli();
        if (until < from || Observation.hourOf(from) != Observation.hourOf(until)) {
            cursor.memberFault(
                    "last",
                    ProblemCode.OBSERVATION_INVALID,
                    "`last` is not behind `first` in the same hour",
                    "send a line for each hour, cut at full hours of UTC");
            return null;
        }
        return new Observation(
                tenant,
                Observation.hourOf(from),
                Observation.networkOf(address),
                channel,
                principal,
                dev.sallyport.evidence.Outcome.UNDECIDED,
                address,
                geo.hasCountries(address.family()) ? geo.country(address) : null,
                geo.hasAsns(address.family()) ? geo.asn(address) : 0,
                count,
                from,
                until);
    }

    private void member(String name) {
        switch (name) {
            case "address" ->
                    address =
                            AddressReader.readSpecified(
                                    cursor, ProblemCode.OBSERVATION_INVALID, "leave the line out");
            case "channel" ->
                    channel = cursor.isNull() ? Channel.OTHER : CheckReader.channel(cursor);
            case "principal" ->
                    principal =
                            cursor.isNull() ? Principal.ANONYMOUS : PrincipalReader.read(cursor);
            case "count" -> count = cursor.wholeNumber(1, MOST, ProblemCode.OBSERVATION_INVALID);
            case "first" -> first = instant();
            case "last" -> last = instant();
            default -> throw new IllegalStateException("a member is known and not read");
        }
    }

    private @Nullable Instant instant() {
        Instant instant = Instants.readRequired(cursor);
        if (instant != null && instant.isAfter(latest)) {
            cursor.fault(
                    ProblemCode.OBSERVATION_INVALID,
                    "the instant is in the future",
                    "look at the clock of the server that wrote the log");
            return null;
        }
        return instant;
    }
}
