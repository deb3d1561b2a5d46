package dev.sallyport.engine.client;

import dev.sallyport.engine.address.IpAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a client address was found, step by step from the peer leftwards. What lies left of the last
 * step was never looked at.
 *
 * @param client what was found
 * @param steps the peer, then the elements of the address header from the right
 */
public record ClientWalk(ClientAddress client, List<Step> steps) {

    /** The most characters of an element that a step keeps. */
    public static final int MAX_TEXT_LENGTH = 100;

    /** Copies the steps. */
    public ClientWalk {
        steps = List.copyOf(steps);
    }

    /** What was made of an address. */
    public enum Finding {
        /** A trusted proxy: the walk goes on to its left. */
        TRUSTED,
        /** The first that is no trusted proxy: the client. */
        CLIENT,
        /** No address: the walk ends here, and the client address is undetermined. */
        UNREADABLE
    }

    /**
     * One address that was looked at.
     *
     * @param from {@link ClientAddress#PEER}, {@link ClientAddress#PROXY_PROTOCOL} or the name of
     *     the address header
     * @param text the text as it was sent, shortened if need be; for a peer its address
     * @param address the address, or null if it is none
     * @param finding what was made of it
     */
    public record Step(String from, String text, @Nullable IpAddress address, Finding finding) {}
}
