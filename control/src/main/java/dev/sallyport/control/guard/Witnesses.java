package dev.sallyport.control.guard;

import dev.sallyport.engine.policy.PrincipalReference;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whose access the changes of one tenant are judged by, beside that of whoever makes them.
 *
 * @param all admins first, then callbacks, then automations, of each the last seen first
 * @param isCut whether there are more of them than are looked at
 * @param isBlind whether what the gate observed could not be read
 * @param ipv4Requests how many requests over IPv4 were observed
 * @param ipv6Requests how many over IPv6
 * @param areFarAway whether anybody was seen at an address other than those of the machine itself
 */
public record Witnesses(
        List<Witness> all,
        boolean isCut,
        boolean isBlind,
        long ipv4Requests,
        long ipv6Requests,
        boolean areFarAway) {

    /** Nobody was seen. */
    public static final Witnesses NONE = new Witnesses(List.of(), false, false, 0, 0, false);

    /** Copies the witnesses. */
    public Witnesses {
        all = List.copyOf(all);
    }

    /** Returns those of a kind. */
    public List<Witness> of(WitnessKind kind) {
        return all.stream().filter(witness -> witness.kind() == kind).toList();
    }

    /** Returns how many principals there are of a kind; addresses without one count each. */
    public int count(WitnessKind kind) {
        return (int)
                of(kind).stream()
                        .map(witness -> witness.who() == null ? witness : witness.who())
                        .distinct()
                        .count();
    }

    /** Returns those known as {@code id}, whatever their kind. */
    List<Witness> knownAs(String id) {
        return all.stream().filter(witness -> isKnownAs(witness.who(), id)).toList();
    }

    private static boolean isKnownAs(@Nullable PrincipalReference who, String id) {
        return who != null && who.id().equals(id);
    }
}
