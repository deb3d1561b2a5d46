package dev.sallyport.control.expiry;

/**
 * What came of looking for deadlines.
 *
 * @param reminded how many reminders were written
 * @param expiring how many entries and rules of all tenants expire within the longest lead time
 * @param dueForReview how many reviews are due since less than {@link RemindOfDeadlines#PAST}
 * @param isComplete whether all that is due has been told; otherwise the next run goes on
 */
public record ReminderReport(int reminded, int expiring, int dueForReview, boolean isComplete) {

    /** Nothing was looked at yet. */
    public static final ReminderReport NONE = new ReminderReport(0, 0, 0, true);
}
