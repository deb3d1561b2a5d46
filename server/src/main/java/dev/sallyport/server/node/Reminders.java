package dev.sallyport.server.node;

import dev.sallyport.control.caller.Origin;
import dev.sallyport.control.doctor.ExpiryCheck;
import dev.sallyport.control.expiry.RemindOfDeadlines;
import dev.sallyport.control.expiry.ReminderReport;
import dev.sallyport.gate.Measurement;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/**
 * Tells of what expires. That reads every policy, one at a time, and happens every hour; what the
 * doctor and the metrics say is an hour old at most. Safe for use by several threads.
 */
public final class Reminders {

    private final RemindOfDeadlines remind;
    private final Origin program;
    private final Clock clock;
    private volatile ReminderReport last = ReminderReport.NONE;

    /**
     * Tells through {@code remind}.
     *
     * @param program the program itself
     */
    public Reminders(RemindOfDeadlines remind, Origin program, Clock clock) {
        this.remind = remind;
        this.program = program;
        this.clock = clock;
    }

    /** Looks and tells; to be called every hour. */
    public void tell() {
        last =
                remind.remind(
                        new Origin(
                                program.caller(), program.address(), clock.instant(), "reminder"));
    }

    /** Returns what the doctor says. */
    public ExpiryCheck check() {
        return new ExpiryCheck(last);
    }

    /** Returns how many entries expire soon, and how many reviews are due. */
    public List<Measurement> measure() {
        ReminderReport report = last;
        return List.of(
                gauge(
                        "sallyport_entries_expiring",
                        "Entries and rules that expire within the longest lead time.",
                        report.expiring()),
                gauge(
                        "sallyport_entries_review_due",
                        "Entries whose review date has passed in the last 30 days.",
                        report.dueForReview()));
    }

    private static Measurement gauge(String name, String meaning, int value) {
        return new Measurement(name, Measurement.Kind.GAUGE, meaning, Map.of(), value);
    }
}
