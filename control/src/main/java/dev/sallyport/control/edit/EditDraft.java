package dev.sallyport.control.edit;

import dev.sallyport.control.caller.Origin;
import dev.sallyport.control.policy.Draft;
import dev.sallyport.control.policy.Drafts;
import dev.sallyport.control.policy.EntrySubmission;
import dev.sallyport.control.policy.PolicyEdit;
import dev.sallyport.control.policy.PolicySubmission;
import dev.sallyport.control.policy.Precondition;
import dev.sallyport.control.policy.RuleSubmission;
import dev.sallyport.control.problem.Outcome;
import dev.sallyport.control.problem.ProblemCode;
import dev.sallyport.engine.policy.Entry;
import dev.sallyport.engine.policy.EntryId;
import dev.sallyport.engine.policy.Policy;
import dev.sallyport.engine.policy.Rule;
import dev.sallyport.engine.policy.RuleId;
import dev.sallyport.engine.policy.TenantId;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The use cases that change a draft by entry and by rule. Each is one save of the whole draft
 * ({@link Drafts#edit}): the precondition names the draft, or where there is none the active
 * revision, and on any fault nothing is changed. Safe for use by several threads.
 */
public final class EditDraft {

    private final Drafts drafts;

    /** Changes drafts through {@code drafts}. */
    public EditDraft(Drafts drafts) {
        this.drafts = drafts;
    }

    /** Returns an entry of the draft of a tenant. */
    public Outcome<EditedEntry> entry(TenantId tenant, EntryId id) {
        return drafts.current(tenant).flatMap(draft -> found(draft, id));
    }

    private static Outcome<EditedEntry> found(Draft draft, EntryId id) {
        return PlacedEntry.find(draft.policy(), id)
                .<Outcome<EditedEntry>>map(placed -> Outcome.done(new EditedEntry(draft, placed)))
                .orElseGet(() -> unknownEntry(id));
    }

    /**
     * Adds an entry behind those of a rule. Refused if an entry of the same value is there, in
     * whatever notation.
     *
     * @param entry the entry; an id it brings must be one that is known
     */
    public Outcome<EditedEntry> add(
            TenantId tenant,
            RuleId rule,
            EntryPlace place,
            EntrySubmission entry,
            Precondition precondition,
            Origin origin) {
        PolicyEdit edit =
                before ->
                        rule(before, rule)
                                .flatMap(found ->
                                        unique(PlacedEntry.entries(found, place), entry, -1))
                                .map(ignored ->
                                        RuleEdits.withEntries(
                                                before, rule, place, all -> all.add(entry)));
        return drafts.edit(tenant, edit, precondition, origin)
                .map(draft -> {
                    int last = entries(draft, rule, place).size() - 1;
                    return edited(draft, rule, place, last);
                });
    }

    /**
     * Replaces an entry where it stands. One whose source is another then has another id.
     *
     * @param change the entry as it is to be, made of the entry as it is
     */
    public Outcome<EditedEntry> replace(
            TenantId tenant,
            EntryId id,
            Function<Entry, Outcome<EntrySubmission>> change,
            Precondition precondition,
            Origin origin) {
        PlacedEntry[] at = new PlacedEntry[1];
        PolicyEdit edit =
                before ->
                        placed(before, id)
                                .flatMap(found -> {
                                    at[0] = found;
                                    return change.apply(found.entry())
                                            .flatMap(entry -> replaced(before, found, entry));
                                });
        return drafts.edit(tenant, edit, precondition, origin)
                .map(draft -> edited(draft, at[0].rule(), at[0].place(), at[0].index()));
    }

    private static Outcome<PolicySubmission> replaced(
            Policy before, PlacedEntry found, EntrySubmission entry) {
        return rule(before, found.rule())
                .flatMap(rule ->
                        unique(PlacedEntry.entries(rule, found.place()), entry, found.index()))
                .map(ignored ->
                        RuleEdits.withEntries(
                                before,
                                found.rule(),
                                found.place(),
                                all -> all.set(found.index(), entry.withId(found.entry().id()))));
    }

    /** Removes an entry. */
    public Outcome<Draft> remove(
            TenantId tenant, EntryId id, Precondition precondition, Origin origin) {
        PolicyEdit edit =
                before ->
                        placed(before, id)
                                .map(found ->
                                        RuleEdits.withEntries(
                                                before,
                                                found.rule(),
                                                found.place(),
                                                all -> all.remove(found.index())));
        return drafts.edit(tenant, edit, precondition, origin);
    }

    /** Returns a rule of the draft of a tenant. */
    public Outcome<EditedRule> rule(TenantId tenant, RuleId id) {
        return drafts.current(tenant)
                .flatMap(
                        draft -> rule(draft.policy(), id).map(rule -> new EditedRule(draft, rule)));
    }

    /** Makes a rule, behind all others, or replaces the one that has its id, where it stands. */
    public Outcome<EditedRule> putRule(
            TenantId tenant, RuleSubmission rule, Precondition precondition, Origin origin) {
        return drafts.edit(
                        tenant,
                        before -> Outcome.done(RuleEdits.withRule(before, rule)),
                        precondition,
                        origin)
                .map(draft ->
                        new EditedRule(draft, ruleOf(draft.policy(), rule.id()).orElseThrow()));
    }

    /** Removes a rule. */
    public Outcome<Draft> removeRule(
            TenantId tenant, RuleId id, Precondition precondition, Origin origin) {
        return drafts.edit(
                tenant,
                before -> rule(before, id).map(ignored -> RuleEdits.withoutRule(before, id)),
                precondition,
                origin);
    }

    private static EditedEntry edited(Draft draft, RuleId rule, EntryPlace place, int index) {
        Entry entry = entries(draft, rule, place).get(index);
        return new EditedEntry(draft, new PlacedEntry(rule, place, index, entry));
    }

    private static List<Entry> entries(Draft draft, RuleId id, EntryPlace place) {
        return PlacedEntry.entries(ruleOf(draft.policy(), id).orElseThrow(), place);
    }

    private static Outcome<Rule> rule(Policy policy, RuleId id) {
        return ruleOf(policy, id)
                .<Outcome<Rule>>map(Outcome::done)
                .orElseGet(() ->
                        Outcome.refused(
                                ProblemCode.POLICY_RULE_UNKNOWN,
                                "the policy has no rule `" + id + "`"));
    }

    private static Outcome<PlacedEntry> placed(Policy policy, EntryId id) {
        return PlacedEntry.find(policy, id)
                .<Outcome<PlacedEntry>>map(Outcome::done)
                .orElseGet(() -> unknownEntry(id));
    }

    private static <T> Outcome<T> unknownEntry(EntryId id) {
        return Outcome.refused(
                ProblemCode.POLICY_ENTRY_UNKNOWN, "the policy has no entry `" + id + "`");
    }

    private static Outcome<EntrySubmission> unique(
            List<Entry> entries, EntrySubmission wanted, int except) {
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            if (i != except && SourceValue.isSame(entry.source(), wanted.source())) {
                return Outcome.refused(
                        ProblemCode.POLICY_ENTRY_DUPLICATE,
                        "entry `" + entry.id() + "` is `" + entry.source() + "` already");
            }
        }
        return Outcome.done(wanted);
    }

    private static Optional<Rule> ruleOf(Policy policy, RuleId id) {
        return policy.rules().stream().filter(rule -> rule.id().equals(id)).findFirst();
    }
}
