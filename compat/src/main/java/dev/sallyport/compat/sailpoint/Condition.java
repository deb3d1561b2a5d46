package dev.sallyport.compat.sailpoint;

import dev.sallyport.control.policy.EntrySubmission;
import dev.sallyport.control.policy.RuleSubmission;
import dev.sallyport.control.policy.ScopeSubmission;
import dev.sallyport.engine.policy.Effect;
import dev.sallyport.engine.policy.Entry;
import dev.sallyport.engine.policy.Life;
import dev.sallyport.engine.policy.Policy;
import dev.sallyport.engine.policy.Rule;
import dev.sallyport.engine.policy.RuleId;
import dev.sallyport.engine.policy.Source;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/*
 * One of the two conditions of the configuration, as the one rule that stands for it. Both must hold, and each is written as
 * the denial of whoever does not meet it: rules that allow would be a union (semantics section 5).
 *
 *   network      DENY any                except  the addresses of `range`
 *   countries    DENY any                except  the countries, if they are those that are trusted
 *                DENY the countries                             if they are those that are not
 *
 * A condition that denies nobody has no rule. Whatever the rule carries beyond that stays as it is when the door changes it.
 */
final class Condition {

    static final RuleId NETWORK = new RuleId("sailpoint-network");
    static final RuleId COUNTRIES = new RuleId("sailpoint-countries");

    private final @Nullable Rule rule;
    private final @Nullable SsoScope written;
    private final Instant at;

    private Condition(@Nullable Rule rule, @Nullable SsoScope written, Instant at) {
        this.rule = rule;
        this.written = written;
        this.at = at;
    }

    /* `written` is what the door last made of `sso` in its rules; null if it never wrote any. */
    static Condition of(Policy policy, RuleId id, @Nullable SsoScope written, Instant at) {
        return new Condition(
                policy.rules().stream()
                        .filter(rule -> rule.id().equals(id))
                        .findFirst()
                        .orElse(null),
                written,
                at);
    }

    Optional<Rule> rule() {
        return Optional.ofNullable(rule);
    }

    /** Returns whether this denies everybody but those whom its exceptions name. */
    boolean deniesAllBut() {
        return rule != null
                && rule.effect() == Effect.DENY
                && rule.sources().size() == 1
                && rule.sources().getFirst().source() instanceof Source.Any
                && rule.sources().getFirst().life().isLive(at);
    }

    /** Returns whether this denies those whom its sources name. */
    boolean deniesSome() {
        return rule != null
                && rule.effect() == Effect.DENY
                && rule.sources().stream().noneMatch(entry -> entry.source() instanceof Source.Any);
    }

    /** Returns for whom the rule is in force. */
    Enforcement enforcement(Enforcement withoutRule) {
        if (rule == null) {
            return withoutRule;
        }
        boolean isInForce = rule.life().isLive(at) && !rule.onTrial();
        if (!isInForce) {
            return Enforcement.NOBODY;
        }
        return rule.scope().roles().isEmpty()
                ? Enforcement.EVERYBODY
                : new Enforcement(false, rule.scope().roles());
    }

    /** Returns why the rule cannot be switched on or off here; empty if it can. */
    Optional<String> unswitchable() {
        if (rule == null) {
            return Optional.empty();
        }
        if (rule.onTrial()) {
            return Optional.of("rule `" + rule.id() + "` is on trial");
        }
        return rule.life().hasBegun(at) && !rule.life().isPast(at)
                ? Optional.empty()
                : Optional.of("rule `" + rule.id() + "` has a life of its own");
    }

    /**
     * Returns what the rule says of whom and when it holds for beyond what profiles can say;
     * phrases for people, in visible ASCII.
     */
    List<String> bounds() {
        if (rule == null) {
            return List.of();
        }
        List<String> bounds = new ArrayList<>();
        if (rule.onTrial()) {
            bounds.add("is on trial");
        }
        if (!rule.life().hasBegun(at)) {
            bounds.add("has not begun");
        }
        if (rule.life().isPast(at)) {
            bounds.add("is over");
        } else if (!rule.life().expiresAt().equals(Instant.MAX)) {
            bounds.add("ends at " + rule.life().expiresAt());
        }
        if (!rule.scope().channels().isEmpty()) {
            bounds.add("holds for some channels only");
        }
        if (!Set.of(SsoScope.CHANNEL).containsAll(rule.scope().exceptChannels())) {
            bounds.add("leaves out other channels than `sso`");
        }
        if (!rule.scope().principalKinds().isEmpty()) {
            bounds.add("holds for some kinds of principals only");
        }
        if (!rule.scope().clients().isEmpty()) {
            bounds.add("holds for some clients only");
        }
        return bounds.stream().map(what -> "rule `" + rule.id() + "` " + what).toList();
    }

    /**
     * Returns what would be lost with the rule beside what the door can say; empty if nothing. That
     * {@code sso} is governed, or left out, otherwise than the door would write it is one of those.
     */
    Optional<String> ownParts(SsoScope wanted) {
        if (rule == null) {
            return Optional.empty();
        }
        boolean isPlain =
                !rule.onTrial()
                        && rule.life().notBefore().equals(Instant.MIN)
                        && rule.life().expiresAt().equals(Instant.MAX)
                        && Objects.requireNonNullElse(written, wanted)
                                .isIn(RuleSubmission.of(rule).scope())
                        && rule.scope().principalKinds().isEmpty()
                        && rule.scope().clients().isEmpty();
        return isPlain
                ? Optional.empty()
                : Optional.of("rule `" + rule.id() + "` has a life, a trial or a scope of its own");
    }

    /** Returns the entries that are waiting: switched off, or not begun. */
    static List<Entry> waiting(List<Entry> entries, Instant at) {
        return entries.stream()
                .filter(entry -> !entry.life().isLive(at) && !entry.life().isPast(at))
                .toList();
    }

    static List<Entry> live(List<Entry> entries, Instant at) {
        return entries.stream().filter(entry -> entry.life().isLive(at)).toList();
    }

    /*
     * Returns the entries that say exactly `wanted`: those that are there and still say a part of it as they are, with their
     * words and lives, those that wait, and new ones for the rest.
     */
    static List<EntrySubmission> merged(
            List<Entry> before,
            Set<Source> wanted,
            Function<? super Source, List<Source>> parts,
            Instant at) {
        Set<Source> missing = new LinkedHashSet<>(wanted);
        List<EntrySubmission> merged = new ArrayList<>();
        for (Entry entry : before) {
            if (entry.life().isPast(at)) {
                continue;
            }
            if (!entry.life().isLive(at)) {
                merged.add(EntrySubmission.of(entry));
                continue;
            }
            List<Source> said = parts.apply(entry.source());
            if (wanted.containsAll(said)) {
                merged.add(EntrySubmission.of(entry));
                said.forEach(missing::remove);
            }
        }
        missing.forEach(source -> merged.add(EntrySubmission.of(source)));
        return merged;
    }

    /** Returns a new rule, enforced for {@code enforcement}. */
    static RuleSubmission made(
            RuleId id,
            String name,
            List<EntrySubmission> sources,
            List<EntrySubmission> except,
            Enforcement enforcement,
            SsoScope sso) {
        return switched(
                new RuleSubmission(
                        id,
                        name,
                        Effect.DENY,
                        sources,
                        except,
                        sso.in(ScopeSubmission.ALL),
                        Life.ALWAYS,
                        false),
                enforcement);
    }

    /** Returns a rule with other entries. */
    static RuleSubmission withEntries(
            RuleSubmission rule, List<EntrySubmission> sources, List<EntrySubmission> except) {
        return new RuleSubmission(
                rule.id(),
                rule.name(),
                rule.effect(),
                sources,
                except,
                rule.scope(),
                rule.life(),
                rule.onTrial());
    }

    /** Returns a rule that is enforced for somebody else. */
    static RuleSubmission switched(RuleSubmission rule, Enforcement enforcement) {
        ScopeSubmission scope = rule.scope();
        Set<String> roles = enforcement.isForNobody() ? scope.roles() : enforcement.roles();
        return new RuleSubmission(
                rule.id(),
                rule.name(),
                rule.effect(),
                rule.sources(),
                rule.except(),
                new ScopeSubmission(
                        scope.channels(),
                        scope.exceptChannels(),
                        scope.principalKinds(),
                        roles,
                        scope.clients()),
                new Life(
                        !enforcement.isForNobody(),
                        rule.life().notBefore(),
                        rule.life().expiresAt()),
                rule.onTrial());
    }

    /**
     * Returns a rule that says of `sso` what is wanted, unless somebody natively said otherwise.
     */
    static RuleSubmission withSso(RuleSubmission rule, SsoScope written, SsoScope wanted) {
        return !written.isIn(rule.scope())
                ? rule
                : new RuleSubmission(
                        rule.id(),
                        rule.name(),
                        rule.effect(),
                        rule.sources(),
                        rule.except(),
                        wanted.in(rule.scope()),
                        rule.life(),
                        rule.onTrial());
    }
}
