package dev.sallyport.control.guard;

import dev.sallyport.control.problem.ProblemCode;
import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.address.IpSet;
import dev.sallyport.engine.address.SpecialPurpose;
import dev.sallyport.engine.address.SpecialPurpose.Use;
import dev.sallyport.engine.client.ClientAddress;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/*
 * Objects if the caller's address is probably that of a proxy of the deployment: then nobody knows whether the caller is locked
 * out. It is if nobody has it on the Internet, or if all admins have it.
 */
final class CallerAddress {

    private static final IpSet PRIVATE =
            SpecialPurpose.addresses(EnumSet.of(Use.PRIVATE, Use.SHARED, Use.LINK_LOCAL));

    private static final IpSet LOOPBACK = SpecialPurpose.addresses(EnumSet.of(Use.LOOPBACK));

    private CallerAddress() {}

    /** Returns whether the address is one of the machine itself, RFC 1122 and RFC 4291. */
    static boolean isLoopback(IpAddress address) {
        return LOOPBACK.contains(address);
    }

    static void judge(Candidate candidate, Objections objections) {
        if (!(candidate.origin().address()
                instanceof ClientAddress.Determined(IpAddress address, var _))) {
            return;
        }
        if (PRIVATE.contains(address)) {
            object(address, "is private, and probably that of a proxy", objections);
        } else if (isLoopback(address) && candidate.witnesses().areFarAway()) {
            object(
                    address,
                    "is this machine's own, and others are seen from elsewhere",
                    objections);
        } else if (isThatOfAllAdmins(address, candidate.witnesses())) {
            object(address, "is that of all admins, and probably of a proxy", objections);
        }
    }

    private static boolean isThatOfAllAdmins(IpAddress address, Witnesses witnesses) {
        Set<ClientAddress> all =
                witnesses.of(WitnessKind.ADMIN).stream()
                        .map(Witness::address)
                        .collect(Collectors.toSet());
        return witnesses.count(WitnessKind.ADMIN) > 1
                && all.equals(Set.copyOf(List.of(Witness.given(address))));
    }

    private static void object(IpAddress address, String why, Objections objections) {
        objections.add(
                ProblemCode.CALLER_ADDRESS_UNRELIABLE,
                "",
                "the caller's own address `" + address + "` " + why,
                "name your proxies in `server.trusted-proxies`, or override with a reason");
    }
}
