package dev.sallyport.control.guard;

import dev.sallyport.control.people.PrincipalKinds;
import dev.sallyport.control.whatif.Placement;
import dev.sallyport.control.whatif.Rescue;
import dev.sallyport.engine.client.ClientAddress;
import dev.sallyport.engine.policy.PrincipalReference;
import java.util.stream.Collectors;

/** What is said of somebody whom a change would lock out. */
public final class LockOutWords {

    private LockOutWords() {}

    /** Returns who would be denied, why and from when on: one lower-case sentence. */
    public static String detail(LockedOut lockedOut) {
        return who(lockedOut.witness())
                + " would be denied ("
                + lockedOut.reason().code()
                + ")"
                + (lockedOut.from() == null ? "" : " from " + lockedOut.from() + " on");
    }

    private static String who(Witness witness) {
        String address = address(witness.address());
        PrincipalReference who = witness.who();
        String name =
                who == null ? "" : " `" + PrincipalKinds.text(who.kind()) + ":" + who.id() + "`";
        return switch (witness.kind()) {
            case CALLER -> "the caller's own address " + address;
            case ADMIN -> "admin" + name + ", last seen at " + address + ",";
            case CALLBACK -> "callback from " + address;
            case AUTOMATION -> "automation" + name + " from " + address;
        };
    }

    private static String address(ClientAddress address) {
        return switch (address) {
            case ClientAddress.Determined determined -> "`" + determined.address() + "`";
            case ClientAddress.Undetermined ignored -> "(undetermined)";
        };
    }

    /** Returns what to do about it. */
    public static String hint(Rescue rescue) {
        return switch (rescue) {
            case Rescue.ByEntry found -> advice(found) + ", or override with a reason";
            case Rescue.Impossible(Rescue.Obstacle obstacle) ->
                    obstacle.text() + "; override with a reason if that is meant";
        };
    }

    /** Returns where an entry goes, such as {@code add `192.0.2.1` to `sources` of rule `x`}. */
    public static String advice(Rescue.ByEntry found) {
        String entry =
                found.entry().length() == found.entry().family().bits()
                        ? found.entry().address().toString()
                        : found.entry().toString();
        return "add `"
                + entry
                + "` "
                + found.placements().stream()
                        .map(LockOutWords::place)
                        .collect(Collectors.joining(" and "));
    }

    private static String place(Placement placement) {
        return switch (placement) {
            case Placement.InSources(var rule) -> "to `sources` of rule `" + rule + "`";
            case Placement.InExceptions(var rule) -> "to `except` of rule `" + rule + "`";
            case Placement.InNewRule(var like) ->
                    "in a new ALLOW rule with the scope of rule `" + like + "`";
        };
    }
}
