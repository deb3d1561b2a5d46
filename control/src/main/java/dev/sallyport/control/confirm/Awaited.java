package dev.sallyport.control.confirm;

import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.policy.PrincipalReference;

/** The request that has to be allowed before a revision can be confirmed. */
public sealed interface Awaited {

    /** None: an operator published, who belongs to no tenant. */
    record Nothing() implements Awaited {}

    /** One of this principal. */
    record From(PrincipalReference principal) implements Awaited {}

    /** One from this network; where decision nodes are not told who asks. */
    record Within(IpPrefix network) implements Awaited {}

    /** Nobody knows how to tell it: neither who asks nor from where the revision was published. */
    record Impossible() implements Awaited {}

    /**
     * Returns this as the rest of a sentence that begins with "no request was allowed under it".
     */
    default String words() {
        return switch (this) {
            case Nothing ignored -> "";
            case From(PrincipalReference principal) ->
                    "of " + kind(principal) + " `" + principal.id() + "`, who published it";
            case Within(IpPrefix network) -> "from `" + network + "`, from where it was published";
            case Impossible ignored ->
                    "of the publisher, and none can be told from others, because neither who asks nor from"
                            + " where it was published is known";
        };
    }

    private static String kind(PrincipalReference principal) {
        return switch (principal.kind()) {
            case ANONYMOUS -> "anonymous";
            case USER -> "user";
            case CLIENT -> "client";
            case SUPPORT -> "support";
        };
    }
}
