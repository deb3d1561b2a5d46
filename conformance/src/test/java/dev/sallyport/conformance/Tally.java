package dev.sallyport.conformance;

import dev.sallyport.engine.channel.Channel;
import dev.sallyport.engine.client.ClientAddress;
import dev.sallyport.engine.decision.Decision;
import dev.sallyport.engine.decision.Request;
import dev.sallyport.engine.decision.TenantState;
import dev.sallyport.engine.decision.Verdict;
import dev.sallyport.engine.policy.Entry;
import dev.sallyport.engine.policy.EntryId;
import dev.sallyport.engine.policy.Rule;
import dev.sallyport.engine.policy.Source;
import dev.sallyport.testkit.DoubtReading;
import dev.sallyport.testkit.EmbeddedForm;
import dev.sallyport.testkit.NaiveOracle;
import dev.sallyport.testkit.Octets;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/* Counts what a campaign met, and what made a difference to the answer: a comparison that meets nothing proves nothing. */
final class Tally {

    private static final Map<String, NaiveOracle> OTHERWISE = new LinkedHashMap<>();
    private static final Map<EmbeddedForm, NaiveOracle> WITHOUT = new EnumMap<>(EmbeddedForm.class);

    static {
        EnumSet<EmbeddedForm> all = EnumSet.allOf(EmbeddedForm.class);
        OTHERWISE.put(
                "deny sources", new NaiveOracle(new DoubtReading(false, false, false, true), all));
        OTHERWISE.put(
                "deny except", new NaiveOracle(new DoubtReading(true, true, false, true), all));
        OTHERWISE.put(
                "allow sources", new NaiveOracle(new DoubtReading(true, false, true, true), all));
        OTHERWISE.put(
                "allow except", new NaiveOracle(new DoubtReading(true, false, false, false), all));
        for (EmbeddedForm form : EmbeddedForm.values()) {
            EnumSet<EmbeddedForm> others = EnumSet.allOf(EmbeddedForm.class);
            others.remove(form);
            WITHOUT.put(form, new NaiveOracle(DoubtReading.NORMATIVE, others));
        }
    }

    private final NaiveOracle oracle = new NaiveOracle();
    private final Map<String, Integer> counts = new TreeMap<>();

    Map<String, Integer> counts() {
        return counts;
    }

    int count(String what) {
        return counts.getOrDefault(what, 0);
    }

    /** Counts what the answer to a request shows by itself. */
    void add(Request request, Verdict verdict) {
        add("reason " + verdict.reason().code());
        add("evaluated " + verdict.evaluated());
        add("enforced " + verdict.enforced());
        if (verdict.enforced() != verdict.evaluated()) {
            add("enforced otherwise than evaluated");
        }
        if (verdict.draft() != null && verdict.draft() != verdict.evaluated()) {
            add("draft otherwise than evaluated");
        }
        if (verdict.trial() != null && verdict.trial() != verdict.evaluated()) {
            add("trial otherwise than evaluated");
        }
        if (request.client() instanceof ClientAddress.Undetermined) {
            add("undetermined " + verdict.evaluated());
        }
        if (request.channel() instanceof Channel.Ambiguous) {
            add("ambiguous " + verdict.evaluated());
        }
    }

    /**
     * Counts what would have been otherwise if some detail were; slow, so meant for a share of the
     * requests.
     */
    void addWhatMattered(TenantState state, Request request, Verdict verdict) {
        OTHERWISE.forEach((where, other) -> {
            if (!other.decide(state, request).equals(verdict)) {
                add("doubt mattered in " + where);
            }
        });
        if (request.client() instanceof ClientAddress.Determined determined) {
            Octets address = Octets.of(determined.address());
            WITHOUT.forEach((form, other) -> {
                if (!form.read(address, state.nat64Prefixes()).isEmpty()
                        && !other.decide(state, request).equals(verdict)) {
                    add("embedded form mattered: " + form);
                }
            });
        }
        if (request.epochMillis() > Long.MIN_VALUE
                && differsAt(state, request, request.epochMillis() - 1, verdict)) {
            add("boundary in time hit on the millisecond");
        }
        Decision decision = oracle.explain(state, request);
        if (decision.entry() != null && decision.rule() != null) {
            add("determined by " + kind(state, decision));
        }
    }

    private boolean differsAt(
            TenantState state, Request request, long epochMillis, Verdict verdict) {
        Request other =
                new Request(request.client(), epochMillis, request.channel(), request.principal());
        return !oracle.decide(state, other).equals(verdict);
    }

    private static String kind(TenantState state, Decision decision) {
        for (Rule rule : state.policy().rules()) {
            for (Entry entry : rule.sources()) {
                if (rule.id().equals(decision.rule()) && isNamed(entry, decision.entry())) {
                    return kind(entry.source())
                            + (decision.request().client() instanceof ClientAddress.Determined
                                    ? ", determined"
                                    : ", undetermined");
                }
            }
        }
        return "entry of a list";
    }

    private static boolean isNamed(Entry entry, @Nullable EntryId id) {
        return entry.id().equals(id);
    }

    private static String kind(Source source) {
        return switch (source) {
            case Source.Network ignored -> "prefix";
            case Source.Range ignored -> "range";
            case Source.Country ignored -> "country";
            case Source.Asn ignored -> "asn";
            case Source.ListReference ignored -> "list never loaded";
            case Source.Any ignored -> "any";
        };
    }

    private void add(String what) {
        counts.merge(what, 1, Integer::sum);
    }
}
