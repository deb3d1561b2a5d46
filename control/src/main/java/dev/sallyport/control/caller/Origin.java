package dev.sallyport.control.caller;

import dev.sallyport.engine.client.ClientAddress;
import java.time.Instant;

/**
 * Who changes something, from where, when and why; part of every audit record.
 *
 * @param caller who
 * @param address from where; undetermined where nothing trustworthy is known
 * @param at when
 * @param reason why, in the caller's words; empty if not said
 * @param requestId the request it came with, as its answer and the log name it; empty if there was
 *     none
 */
public record Origin(
        Caller caller, ClientAddress address, Instant at, String reason, String requestId) {

    /** The longest reason, in characters. */
    public static final int MAX_REASON_LENGTH = 500;

    /** Shortens a reason that is too long. */
    public Origin {
        if (reason.length() > MAX_REASON_LENGTH) {
            reason = reason.substring(0, MAX_REASON_LENGTH);
        }
    }

    /** Makes the origin of a change that no request asked for. */
    public Origin(Caller caller, ClientAddress address, Instant at, String reason) {
        this(caller, address, at, reason, "");
    }
}
