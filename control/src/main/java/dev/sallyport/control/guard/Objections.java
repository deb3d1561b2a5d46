package dev.sallyport.control.guard;

import dev.sallyport.control.problem.Fault;
import dev.sallyport.control.problem.FaultList;
import dev.sallyport.control.problem.ProblemCode;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What guards say against a candidate: what stands in its way, and what the caller goes ahead in
 * spite of. For one change and one thread.
 */
public final class Objections {

    private final Overrides overrides;
    private final Set<Fault> standing = new LinkedHashSet<>();
    private final Set<ProblemCode> overridden = EnumSet.noneOf(ProblemCode.class);

    /** Holds nothing yet; {@code overrides} is what the caller goes ahead in spite of. */
    public Objections(Overrides overrides) {
        this.overrides = overrides;
    }

    void add(ProblemCode code, String pointer, String detail, String hint) {
        if (overrides.codes().contains(code)) {
            overridden.add(code);
        } else {
            standing.add(new Fault(code, pointer, detail, hint));
        }
    }

    /** Returns the objections that were not overridden. */
    public FaultList standing() {
        FaultList faults = new FaultList();
        standing.forEach(faults::add);
        return faults;
    }

    /** Returns every objection that was not overridden, each once, in the order it was made. */
    Set<Fault> all() {
        return standing;
    }

    /** Returns the codes of the objections that were overridden. */
    public Set<ProblemCode> overridden() {
        return Set.copyOf(overridden);
    }
}
