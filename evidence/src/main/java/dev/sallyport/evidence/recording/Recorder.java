package dev.sallyport.evidence.recording;

import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.channel.Channel;
import dev.sallyport.engine.client.ClientAddress;
import dev.sallyport.engine.decision.Principal;
import dev.sallyport.engine.decision.Request;
import dev.sallyport.engine.decision.Verdict;
import dev.sallyport.engine.policy.Mode;
import dev.sallyport.engine.policy.TenantId;
import dev.sallyport.evidence.Observation;
import org.jspecify.annotations.Nullable;

/**
 * Counts the decisions of one event loop (ADR 18). By one thread only: it takes no lock, waits for
 * nobody, and allocates nothing for a decision like one that was counted before.
 */
public final class Recorder {

    /** What became of a decision. */
    public enum Result {
        /** It was counted with everything that is kept of it. */
        COUNTED,
        /** It was counted under a network, because there were too many addresses. */
        FOLDED,
        /** There was no room left even for that; it was not counted. */
        DROPPED
    }

    private final CellKey key = new CellKey();
    private final Fingerprint fingerprint;
    private RecordedCells cells;

    /**
     * Makes a recorder that has counted nothing.
     *
     * @param secret by which principals are told apart
     * @param empty room to count in
     */
    public Recorder(RecordingKey secret, RecordedCells empty) {
        fingerprint = new Fingerprint(secret);
        cells = checked(empty);
    }

    /**
     * Counts a decision of a tenant's snapshot. Under mode {@code DISABLED}, and where the mode is
     * not known, the principal is recorded as anonymous; semantics section 6.
     */
    public Result record(TenantId tenant, Request request, Verdict verdict) {
        Principal principal = principal(request.principal(), verdict.mode());
        Channel channel = request.channel();
        fingerprint.of(tenant, verdict.sequence(), channel, principal);
        key.who(fingerprint.first(), fingerprint.second());
        long epochMillis = request.epochMillis();
        long hour = Observation.hourOf(epochMillis);
        long low = 0;
        switch (request.client()) {
            case ClientAddress.Undetermined ignored -> key.where(null, hour);
            case ClientAddress.Determined determined -> {
                IpAddress address = determined.address();
                key.where(address, hour);
                low = address.low();
            }
        }
        return cells.count(key, verdict, tenant, channel, principal, epochMillis, low);
    }

    private static Principal principal(Principal principal, @Nullable Mode mode) {
        boolean isKept = mode != null && mode != Mode.DISABLED;
        return isKept && !Fingerprint.isNobody(principal) ? principal : Principal.ANONYMOUS;
    }

    /**
     * Goes on counting in other room and returns what was counted until now, which is the caller's
     * from then on.
     *
     * @throws IllegalArgumentException if {@code empty} holds cells
     */
    public RecordedCells swap(RecordedCells empty) {
        RecordedCells full = cells;
        cells = checked(empty);
        return full;
    }

    private static RecordedCells checked(RecordedCells empty) {
        if (empty.size() > 0) {
            throw new IllegalArgumentException("cells are counted in empty room");
        }
        return empty;
    }
}
