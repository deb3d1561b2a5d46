package dev.sallyport.testkit;

import dev.sallyport.engine.decision.GeoData;
import dev.sallyport.engine.decision.Principal;
import dev.sallyport.engine.decision.Request;
import dev.sallyport.engine.decision.TenantState;
import dev.sallyport.engine.policy.BreakGlassGrant;
import dev.sallyport.engine.policy.Entry;
import dev.sallyport.engine.policy.Exemption;
import dev.sallyport.engine.policy.Life;
import dev.sallyport.engine.policy.ListName;
import dev.sallyport.engine.policy.NetworkList;
import dev.sallyport.engine.policy.Policy;
import dev.sallyport.engine.policy.Rule;
import dev.sallyport.engine.policy.Scope;
import dev.sallyport.engine.policy.SupportGrant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;

/** Makes a failing case small: leaves out part after part for as long as it still fails. */
public final class Minimizer {

    /**
     * A state and a request that fail together.
     *
     * @param state the state
     * @param request the request
     */
    public record Case(TenantState state, Request request) {}

    private Minimizer() {}

    /**
     * Returns a case from which nothing more can be left out.
     *
     * @param failing a case for which {@code fails} holds
     * @param fails whether a state and a request still fail together
     */
    public static Case minimize(Case failing, BiPredicate<TenantState, Request> fails) {
        Case smallest = failing;
        boolean smaller = true;
        while (smaller) {
            smaller = false;
            for (Case candidate : simpler(smallest)) {
                if (fails.test(candidate.state(), candidate.request())) {
                    smallest = candidate;
                    smaller = true;
                    break;
                }
            }
        }
        return smallest;
    }

    private static List<Case> simpler(Case original) {
        List<Case> cases = new ArrayList<>();
        Request request = original.request();
        for (TenantState state : simpler(original.state())) {
            cases.add(new Case(state, request));
        }
        if (!request.principal().equals(Principal.ANONYMOUS)) {
            cases.add(
                    new Case(
                            original.state(),
                            new Request(
                                    request.client(),
                                    request.epochMillis(),
                                    request.channel(),
                                    Principal.ANONYMOUS)));
        }
        return cases;
    }

    private static List<TenantState> simpler(TenantState state) {
        List<TenantState> states = new ArrayList<>();
        if (state.draft() != null) {
            states.add(States.withDraft(state, null));
            for (Policy draft : simpler(state.draft())) {
                states.add(States.withDraft(state, draft));
            }
        }
        for (Policy policy : simpler(state.policy())) {
            states.add(States.withPolicy(state, policy));
        }
        for (Map<ListName, NetworkList> lists : simplerLists(state.lists())) {
            states.add(States.withLists(state, lists));
        }
        for (List<SupportGrant> grants : shorter(state.supportGrants())) {
            states.add(
                    States.withGrants(state, grants, state.exemptions(), state.breakGlassGrants()));
        }
        for (List<Exemption> exemptions : shorter(state.exemptions())) {
            states.add(
                    States.withGrants(
                            state, state.supportGrants(), exemptions, state.breakGlassGrants()));
        }
        for (List<BreakGlassGrant> grants : shorter(state.breakGlassGrants())) {
            states.add(States.withGrants(state, state.supportGrants(), state.exemptions(), grants));
        }
        if (state.geoData() instanceof FixedGeoData fixed) {
            states.add(States.withGeoData(state, GeoData.none()));
            for (List<FixedGeoData.Place> places : shorter(fixed.places())) {
                states.add(
                        States.withGeoData(
                                state,
                                new FixedGeoData(
                                        fixed.countryFamilies(),
                                        fixed.asnFamilies(),
                                        places,
                                        fixed.edition())));
            }
        }
        return states;
    }

    private static List<Policy> simpler(Policy policy) {
        List<Policy> policies = new ArrayList<>();
        for (List<Rule> rules : shorter(policy.rules())) {
            policies.add(new Policy(policy.mode(), policy.authorizedClients(), rules));
        }
        for (int i = 0; i < policy.rules().size(); i++) {
            for (Rule rule : simpler(policy.rules().get(i))) {
                List<Rule> rules = new ArrayList<>(policy.rules());
                rules.set(i, rule);
                policies.add(new Policy(policy.mode(), policy.authorizedClients(), rules));
            }
        }
        return policies;
    }

    private static List<Rule> simpler(Rule rule) {
        List<Rule> rules = new ArrayList<>();
        for (List<Entry> sources : simplerEntries(rule.sources())) {
            rules.add(with(rule, sources, rule.except(), rule.scope(), rule.life()));
        }
        for (List<Entry> except : simplerEntries(rule.except())) {
            rules.add(with(rule, rule.sources(), except, rule.scope(), rule.life()));
        }
        if (!rule.scope().equals(Scope.ALL)) {
            rules.add(with(rule, rule.sources(), rule.except(), Scope.ALL, rule.life()));
        }
        if (!rule.life().equals(Life.ALWAYS)) {
            rules.add(with(rule, rule.sources(), rule.except(), rule.scope(), Life.ALWAYS));
        }
        return rules;
    }

    private static List<List<Entry>> simplerEntries(List<Entry> entries) {
        List<List<Entry>> all = new ArrayList<>(shorter(entries));
        for (int i = 0; i < entries.size(); i++) {
            if (!entries.get(i).life().equals(Life.ALWAYS)) {
                List<Entry> changed = new ArrayList<>(entries);
                changed.set(i, Entry.of(entries.get(i).id(), entries.get(i).source()));
                all.add(changed);
            }
        }
        return all;
    }

    private static List<Map<ListName, NetworkList>> simplerLists(Map<ListName, NetworkList> lists) {
        List<Map<ListName, NetworkList>> all = new ArrayList<>();
        for (NetworkList list : lists.values()) {
            Map<ListName, NetworkList> fewer = new HashMap<>(lists);
            fewer.remove(list.name());
            all.add(fewer);
            for (List<Entry> entries : simplerEntries(list.entries())) {
                Map<ListName, NetworkList> changed = new HashMap<>(lists);
                changed.put(list.name(), new NetworkList(list.name(), entries));
                all.add(changed);
            }
        }
        return all;
    }

    /* Halves first, where there is much, then each element left out alone. */
    private static <T> List<List<T>> shorter(List<T> elements) {
        List<List<T>> all = new ArrayList<>();
        if (elements.size() > 3) {
            all.add(elements.subList(0, elements.size() / 2));
            all.add(elements.subList(elements.size() / 2, elements.size()));
        }
        for (int i = 0; i < elements.size(); i++) {
            List<T> fewer = new ArrayList<>(elements);
            fewer.remove(i);
            all.add(fewer);
        }
        return all;
    }

    private static Rule with(
            Rule rule, List<Entry> sources, List<Entry> except, Scope scope, Life life) {
        return new Rule(
                rule.id(),
                rule.name(),
                rule.effect(),
                sources,
                except,
                scope,
                life,
                rule.onTrial());
    }
}
