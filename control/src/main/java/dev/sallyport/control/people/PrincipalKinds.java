package dev.sallyport.control.people;

import dev.sallyport.engine.policy.PrincipalKind;
import dev.sallyport.engine.policy.PrincipalReference;
import java.util.Arrays;
import java.util.Optional;

/** The public names of the kinds of principals. */
public final class PrincipalKinds {

    private PrincipalKinds() {}

    /** Returns the public name, such as {@code user}. */
    public static String text(PrincipalKind kind) {
        return switch (kind) {
            case ANONYMOUS -> "anonymous";
            case USER -> "user";
            case CLIENT -> "client";
            case SUPPORT -> "support";
        };
    }

    /** Returns the kind that the public name stands for, if it is one that has ids. */
    public static Optional<PrincipalKind> find(String text) {
        return Arrays.stream(PrincipalKind.values())
                .filter(kind -> kind != PrincipalKind.ANONYMOUS && text(kind).equals(text))
                .findFirst();
    }

    /** Returns the principal that {@code kind:id} names, if the text is of that form. */
    public static Optional<PrincipalReference> parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 0 || colon == text.length() - 1) {
            return Optional.empty();
        }
        return find(text.substring(0, colon))
                .map(kind -> new PrincipalReference(kind, text.substring(colon + 1)));
    }
}
