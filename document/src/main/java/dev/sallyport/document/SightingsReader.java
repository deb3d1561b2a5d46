package dev.sallyport.document;

import dev.sallyport.control.people.PeopleLimits;
import dev.sallyport.control.people.Sighting;
import dev.sallyport.control.problem.Outcome;
import dev.sallyport.control.problem.ProblemCode;
import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.policy.PrincipalKind;
import dev.sallyport.engine.policy.PrincipalReference;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a report of sightings: {@code {"sightings": [{"principal": {"kind", "id"}, "roles",
 * "address", "at", "success", "id"}]}}, of which {@code roles} and {@code id} may be absent. Strict
 * and total as {@link PolicyReader}: one fault anywhere refuses the whole report.
 */
public final class SightingsReader {

    private static final List<String> MEMBERS = List.of("sightings");
    private static final List<String> SIGHTING_MEMBERS =
            List.of("principal", "roles", "address", "at", "success", "id");
    private static final List<String> PRINCIPAL_MEMBERS = List.of("kind", "id");
    private static final List<PrincipalKind> KINDS =
            List.of(PrincipalKind.USER, PrincipalKind.CLIENT, PrincipalKind.SUPPORT);

    private final JsonCursor cursor;

    private SightingsReader(JsonCursor cursor) {
        this.cursor = cursor;
    }

    /**
     * Returns the sightings that the bytes hold, in their order, or their faults under {@code
     * request.invalid}. The stream is closed.
     */
    public static Outcome<List<Sighting>> read(InputStream bytes, DocumentLimits limits) {
        return JsonCursor.read(
                bytes,
                limits,
                ProblemCode.REQUEST_INVALID,
                cursor -> new SightingsReader(cursor).sightings());
    }

    private List<Sighting> sightings() {
        List<Sighting> sightings = new ArrayList<>();
        JsonCursor.Members members =
                cursor.object(
                        MEMBERS,
                        name ->
                                cursor.array(
                                        PeopleLimits.MAX_REPORT,
                                        () -> {
                                            Sighting sighting = new One().sighting();
                                            if (sighting != null) {
                                                sightings.add(sighting);
                                            }
                                        }));
        cursor.require(members, "sightings");
        return sightings;
    }

    /* Reads one sighting. */
    private final class One {
        private @Nullable PrincipalReference principal;
        private Set<String> roles = Set.of();
        private @Nullable IpAddress address;
        private @Nullable Instant at;
        private @Nullable Boolean success;
        private @Nullable String id;

        @Nullable Sighting sighting() {
            JsonCursor.Members members = cursor.object(SIGHTING_MEMBERS, this::member);
            cursor.require(members, "principal", "address", "at", "success");
            return principal == null || address == null || at == null || success == null
                    ? null
                    : new Sighting(principal, roles, address, at, success, id);
        }

        private void member(String name) {
            switch (name) {
                case "principal" -> principal = new Principal().principal();
                case "roles" -> roles = cursor.isNull() ? Set.of() : ScopeReader.names(cursor);
                case "address" ->
                        address =
                                AddressReader.readSpecified(
                                        cursor,
                                        ProblemCode.SIGHTING_ADDRESS_INVALID,
                                        "write the address the principal came from");
                case "at" -> at = Instants.readRequired(cursor);
                case "success" -> success = cursor.truth();
                case "id" -> id = cursor.isNull() ? null : cursor.name(ScopeReader.MAX_NAME_LENGTH);
                default -> throw new IllegalStateException("a member is known and not read");
            }
        }
    }

    /* Reads who was seen. */
    private final class Principal {
        private @Nullable PrincipalKind kind;
        private @Nullable String id;

        @Nullable PrincipalReference principal() {
            JsonCursor.Members members = cursor.object(PRINCIPAL_MEMBERS, this::member);
            cursor.require(members, "kind", "id");
            return kind == null || id == null ? null : new PrincipalReference(kind, id);
        }

        private void member(String name) {
            switch (name) {
                case "kind" -> kind = cursor.choice(KINDS, Names::of);
                case "id" -> id = cursor.name(ScopeReader.MAX_NAME_LENGTH);
                default -> throw new IllegalStateException("a member is known and not read");
            }
        }
    }
}
