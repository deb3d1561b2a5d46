package dev.sallyport.control.guard;

import dev.sallyport.engine.decision.GeoData;
import dev.sallyport.engine.decision.TenantState;
import dev.sallyport.engine.policy.ClientAuthorization;
import dev.sallyport.engine.policy.Effect;
import dev.sallyport.engine.policy.Entry;
import dev.sallyport.engine.policy.Life;
import dev.sallyport.engine.policy.ListName;
import dev.sallyport.engine.policy.Mode;
import dev.sallyport.engine.policy.NetworkList;
import dev.sallyport.engine.policy.Rule;
import dev.sallyport.engine.policy.RuleId;
import dev.sallyport.engine.policy.Scope;
import dev.sallyport.engine.policy.Source;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/*
 * Whether one state may deny a request that another allows. Looks at what rules say, not at addresses: `false` is certain,
 * `true` means that it cannot be ruled out. Semantics section 5, read backwards: more is denied only where a DENY rule gains a
 * source, loses an exception or is new, where an ALLOW rule loses a source, gains an exception or is gone while others stand,
 * or where an ALLOW rule begins to restrict what none restricted.
 */
final class Narrowing {

    /* What an entry matches, and when; ids and words decide nothing. */
    record Term(Source source, Life life) {
        static Set<Term> of(Collection<Entry> entries) {
            return entries.stream()
                    .filter(entry -> entry.life().enabled())
                    .map(entry -> new Term(entry.source(), entry.life()))
                    .collect(Collectors.toCollection(HashSet::new));
        }
    }

    private final TenantState before;
    private final TenantState after;
    private final Set<ListName> grown = new HashSet<>();
    private final Set<ListName> shrunk = new HashSet<>();

    private Narrowing(TenantState before, TenantState after) {
        this.before = before;
        this.after = after;
        Set<ListName> names = new HashSet<>(before.lists().keySet());
        names.addAll(after.lists().keySet());
        names.forEach(this::compareList);
    }

    static boolean isPossible(TenantState before, TenantState after) {
        if (after.policy().mode() != Mode.ENFORCE) {
            return false;
        }
        return new Narrowing(before, after).isPossible();
    }

    /* Whether an ALLOW rule restricts a tenant at that instant. */
    static boolean isRestricted(TenantState state, Instant now) {
        return state.policy().mode() == Mode.ENFORCE
                && counting(state, Effect.ALLOW).anyMatch(rule -> rule.life().hasBegun(now));
    }

    private static Stream<Rule> counting(TenantState state, Effect effect) {
        return state.policy().rules().stream()
                .filter(rule ->
                        rule.effect() == effect && rule.life().enabled() && !rule.onTrial());
    }

    /* A list that was never loaded is in doubt, which counts against access on either side. */
    private void compareList(ListName name) {
        NetworkList former = before.lists().get(name);
        NetworkList latter = after.lists().get(name);
        if (former == null || latter == null) {
            grown.add(name);
            shrunk.add(name);
            return;
        }
        Set<Term> had = Term.of(former.entries());
        Set<Term> has = Term.of(latter.entries());
        if (!had.containsAll(has)) {
            grown.add(name);
        }
        if (!has.containsAll(had)) {
            shrunk.add(name);
        }
    }

    private boolean isPossible() {
        if (before.policy().mode() != Mode.ENFORCE) {
            return counting(after, Effect.DENY).findAny().isPresent()
                    || counting(after, Effect.ALLOW).findAny().isPresent()
                    || after.policy().authorizedClients() != ClientAuthorization.IGNORE;
        }
        return after.policy().authorizedClients().compareTo(before.policy().authorizedClients()) > 0
                || !before.nat64Prefixes().equals(after.nat64Prefixes())
                || isOtherGeoDataUsed()
                || denyRulesNarrow()
                || allowRulesNarrow();
    }

    @SuppressWarnings("ReferenceEquality") // geo data is known by its identity
    private boolean isOtherGeoDataUsed() {
        GeoData former = before.geoData();
        return former != after.geoData() && usesGeoData(after);
    }

    /* Whether a state can decide otherwise under other geo data. */
    static boolean usesGeoData(TenantState state) {
        Stream<Entry> inRules =
                state.policy().rules().stream()
                        .flatMap(rule ->
                                Stream.concat(rule.sources().stream(), rule.except().stream()));
        Stream<Entry> inLists =
                state.lists().values().stream().flatMap(list -> list.entries().stream());
        return Stream.concat(inRules, inLists)
                .anyMatch(entry ->
                        entry.source() instanceof Source.Country
                                || entry.source() instanceof Source.Asn);
    }

    private boolean denyRulesNarrow() {
        Map<Identity, Rule> known = byIdentity(before, Effect.DENY);
        return counting(after, Effect.DENY)
                .anyMatch(rule -> {
                    Rule former = known.get(identity(rule));
                    return former == null
                            ? !rule.sources().isEmpty()
                            : gains(former.sources(), rule.sources())
                                    || gains(rule.except(), former.except())
                                    || names(rule.sources(), grown)
                                    || names(rule.except(), shrunk);
                });
    }

    private boolean allowRulesNarrow() {
        Map<Identity, Rule> remaining = byIdentity(after, Effect.ALLOW);
        boolean isLost =
                !remaining.isEmpty()
                        && counting(before, Effect.ALLOW)
                                .anyMatch(rule -> {
                                    Rule latter = remaining.get(identity(rule));
                                    return latter == null
                                            || gains(latter.sources(), rule.sources())
                                            || gains(rule.except(), latter.except())
                                            || names(rule.sources(), shrunk)
                                            || names(rule.except(), grown);
                                });
        return isLost || counting(after, Effect.ALLOW).anyMatch(this::restrictsAnew);
    }

    private boolean restrictsAnew(Rule rule) {
        return counting(before, Effect.ALLOW)
                .noneMatch(former ->
                        former.scope().equals(rule.scope())
                                && !former.life().notBefore().isAfter(rule.life().notBefore()));
    }

    private static Map<Identity, Rule> byIdentity(TenantState state, Effect effect) {
        Map<Identity, Rule> rules = new HashMap<>();
        counting(state, effect).forEach(rule -> rules.put(identity(rule), rule));
        return rules;
    }

    private record Identity(RuleId id, Scope scope, Life life) {}

    private static Identity identity(Rule rule) {
        return new Identity(rule.id(), rule.scope(), rule.life());
    }

    /* Whether the latter match something that the former do not. */
    private static boolean gains(List<Entry> former, List<Entry> latter) {
        return !Term.of(former).containsAll(Term.of(latter));
    }

    private static boolean names(List<Entry> entries, Set<ListName> lists) {
        return !lists.isEmpty()
                && entries.stream()
                        .anyMatch(entry ->
                                entry.source() instanceof Source.ListReference(ListName name)
                                        && lists.contains(name));
    }
}
