package dev.sallyport.control.confirm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.policy.ClientAuthorization;
import dev.sallyport.engine.policy.Effect;
import dev.sallyport.engine.policy.Entry;
import dev.sallyport.engine.policy.EntryId;
import dev.sallyport.engine.policy.Life;
import dev.sallyport.engine.policy.Mode;
import dev.sallyport.engine.policy.Policy;
import dev.sallyport.engine.policy.Rule;
import dev.sallyport.engine.policy.RuleId;
import dev.sallyport.engine.policy.Scope;
import dev.sallyport.engine.policy.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** Whatever was moved, renamed or turned, the policy that goes back is one that can be stored. */
final class KeptDeniesTest {

    private static final Entry OFFICE = entry("e1", "203.0.113.0/24");
    private static final Entry BAD = entry("e2", "8.8.8.8/32");

    private static Entry entry(String id, String prefix) {
        return Entry.of(new EntryId(id), new Source.Network(IpPrefix.parse(prefix)));
    }

    private static Rule rule(String id, Effect effect, Entry... sources) {
        return new Rule(
                new RuleId(id),
                "",
                effect,
                List.of(sources),
                List.of(),
                Scope.ALL,
                Life.ALWAYS,
                false);
    }

    private static Policy policy(Rule... rules) {
        return new Policy(Mode.ENFORCE, ClientAuthorization.IGNORE, List.of(rules));
    }

    private static List<String> lines(Policy policy) {
        return policy.rules().stream()
                .map(rule ->
                        rule.id()
                                + " "
                                + rule.effect()
                                + rule.sources().stream()
                                        .map(entry -> " " + entry.id() + "=" + entry.source())
                                        .reduce("", String::concat))
                .toList();
    }

    @Test
    void whatMovedIntoADenyRuleIsKeptUnderAnotherId() {
        Policy base = policy(rule("office", Effect.ALLOW, OFFICE), rule("bad", Effect.DENY, BAD));

        assertThat(lines(KeptDenies.of(base, policy(rule("bad", Effect.DENY, BAD, OFFICE)))))
                .containsExactly(
                        "office ALLOW e1=203.0.113.0/24",
                        "bad DENY e2=8.8.8.8/32 e1-kept=203.0.113.0/24");
        assertThat(lines(KeptDenies.of(base, policy(rule("worse", Effect.DENY, OFFICE)))))
                .containsExactly(
                        "office ALLOW e1=203.0.113.0/24",
                        "bad DENY e2=8.8.8.8/32",
                        "worse DENY e1-kept=203.0.113.0/24");
    }

    @Test
    void aRuleThatTurnedIntoDenyIsKeptBesideTheOneItWas() {
        Policy base = policy(rule("office", Effect.ALLOW, OFFICE));

        assertThat(lines(KeptDenies.of(base, policy(rule("office", Effect.DENY, BAD)))))
                .containsExactly(
                        "office ALLOW e1=203.0.113.0/24", "office-kept DENY e2=8.8.8.8/32");
    }

    @Test
    void anEntryThatWasAlteredInADenyRuleIsKeptBesideTheOneItWas() {
        Policy base = policy(rule("bad", Effect.DENY, BAD));

        assertThat(
                        lines(
                                KeptDenies.of(
                                        base,
                                        policy(
                                                rule(
                                                        "bad",
                                                        Effect.DENY,
                                                        entry("e2", "9.9.9.9/32"))))))
                .containsExactly("bad DENY e2=8.8.8.8/32 e2-kept=9.9.9.9/32");
    }

    /** No id twice, everything of the base as it was, every DENY source of the other one kept. */
    @RepeatedTest(500)
    void whateverWasDoneTheResultIsAPolicy(RepetitionInfo repetition) {
        SplittableRandom random = new SplittableRandom(repetition.getCurrentRepetition());
        Policy base = random(random);
        Policy provisional = random(random);

        Policy back = KeptDenies.of(base, provisional);

        assertThat(back.rules()).extracting(Rule::id).doesNotHaveDuplicates();
        assertThat(entries(back)).extracting(Entry::id).doesNotHaveDuplicates();
        assertThat(back.rules().subList(0, base.rules().size()))
                .allSatisfy(rule ->
                        assertThat(rule.sources())
                                .containsAll(
                                        base.rules().get(back.rules().indexOf(rule)).sources()));
        assertThat(denied(back)).containsAll(denied(provisional));
    }

    private static List<Entry> entries(Policy policy) {
        return policy.rules().stream()
                .flatMap(rule -> Stream.concat(rule.sources().stream(), rule.except().stream()))
                .toList();
    }

    private static List<Source> denied(Policy policy) {
        return policy.rules().stream()
                .filter(rule -> rule.effect() == Effect.DENY)
                .flatMap(rule -> rule.sources().stream())
                .map(Entry::source)
                .toList();
    }

    /* A few rules and a few entries, so that the same ids come again in other places. */
    private static Policy random(SplittableRandom random) {
        List<String> ids = new ArrayList<>(List.of("a", "b", "c", "d", "e", "a-kept", "b-kept"));
        List<Rule> rules = new ArrayList<>();
        for (String name : List.of("r", "s", "t", "r-kept")) {
            if (random.nextBoolean()) {
                List<Entry> sources = new ArrayList<>();
                while (!ids.isEmpty() && random.nextInt(3) > 0) {
                    String id = ids.remove(random.nextInt(ids.size()));
                    sources.add(entry(id, "10.0.0." + random.nextInt(4) + "/32"));
                }
                rules.add(
                        rule(
                                name,
                                random.nextBoolean() ? Effect.DENY : Effect.ALLOW,
                                sources.toArray(Entry[]::new)));
            }
        }
        return policy(rules.toArray(Rule[]::new));
    }
}
