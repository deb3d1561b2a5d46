package dev.sallyport.server.web;

import dev.sallyport.control.problem.Outcome;
import dev.sallyport.control.problem.Problem;
import dev.sallyport.control.problem.ProblemCode;

/*
 * A call is refused. Thrown where the style guide would have a value returned: a door that forgot to look at the value
 * would be an open door.
 */
final class RefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    RefusedException(Problem problem) {
        super(problem.code().code(), null, false, false);
        this.problem = problem;
    }

    RefusedException(ProblemCode code, String detail) {
        this(Problem.of(code, detail));
    }

    Problem problem() {
        return problem;
    }

    /* Returns the value of a use case that was done; throws the problem of one that was refused. */
    static <T> T unlessRefused(Outcome<T> outcome) {
        return switch (outcome) {
            case Outcome.Done<T>(T value) -> value;
            case Outcome.Refused<T>(Problem problem) -> throw new RefusedException(problem);
        };
    }
}
