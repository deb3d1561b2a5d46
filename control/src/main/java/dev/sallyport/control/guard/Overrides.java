package dev.sallyport.control.guard;

import dev.sallyport.control.caller.ApiScope;
import dev.sallyport.control.caller.Origin;
import dev.sallyport.control.problem.Outcome;
import dev.sallyport.control.problem.ProblemCatalogue;
import dev.sallyport.control.problem.ProblemCode;
import dev.sallyport.control.problem.Quoted;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The refusals a caller wants to go ahead in spite of. Whoever overrides needs the scope and a
 * reason, whether or not there turns out to be anything to override.
 *
 * @param codes the codes of the refusals, each one that may be overridden
 */
public record Overrides(Set<ProblemCode> codes) {

    static final Overrides NONE = new Overrides(Set.of());

    /** Copies the codes. */
    public Overrides {
        codes = Set.copyOf(codes);
    }

    /**
     * Returns what the texts ask for, each of which may hold several codes separated by commas.
     * Refused if one of them may not be overridden, or the caller lacks the scope or a reason.
     */
    public static Outcome<Overrides> parse(List<String> texts, Origin origin) {
        Set<ProblemCode> codes = EnumSet.noneOf(ProblemCode.class);
        for (String text : texts) {
            for (String name : text.split(",", -1)) {
                Optional<ProblemCode> code =
                        ProblemCode.find(name.strip()).filter(ProblemCode::isOverridable);
                if (code.isEmpty()) {
                    return Outcome.refused(
                            ProblemCode.OVERRIDE_UNKNOWN,
                            "override " + Quoted.text(name) + " is none of " + overridable());
                }
                codes.add(code.get());
            }
        }
        if (!codes.isEmpty() && !origin.caller().holds(ApiScope.OVERRIDE)) {
            return Outcome.refused(
                    ProblemCode.AUTH_FORBIDDEN,
                    "overriding needs the scope `" + ApiScope.OVERRIDE + "`");
        }
        if (!codes.isEmpty() && origin.reason().isBlank()) {
            return Outcome.refused(
                    ProblemCode.OVERRIDE_REASON_MISSING, "an override is given without a reason");
        }
        return Outcome.done(new Overrides(codes));
    }

    private static String overridable() {
        return ProblemCatalogue.all().stream()
                .filter(ProblemCode::isOverridable)
                .map(code -> "`" + code + "`")
                .collect(Collectors.joining(", "));
    }
}
