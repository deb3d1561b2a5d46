package dev.sallyport.control.egress;

import dev.sallyport.egress.list.Direction;
import dev.sallyport.egress.list.EgressPrefix;
import dev.sallyport.engine.address.IpAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What our own traffic was seen to come from, compared with what is listed. Pure.
 *
 * @param region the region
 * @param serial the serial of the list
 * @param at when
 * @param seen the addresses in the order they were given
 */
public record EgressSelfTest(String region, long serial, Instant at, List<Seen> seen) {

    /** The most addresses of one test. */
    public static final int MOST_ADDRESSES = 1000;

    /** How an address stands to the list. */
    public enum State {
        /** It is listed and in use. */
        LIVE("live"),
        /** It is listed and should not be in use yet. */
        LISTED("listed-not-live"),
        /** It is not listed: customers who follow the list refuse it. */
        NOT_LISTED("not-listed");

        private final String text;

        State(String text) {
            this.text = text;
        }

        /** Returns the word on the wire. */
        public String text() {
            return text;
        }
    }

    /**
     * One address.
     *
     * @param address the address
     * @param state how it stands
     * @param line the line that holds it, or null if none does
     */
    public record Seen(IpAddress address, State state, @Nullable EgressPrefix line) {}

    /** Copies what was seen. */
    public EgressSelfTest {
        seen = List.copyOf(seen);
    }

    /** Returns how addresses from which we were seen to call stand to the list of a region. */
    public static EgressSelfTest of(EgressRegion region, List<IpAddress> addresses, Instant at) {
        return new EgressSelfTest(
                region.name(),
                region.list().serial(),
                at,
                addresses.stream().map(address -> seen(region, address.unmapped(), at)).toList());
    }

    private static Seen seen(EgressRegion region, IpAddress address, Instant at) {
        Optional<EgressPrefix> line =
                region.list().prefixes().stream()
                        .filter(each -> each.direction().includes(Direction.OUTBOUND))
                        .filter(each -> each.isListedAt(at) && each.prefix().contains(address))
                        .findFirst();
        if (line.isEmpty()) {
            return new Seen(address, State.NOT_LISTED, null);
        }
        boolean isLive = region.live().containsKey(line.get().prefix());
        return new Seen(address, isLive ? State.LIVE : State.LISTED, line.get());
    }

    /** Returns how many addresses stand so. */
    public int count(State state) {
        return (int) seen.stream().filter(each -> each.state() == state).count();
    }
}
