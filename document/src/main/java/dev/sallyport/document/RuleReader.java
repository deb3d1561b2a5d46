package dev.sallyport.document;

import dev.sallyport.control.policy.EntrySubmission;
import dev.sallyport.control.policy.RuleSubmission;
import dev.sallyport.control.policy.ScopeSubmission;
import dev.sallyport.control.problem.ProblemCode;
import dev.sallyport.control.problem.Quoted;
import dev.sallyport.engine.policy.Effect;
import dev.sallyport.engine.policy.Life;
import dev.sallyport.engine.policy.RuleId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/* Reads one rule of a policy. */
final class RuleReader {

    static final int MAX_NAME_LENGTH = 200;

    private static final List<String> MEMBERS =
            List.of(
                    "id",
                    "name",
                    "effect",
                    "enabled",
                    "onTrial",
                    "sources",
                    "except",
                    "scope",
                    "notBefore",
                    "expiresAt");

    private final JsonCursor cursor;
    private final PolicyTotals totals;
    private @Nullable RuleId id;
    private String name = "";
    private @Nullable Effect effect;
    private List<EntrySubmission> sources = List.of();
    private List<EntrySubmission> except = List.of();
    private @Nullable ScopeSubmission scope = ScopeSubmission.ALL;
    private boolean enabled = true;
    private boolean onTrial;
    private @Nullable Instant notBefore;
    private @Nullable Instant expiresAt;

    private RuleReader(JsonCursor cursor, PolicyTotals totals) {
        this.cursor = cursor;
        this.totals = totals;
    }

    /** Returns the rule at the cursor, or null if it has faults, which have been noted. */
    static @Nullable RuleSubmission read(JsonCursor cursor, PolicyTotals totals) {
        return new RuleReader(cursor, totals).rule();
    }

    private @Nullable RuleSubmission rule() {
        int before = cursor.faultCount();
        JsonCursor.Members members = cursor.object(MEMBERS, this::member);
        cursor.require(members, "id", "effect", "sources");
        Life life = Instants.life(cursor, enabled, notBefore, expiresAt);
        Set<RuleId> ids = totals.ruleIds();
        if (id != null && !ids.add(id)) {
            cursor.memberFault(
                    "id",
                    ProblemCode.POLICY_RULE_ID_DUPLICATE,
                    "two rules have the id `" + id + "`",
                    "give one of them another id");
        }
        if (id == null || effect == null || scope == null || cursor.faultCount() > before) {
            return null;
        }
        return new RuleSubmission(id, name, effect, sources, except, scope, life, onTrial);
    }

    private void member(String member) {
        switch (member) {
            case "id" -> id = id();
            case "name" -> name = orEmpty(cursor.text(MAX_NAME_LENGTH));
            case "effect" -> effect = cursor.choice(List.of(Effect.values()), Names::of);
            case "enabled" -> enabled = !Boolean.FALSE.equals(cursor.truth());
            case "onTrial" -> onTrial = Boolean.TRUE.equals(cursor.truth());
            case "sources" -> sources = entries();
            case "except" -> except = entries();
            case "scope" -> scope = ScopeReader.read(cursor);
            case "notBefore" -> notBefore = Instants.read(cursor);
            case "expiresAt" -> expiresAt = Instants.read(cursor);
            default -> throw new IllegalStateException("a member is known and not read");
        }
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    private @Nullable RuleId id() {
        String text = cursor.rawText();
        if (text == null) {
            return null;
        }
        if (RuleId.isValid(text)) {
            return new RuleId(text);
        }
        cursor.fault(
                ProblemCode.POLICY_RULE_ID_INVALID,
                "rule id " + Quoted.text(text) + " is not of the form `[a-z0-9][a-z0-9-]{0,62}`",
                "write lower-case letters, digits and hyphens, at most 63");
        return null;
    }

    private List<EntrySubmission> entries() {
        List<EntrySubmission> entries = new ArrayList<>();
        cursor.array(() -> {
            totals.countEntry(cursor);
            EntrySubmission entry = EntryReader.read(cursor, totals.entryIds());
            if (entry != null) {
                entries.add(entry);
            }
        });
        return entries;
    }
}
