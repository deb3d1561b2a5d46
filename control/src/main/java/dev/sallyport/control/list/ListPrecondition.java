package dev.sallyport.control.list;

import dev.sallyport.control.policy.Precondition;
import dev.sallyport.control.port.StoredList;
import dev.sallyport.control.problem.Problem;
import dev.sallyport.control.problem.ProblemCode;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a caller demands of the list that a change replaces. Nothing need be demanded where there is
 * no list yet; {@code If-Match: *} is honoured only there, as it is for policies. ADR 11
 *
 * @param match the header {@code If-Match}
 * @param noneMatch the header {@code If-None-Match}, whose {@code *} asks that there be no list
 */
public record ListPrecondition(Precondition match, Precondition noneMatch) {

    /** Nothing is demanded. */
    public static final ListPrecondition NONE =
            new ListPrecondition(new Precondition.Absent(), new Precondition.Absent());

    /** Returns why {@code found} must not be replaced; empty if it may be. */
    Optional<Problem> againstReplacing(@Nullable StoredList found) {
        Optional<Problem> stale = against(found);
        if (stale.isPresent() || found == null || match instanceof Precondition.OneOf) {
            return stale;
        }
        return switch (match) {
            case Precondition.Absent ignored ->
                    Optional.of(
                            Problem.of(
                                    ProblemCode.LIST_PRECONDITION_REQUIRED,
                                    "list `"
                                            + found.id()
                                            + "` is there already, and the header"
                                            + " `If-Match` is missing"));
            case Precondition.Any ignored ->
                    Optional.of(
                            stale(
                                    "`*` is honoured only where there is no list yet, and list `"
                                            + found.id()
                                            + "` is there already"));
            case Precondition.OneOf ignored -> Optional.empty();
        };
    }

    /** Returns why {@code found} must not be removed; empty if it may be. */
    Optional<Problem> againstRemoving(StoredList found) {
        return against(found);
    }

    private Optional<Problem> against(@Nullable StoredList found) {
        if (noneMatch instanceof Precondition.Any && found != null) {
            return Optional.of(stale("there is a list `" + found.id() + "` already"));
        }
        if (noneMatch instanceof Precondition.OneOf(Set<String> tags)
                && found != null
                && tags.contains(found.entityTag())) {
            return Optional.of(stale("the list is the one named in `If-None-Match`"));
        }
        if (match instanceof Precondition.OneOf(Set<String> tags)
                && (found == null || !tags.contains(found.entityTag()))) {
            return Optional.of(
                    stale(
                            found == null
                                    ? "there is no list any more"
                                    : "the list has changed since the one named in `If-Match`"));
        }
        return Optional.empty();
    }

    private static Problem stale(String detail) {
        return Problem.of(ProblemCode.LIST_STALE, detail);
    }
}
