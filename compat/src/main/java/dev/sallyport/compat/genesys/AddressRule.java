package dev.sallyport.compat.genesys;

import dev.sallyport.control.policy.EntrySubmission;
import dev.sallyport.control.policy.PolicySubmission;
import dev.sallyport.control.policy.RuleSubmission;
import dev.sallyport.control.policy.ScopeSubmission;
import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.policy.Effect;
import dev.sallyport.engine.policy.Entry;
import dev.sallyport.engine.policy.Life;
import dev.sallyport.engine.policy.Mode;
import dev.sallyport.engine.policy.Policy;
import dev.sallyport.engine.policy.Rule;
import dev.sallyport.engine.policy.RuleId;
import dev.sallyport.engine.policy.Scope;
import dev.sallyport.engine.policy.Source;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * The list of allowed addresses as a policy and back: one ALLOW rule without a scope, so that every
 * channel is governed, single sign-on included; no rule at all for the empty list, which restricts
 * nothing.
 */
public final class AddressRule {

    /**
     * The rule this program makes of the list; a rule that somebody named otherwise keeps its id.
     */
    public static final RuleId ID = new RuleId("genesys-allowed-addresses");

    /** What the rule is called for people. */
    public static final String NAME = "Allowed IP addresses";

    private AddressRule() {}

    /** Returns the rule that stands for a list, or nothing for the empty one. */
    public static Optional<RuleSubmission> of(List<AllowedNetwork> networks) {
        return networks.isEmpty()
                ? Optional.empty()
                : Optional.of(rule(ID, NAME, networks.stream().map(AddressRule::entry).toList()));
    }

    private static EntrySubmission entry(AllowedNetwork network) {
        return EntrySubmission.of(new Source.Network(network.prefix()));
    }

    private static RuleSubmission rule(RuleId id, String name, List<EntrySubmission> sources) {
        return new RuleSubmission(
                id,
                name,
                Effect.ALLOW,
                sources,
                List.of(),
                ScopeSubmission.ALL,
                Life.ALWAYS,
                false);
    }

    /**
     * Returns the policy that a list makes of the active one, which must have {@linkplain #obstacle
     * no obstacle}. Ids and words of entries that stay, of their rule, and how lists of authorised
     * clients are read are kept.
     *
     * @param mode the mode, or null for the mode it has
     */
    public static PolicySubmission apply(
            List<AllowedNetwork> networks, Policy active, @Nullable Mode mode) {
        if (obstacle(active).isPresent()) {
            throw new IllegalArgumentException("a list cannot say what the policy says");
        }
        List<RuleSubmission> rules = new ArrayList<>();
        if (!networks.isEmpty()) {
            Rule before = active.rules().isEmpty() ? null : active.rules().getFirst();
            rules.add(
                    rule(
                            before == null ? ID : before.id(),
                            before == null ? NAME : before.name(),
                            kept(networks, before)));
        }
        return new PolicySubmission(mode, active.authorizedClients(), rules);
    }

    /* An entry whose network is still listed goes on as it is; of several with one network, each once. */
    private static List<EntrySubmission> kept(
            List<AllowedNetwork> networks, @Nullable Rule before) {
        Map<Source, Queue<Entry>> known = new HashMap<>();
        if (before != null) {
            before.sources()
                    .forEach(entry ->
                            known.computeIfAbsent(entry.source(), any -> new ArrayDeque<>())
                                    .add(entry));
        }
        List<EntrySubmission> entries = new ArrayList<>();
        for (AllowedNetwork network : networks) {
            Queue<Entry> same = known.get(new Source.Network(network.prefix()));
            Entry entry = same == null ? null : same.poll();
            entries.add(entry == null ? entry(network) : EntrySubmission.of(entry));
        }
        return entries;
    }

    /**
     * Returns the list that a policy amounts to at an instant, as far as a list can say it: the
     * IPv4 networks that rules without scope and exceptions allow at that instant. Each is written
     * as somebody sent it, if it was sent.
     *
     * @param sent the texts of the list as it was last saved
     */
    public static List<String> read(Policy policy, List<String> sent, Instant at) {
        Map<IpPrefix, Queue<String>> texts = new HashMap<>();
        for (String text : sent) {
            texts.computeIfAbsent(AllowedNetwork.parse(text).prefix(), any -> new ArrayDeque<>())
                    .add(text);
        }
        List<String> list = new ArrayList<>();
        for (Rule rule : policy.rules()) {
            if (!allowsEverybody(rule) || !rule.life().isLive(at)) {
                continue;
            }
            for (Entry entry : rule.sources()) {
                if (entry.life().isLive(at)
                        && entry.source() instanceof Source.Network(IpPrefix prefix)
                        && prefix.address().isIpv4()) {
                    Queue<String> same = texts.get(prefix);
                    String text = same == null ? null : same.poll();
                    list.add(text == null ? prefix.toString() : text);
                }
            }
        }
        return list;
    }

    private static boolean allowsEverybody(Rule rule) {
        return rule.effect() == Effect.ALLOW
                && rule.scope().equals(Scope.ALL)
                && rule.except().isEmpty()
                && !rule.onTrial();
    }

    /**
     * Returns why a list cannot take the place of a policy without losing something, in words that
     * follow "because"; empty if it can.
     */
    public static Optional<String> obstacle(Policy policy) {
        if (policy.rules().size() > 1) {
            return Optional.of("the policy has " + policy.rules().size() + " rules");
        }
        if (policy.rules().isEmpty()) {
            return Optional.empty();
        }
        Rule rule = policy.rules().getFirst();
        String named = "rule `" + rule.id() + "` ";
        if (rule.effect() != Effect.ALLOW) {
            return Optional.of(named + "denies");
        }
        if (!rule.scope().equals(Scope.ALL)) {
            return Optional.of(named + "has a scope");
        }
        if (!rule.except().isEmpty()) {
            return Optional.of(named + "has exceptions");
        }
        if (rule.onTrial()) {
            return Optional.of(named + "is on trial");
        }
        if (!rule.life().equals(Life.ALWAYS)) {
            return Optional.of(named + "is not always in force");
        }
        if (rule.sources().isEmpty()) {
            return Optional.of(named + "has no entries and lets nobody in");
        }
        if (rule.sources().size() > OrgSettingsChange.MAX_ADDRESSES) {
            return Optional.of(
                    named + "has more than " + OrgSettingsChange.MAX_ADDRESSES + " entries");
        }
        return rule.sources().stream()
                .map(AddressRule::obstacle)
                .flatMap(Optional::stream)
                .findFirst()
                .map(what -> named + what);
    }

    private static Optional<String> obstacle(Entry entry) {
        if (!(entry.source() instanceof Source.Network(IpPrefix prefix))) {
            return Optional.of("has the entry `" + entry.source() + "`, which is no network");
        }
        if (!prefix.address().isIpv4()) {
            return Optional.of("has the entry `" + prefix + "`, which is IPv6");
        }
        return entry.life().equals(Life.ALWAYS)
                ? Optional.empty()
                : Optional.of("has the entry `" + prefix + "`, which is not always live");
    }
}
