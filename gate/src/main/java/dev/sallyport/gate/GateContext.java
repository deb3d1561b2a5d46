package dev.sallyport.gate;

import io.netty.util.concurrent.FastThreadLocal;

/* What all connections of one decision port share. */
final class GateContext {

    final GateConfiguration configuration;
    final GateLimits limits;
    final Decider decider;
    final GateMetrics metrics;
    final FaultLog faults = new FaultLog();
    final HeaderTable trustedTable;
    final HeaderTable untrustedTable = new HeaderTable();
    final long shortestDeadlineNanos;

    private final FastThreadLocal<byte[]> scratch =
            new FastThreadLocal<>() {
                @Override
                protected byte[] initialValue() {
                    return HeadParser.scratch(limits);
                }
            };

    volatile boolean isDraining;

    GateContext(GateConfiguration configuration, Decider decider, GateMetrics metrics) {
        this.configuration = configuration;
        this.limits = configuration.limits();
        this.decider = decider;
        this.metrics = metrics;
        trustedTable = new HeaderTable(configuration.factHeaders());
        shortestDeadlineNanos = limits.shortestDeadline().toNanos();
    }

    /** Returns this thread's scratch array for one line. */
    byte[] scratch() {
        return scratch.get();
    }
}
