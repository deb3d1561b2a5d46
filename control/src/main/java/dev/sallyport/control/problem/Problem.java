package dev.sallyport.control.problem;

import java.util.List;

/**
 * Why a request was refused; what a door renders as RFC 9457 problem details.
 *
 * @param code what is wrong with the request as a whole; decides the status
 * @param detail one lower-case sentence, no final stop
 * @param faults the single faults with their places, in the order of the document; may be empty
 * @param moreFaults how many faults were found and not kept, 0 or more
 */
public record Problem(ProblemCode code, String detail, List<Fault> faults, int moreFaults) {

    /** Copies the faults. */
    public Problem {
        faults = List.copyOf(faults);
    }

    /** Returns a problem without places. */
    public static Problem of(ProblemCode code, String detail) {
        return new Problem(code, detail, List.of(), 0);
    }

    /** Returns a problem that consists of the given faults. */
    public static Problem of(ProblemCode code, String detail, List<Fault> faults) {
        return new Problem(code, detail, faults, 0);
    }
}
