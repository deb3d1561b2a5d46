package dev.sallyport.control.expiry;

import dev.sallyport.control.audit.AuditAction;
import dev.sallyport.control.audit.AuditEvent;
import dev.sallyport.control.caller.Origin;
import dev.sallyport.control.port.Repositories;
import dev.sallyport.control.port.StoredTenant;
import dev.sallyport.control.port.Transactions;
import dev.sallyport.engine.policy.ListName;
import dev.sallyport.engine.policy.NetworkList;
import dev.sallyport.engine.policy.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The use case that tells of deadlines: one audit record for every entry or rule and lead time,
 * once, also across restarts. Looks at active revisions and at the lists that they or drafts name.
 * Safe for use by several threads; meant to be called every hour.
 */
public final class RemindOfDeadlines {

    /** For how long something that has ended is still told; later nobody waits for it. */
    public static final Duration PAST = Duration.ofDays(30);

    /** The most reminders of one run; the next goes on. */
    public static final int MAX_OF_RUN = 5_000;

    private static final int BATCH = 200;
    private static final Duration KEPT = PAST.plusDays(30);

    /* One deadline that has come within a lead time, and what is told of it. */
    private record Due(Reminder reminder, Deadline deadline) {}

    /* What a run has met. Two tenants may name one list of the operator; it is looked at once. */
    private static final class Run {
        private final List<Due> due = new ArrayList<>();
        private final Set<ListName> platformLists = new HashSet<>();
        private int expiring;
        private int dueForReview;
        private boolean isComplete = true;
    }

    private final Transactions transactions;
    private final LeadTimes leadTimes;

    /** Tells of what is behind {@code transactions}, so long ahead. */
    public RemindOfDeadlines(Transactions transactions, LeadTimes leadTimes) {
        this.transactions = transactions;
        this.leadTimes = leadTimes;
    }

    /**
     * Looks at all tenants, one at a time, and tells of what is due and was not told yet.
     *
     * @param origin the program itself, at this instant
     */
    public ReminderReport remind(Origin origin) {
        Instant now = origin.at();
        Run run =
                transactions.read(repositories -> {
                    Run found = new Run();
                    repositories
                            .tenants()
                            .forEach(
                                    stored -> look(repositories, stored, now, found),
                                    unreadable -> {});
                    return found;
                });
        int written = 0;
        for (int from = 0; from < run.due.size(); from += BATCH) {
            List<Due> batch = run.due.subList(from, Math.min(from + BATCH, run.due.size()));
            written += transactions.write(repositories -> write(repositories, batch, origin));
        }
        int _ =
                transactions.write(
                        repositories -> repositories.reminders().forget(now.minus(KEPT)));
        return new ReminderReport(written, run.expiring, run.dueForReview, run.isComplete);
    }

    private void look(Repositories repositories, StoredTenant stored, Instant now, Run run) {
        List<Deadline> own = new ArrayList<>();
        List<Deadline> platform = new ArrayList<>();
        Instant to = now.plus(leadTimes.longest());
        Deadlines ofTenant = new Deadlines(now.minus(PAST), to, own::add);
        ofTenant.of(stored.revision().policy());
        for (NetworkList list : stored.lists().values()) {
            if (!list.name().isPlatform()) {
                ofTenant.of(list);
            } else if (run.platformLists.add(list.name())) {
                new Deadlines(now.minus(PAST), to, platform::add).of(list);
            }
        }
        collect(repositories, stored.tenant().id(), own, now, run);
        collect(repositories, null, platform, now, run);
    }

    private void collect(
            Repositories repositories,
            @Nullable TenantId tenant,
            List<Deadline> deadlines,
            Instant now,
            Run run) {
        if (deadlines.isEmpty()) {
            return;
        }
        Set<Reminder> told = repositories.reminders().of(tenant);
        for (Deadline deadline : deadlines) {
            boolean isReview = deadline.kind() == Deadline.Kind.REVIEW;
            boolean hasCome = !now.isBefore(deadline.at());
            run.dueForReview += isReview && hasCome ? 1 : 0;
            run.expiring += !isReview && !hasCome ? 1 : 0;
            if (isReview && !hasCome) {
                continue;
            }
            Duration ahead = leadTimes.due(deadline.at(), now).orElse(null);
            if (ahead == null) {
                continue;
            }
            Reminder reminder =
                    new Reminder(tenant, deadline.place(), deadline.kind(), deadline.at(), ahead);
            if (told.contains(reminder)) {
                continue;
            }
            if (run.due.size() == MAX_OF_RUN) {
                run.isComplete = false;
                return;
            }
            run.due.add(new Due(reminder, deadline));
        }
    }

    private static int write(Repositories repositories, List<Due> batch, Origin origin) {
        int written = 0;
        for (Due due : batch) {
            TenantId tenant = due.reminder().tenant();
            boolean isGone = tenant != null && repositories.tenants().find(tenant).isEmpty();
            if (!isGone && repositories.reminders().add(due.reminder())) {
                repositories.audit().append(event(due, origin));
                written++;
            }
        }
        return written;
    }

    private static AuditEvent event(Due due, Origin origin) {
        Deadline deadline = due.deadline();
        boolean hasCome = due.reminder().ahead().isZero();
        AuditAction action =
                switch (deadline.kind()) {
                    case EXPIRES ->
                            hasCome ? AuditAction.ENTRY_EXPIRED : AuditAction.ENTRY_EXPIRING;
                    case REVIEW -> AuditAction.ENTRY_REVIEW_DUE;
                };
        Origin told =
                new Origin(
                        origin.caller(), origin.address(), origin.at(), reason(deadline, hasCome));
        return AuditEvent.of(action, told, due.reminder().tenant()).target(deadline.place());
    }

    private static String reason(Deadline deadline, boolean hasCome) {
        String what =
                switch (deadline.kind()) {
                    case EXPIRES -> hasCome ? "expired at " : "expires at ";
                    case REVIEW -> "to be reviewed since ";
                };
        StringBuilder text = new StringBuilder(what).append(deadline.at());
        append(text, "", deadline.what());
        append(text, "label ", deadline.label());
        append(text, "owner ", deadline.owner());
        return text.toString();
    }

    private static void append(StringBuilder text, String name, String value) {
        if (!value.isEmpty()) {
            text.append("; ").append(name).append(value);
        }
    }
}
