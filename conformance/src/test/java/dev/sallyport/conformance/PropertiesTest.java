package dev.sallyport.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import dev.sallyport.engine.address.IpFamily;
import dev.sallyport.engine.channel.Channel;
import dev.sallyport.engine.decision.GeoData;
import dev.sallyport.engine.decision.Request;
import dev.sallyport.engine.decision.TenantSnapshot;
import dev.sallyport.engine.decision.TenantState;
import dev.sallyport.engine.decision.Verdict;
import dev.sallyport.engine.policy.Effect;
import dev.sallyport.engine.policy.Entry;
import dev.sallyport.engine.policy.ListName;
import dev.sallyport.engine.policy.NetworkList;
import dev.sallyport.engine.policy.Policy;
import dev.sallyport.engine.policy.Rule;
import dev.sallyport.engine.policy.Source;
import dev.sallyport.testkit.CaseText;
import dev.sallyport.testkit.Chance;
import dev.sallyport.testkit.EmbeddedForm;
import dev.sallyport.testkit.FixedGeoData;
import dev.sallyport.testkit.Octets;
import dev.sallyport.testkit.Scenario;
import dev.sallyport.testkit.States;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * The sentences that semantics section 5 states by name, on the engine alone: each pair of
 * decisions is compared without the oracle, so that a misreading both share would show.
 */
final class PropertiesTest {

    private static final int SCENARIOS = 1_600;
    private static final int REQUESTS = 40;

    private long stricter;
    private long compared;

    @Test
    void adding_a_DENY_rule_never_turns_DENY_into_ALLOW() {
        neverTurnsDenyIntoAllow((scenario, chance) -> {
            List<Rule> rules = new ArrayList<>(scenario.state().policy().rules());
            rules.add(chance.below(rules.size() + 1), scenario.denying());
            return with(scenario.state(), rules);
        });
    }

    @Test
    void adding_an_except_to_a_DENY_rule_never_turns_ALLOW_into_DENY() {
        long freed = 0;
        for (int number = 0; number < SCENARIOS; number++) {
            Scenario scenario = scenario(number);
            TenantState before = scenario.state();
            List<Entry> more = scenario.denying().sources();
            TenantState after =
                    with(
                            before,
                            mapped(
                                    before.policy(),
                                    rule ->
                                            rule.effect() == Effect.DENY
                                                    ? Change.except(
                                                            rule, joined(rule.except(), more))
                                                    : rule));
            TenantSnapshot one = compile(scenario, before);
            TenantSnapshot other = compile(scenario, after);
            for (Request request : scenario.requests()) {
                Effect less = one.decide(request).evaluated();
                Effect excepted = other.decide(request).evaluated();
                if (less == Effect.ALLOW && excepted == Effect.DENY) {
                    report(scenario, before, after, request);
                }
                freed += less != excepted ? 1 : 0;
            }
        }
        assertThat(freed).as("cases in which the exception mattered").isGreaterThan(50);
    }

    @Test
    void splitting_a_prefix_into_its_halves_leaves_effect_reason_and_rule_unchanged() {
        UnaryOperator<List<Entry>> halved = Change::halved;
        changesNothing((scenario, chance) -> Change.entries(scenario.state(), halved));
    }

    @Test
    void permuting_rules_and_entries_changes_nothing() {
        changesNothing((scenario, chance) -> Change.shuffled(scenario.state(), chance));
    }

    @Test
    void an_allow_list_with_only_IPv4_entries_denies_IPv6_clients() {
        for (int number = 0; number < SCENARIOS; number++) {
            Chance chance = new Chance(Seed.VALUE + number);
            Octets ipv4 =
                    Octets.of(
                            chance.below(256),
                            chance.below(256),
                            chance.below(256),
                            chance.below(256));
            Source office = Given.prefix(ipv4.masked(24) + "/24");
            NetworkList list =
                    Given.listOf(
                            "office",
                            Given.prefix("0.0.0.0/1"),
                            Given.range("128.0.0.0-255.255.255.255"));
            TenantState state =
                    Given.state(
                            Given.policy(
                                    Given.allow(
                                            "a",
                                            office,
                                            Given.prefix("0.0.0.0/0"),
                                            Given.list("office"))),
                            GeoData.none(),
                            list);
            TenantSnapshot snapshot = TenantSnapshot.compile(state, Given.NOW);
            for (EmbeddedForm form : EmbeddedForm.values()) {
                for (Octets ipv6 : form.write(Octets.of(new int[16]), ipv4, List.of())) {
                    Request request = Given.from(ipv6.address().toString());
                    assertThat(snapshot.decide(request).evaluated())
                            .as(ipv6.toString())
                            .isEqualTo(Effect.DENY);
                }
            }
            assertThat(snapshot.decide(Given.from("2001:db8::1")).evaluated())
                    .isEqualTo(Effect.DENY);
            assertThat(snapshot.decide(Given.from(ipv4.toString())).evaluated())
                    .isEqualTo(Effect.ALLOW);
        }
    }

    @Test
    void putting_the_client_address_in_doubt_never_turns_DENY_into_ALLOW() {
        neverTurnsDenyIntoAllow(
                (scenario, chance) -> scenario.state(),
                request ->
                        new Request(
                                Given.UNDETERMINED,
                                request.epochMillis(),
                                request.channel(),
                                request.principal()));
    }

    @Test
    void putting_the_path_in_doubt_never_turns_DENY_into_ALLOW() {
        neverTurnsDenyIntoAllow(
                (scenario, chance) -> scenario.state(),
                request ->
                        new Request(
                                request.client(),
                                request.epochMillis(),
                                Channel.AMBIGUOUS,
                                request.principal()));
    }

    @Test
    void putting_the_geo_data_in_doubt_never_turns_DENY_into_ALLOW() {
        neverTurnsDenyIntoAllow((scenario, chance) -> {
            GeoData geo = scenario.state().geoData();
            GeoData less =
                    chance.oneIn(3) || !(geo instanceof FixedGeoData fixed)
                            ? GeoData.none()
                            : fixed.without(chance.oneIn(2) ? IpFamily.IPV4 : IpFamily.IPV6);
            return States.withGeoData(scenario.state(), less);
        });
    }

    @Test
    void putting_a_list_in_doubt_never_turns_DENY_into_ALLOW() {
        neverTurnsDenyIntoAllow((scenario, chance) -> {
            Map<ListName, NetworkList> lists = new HashMap<>(scenario.state().lists());
            lists.keySet().removeIf(name -> chance.oneIn(2));
            return States.withLists(scenario.state(), lists);
        });
    }

    private void neverTurnsDenyIntoAllow(BiFunction<Scenario, Chance, TenantState> change) {
        neverTurnsDenyIntoAllow(change, request -> request);
    }

    /* Of the active policy, as it is and with its rules on trial counting. */
    private void neverTurnsDenyIntoAllow(
            BiFunction<Scenario, Chance, TenantState> change, UnaryOperator<Request> doubted) {
        for (int number = 0; number < SCENARIOS; number++) {
            Scenario scenario = scenario(number);
            TenantState before = scenario.state();
            TenantState after = change.apply(scenario, new Chance(scenario.seed()));
            TenantSnapshot one = compile(scenario, before);
            TenantSnapshot other = compile(scenario, after);
            for (Request request : scenario.requests()) {
                Verdict was = one.decide(request);
                Verdict is = other.decide(doubted.apply(request));
                boolean trialOpened = was.trial() == Effect.DENY && is.trial() == Effect.ALLOW;
                if (trialOpened
                        || was.evaluated() == Effect.DENY && is.evaluated() == Effect.ALLOW) {
                    report(scenario, before, after, request);
                }
                compared++;
                stricter += was.evaluated() != is.evaluated() ? 1 : 0;
            }
        }
        assertThat(compared).isEqualTo((long) SCENARIOS * REQUESTS);
        assertThat(stricter).as("cases in which the change mattered").isGreaterThan(200);
    }

    private void changesNothing(BiFunction<Scenario, Chance, TenantState> change) {
        long changed = 0;
        for (int number = 0; number < SCENARIOS; number++) {
            Scenario scenario = scenario(number);
            TenantState before = scenario.state();
            TenantState after = change.apply(scenario, new Chance(scenario.seed()));
            changed += before.equals(after) ? 0 : 1;
            TenantSnapshot one = compile(scenario, before);
            TenantSnapshot other = compile(scenario, after);
            for (Request request : scenario.requests()) {
                if (!one.decide(request).equals(other.decide(request))) {
                    report(scenario, before, after, request);
                }
            }
        }
        assertThat(changed).as("states that were changed at all").isGreaterThan(SCENARIOS / 2);
    }

    /* Seeds of their own, apart from those of the differential campaign. */
    private static Scenario scenario(int number) {
        return Differential.scenario(~Seed.VALUE, number, REQUESTS);
    }

    private static TenantSnapshot compile(Scenario scenario, TenantState state) {
        return TenantSnapshot.compile(state, scenario.compiledAtMillis());
    }

    private static TenantState with(TenantState state, List<Rule> rules) {
        Policy policy = state.policy();
        return States.withPolicy(
                state, new Policy(policy.mode(), policy.authorizedClients(), rules));
    }

    private static List<Rule> mapped(Policy policy, UnaryOperator<Rule> change) {
        return policy.rules().stream().map(change).toList();
    }

    private static List<Entry> joined(List<Entry> some, List<Entry> more) {
        List<Entry> all = new ArrayList<>(some);
        all.addAll(more);
        return all;
    }

    private static void report(
            Scenario scenario, TenantState before, TenantState after, Request request) {
        fail(
                "scenario seed "
                        + scenario.seed()
                        + ", style "
                        + scenario.style()
                        + "\nbefore:\n"
                        + CaseText.of(before, request)
                        + "after:\n"
                        + CaseText.of(after, request));
    }
}
