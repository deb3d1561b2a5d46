package dev.sallyport.evidence.recording;

import dev.sallyport.engine.channel.Channel;
import dev.sallyport.engine.decision.GeoData;
import dev.sallyport.engine.decision.Principal;
import dev.sallyport.engine.decision.Verdict;
import dev.sallyport.engine.policy.PrincipalKind;
import dev.sallyport.engine.policy.TenantId;
import dev.sallyport.evidence.Observation;
import java.util.function.Consumer;

/**
 * Cells that were counted, or room for them: what a {@link Recorder} fills and gives away. By one
 * thread at a time.
 */
public final class RecordedCells {

    private final CellTable anonymous;
    private final CellTable identified;
    private int delivered;

    /** Makes room for the cells of a budget; it is taken from the heap as it is needed. */
    public RecordedCells(RecordingBudget budget) {
        anonymous = new CellTable(budget.anonymousCells(), budget.anonymousPrincipalBytes());
        identified = new CellTable(budget.identifiedCells(), budget.identifiedPrincipalBytes());
    }

    Recorder.Result count(
            CellKey key,
            Verdict verdict,
            TenantId tenant,
            Channel channel,
            Principal principal,
            long epochMillis,
            long low) {
        CellTable table = principal.kind() == PrincipalKind.ANONYMOUS ? anonymous : identified;
        return table.count(key, verdict, tenant, channel, principal, epochMillis, low);
    }

    /** Returns how many cells there are. */
    public int size() {
        return anonymous.size() + identified.size();
    }

    /** Returns how many bytes of the heap this takes, principals by estimate. */
    public long bytes() {
        return anonymous.bytes() + identified.bytes();
    }

    /**
     * Hands every cell to a sink, in the order in which they were opened, anonymous ones first. Two
     * observations may agree in everything before {@link Observation#newest}, where a tenant was
     * published anew in between; their counts are to be added.
     *
     * <p>If the sink throws, what it threw on and what comes after is handed out by the next call.
     *
     * @param geo where addresses are, looked up now
     */
    public void deliver(GeoData geo, Consumer<? super Observation> sink) {
        int size = size();
        for (; delivered < size; delivered++) {
            int inIdentified = delivered - anonymous.size();
            sink.accept(
                    inIdentified < 0
                            ? anonymous.observation(delivered, geo)
                            : identified.observation(inIdentified, geo));
        }
    }

    /** Forgets every cell; the room may be used again. */
    public void clear() {
        anonymous.clear();
        identified.clear();
        delivered = 0;
    }
}
