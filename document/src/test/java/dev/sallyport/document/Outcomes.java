package dev.sallyport.document;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.control.policy.PolicySubmission;
import dev.sallyport.control.problem.Fault;
import dev.sallyport.control.problem.Outcome;
import dev.sallyport.control.problem.Problem;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.List;

/** Short words for what readers answer. */
final class Outcomes {

    private Outcomes() {}

    static InputStream bytes(String document) {
        return new ByteArrayInputStream(document.getBytes(UTF_8));
    }

    static Outcome<PolicySubmission> policy(String document) {
        return PolicyReader.read(bytes(document), DocumentLimits.DEFAULT);
    }

    static <T> T done(Outcome<T> outcome) {
        return switch (outcome) {
            case Outcome.Done<T>(T value) -> value;
            case Outcome.Refused<T>(Problem problem) ->
                    throw new AssertionError("refused: " + problem);
        };
    }

    static Problem problem(Outcome<?> outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        return ((Outcome.Refused<?>) outcome).problem();
    }

    static String code(Outcome<?> outcome) {
        return problem(outcome).code().code();
    }

    /** Returns the faults as {@code code pointer}. */
    static List<String> faults(Outcome<?> outcome) {
        return problem(outcome).faults().stream().map(Outcomes::text).toList();
    }

    private static String text(Fault fault) {
        return (fault.code() + " " + fault.pointer()).strip();
    }
}
