package dev.sallyport.compat.sailpoint;

import dev.sallyport.control.policy.EntrySubmission;
import dev.sallyport.control.policy.RuleSubmission;
import dev.sallyport.control.problem.Outcome;
import dev.sallyport.control.problem.ProblemCode;
import dev.sallyport.engine.policy.CountryCode;
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

/*
 * The trusted countries: what `geolocation` and `whitelisted` say, and the rule that denies whoever is elsewhere. `ZZ` is a code
 * that no country has; natively it stands for addresses without a country, which nobody can mean here, so it matches nothing.
 */
final class CountryHalf {

    private static final String NAME = "Untrusted geography, set through the SailPoint door";

    private final Condition condition;
    private final Instant at;
    private final @Nullable List<String> kept;
    private final boolean keptTrusted;

    CountryHalf(Condition condition, @Nullable List<String> kept, boolean keptTrusted, Instant at) {
        this.condition = condition;
        this.kept = kept;
        this.keptTrusted = keptTrusted;
        this.at = at;
    }

    static Set<Source> sources(@Nullable List<String> geolocation) {
        Set<Source> sources = new LinkedHashSet<>();
        if (geolocation != null) {
            geolocation.stream()
                    .map(CountryCode::new)
                    .filter(code -> !code.equals(CountryCode.UNKNOWN))
                    .forEach(code -> sources.add(new Source.Country(code)));
        }
        return sources;
    }

    private static List<Source> parts(Source source) {
        return source instanceof Source.Country(CountryCode code)
                        && !code.equals(CountryCode.UNKNOWN)
                ? List.of(source)
                : List.of();
    }

    /* Whether a configuration has a rule: of trusted countries, as soon as any code is given. */
    private static boolean restricts(@Nullable List<String> geolocation, boolean isTrusted) {
        return isTrusted
                ? geolocation != null && !geolocation.isEmpty()
                : !sources(geolocation).isEmpty();
    }

    private List<Entry> entries() {
        Rule rule = condition.rule().orElse(null);
        if (rule == null) {
            return List.of();
        }
        return condition.deniesAllBut()
                ? rule.except()
                : condition.deniesSome() ? rule.sources() : List.of();
    }

    private Set<Source> said() {
        Set<Source> said = new LinkedHashSet<>();
        Condition.live(entries(), at).forEach(entry -> said.addAll(parts(entry.source())));
        return said;
    }

    private boolean isAsSent() {
        if (condition.rule().isEmpty()) {
            return !restricts(kept, keptTrusted);
        }
        return restricts(kept, keptTrusted)
                && condition.deniesAllBut() == keptTrusted
                && said().equals(sources(kept));
    }

    /** Returns whether the countries are those that are trusted. */
    boolean isTrusted() {
        return condition.rule().isEmpty() ? keptTrusted : condition.deniesAllBut();
    }

    /** Returns the countries as the policy has them, in the order in which they were sent. */
    @Nullable List<String> geolocation() {
        if (isAsSent()) {
            return kept;
        }
        if (condition.rule().isEmpty()) {
            return null;
        }
        Set<Source> said = said();
        Set<Source> sent = sources(kept);
        List<String> codes = new ArrayList<>();
        if (kept != null) {
            kept.stream()
                    .filter(code -> said.contains(new Source.Country(new CountryCode(code))))
                    .forEach(codes::add);
        }
        for (Source source : said) {
            if (!sent.contains(source) && source instanceof Source.Country(CountryCode code)) {
                codes.add(code.value());
            }
        }
        return codes;
    }

    /** Returns what the policy says of countries beyond what the configuration can. */
    List<String> beyond() {
        Rule rule = condition.rule().orElse(null);
        if (rule == null) {
            return List.of();
        }
        if (!condition.deniesAllBut() && !condition.deniesSome()) {
            return List.of("rule `" + rule.id() + "`");
        }
        List<Entry> others = new ArrayList<>(Condition.live(entries(), at));
        others.removeIf(entry -> !parts(entry.source()).isEmpty());
        if (condition.deniesSome()) {
            others.addAll(Condition.live(rule.except(), at));
        }
        return others.stream()
                .map(entry -> entry.source() + " in rule `" + rule.id() + "`")
                .toList();
    }

    /** Returns the rule for other countries, empty for none, or why there cannot be one. */
    Outcome<Optional<RuleSubmission>> with(
            @Nullable List<String> geolocation,
            boolean isTrusted,
            Enforcement enforcement,
            SsoScope sso) {
        Optional<RuleSubmission> before = condition.rule().map(RuleSubmission::of);
        Set<Source> wanted = sources(geolocation);
        boolean isWanted = restricts(geolocation, isTrusted);
        boolean isSameShape = condition.rule().isPresent() && isTrusted() == isTrusted;
        if (isWanted ? isSameShape && wanted.equals(said()) : before.isEmpty()) {
            return Outcome.done(before);
        }
        List<String> beyond = beyond();
        if (!beyond.isEmpty()) {
            return refused(String.join(", ", beyond));
        }
        boolean waits = !Condition.waiting(entries(), at).isEmpty();
        if (waits && !(isWanted && isSameShape)) {
            return refused("entries that are switched off or have not begun");
        }
        if (!isWanted) {
            Optional<String> own = condition.ownParts(sso);
            return own.isPresent() ? refused(own.get()) : Outcome.done(Optional.empty());
        }
        List<EntrySubmission> codes =
                Condition.merged(
                        isSameShape ? entries() : List.of(), wanted, CountryHalf::parts, at);
        List<EntrySubmission> sources =
                isTrusted ? List.of(EntrySubmission.of(new Source.Any())) : codes;
        List<EntrySubmission> except = isTrusted ? codes : List.of();
        return Outcome.done(
                Optional.of(
                        before.map(rule ->
                                        Condition.withEntries(
                                                rule,
                                                isTrusted && isSameShape ? rule.sources() : sources,
                                                isTrusted || !isSameShape ? except : rule.except()))
                                .orElseGet(() ->
                                        Condition.made(
                                                Condition.COUNTRIES,
                                                NAME,
                                                sources,
                                                except,
                                                enforcement,
                                                sso))));
    }

    private static <T> Outcome<T> refused(String what) {
        return Outcome.refused(
                ProblemCode.DOOR_WOULD_LOSE,
                "a change of `geolocation` would lose what was set natively: " + what);
    }
}
