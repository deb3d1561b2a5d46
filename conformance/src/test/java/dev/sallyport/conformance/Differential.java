package dev.sallyport.conformance;

import dev.sallyport.engine.decision.Explainer;
import dev.sallyport.engine.decision.Request;
import dev.sallyport.engine.decision.TenantSnapshot;
import dev.sallyport.engine.decision.TenantState;
import dev.sallyport.testkit.CaseText;
import dev.sallyport.testkit.Minimizer;
import dev.sallyport.testkit.NaiveOracle;
import dev.sallyport.testkit.Scenario;
import dev.sallyport.testkit.WorldStyle;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks engine and oracle the same and compares the whole answers. Public, and free of the test
 * framework, because planted faults run it against a faulty engine in a class loader of its own.
 */
public final class Differential {

    private static final NaiveOracle ORACLE = new NaiveOracle();
    private static final List<WorldStyle> STYLES = List.of(WorldStyle.values());

    /* Every so many requests the explanation is compared too. */
    private static final int EXPLAINED_EACH = 8;

    private Differential() {}

    /** Returns the scenario of one number of a campaign; the styles take turns. */
    static Scenario scenario(long campaignSeed, int number, int requests) {
        long seed = campaignSeed + 0x9E37_79B9_7F4A_7C15L * number;
        return Scenario.of(seed, STYLES.get(number % STYLES.size()), requests);
    }

    /** Returns how many scenarios of a campaign it takes to find a mismatch, 0 if none has one. */
    public static int scenariosUntilMismatch(long campaignSeed, int scenarios, int requests) {
        for (int number = 0; number < scenarios; number++) {
            Scenario scenario = scenario(campaignSeed, number, requests);
            if (culprit(compiling(scenario), scenario.requests()) != null) {
                return number + 1;
            }
        }
        return 0;
    }

    /**
     * Returns the first mismatch of one scenario, made small and described, or null if there is
     * none.
     */
    static @Nullable String mismatch(Scenario scenario) {
        String mismatch = mismatch(compiling(scenario), scenario.requests());
        return mismatch == null
                ? null
                : "scenario seed "
                        + scenario.seed()
                        + ", style "
                        + scenario.style()
                        + "\n"
                        + mismatch;
    }

    /**
     * Returns the first mismatch of a state asked several requests in a row, or null if there is
     * none.
     */
    static @Nullable String mismatch(
            TenantState state, long compiledAtMillis, List<Request> requests) {
        return mismatch(new Compiling(state, compiledAtMillis, false), requests);
    }

    private static @Nullable String mismatch(Compiling compiling, List<Request> requests) {
        Request culprit = culprit(compiling, requests);
        return culprit == null ? null : describe(compiling, culprit);
    }

    /* In every fourth scenario the engine has the geo data in its own table, and the oracle in the list it was made of. */
    private static Compiling compiling(Scenario scenario) {
        return new Compiling(
                scenario.state(),
                scenario.compiledAtMillis(),
                Math.floorMod(scenario.seed(), 4) == 0);
    }

    /* A state, and how the engine gets it. */
    private record Compiling(TenantState state, long atMillis, boolean withTable) {

        Compiling of(TenantState other) {
            return new Compiling(other, atMillis, withTable);
        }

        TenantSnapshot snapshot() {
            return TenantSnapshot.compile(withTable ? GeoTables.withTable(state) : state, atMillis);
        }
    }

    private static @Nullable Request culprit(Compiling compiling, List<Request> requests) {
        TenantSnapshot snapshot;
        try {
            snapshot = compiling.snapshot();
        } catch (RuntimeException failure) {
            return requests.getFirst();
        }
        int asked = 0;
        for (Request request : requests) {
            boolean explained = asked++ % EXPLAINED_EACH == 0;
            if (differs(compiling.state(), snapshot, request, explained)) {
                return request;
            }
        }
        return null;
    }

    private static boolean differs(
            TenantState state, TenantSnapshot snapshot, Request request, boolean explained) {
        try {
            return !ORACLE.decide(state, request).equals(snapshot.decide(request))
                    || explained
                            && !ORACLE.explain(state, request)
                                    .equals(Explainer.explain(snapshot, request));
        } catch (RuntimeException failure) {
            // The engine is total: an exception is as wrong as a wrong answer.
            return true;
        }
    }

    private static boolean differsFresh(Compiling compiling, Request request) {
        try {
            return differs(compiling.state(), compiling.snapshot(), request, true);
        } catch (RuntimeException failure) {
            return true;
        }
    }

    private static String describe(Compiling compiling, Request request) {
        boolean fresh = differsFresh(compiling, request);
        Minimizer.Case found = new Minimizer.Case(compiling.state(), request);
        Minimizer.Case smallest =
                fresh
                        ? Minimizer.minimize(
                                found, (less, asked) -> differsFresh(compiling.of(less), asked))
                        : found;
        return "compiled at "
                + compiling.atMillis()
                + " ms"
                + (compiling.withTable() ? ", geo data in a table" : "")
                + (fresh ? "" : ", only after the requests before it")
                + "\n"
                + CaseText.of(smallest.state(), smallest.request())
                + "oracle "
                + ORACLE.explain(smallest.state(), smallest.request())
                + "\nengine "
                + answer(compiling.of(smallest.state()), smallest.request());
    }

    private static String answer(Compiling compiling, Request request) {
        try {
            TenantSnapshot snapshot = compiling.snapshot();
            return snapshot.decide(request)
                    + " explained as "
                    + Explainer.explain(snapshot, request);
        } catch (RuntimeException failure) {
            return failure.toString();
        }
    }
}
