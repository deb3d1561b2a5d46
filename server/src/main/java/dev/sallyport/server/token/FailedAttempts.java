package dev.sallyport.server.token;

import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.client.ClientAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts failed token requests of each address (IPv6: each /64) in the running minute. Only the
 * address that fails is refused, never the client it asks for, so nobody can lock another out. Safe
 * for use by several threads.
 */
public final class FailedAttempts {

    /*
     * A window of one minute for each address, begun by its first failure. The table is bounded: beyond MAX_TRACKED addresses
     * the new ones share one count, which an attacker with that many addresses can exhaust only for other newcomers.
     */
    private record Window(long startMillis, int failures) {}

    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final int MAX_TRACKED = 50_000;
    private static final String OTHERS = "others";
    private static final String UNDETERMINED = "undetermined";

    private final int mostPerMinute;
    private final Clock clock;
    private final Map<String, Window> windows = new ConcurrentHashMap<>();

    /** Allows {@code mostPerMinute} failures in a minute. */
    public FailedAttempts(int mostPerMinute, Clock clock) {
        this.mostPerMinute = mostPerMinute;
        this.clock = clock;
    }

    /** Returns how long the address has to wait; empty if it need not. */
    public Optional<Duration> wait(ClientAddress address) {
        long now = clock.millis();
        Window window = windows.get(tracked(address));
        if (window == null || window.failures() < mostPerMinute || isOver(window, now)) {
            return Optional.empty();
        }
        return Optional.of(Duration.ofMillis(window.startMillis() + WINDOW.toMillis() - now));
    }

    /** Notes a failure. */
    public void failed(ClientAddress address) {
        long now = clock.millis();
        if (windows.size() >= MAX_TRACKED) {
            forgetOver(now);
        }
        windows.compute(
                tracked(address),
                (key, window) ->
                        window == null || isOver(window, now)
                                ? new Window(now, 1)
                                : new Window(window.startMillis(), window.failures() + 1));
    }

    private String tracked(ClientAddress address) {
        String key = key(address);
        return windows.size() < MAX_TRACKED || windows.containsKey(key) ? key : OTHERS;
    }

    private static String key(ClientAddress client) {
        return switch (client) {
            case ClientAddress.Undetermined ignored -> UNDETERMINED;
            case ClientAddress.Determined(IpAddress address, String ignored) ->
                    address.isIpv4() ? address.toString() : IpPrefix.around(address, 64).toString();
        };
    }

    private void forgetOver(long now) {
        for (Iterator<Window> each = windows.values().iterator(); each.hasNext(); ) {
            if (isOver(each.next(), now)) {
                each.remove();
            }
        }
    }

    private static boolean isOver(Window window, long now) {
        return now - window.startMillis() >= WINDOW.toMillis();
    }
}
