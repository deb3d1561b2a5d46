package dev.sallyport.control.problem;

import java.util.List;
import java.util.function.Function;

/**
 * What came of a use case: a value, or a refusal that changed nothing.
 *
 * @param <T> what is returned on success
 */
public sealed interface Outcome<T> {

    /**
     * It was done.
     *
     * @param value the result
     */
    record Done<T>(T value) implements Outcome<T> {}

    /**
     * It was not done, and nothing was changed.
     *
     * @param problem why
     */
    record Refused<T>(Problem problem) implements Outcome<T> {}

    /** Returns a success. */
    static <T> Outcome<T> done(T value) {
        return new Done<>(value);
    }

    /** Returns a refusal. */
    static <T> Outcome<T> refused(Problem problem) {
        return new Refused<>(problem);
    }

    /** Returns a refusal without places. */
    static <T> Outcome<T> refused(ProblemCode code, String detail) {
        return new Refused<>(Problem.of(code, detail));
    }

    /** Returns a refusal because of one fault at one place, under the fault's own code. */
    static <T> Outcome<T> refused(Fault fault) {
        return new Refused<>(Problem.of(fault.code(), fault.detail(), List.of(fault)));
    }

    /** Returns this outcome with its value, if there is one, turned into another. */
    default <R> Outcome<R> map(Function<? super T, ? extends R> function) {
        return switch (this) {
            case Done<T>(T value) -> new Done<>(function.apply(value));
            case Refused<T>(Problem problem) -> new Refused<>(problem);
        };
    }

    /** Returns what comes of going on with the value of this outcome, if there is one. */
    default <R> Outcome<R> flatMap(Function<? super T, Outcome<R>> function) {
        return switch (this) {
            case Done<T>(T value) -> function.apply(value);
            case Refused<T>(Problem problem) -> new Refused<>(problem);
        };
    }
}
