package dev.sallyport.cli.imports;

import dev.sallyport.cli.terminal.Terminal;
import dev.sallyport.cli.terminal.TextTable;
import dev.sallyport.compat.imports.Fate;
import dev.sallyport.compat.imports.ImportLine;
import dev.sallyport.compat.imports.ImportReport;
import dev.sallyport.control.policy.PolicySubmission;
import dev.sallyport.control.policy.RuleSubmission;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;

/** Writes what became of a source for a person. */
final class ImportText {

    private static final int LONGEST_FATE = Fate.ATTENTION.word().length();

    private final PrintWriter out;
    private final Terminal terminal;

    ImportText(PrintWriter out, Terminal terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /**
     * Writes the report and the rules.
     *
     * @param isBrief whether entries that were taken as they are go without a line of their own
     */
    void write(String label, ImportReport report, PolicySubmission policy, boolean isBrief) {
        out.println(terminal.bold(TextTable.printable(label)) + ": " + totals(report));
        List<ImportLine> shown =
                report.lines().stream()
                        .filter(line -> !isBrief || line.fate() != Fate.TAKEN)
                        .toList();
        if (!shown.isEmpty()) {
            out.println();
            int places =
                    shown.stream()
                            .mapToInt(line -> line.place().toString().length())
                            .max()
                            .orElse(0);
            shown.forEach(line -> out.println(TextTable.printable(line(line, places))));
        }
        for (String warning : report.warnings()) {
            out.println(TextTable.printable("note: " + warning));
        }
        out.println();
        rules(policy);
        out.flush();
    }

    /* One line whatever its length: a report of which the ends are cut off says too little. */
    private static String line(ImportLine line, int places) {
        String text =
                "  %s  %s  %s"
                        .formatted(
                                padded(line.place().toString(), places),
                                padded(line.fate().word(), LONGEST_FATE),
                                line.text());
        String into = line.into().isEmpty() ? "" : "  -> " + line.into();
        String why = line.why().isEmpty() ? "" : ": " + line.why();
        String hint = line.hint().isEmpty() ? "" : " (" + line.hint() + ")";
        return text + into + why + hint;
    }

    private static String padded(String text, int length) {
        return text + " ".repeat(Math.max(0, length - text.length()));
    }

    static String totals(ImportReport report) {
        Map<Fate, Integer> totals = report.totals();
        return "%s: %,d taken, %,d normalised, %,d duplicate, %,d left out, %,d need attention, %,d faulty"
                .formatted(
                        count(report.lines().size(), "entry", "entries"),
                        totals.get(Fate.TAKEN),
                        totals.get(Fate.NORMALISED),
                        totals.get(Fate.DUPLICATE),
                        totals.get(Fate.LEFT_OUT),
                        totals.get(Fate.ATTENTION),
                        totals.get(Fate.FAULTY));
    }

    private static String count(int number, String one, String many) {
        return "%,d %s".formatted(number, number == 1 ? one : many);
    }

    private void rules(PolicySubmission policy) {
        out.println(
                terminal.bold("The policy")
                        + ": %s, %s, %s"
                                .formatted(
                                        policy.mode(),
                                        count(policy.rules().size(), "rule", "rules"),
                                        count(policy.entryCount(), "entry", "entries")));
        TextTable table =
                new TextTable(
                        TextTable.Column.text("rule", 0),
                        TextTable.Column.text("effect", 0),
                        TextTable.Column.text("state", 1),
                        TextTable.Column.number("sources", 0),
                        TextTable.Column.number("except", 0),
                        TextTable.Column.text("name", 2));
        for (RuleSubmission rule : policy.rules()) {
            table.row(
                    rule.id().value(),
                    rule.effect().toString(),
                    rule.life().enabled() ? "" : "disabled",
                    Integer.toString(rule.sources().size()),
                    Integer.toString(rule.except().size()),
                    rule.name());
        }
        table.lines(terminal).forEach(out::println);
    }
}
