package dev.sallyport.compat.sailpoint;

import dev.sallyport.control.policy.EntrySubmission;
import dev.sallyport.control.policy.RuleSubmission;
import dev.sallyport.control.problem.Outcome;
import dev.sallyport.control.problem.ProblemCode;
import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.policy.Entry;
import dev.sallyport.engine.policy.Rule;
import dev.sallyport.engine.policy.Source;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/* The tenant's own network: what `range` says, and the rule that denies whoever is outside. */
final class NetworkHalf {

    private static final String NAME = "Off network, set through the SailPoint door";

    private final Condition condition;
    private final Instant at;
    private final @Nullable List<String> kept;

    NetworkHalf(Condition condition, @Nullable List<String> kept, Instant at) {
        this.condition = condition;
        this.kept = kept;
        this.at = at;
    }

    static Set<Source> sources(@Nullable List<String> range) {
        Set<Source> sources = new LinkedHashSet<>();
        if (range != null) {
            range.forEach(text -> sources.add(new Source.Network(NetworkText.parse(text))));
        }
        return sources;
    }

    private static List<Source> parts(Source source) {
        return switch (source) {
            case Source.Network ignored -> List.of(source);
            case Source.Range(var range) ->
                    range.prefixes().stream().<Source>map(Source.Network::new).toList();
            case Source.Country ignored -> List.of();
            case Source.Asn ignored -> List.of();
            case Source.ListReference ignored -> List.of();
            case Source.Any ignored -> List.of();
        };
    }

    private List<Entry> exceptions() {
        return condition.deniesAllBut()
                ? condition.rule().map(Rule::except).orElse(List.of())
                : List.of();
    }

    private Set<Source> said() {
        Set<Source> said = new LinkedHashSet<>();
        Condition.live(exceptions(), at).forEach(entry -> said.addAll(parts(entry.source())));
        return said;
    }

    /**
     * Returns the network as the policy has it, in the texts that were sent as far as they say it.
     */
    @Nullable List<String> range() {
        Set<Source> said = said();
        Set<Source> sent = sources(kept);
        if (said.equals(sent)) {
            return kept;
        }
        if (condition.rule().isEmpty()) {
            return null;
        }
        List<String> range = new ArrayList<>();
        if (kept != null) {
            kept.stream()
                    .filter(text -> said.contains(new Source.Network(NetworkText.parse(text))))
                    .forEach(range::add);
        }
        for (Source source : said) {
            if (!sent.contains(source) && source instanceof Source.Network(IpPrefix prefix)) {
                range.add(NetworkText.of(prefix));
            }
        }
        return range;
    }

    /** Returns what the policy says of the network beyond what {@code range} can. */
    List<String> beyond() {
        Rule rule = condition.rule().orElse(null);
        if (rule == null) {
            return List.of();
        }
        if (!condition.deniesAllBut()) {
            return List.of("rule `" + rule.id() + "`");
        }
        return Condition.live(rule.except(), at).stream()
                .filter(entry -> parts(entry.source()).isEmpty())
                .map(entry -> entry.source() + " in rule `" + rule.id() + "`")
                .toList();
    }

    /** Returns the rule for another network, empty for none, or why there cannot be one. */
    Outcome<Optional<RuleSubmission>> with(
            @Nullable List<String> range, Enforcement enforcement, SsoScope sso) {
        Optional<RuleSubmission> before = condition.rule().map(RuleSubmission::of);
        Set<Source> wanted = sources(range);
        if (wanted.equals(said()) && (before.isPresent() || wanted.isEmpty())) {
            return Outcome.done(before);
        }
        List<String> beyond = beyond();
        if (!beyond.isEmpty()) {
            return refused(String.join(", ", beyond));
        }
        if (wanted.isEmpty()) {
            Optional<String> own = condition.ownParts(sso);
            if (own.isPresent()) {
                return refused(own.get());
            }
            return Condition.waiting(exceptions(), at).isEmpty()
                    ? Outcome.done(Optional.empty())
                    : refused("entries that are switched off or have not begun");
        }
        List<EntrySubmission> except =
                Condition.merged(exceptions(), wanted, NetworkHalf::parts, at);
        return Outcome.done(
                Optional.of(
                        before.map(rule -> Condition.withEntries(rule, rule.sources(), except))
                                .orElseGet(() ->
                                        Condition.made(
                                                Condition.NETWORK,
                                                NAME,
                                                List.of(EntrySubmission.of(new Source.Any())),
                                                except,
                                                enforcement,
                                                sso))));
    }

    private static <T> Outcome<T> refused(String what) {
        return Outcome.refused(
                ProblemCode.DOOR_WOULD_LOSE,
                "a change of `range` would lose what was set natively: " + what);
    }
}
