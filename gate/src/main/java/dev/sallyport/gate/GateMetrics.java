package dev.sallyport.gate;

import dev.sallyport.engine.client.UndeterminedCause;
import dev.sallyport.engine.decision.Reason;
import dev.sallyport.engine.decision.Verdict;
import dev.sallyport.engine.policy.Effect;
import dev.sallyport.evidence.recording.Recorder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/**
 * The catalogue of what a decision port counts. Writers never wait for each other; a reader sees
 * each count at some moment during the reading. Safe for use by many threads.
 */
public final class GateMetrics {

    /** What ended a connection without an answer. */
    public enum Ending {
        /** A new connection said nothing in time. */
        FIRST_BYTE_LATE("first-byte-late"),
        /** A connection waited too long between requests. */
        IDLE("idle"),
        /** The peer left answers unread for too long. */
        ANSWERS_UNREAD("answers-unread"),
        /** The peer reset the connection or the network failed. */
        RESET("reset"),
        /** The port's own fault; the log says more. */
        FAULT("fault");

        private final String label;

        Ending(String label) {
            this.label = label;
        }
    }

    /* What became of a request: a tenant or deployment that only watches lets through what it would deny. */
    private enum Outcome {
        ALLOWED,
        DENIED,
        WOULD_DENY;

        static Outcome of(Verdict verdict) {
            if (verdict.evaluated() == Effect.ALLOW) {
                return ALLOWED;
            }
            return verdict.enforced() == Effect.DENY ? DENIED : WOULD_DENY;
        }
    }

    private final Map<Outcome, Counters<ReasonCode>> decisions =
            Map.of(
                    Outcome.ALLOWED, new Counters<>(ReasonCode.class),
                    Outcome.DENIED, new Counters<>(ReasonCode.class),
                    Outcome.WOULD_DENY, new Counters<>(ReasonCode.class));
    private final Counters<UndeterminedCause> undetermined =
            new Counters<>(UndeterminedCause.class);
    private final Counters<Refusal> refusals = new Counters<>(Refusal.class);
    private final Counters<Ending> endings = new Counters<>(Ending.class);
    private final LongAdder ambiguousPaths = new LongAdder();
    private final LongAdder unknownHosts = new LongAdder();
    private final LongAdder refusedTokens = new LongAdder();
    private final LongAdder tokensOfOtherTenants = new LongAdder();
    private final LongAdder untrustedRequests = new LongAdder();
    private final LongAdder foldedObservations = new LongAdder();
    private final LongAdder droppedObservations = new LongAdder();
    private final LongAdder connectionsOpened = new LongAdder();
    private final LongAdder connectionsClosed = new LongAdder();
    private final LongAdder acceptPauses = new LongAdder();

    void decided(Verdict verdict) {
        decisions(Outcome.of(verdict)).increment(ReasonCode.of(verdict.reason()));
    }

    private Counters<ReasonCode> decisions(Outcome outcome) {
        return Objects.requireNonNull(decisions.get(outcome));
    }

    void undetermined(UndeterminedCause cause) {
        undetermined.increment(cause);
    }

    void refused(Refusal refusal) {
        refusals.increment(refusal);
    }

    void ended(Ending ending) {
        endings.increment(ending);
    }

    void pathAmbiguous() {
        ambiguousPaths.increment();
    }

    void hostUnknown() {
        unknownHosts.increment();
    }

    void tokenRefused() {
        refusedTokens.increment();
    }

    void tokenOfOtherTenant() {
        tokensOfOtherTenants.increment();
    }

    void requestUntrusted() {
        untrustedRequests.increment();
    }

    void recorded(Recorder.Result result) {
        switch (result) {
            case COUNTED -> {}
            case FOLDED -> foldedObservations.increment();
            case DROPPED -> droppedObservations.increment();
        }
    }

    void connectionOpened() {
        connectionsOpened.increment();
    }

    void connectionClosed() {
        connectionsClosed.increment();
    }

    void acceptPaused() {
        acceptPauses.increment();
    }

    /**
     * Returns how many requests were answered with a reason of this kind and this enforced effect.
     */
    public long decisions(Reason reason, Effect enforced) {
        ReasonCode code = ReasonCode.of(reason);
        return switch (enforced) {
            case DENY -> decisions(Outcome.DENIED).sum(code);
            case ALLOW ->
                    decisions(Outcome.ALLOWED).sum(code) + decisions(Outcome.WOULD_DENY).sum(code);
        };
    }

    /** Returns how many decisions were made on an address that was undetermined for this cause. */
    public long undeterminedAddresses(UndeterminedCause cause) {
        return undetermined.sum(cause);
    }

    /** Returns how many decisions were made on an ambiguous path or channel. */
    public long ambiguousPaths() {
        return ambiguousPaths.sum();
    }

    /** Returns how many requests named no tenant that this node knows. */
    public long unknownHosts() {
        return unknownHosts.sum();
    }

    /** Returns how many requests had a token that is not to be believed. */
    public long refusedTokens() {
        return refusedTokens.sum();
    }

    /** Returns how many requests had a token made for another tenant. */
    public long tokensOfOtherTenants() {
        return tokensOfOtherTenants.sum();
    }

    /** Returns how many requests came from peers that are no trusted proxies. */
    public long untrustedRequests() {
        return untrustedRequests.sum();
    }

    /** Returns how many requests were refused by a limit or for their form. */
    public long refusals(Refusal refusal) {
        return refusals.sum(refusal);
    }

    /** Returns how many connections ended without an answer for this cause. */
    public long endings(Ending ending) {
        return endings.sum(ending);
    }

    /** Returns how many connections were taken since the start. */
    public long connectionsAccepted() {
        return connectionsOpened.sum();
    }

    /** Returns how many connections are open. */
    public long connectionsOpen() {
        long closed = connectionsClosed.sum();
        return Math.max(0, connectionsOpened.sum() - closed);
    }

    /** Returns how often no further connection was taken because the most allowed were open. */
    public long acceptPauses() {
        return acceptPauses.sum();
    }

    /**
     * Returns how many decisions were recorded under a network in the place of their address,
     * because there were too many addresses.
     */
    public long foldedObservations() {
        return foldedObservations.sum();
    }

    /** Returns how many decisions were not recorded because there was no room. */
    public long droppedObservations() {
        return droppedObservations.sum();
    }

    /** Returns the value of every metric. */
    public List<Measurement> read() {
        List<Measurement> all = new ArrayList<>();
        for (ReasonCode reason : ReasonCode.values()) {
            for (Outcome outcome : Outcome.values()) {
                all.add(
                        counter(
                                "sallyport_gate_decisions",
                                "Requests answered, by reason and outcome.",
                                Map.of("reason", reason.text(), "outcome", label(outcome)),
                                decisions(outcome).sum(reason)));
            }
        }
        for (UndeterminedCause cause : UndeterminedCause.values()) {
            all.add(
                    counter(
                            "sallyport_gate_addresses_undetermined",
                            "Decisions on a client address that is not known, by cause.",
                            Map.of("cause", label(cause)),
                            undeterminedAddresses(cause)));
        }
        for (Refusal refusal : Refusal.values()) {
            all.add(
                    counter(
                            "sallyport_gate_requests_refused",
                            "Requests refused for their form or by a limit.",
                            Map.of("cause", refusal.label()),
                            refusals(refusal)));
        }
        for (Ending ending : Ending.values()) {
            all.add(
                    counter(
                            "sallyport_gate_connections_ended",
                            "Connections ended without an answer, by cause.",
                            Map.of("cause", ending.label),
                            endings(ending)));
        }
        all.add(
                counter(
                        "sallyport_gate_paths_ambiguous",
                        "Decisions on a path that could be read in two ways, or is missing.",
                        Map.of(),
                        ambiguousPaths()));
        all.add(
                counter(
                        "sallyport_gate_hosts_unknown",
                        "Requests that named no tenant this node knows.",
                        Map.of(),
                        unknownHosts()));
        all.add(
                counter(
                        "sallyport_gate_tokens_refused",
                        "Requests with a token that is not to be believed.",
                        Map.of(),
                        refusedTokens()));
        all.add(
                counter(
                        "sallyport_gate_tokens_of_other_tenants",
                        "Requests with a token made for another tenant.",
                        Map.of(),
                        tokensOfOtherTenants()));
        all.add(
                counter(
                        "sallyport_gate_observations_folded",
                        "Decisions recorded under a network because there were too many addresses.",
                        Map.of(),
                        foldedObservations()));
        all.add(
                counter(
                        "sallyport_gate_observations_dropped",
                        "Decisions not recorded because there was no room.",
                        Map.of(),
                        droppedObservations()));
        all.add(
                counter(
                        "sallyport_gate_requests_untrusted",
                        "Requests of peers that are no trusted proxies.",
                        Map.of(),
                        untrustedRequests()));
        all.add(
                counter(
                        "sallyport_gate_connections_accepted",
                        "Connections taken.",
                        Map.of(),
                        connectionsAccepted()));
        all.add(
                counter(
                        "sallyport_gate_accept_pauses",
                        "Times no further connection was taken because the most allowed were open.",
                        Map.of(),
                        acceptPauses()));
        all.add(
                new Measurement(
                        "sallyport_gate_connections_open",
                        Measurement.Kind.GAUGE,
                        "Connections open.",
                        Map.of(),
                        connectionsOpen()));
        return all;
    }

    private static Measurement counter(
            String name, String description, Map<String, String> labels, long value) {
        return new Measurement(name, Measurement.Kind.COUNTER, description, labels, value);
    }

    private static String label(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
