package dev.sallyport.gate;

import io.netty.util.concurrent.FastThreadLocal;
import org.jspecify.annotations.Nullable;

/* What all connections of one decision port share. */
final class GateContext {

    final GateConfiguration configuration;
    final GateLimits limits;
    final Decider decider;
    final GateMetrics metrics;
    /* Null if refusals carry no page. */
    final @Nullable TenantContacts pages;

    final Recording recording;
    final FaultLog faults = new FaultLog();
    final HeaderTable trustedTable;
    final HeaderTable untrustedTable = new HeaderTable();
    final long shortestDeadlineNanos;

    private final FastThreadLocal<EventLoopState> eventLoop =
            new FastThreadLocal<>() {
                @Override
                protected EventLoopState initialValue() {
                    return new EventLoopState(limits, recording.recorder());
                }
            };

    volatile boolean isDraining;

    GateContext(
            GateConfiguration configuration,
            Decider decider,
            GateMetrics metrics,
            @Nullable TenantContacts pages) {
        this.configuration = configuration;
        this.limits = configuration.limits();
        this.decider = decider;
        this.metrics = metrics;
        this.pages = pages;
        recording = new Recording(configuration);
        trustedTable =
                new HeaderTable(configuration.factHeaders(), configuration.tokens(), pages != null);
        shortestDeadlineNanos = limits.shortestDeadline().toNanos();
    }

    /** Returns what this event loop has for itself. */
    EventLoopState eventLoop() {
        return eventLoop.get();
    }
}
