package dev.sallyport.engine.decision;

import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.address.IpRange;
import dev.sallyport.engine.policy.Life;
import java.util.List;
import org.jspecify.annotations.Nullable;

/* Addresses that something is for during its life. Immutable; an undetermined address is in none. */
final class LiveAddresses {

    private final IpRange[] ranges;
    private final long from;
    private final long until;

    LiveAddresses(List<IpRange> ranges, Life life) {
        this.ranges = ranges.toArray(IpRange[]::new);
        from = life.enabled() ? EpochMillis.ceiling(life.notBefore()) : Long.MAX_VALUE;
        until = life.enabled() ? EpochMillis.ceiling(life.expiresAt()) : Long.MIN_VALUE;
    }

    boolean isEmpty() {
        return ranges.length == 0;
    }

    List<IpRange> ranges() {
        return List.of(ranges);
    }

    boolean isLive(long epochMillis) {
        return from <= epochMillis && epochMillis < until;
    }

    boolean contain(@Nullable IpAddress address, long epochMillis) {
        return isLive(epochMillis) && contain(address);
    }

    private boolean contain(@Nullable IpAddress address) {
        if (address == null) {
            return false;
        }
        for (IpRange range : ranges) {
            if (range.contains(address)) {
                return true;
            }
        }
        return false;
    }
}
