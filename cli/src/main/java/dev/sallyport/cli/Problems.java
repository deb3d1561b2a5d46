package dev.sallyport.cli;

import dev.sallyport.cli.terminal.TextTable;
import dev.sallyport.control.problem.Fault;
import dev.sallyport.control.problem.Outcome;
import dev.sallyport.control.problem.Problem;
import java.util.ArrayList;
import java.util.List;

/** Puts refusals into words for a terminal. */
public final class Problems {

    private Problems() {}

    /**
     * Returns the value of an outcome.
     *
     * @param what what was read, for the message
     * @throws CommandFailure with status {@link ExitStatus#INVALID_POLICY} and every fault if it is
     *     a refusal
     */
    public static <T> T orFail(Outcome<T> outcome, String what) {
        return switch (outcome) {
            case Outcome.Done<T>(T value) -> value;
            case Outcome.Refused<T>(Problem problem) ->
                    throw new CommandFailure(
                            ExitStatus.INVALID_POLICY,
                            what + ": " + problem.detail() + " (" + problem.code() + ")",
                            lines(problem));
        };
    }

    private static List<String> lines(Problem problem) {
        List<String> lines = new ArrayList<>();
        for (Fault fault : problem.faults()) {
            addFault(lines, fault.pointer(), fault.code().code(), fault.detail(), fault.hint());
        }
        if (problem.moreFaults() > 0) {
            lines.add("  and " + problem.moreFaults() + " more");
        }
        return lines;
    }

    /** Adds the lines that tell of one fault: where, what, and how to mend it. */
    public static void addFault(
            List<String> lines, String pointer, String code, String detail, String hint) {
        String place = pointer.isEmpty() ? "(document)" : pointer;
        lines.add(TextTable.printable("  " + place + "  " + detail + "  (" + code + ")"));
        if (!hint.isEmpty()) {
            lines.add(TextTable.printable("      hint: " + hint));
        }
    }
}
