package dev.sallyport.compat.sailpoint;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sallyport.control.door.DoorChange;
import dev.sallyport.control.problem.Outcome;
import dev.sallyport.control.problem.ProblemCode;
import dev.sallyport.control.problem.Quoted;
import dev.sallyport.document.DocumentLimits;
import dev.sallyport.document.JsonPatch;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.List;

/** A JSON Patch of one of this API's documents, in which every member always exists. */
public final class SailpointPatch {

    private final JsonPatch patch;
    private final DocumentLimits limits;

    private SailpointPatch(JsonPatch patch, DocumentLimits limits) {
        this.patch = patch;
        this.limits = limits;
    }

    /** Returns the patch of a configuration that the bytes hold, or its faults. */
    public static Outcome<SailpointPatch> ofConfiguration(
            InputStream bytes, DocumentLimits limits) {
        return read(bytes, limits, NetworkConfigurationDocument.MEMBERS);
    }

    /** Returns the patch of a profile that the bytes hold, or its faults. */
    public static Outcome<SailpointPatch> ofProfile(InputStream bytes, DocumentLimits limits) {
        return read(bytes, limits, AuthProfileDocument.PATCHABLE);
    }

    private static Outcome<SailpointPatch> read(
            InputStream bytes, DocumentLimits limits, List<String> patchable) {
        return JsonPatch.read(bytes, limits)
                .flatMap(patch -> {
                    for (String pointer : patch.pointers()) {
                        String member = member(pointer);
                        if (!pointer.isEmpty() && !patchable.contains(member)) {
                            return Outcome.refused(
                                    ProblemCode.DOOR_NOT_PATCHABLE,
                                    "Field '" + shown(member) + "' is not patchable.");
                        }
                    }
                    return Outcome.done(new SailpointPatch(patch, limits));
                });
    }

    /* In the words of that system, which quotes otherwise. */
    private static String shown(String member) {
        String quoted = Quoted.text(member);
        return quoted.substring(1, quoted.length() - 1);
    }

    private static String member(String pointer) {
        int from = pointer.startsWith("/") ? 1 : 0;
        int end = pointer.indexOf('/', from);
        return pointer.substring(from, end < 0 ? pointer.length() : end);
    }

    /** Returns what this makes of the configuration, or why nothing can become of it. */
    public Outcome<DoorChange> configure(SailpointState state) {
        return state.configuration()
                .flatMap(before -> patch.apply(NetworkConfigurationDocument.write(before)))
                .flatMap(after -> NetworkConfigurationDocument.read(bytes(after), limits))
                .flatMap(state::configured);
    }

    /** Returns what this makes of a profile, or why nothing can become of it. */
    public Outcome<DoorChange> change(SailpointState state, String profile) {
        return state.profile(profile)
                .map(before ->
                        patch.apply(AuthProfileDocument.write(before))
                                .flatMap(after -> AuthProfileDocument.read(bytes(after), before))
                                .flatMap(state::switched))
                .orElseGet(() ->
                        Outcome.refused(
                                ProblemCode.REQUEST_NO_SUCH_RESOURCE,
                                "there is no profile " + Quoted.text(profile)));
    }

    private static InputStream bytes(String document) {
        return new ByteArrayInputStream(document.getBytes(UTF_8));
    }
}
