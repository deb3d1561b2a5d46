package dev.sallyport.compat.imports;

import dev.sallyport.control.policy.PolicySubmission;
import dev.sallyport.control.policy.RuleSubmission;
import dev.sallyport.engine.policy.ClientAuthorization;
import dev.sallyport.engine.policy.Mode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The report of one reading as it is written. Not thread-safe. */
public final class Ledger {

    private record Numbered(int number, ImportLine line) {}

    private final ImportTerms terms;
    private final List<Numbered> lines = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private int next;

    /** Begins a report. */
    public Ledger(ImportTerms terms) {
        this.terms = terms;
    }

    /** Returns the number that the next entry will have; the report is in the order of numbers. */
    public int next() {
        return next;
    }

    /** Returns a number for an entry of which it is said later what became of it. */
    public int reserve() {
        return next++;
    }

    /**
     * Adds what became of the next entry.
     *
     * @throws RefusedSourceException if there are more entries than are read
     */
    public void add(ImportLine line) {
        addAt(next, line);
    }

    /**
     * Adds what became of an entry behind those that have the same number.
     *
     * @throws RefusedSourceException if there are more entries than are read
     */
    public void addAt(int number, ImportLine line) {
        if (lines.size() >= ImportTerms.MAX_LINES) {
            throw new RefusedSourceException(
                    "the source has more than " + ImportTerms.MAX_LINES + " entries",
                    "take a part of it at a time");
        }
        next = Math.max(next, number + 1);
        lines.add(new Numbered(number, line));
    }

    /** Adds an entry that is not valid. */
    public void faulty(Place place, String text, String why, String hint) {
        add(new ImportLine(place, text, Fate.FAULTY, "", why, hint));
    }

    /** Adds an entry that has no part in the policy and loses nothing by it. */
    public void leftOut(Place place, String text, String why) {
        add(new ImportLine(place, text, Fate.LEFT_OUT, "", why, ""));
    }

    /** Adds an entry of which the policy does not say what it said. */
    public void attention(Place place, String text, String why, String hint) {
        add(new ImportLine(place, text, Fate.ATTENTION, "", why, hint));
    }

    /** Adds a sentence on the whole, once. */
    public void warn(String sentence) {
        if (!warnings.contains(sentence)) {
            warnings.add(sentence);
        }
    }

    /** Returns the report so far. */
    public ImportReport report() {
        return new ImportReport(
                lines.stream()
                        .sorted(Comparator.comparingInt(Numbered::number))
                        .map(Numbered::line)
                        .toList(),
                warnings);
    }

    /** Returns the refusal of the source. */
    public ImportOutcome refused(RefusedSourceException refusal) {
        return new ImportOutcome.Refused(refusal.why(), refusal.hint(), report());
    }

    /**
     * Returns what came of the reading: the policy with these rules in {@code MONITOR}, or a
     * refusal if an entry is not valid and is not to be skipped, if there is no rule, or if the
     * policy is larger than policies may be. Rules without sources are left away.
     */
    public ImportOutcome outcome(List<RuleSubmission> rules) {
        ImportReport report = report();
        int faults = report.faults().size();
        if (faults > 0 && !terms.skipFaulty()) {
            return new ImportOutcome.Refused(
                    faults == 1
                            ? "1 entry is not valid, so nothing was taken"
                            : faults + " entries are not valid, so nothing was taken",
                    "mend them, or leave them out with --skip-faulty",
                    report);
        }
        List<RuleSubmission> filled =
                rules.stream().filter(rule -> !rule.sources().isEmpty()).toList();
        if (filled.isEmpty()) {
            return new ImportOutcome.Refused("there is nothing in it to take over", "", report);
        }
        PolicySubmission policy =
                new PolicySubmission(Mode.MONITOR, ClientAuthorization.IGNORE, filled);
        if (filled.size() > terms.limits().maxRules()) {
            return new ImportOutcome.Refused(
                    "the policy would have %,d rules, of %,d at most"
                            .formatted(filled.size(), terms.limits().maxRules()),
                    "take a part of it at a time",
                    report);
        }
        if (policy.entryCount() > terms.limits().maxEntries()) {
            return new ImportOutcome.Refused(
                    "the policy would have %,d entries, of %,d at most"
                            .formatted(policy.entryCount(), terms.limits().maxEntries()),
                    "join neighbouring prefixes, or put the addresses into a list",
                    report);
        }
        return new ImportOutcome.Taken(policy, report);
    }
}
