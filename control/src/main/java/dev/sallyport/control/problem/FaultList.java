package dev.sallyport.control.problem;

import java.util.ArrayList;
import java.util.List;

/**
 * Collects faults, keeps the first {@link #MAX_KEPT} and counts the rest. Not safe for use by
 * several threads.
 */
public final class FaultList {

    /** How many faults are kept. */
    public static final int MAX_KEPT = 100;

    private final List<Fault> kept = new ArrayList<>();
    private int more;

    /** Adds a fault. */
    public void add(Fault fault) {
        if (kept.size() < MAX_KEPT) {
            kept.add(fault);
        } else {
            more++;
        }
    }

    /** Adds a fault that is kept in any case, if need be in place of the last one kept. */
    public void addLast(Fault fault) {
        if (kept.size() == MAX_KEPT) {
            kept.removeLast();
            more++;
        }
        kept.add(fault);
    }

    /** Adds a fault made of its parts. */
    public void add(ProblemCode code, String pointer, String detail, String hint) {
        add(new Fault(code, pointer, detail, hint));
    }

    /** Returns whether there is no fault. */
    public boolean isEmpty() {
        return kept.isEmpty();
    }

    /** Returns how many faults were added, kept or not. */
    public int size() {
        return kept.size() + more;
    }

    /** Returns the faults kept, in the order in which they were added. */
    public List<Fault> kept() {
        return List.copyOf(kept);
    }

    /** Returns the problem that consists of these faults, under the given code. */
    public Problem toProblem(ProblemCode code, String detail) {
        return new Problem(code, detail, kept, more);
    }
}
