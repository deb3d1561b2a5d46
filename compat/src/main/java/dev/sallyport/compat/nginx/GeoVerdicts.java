package dev.sallyport.compat.nginx;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/*
 * Which values of a variable mean that a request is refused: as the caller says, or as `if` blocks that `return` a status of
 * 400 or more say (ngx_http_rewrite_module: an empty value and `0` are false).
 */
final class GeoVerdicts {

    private static final Pattern CONDITION =
            Pattern.compile("\\(\\s*\\$\\{?(\\w+)}?\\s*(?:(!?=)\\s*(.*?))?\\s*\\)");

    private record Condition(String variable, String sign, String value) {
        boolean holds(String of) {
            return switch (sign) {
                case "=" -> of.equals(value);
                case "!=" -> !of.equals(value);
                default -> !of.isEmpty() && !of.equals("0");
            };
        }
    }

    private final Set<String> allowed;
    private final Set<String> denied;
    private final List<Condition> conditions = new ArrayList<>();

    GeoVerdicts(Set<String> allowed, Set<String> denied, List<Directive> configuration) {
        this.allowed = allowed;
        this.denied = denied;
        collect(configuration);
    }

    private void collect(List<Directive> directives) {
        for (Directive directive : directives) {
            if (directive.isBlock() && directive.name().equals("if")) {
                String text =
                        String.join(" ", directive.words().subList(1, directive.words().size()));
                Matcher condition = CONDITION.matcher(text);
                if (condition.matches() && refuses(directive)) {
                    conditions.add(
                            new Condition(
                                    condition.group(1),
                                    condition.group(2) == null ? "" : condition.group(2),
                                    condition.group(3) == null ? "" : condition.group(3)));
                }
            }
            collect(directive.block());
        }
    }

    private static boolean refuses(Directive block) {
        return block.block().stream()
                .anyMatch(inner ->
                        inner.name().equals("return")
                                && inner.words().size() > 1
                                && inner.words().get(1).matches("4[0-9][0-9]"));
    }

    /** Returns whether anything is known of a variable. */
    boolean knows(String variable) {
        return !allowed.isEmpty()
                || !denied.isEmpty()
                || conditions.stream().anyMatch(c -> c.variable().equals(variable));
    }

    /** Returns whether a value means that a request is refused, or null if nobody said. */
    @Nullable Boolean isDenied(String variable, String value) {
        if (!allowed.isEmpty() || !denied.isEmpty()) {
            if (denied.contains(value) || allowed.contains(value)) {
                return denied.contains(value);
            }
            return allowed.isEmpty() ? Boolean.FALSE : denied.isEmpty() ? Boolean.TRUE : null;
        }
        return conditions.stream()
                .filter(condition -> condition.variable().equals(variable))
                .anyMatch(condition -> condition.holds(value));
    }
}
