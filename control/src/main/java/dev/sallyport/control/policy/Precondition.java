package dev.sallyport.control.policy;

import dev.sallyport.control.problem.Outcome;
import dev.sallyport.control.problem.ProblemCode;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a caller demands of the state that a change replaces (the headers {@code If-Match} and
 * {@code If-None-Match}, RFC 9110 sections 13.1.1 and 13.1.2).
 */
public sealed interface Precondition {

    /** Nothing was demanded; a policy is not replaced then. */
    record Absent() implements Precondition {}

    /** Any state will do ({@code *}); honoured only at revision 0. */
    record Any() implements Precondition {}

    /**
     * The state has one of these entity tags.
     *
     * @param tags the tags without their quotes; weak ones are left out, since they match nothing
     *     here
     */
    record OneOf(Set<String> tags) implements Precondition {

        /** Copies the tags. */
        public OneOf {
            tags = Set.copyOf(tags);
        }
    }

    /**
     * Returns the precondition that the values of all {@code If-Match} lines state. Refused if they
     * are malformed.
     */
    static Outcome<Precondition> parse(List<String> values) {
        return parse("If-Match", values);
    }

    /**
     * Returns the precondition that the values of all lines of a header state. Refused if they are
     * malformed.
     *
     * @param header the name of the header, for the message
     */
    static Outcome<Precondition> parse(String header, List<String> values) {
        if (values.isEmpty()) {
            return Outcome.done(new Absent());
        }
        String joined = String.join(",", values).strip();
        if (joined.equals("*")) {
            return Outcome.done(new Any());
        }
        if (joined.length() > 4096 || !EntityTagList.WHOLE.matcher(joined).matches()) {
            return Outcome.refused(
                    ProblemCode.REQUEST_PRECONDITION_MALFORMED,
                    "the header `" + header + "` holds neither `*` nor entity tags in quotes");
        }
        return Outcome.done(
                new OneOf(
                        EntityTagList.TAG
                                .matcher(joined)
                                .results()
                                .filter(result -> result.group(1).isEmpty())
                                .map(result -> result.group(2))
                                .collect(Collectors.toSet())));
    }
}

/* RFC 9110 section 8.8.3; empty list elements are allowed by section 5.6.1. */
final class EntityTagList {

    static final Pattern TAG = Pattern.compile("(W/|)\"([\\x21\\x23-\\x7E\\x80-\\xFF]*+)\"");
    static final Pattern WHOLE =
            Pattern.compile(
                    "[ \\t,]*+"
                            + TAG.pattern()
                            + "(?:[ \\t]*+,[ \\t,]*+"
                            + TAG.pattern()
                            + ")*+[ \\t,]*+");

    private EntityTagList() {}
}
