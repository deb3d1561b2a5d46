package dev.sallyport.control.policy;

import static dev.sallyport.control.Fixture.ACME;
import static dev.sallyport.control.Fixture.CALLER_ADDRESS;
import static dev.sallyport.control.Fixture.allow;
import static dev.sallyport.control.Fixture.code;
import static dev.sallyport.control.Fixture.deny;
import static dev.sallyport.control.Fixture.done;
import static dev.sallyport.control.Fixture.manager;
import static dev.sallyport.control.Fixture.operator;
import static dev.sallyport.control.Fixture.policy;
import static dev.sallyport.control.Fixture.prefix;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.control.Fixture;
import dev.sallyport.control.audit.AuditAction;
import dev.sallyport.control.port.Change;
import dev.sallyport.control.port.StoredTenant;
import dev.sallyport.control.problem.Outcome;
import dev.sallyport.engine.decision.DeploymentSwitch;
import dev.sallyport.engine.policy.Effect;
import dev.sallyport.engine.policy.Entry;
import dev.sallyport.engine.policy.EntryId;
import dev.sallyport.engine.policy.Mode;
import dev.sallyport.engine.policy.Policy;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Drafts, and what publishing makes of them. */
final class DraftsTest {

    private static final PolicySubmission OFFICE =
            policy(Mode.ENFORCE, allow("office", prefix("203.0.113.0/24")));

    private final Fixture fixture = new Fixture();

    private Outcome<Draft> save(PolicySubmission submission, String... tags) {
        return fixture.drafts.save(
                ACME, submission, new Precondition.OneOf(Set.of(tags)), operator());
    }

    private Draft saved(PolicySubmission submission) {
        Outcome<Draft> before = fixture.drafts.current(ACME);
        String tag =
                before instanceof Outcome.Done<Draft>(Draft draft)
                        ? draft.entityTag()
                        : fixture.active().entityTag();
        return done(save(submission, tag));
    }

    private static final PublishTerms UNCONDITIONAL =
            PublishTerms.of(new Precondition.Absent(), List.of());

    private static PublishTerms known(Draft draft, String... overrides) {
        return PublishTerms.of(
                new Precondition.OneOf(Set.of(draft.entityTag())), List.of(overrides));
    }

    private Outcome<PolicyRevision> publish(Draft draft, String... overrides) {
        return fixture.publishPolicy
                .promote(ACME, known(draft, overrides), operator())
                .map(Publication::revision);
    }

    private StoredTenant stored() {
        return fixture.transactions.read(all -> all.tenants().findStored(ACME).orElseThrow());
    }

    @Test
    void publishingMakesTheVeryPolicyThatWasWatchedTheNextRevision() {
        Draft draft = saved(OFFICE);
        assertThat(Surroundings.NONE.stateOf(stored(), DeploymentSwitch.ENFORCE).draft())
                .isSameAs(draft.policy());

        PolicyRevision published = done(publish(draft));

        assertThat(published.policy()).isSameAs(draft.policy());
        assertThat(fixture.active()).isEqualTo(published);
        assertThat(code(fixture.drafts.current(ACME))).isEqualTo("policy.draft-unknown");
        assertThat(stored().draft()).isNull();
        assertThat(code(publish(draft))).isEqualTo("policy.draft-unknown");
    }

    @Test
    void savingAdvancesTheSequenceAndIsAudited() {
        long before = stored().sequence();
        Draft draft = saved(OFFICE);
        assertThat(draft.sequence()).isEqualTo(before + 1).isEqualTo(stored().sequence());
        assertThat(fixture.active().number()).isZero();
        assertThat(fixture.changes).containsExactly(new Change.TenantChanged(ACME, before + 1));

        assertThat(
                        code(
                                fixture.drafts.discard(
                                        ACME, new Precondition.OneOf(Set.of("x")), operator())))
                .isEqualTo("policy.stale");
        assertThat(done(fixture.drafts.discard(ACME, new Precondition.Absent(), operator())))
                .isEqualTo(ACME);
        assertThat(fixture.changes).endsWith(new Change.TenantChanged(ACME, before + 2));
        assertThat(fixture.audit().stream().map(record -> record.event().action()))
                .endsWith(AuditAction.DRAFT_SAVED, AuditAction.DRAFT_DISCARDED);
    }

    @Test
    void twoAuthorsNeverOverwriteEachOther() {
        Draft first = saved(OFFICE);
        assertThat(code(save(OFFICE, fixture.active().entityTag()))).isEqualTo("policy.stale");
        assertThat(code(save(OFFICE, "draft.1"))).isEqualTo("policy.stale");
        assertThat(code(fixture.drafts.save(ACME, OFFICE, new Precondition.Any(), operator())))
                .isEqualTo("policy.stale");
        assertThat(code(fixture.drafts.save(ACME, OFFICE, new Precondition.Absent(), operator())))
                .isEqualTo("policy.precondition-required");
        Draft second = done(save(OFFICE, first.entityTag()));
        assertThat(code(publish(first))).isEqualTo("policy.stale");
        assertThat(code(fixture.publishPolicy.promote(ACME, UNCONDITIONAL, operator())))
                .isEqualTo("policy.precondition-required");
        PublishTerms whatever = PublishTerms.of(new Precondition.Any(), List.of());
        assertThat(code(fixture.publishPolicy.promote(ACME, whatever, operator())))
                .isEqualTo("policy.stale");
        assertThat(done(publish(second)).number()).isEqualTo(1);
    }

    @Test
    void aDraftOfAnOlderRevisionIsPublishedOnlyAfterItWasSavedAgain() {
        Draft draft = saved(OFFICE);
        fixture.published(policy(Mode.MONITOR, deny("spam", prefix("198.51.100.0/24"))));

        assertThat(code(publish(draft))).isEqualTo("policy.draft-outdated");
        assertThat(code(fixture.publishPolicy.dryRunOfPromotion(ACME, UNCONDITIONAL, operator())))
                .isEqualTo("policy.draft-outdated");
        assertThat(fixture.active().number()).isEqualTo(1);

        Draft again = saved(OFFICE);
        assertThat(again.base()).isEqualTo(1);
        assertThat(entries(again.policy())).isEqualTo(entries(draft.policy()));
        assertThat(done(publish(again)).number()).isEqualTo(2);
    }

    @Test
    void guardsJudgeADraftWhenItIsPublished() {
        Draft draft =
                done(
                        fixture.drafts.save(
                                ACME,
                                policy(Mode.ENFORCE, deny("all", prefix(CALLER_ADDRESS + "/32"))),
                                new Precondition.Any(),
                                manager()));
        assertThat(code(fixture.publishPolicy.promote(ACME, known(draft), manager())))
                .isEqualTo("policy.would-lock-out");
        assertThat(fixture.active().number()).isZero();
        assertThat(done(fixture.drafts.current(ACME))).isEqualTo(draft);
    }

    @Test
    void faultsLeaveTheDraftBefore() {
        Draft draft = saved(OFFICE);
        assertThat(
                        code(
                                save(
                                        policy(
                                                Mode.MONITOR,
                                                Fixture.rule(
                                                        "x",
                                                        Effect.DENY,
                                                        Fixture.onChannels("nowhere"))),
                                        draft.entityTag())))
                .isEqualTo("policy.invalid");
        assertThat(done(fixture.drafts.current(ACME))).isEqualTo(draft);
    }

    @Test
    void entriesKeepTheirIdsFromRevisionToDraftAndFromDraftToDraft() {
        fixture.published(policy(Mode.MONITOR, allow("office", prefix("192.0.2.0/24"))));
        EntryId first = entries(fixture.active().policy()).getFirst();

        Draft draft =
                saved(
                        policy(
                                null,
                                allow("office", prefix("192.0.2.0/24"), prefix("203.0.113.0/24"))));
        assertThat(draft.policy().mode()).isEqualTo(Mode.MONITOR);
        assertThat(entries(draft.policy())).hasSize(2).startsWith(first);

        Draft without = saved(policy(null, allow("office", prefix("203.0.113.0/24"))));
        assertThat(entries(without.policy())).containsExactly(entries(draft.policy()).getLast());

        Draft back =
                saved(
                        policy(
                                null,
                                allow("office", prefix("203.0.113.0/24"), prefix("192.0.2.0/24"))));
        assertThat(entries(back.policy()))
                .containsExactly(entries(draft.policy()).getLast(), first);
    }

    private static List<EntryId> entries(Policy policy) {
        return policy.rules().stream()
                .flatMap(rule -> rule.sources().stream())
                .map(Entry::id)
                .toList();
    }
}
