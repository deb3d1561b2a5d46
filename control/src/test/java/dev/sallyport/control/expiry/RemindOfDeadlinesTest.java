package dev.sallyport.control.expiry;

import static dev.sallyport.control.Fixture.ACME;
import static dev.sallyport.control.Fixture.NOW;
import static dev.sallyport.control.Fixture.allow;
import static dev.sallyport.control.Fixture.done;
import static dev.sallyport.control.Fixture.living;
import static dev.sallyport.control.Fixture.policy;
import static dev.sallyport.control.Fixture.prefix;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.control.Fixture;
import dev.sallyport.control.audit.AuditAction;
import dev.sallyport.control.audit.AuditRecord;
import dev.sallyport.control.caller.Caller;
import dev.sallyport.control.caller.Origin;
import dev.sallyport.control.list.ListId;
import dev.sallyport.control.policy.EntrySubmission;
import dev.sallyport.engine.client.ClientAddress;
import dev.sallyport.engine.client.UndeterminedCause;
import dev.sallyport.engine.policy.Entry;
import dev.sallyport.engine.policy.EntryId;
import dev.sallyport.engine.policy.Life;
import dev.sallyport.engine.policy.ListName;
import dev.sallyport.engine.policy.Mode;
import dev.sallyport.engine.policy.NetworkList;
import dev.sallyport.engine.policy.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Everybody is told of a deadline once for each lead time, and late rather than never. */
final class RemindOfDeadlinesTest {

    private final Fixture fixture = new Fixture();
    private final RemindOfDeadlines remind =
            new RemindOfDeadlines(fixture.transactions, LeadTimes.DEFAULT);

    private static Origin at(Instant instant) {
        return new Origin(
                new Caller.Program(),
                new ClientAddress.Undetermined(UndeterminedCause.PEER_UNKNOWN),
                instant,
                "");
    }

    private static Life until(Duration later) {
        return new Life(true, Instant.MIN, NOW.plus(later));
    }

    private List<String> told(Instant instant) {
        int before = fixture.audit().size();
        remind.remind(at(instant));
        return fixture.audit().subList(before, fixture.audit().size()).stream()
                .map(record -> record.event().action() + " " + record.event().target())
                .toList();
    }

    @Test
    void eachLeadTimeIsToldOnceAndThenTheEnd() {
        fixture.published(
                policy(
                        Mode.MONITOR,
                        allow("office", prefix("203.0.113.0/24", until(Duration.ofDays(20))))));
        String entry = "office/e1";

        assertThat(told(NOW)).isEmpty();
        assertThat(told(NOW.plus(Duration.ofDays(7)))).containsExactly("entry.expiring " + entry);
        assertThat(told(NOW.plus(Duration.ofDays(7)).plusSeconds(3600))).isEmpty();
        assertThat(told(NOW.plus(Duration.ofDays(17)))).containsExactly("entry.expiring " + entry);
        // The program was down when the last day began, and tells of that and no other.
        assertThat(told(NOW.plus(Duration.ofDays(19)).plusSeconds(7200)))
                .containsExactly("entry.expiring " + entry);
        assertThat(told(NOW.plus(Duration.ofDays(20)))).containsExactly("entry.expired " + entry);
        assertThat(told(NOW.plus(Duration.ofDays(21)))).isEmpty();
        AuditRecord last = fixture.audit().getLast();
        assertThat(last.event().tenant()).isEqualTo(ACME);
        assertThat(last.event().reason()).contains("203.0.113.0/24");
    }

    /** Whoever is told late is told once. */
    @Test
    void missedLeadTimesAreNotToldAfterwards() {
        fixture.published(
                policy(
                        Mode.MONITOR,
                        allow("office", prefix("203.0.113.0/24", until(Duration.ofHours(12))))));

        assertThat(told(NOW)).containsExactly("entry.expiring office/e1");
        assertThat(told(NOW.plusSeconds(3600))).isEmpty();
    }

    @Test
    void anotherDeadlineOfTheSameEntryIsToldAgain() {
        fixture.published(
                policy(
                        Mode.MONITOR,
                        allow("office", prefix("203.0.113.0/24", until(Duration.ofDays(2))))));
        assertThat(told(NOW)).hasSize(1);
        fixture.published(
                policy(
                        Mode.MONITOR,
                        allow("office", prefix("203.0.113.0/24", until(Duration.ofDays(3))))));
        assertThat(told(NOW)).hasSize(1);
    }

    @Test
    void rulesReviewsAndListsAreLookedAtAndWhatIsOffIsNot() {
        Life soon = until(Duration.ofDays(1));
        EntrySubmission reviewed =
                new EntrySubmission(
                        null,
                        prefix("198.51.100.7").source(),
                        Life.ALWAYS,
                        "Lab",
                        "net-team",
                        NOW.minusSeconds(1));
        EntrySubmission off = prefix("192.0.2.1", new Life(false, Instant.MIN, soon.expiresAt()));
        putList(new ListId(null, new ListName("platform:vpn")), soon);
        putList(new ListId(ACME, new ListName("own")), soon);
        fixture.published(
                policy(
                        Mode.MONITOR,
                        living(allow("office", reviewed, off), soon, false),
                        allow(
                                "lists",
                                EntrySubmission.of(
                                        new Source.ListReference(new ListName("platform:vpn"))),
                                EntrySubmission.of(
                                        new Source.ListReference(new ListName("own"))))));

        assertThat(told(NOW))
                .containsExactlyInAnyOrder(
                        "entry.expiring office",
                        "entry.review-due office/e1",
                        "entry.expiring list own/x",
                        "entry.expiring list platform:vpn/x");
        assertThat(told(NOW)).isEmpty();
        assertThat(
                        fixture.audit().stream()
                                .filter(record ->
                                        record.event().target().startsWith("list platform")
                                                && record.event().action()
                                                        == AuditAction.ENTRY_EXPIRING)
                                .map(record -> record.event().tenant() == null))
                .containsExactly(true);

        ExpiringReport report =
                done(new FindExpiring(fixture.transactions).within(ACME, Duration.ofDays(30), NOW));
        assertThat(report.count()).isEqualTo(4);
        assertThat(report.deadlines().getFirst().kind()).isEqualTo(Deadline.Kind.REVIEW);
        assertThat(
                        done(new FindExpiring(fixture.transactions)
                                        .within(ACME, Duration.ofHours(1), NOW))
                                .count())
                .isEqualTo(1);
    }

    private void putList(ListId id, Life life) {
        Entry entry =
                new Entry(new EntryId("x"), prefix("203.0.113.9").source(), life, "", "", null);
        boolean _ =
                fixture.transactions.write(repositories -> {
                    repositories
                            .lists()
                            .put(id, "", new NetworkList(id.name(), List.of(entry)), NOW);
                    return true;
                });
    }

    /** What ended long ago is nobody's to hear, and what was told of it is forgotten. */
    @Test
    void whatEndedLongAgoIsNotTold() {
        fixture.published(
                policy(
                        Mode.MONITOR,
                        allow("office", prefix("203.0.113.0/24", until(Duration.ofDays(1))))));
        assertThat(told(NOW)).hasSize(1);

        assertThat(told(NOW.plus(Duration.ofDays(32)))).isEmpty();
        assertThat(told(NOW.plus(Duration.ofDays(100)))).isEmpty();
        assertThat(
                        fixture.transactions.<Boolean>read(
                                repositories -> repositories.reminders().of(ACME).isEmpty()))
                .isTrue();
    }

    @Test
    void aRunSaysHowMuchThereIs() {
        fixture.published(
                policy(
                        Mode.MONITOR,
                        allow(
                                "office",
                                prefix("203.0.113.0/24", until(Duration.ofDays(10))),
                                prefix("203.0.113.7", until(Duration.ofDays(100))))));

        assertThat(remind.remind(at(NOW))).isEqualTo(new ReminderReport(1, 1, 0, true));
        assertThat(remind.remind(at(NOW))).isEqualTo(new ReminderReport(0, 1, 0, true));
    }
}
