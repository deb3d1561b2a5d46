package dev.sallyport.control.door;

import static dev.sallyport.control.Fixture.ACME;
import static dev.sallyport.control.Fixture.allow;
import static dev.sallyport.control.Fixture.code;
import static dev.sallyport.control.Fixture.done;
import static dev.sallyport.control.Fixture.manager;
import static dev.sallyport.control.Fixture.policy;
import static dev.sallyport.control.Fixture.prefix;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.control.Fixture;
import dev.sallyport.control.audit.AuditAction;
import dev.sallyport.control.policy.PolicySubmission;
import dev.sallyport.control.policy.Precondition;
import dev.sallyport.control.policy.PublishTerms;
import dev.sallyport.control.problem.Outcome;
import dev.sallyport.engine.policy.Mode;
import dev.sallyport.engine.policy.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class DoorPoliciesTest {

    private static final PolicySubmission OFFICE =
            policy(null, allow("office", prefix("192.0.2.0/24")));

    private final Fixture fixture = new Fixture();
    private final DoorPolicies doors =
            new DoorPolicies(fixture.transactions, fixture.publishPolicy, Mode.ENFORCE);

    /* As a door does it: entries that stay are those that are there. */
    private Outcome<DoorState> write(String json) {
        return doors.write(
                ACME,
                "one",
                state ->
                        Outcome.done(
                                new DoorChange(
                                        state.policy().rules().isEmpty()
                                                ? OFFICE
                                                : PolicySubmission.of(state.policy()),
                                        json)),
                manager());
    }

    @Test
    void theFirstWriteChoosesTheModeAndNoOther() {
        DoorState first = done(write("1"));
        assertThat(first.mode()).isEqualTo(Mode.ENFORCE);
        Precondition same = new Precondition.OneOf(Set.of(fixture.active().entityTag()));
        PolicySubmission watched =
                new PolicySubmission(Mode.MONITOR, OFFICE.authorizedClients(), OFFICE.rules());
        assertThat(
                        fixture.publishPolicy.publish(
                                ACME, watched, PublishTerms.of(same, List.of()), manager()))
                .isInstanceOf(Outcome.Done.class);

        assertThat(done(write("2")).mode()).isEqualTo(Mode.MONITOR);
    }

    @Test
    void aChangeOfNothingPublishesNothing() {
        DoorState first = done(write("1"));
        int audited = fixture.audit().size();

        assertThat(done(write("1")).revision()).isEqualTo(first.revision());
        assertThat(fixture.audit()).hasSize(audited);
    }

    @Test
    void whatSomebodyElseKeepsInBetweenIsReadAgainAndNotLost() {
        DoorState first = done(write("1"));
        List<String> read = new ArrayList<>();

        DoorState after =
                done(
                        doors.write(
                                ACME,
                                "one",
                                state -> {
                                    if (read.isEmpty()) {
                                        DoorState _ =
                                                done(
                                                        doors.keep(
                                                                ACME,
                                                                "one",
                                                                now -> "2",
                                                                manager()));
                                    }
                                    DoorDocument document = state.document();
                                    String json = document == null ? "" : document.content().json();
                                    read.add(json);
                                    return Outcome.done(
                                            new DoorChange(
                                                    PolicySubmission.of(state.policy()),
                                                    json + " and more"));
                                },
                                manager()));

        assertThat(read).containsExactly("1", "2");
        assertThat(after.document())
                .isEqualTo(
                        new DoorDocument(
                                new DoorContent("one", "2 and more"),
                                first.revision().number() + 1));
    }

    @Test
    void whatDecidesNothingIsKeptWithoutARevision() {
        long before = fixture.active().number();

        DoorState kept = done(doors.keep(ACME, "one", state -> "a", manager()));

        assertThat(kept.document()).isNotNull();
        assertThat(fixture.active().number()).isEqualTo(before);
        assertThat(kept.isModeChosen()).isFalse();
        assertThat(fixture.audit().getLast().event().action())
                .isEqualTo(AuditAction.DOOR_SETTINGS_CHANGED);
        assertThat(done(doors.read(ACME, "one"))).isEqualTo(kept);
        assertThat(done(doors.read(ACME, "two")).document()).isNull();
        assertThat(done(write("b")).mode())
                .as("the mode is still to be chosen")
                .isEqualTo(Mode.ENFORCE);

        int audited = fixture.audit().size();
        DoorState _ = done(doors.keep(ACME, "one", state -> "b", manager()));
        assertThat(fixture.audit()).as("nothing was changed").hasSize(audited);
    }

    @Test
    void nothingIsKeptForATenantThatIsNotThere() {
        TenantId nobody = new TenantId("nobody");

        assertThat(code(doors.keep(nobody, "one", state -> "a", manager())))
                .isEqualTo("tenant.unknown");
    }
}
