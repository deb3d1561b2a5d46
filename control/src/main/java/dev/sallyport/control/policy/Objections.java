package dev.sallyport.control.policy;

import dev.sallyport.control.problem.FaultList;
import dev.sallyport.control.problem.ProblemCode;
import java.util.EnumSet;
import java.util.Set;

/* What guards say against a candidate: what stands in its way, and what the caller goes ahead in spite of. */
final class Objections {

    private final Overrides overrides;
    private final FaultList standing = new FaultList();
    private final Set<ProblemCode> overridden = EnumSet.noneOf(ProblemCode.class);

    Objections(Overrides overrides) {
        this.overrides = overrides;
    }

    void add(ProblemCode code, String pointer, String detail, String hint) {
        if (overrides.codes().contains(code)) {
            overridden.add(code);
        } else {
            standing.add(code, pointer, detail, hint);
        }
    }

    /** Returns the objections that were not overridden. */
    FaultList standing() {
        return standing;
    }

    /** Returns the codes of the objections that were overridden. */
    Set<ProblemCode> overridden() {
        return Set.copyOf(overridden);
    }
}
