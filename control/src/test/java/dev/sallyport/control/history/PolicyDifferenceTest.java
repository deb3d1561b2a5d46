package dev.sallyport.control.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.control.audit.Alteration;
import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.policy.ChannelId;
import dev.sallyport.engine.policy.ClientAuthorization;
import dev.sallyport.engine.policy.Effect;
import dev.sallyport.engine.policy.Entry;
import dev.sallyport.engine.policy.EntryId;
import dev.sallyport.engine.policy.Life;
import dev.sallyport.engine.policy.Mode;
import dev.sallyport.engine.policy.Policy;
import dev.sallyport.engine.policy.PrincipalKind;
import dev.sallyport.engine.policy.Rule;
import dev.sallyport.engine.policy.RuleId;
import dev.sallyport.engine.policy.Scope;
import dev.sallyport.engine.policy.Source;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How policies differ, in sentences and places. */
final class PolicyDifferenceTest {

    private static final Instant END = Instant.parse("2027-01-31T00:00:00Z");

    private static Entry entry(String id, String prefix) {
        return Entry.of(new EntryId(id), new Source.Network(IpPrefix.parse(prefix)));
    }

    private static Rule rule(String id, List<Entry> sources, List<Entry> except) {
        return new Rule(
                new RuleId(id), "", Effect.ALLOW, sources, except, Scope.ALL, Life.ALWAYS, false);
    }

    private static Policy policy(Rule... rules) {
        return new Policy(Mode.MONITOR, ClientAuthorization.IGNORE, List.of(rules));
    }

    private static List<String> words(Policy before, Policy after) {
        return PolicyDifference.between(before, after).words();
    }

    @Test
    void orderMeansNothing() {
        Entry one = entry("e1", "192.0.2.1");
        Entry two = entry("e2", "192.0.2.2");
        Policy policy =
                policy(rule("a", List.of(one, two), List.of()), rule("b", List.of(), List.of()));
        Policy turned =
                policy(rule("b", List.of(), List.of()), rule("a", List.of(two, one), List.of()));
        assertThat(PolicyDifference.between(policy, turned).isEmpty()).isTrue();
    }

    @Test
    void entriesThatMoveAreKnownByTheirIds() {
        Entry one = entry("e1", "192.0.2.1");
        Policy before = policy(rule("a", List.of(one), List.of()), rule("b", List.of(), List.of()));
        Policy after = policy(rule("a", List.of(), List.of()), rule("b", List.of(), List.of(one)));
        PolicyDifference difference = PolicyDifference.between(before, after);
        assertThat(difference.words())
                .containsExactly("192.0.2.1/32 moved from rule `a` to the exceptions of rule `b`");
        assertThat(difference.alterations())
                .containsExactly(
                        new Alteration(
                                "/rules/b/except/e1", "/rules/a/sources/e1", "/rules/b/except/e1"));
        // The same source under another id is another entry.
        assertThat(
                        words(
                                before,
                                policy(
                                        rule("a", List.of(entry("e9", "192.0.2.1")), List.of()),
                                        rule("b", List.of(), List.of()))))
                .containsExactly(
                        "192.0.2.1/32 was added to rule `a`",
                        "192.0.2.1/32 was removed from rule `a`");
    }

    @Test
    void everyPartOfARuleAndAnEntryIsTold() {
        Rule before = rule("office", List.of(entry("e1", "192.0.2.0/24")), List.of());
        Scope scope =
                new Scope(
                        Set.of(),
                        Set.of(new ChannelId("sso")),
                        Set.of(PrincipalKind.USER),
                        Set.of("admin", "auditor"),
                        Set.of());
        Rule after =
                new Rule(
                        before.id(),
                        "Büro 100 %s",
                        Effect.DENY,
                        List.of(
                                new Entry(
                                        new EntryId("e1"),
                                        before.sources().getFirst().source(),
                                        new Life(false, Instant.MIN, END),
                                        "Paris",
                                        "net",
                                        END)),
                        List.of(),
                        scope,
                        new Life(true, END, Instant.MAX),
                        true);
        assertThat(
                        words(
                                policy(before),
                                new Policy(
                                        Mode.ENFORCE,
                                        ClientAuthorization.REQUIRED,
                                        List.of(after))))
                .containsExactly(
                        "the mode changed from `MONITOR` to `ENFORCE`",
                        "authorised clients changed from `ignore` to `required`",
                        "rule `office` was renamed from nothing to `Büro 100 %s`",
                        "rule `office` changed its effect from `ALLOW` to `DENY`",
                        "rule `office` changed its scope from `everything` to `all channels but sso; principals of kind user;"
                                + " roles admin, auditor`",
                        "rule `office` was `enabled` and is `enabled from 2027-01-31T00:00:00Z`",
                        "rule `office` was `in force` and is `on trial`",
                        "192.0.2.0/24 in rule `office` was `enabled` and is `disabled until 2027-01-31T00:00:00Z`",
                        "192.0.2.0/24 in rule `office` changed its label from nothing to `Paris`",
                        "192.0.2.0/24 in rule `office` changed its owner from nothing to `net`",
                        "192.0.2.0/24 in rule `office` changed its review date from nothing to `2027-01-31T00:00:00Z`");
    }

    @Test
    void rulesComeAndGoWithWhatTheyHold() {
        Policy none = policy();
        Policy one = policy(rule("office", List.of(entry("e1", "192.0.2.1")), List.of()));
        assertThat(words(none, one))
                .containsExactly(
                        "rule `office` was added: ALLOW, 1 source",
                        "192.0.2.1/32 was added to rule `office`");
        assertThat(words(one, none))
                .containsExactly(
                        "192.0.2.1/32 was removed from rule `office`",
                        "rule `office` was removed: ALLOW, 1 source");
    }
}
