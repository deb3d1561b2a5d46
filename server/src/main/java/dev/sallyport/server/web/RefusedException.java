package dev.sallyport.server.web;

import dev.sallyport.control.problem.Outcome;
import dev.sallyport.control.problem.Problem;
import dev.sallyport.control.problem.ProblemCode;

/**
 * A call is refused. Thrown where the style guide would have a value returned: a door that forgot
 * to look at the value would be an open door.
 */
public final class RefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    /** Refuses for {@code problem}. */
    public RefusedException(Problem problem) {
        super(problem.code().code(), null, false, false);
        this.problem = problem;
    }

    /** Refuses for a problem without places. */
    public RefusedException(ProblemCode code, String detail) {
        this(Problem.of(code, detail));
    }

    /** Returns why. */
    public Problem problem() {
        return problem;
    }

    /**
     * Returns the value of a use case that was done.
     *
     * @throws RefusedException if it was refused
     */
    public static <T> T unlessRefused(Outcome<T> outcome) {
        return switch (outcome) {
            case Outcome.Done<T>(T value) -> value;
            case Outcome.Refused<T>(Problem problem) -> throw new RefusedException(problem);
        };
    }
}
