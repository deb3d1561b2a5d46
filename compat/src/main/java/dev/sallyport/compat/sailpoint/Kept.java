package dev.sallyport.compat.sailpoint;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sallyport.control.door.DoorDocument;
import dev.sallyport.control.policy.PolicyLimits;
import dev.sallyport.control.port.UnreadableStateException;
import dev.sallyport.control.problem.Outcome;
import dev.sallyport.control.problem.ProblemCode;
import dev.sallyport.document.DocumentLimits;
import dev.sallyport.document.JsonCursor;
import dev.sallyport.document.JsonText;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/*
 * What is kept beside the policy: the configuration exactly as it was sent, and for whom the conditions are enforced, which a
 * policy cannot say of a condition that is not there.
 */
record Kept(
        @Nullable NetworkConfiguration configuration,
        Enforcement network,
        Enforcement countries,
        SsoScope sso) {

    private static final List<String> MEMBERS =
            List.of("configuration", "network", "countries", "sso");
    private static final List<String> ENFORCEMENT_MEMBERS = List.of("everybody", "roles");

    private static final DocumentLimits ROOMY =
            new DocumentLimits(
                    Integer.MAX_VALUE,
                    8,
                    10_000,
                    new PolicyLimits(Integer.MAX_VALUE, Integer.MAX_VALUE));

    /* Returns what is kept, or null if nothing is. */
    static @Nullable Kept of(@Nullable DoorDocument document) {
        if (document == null) {
            return null;
        }
        byte[] bytes = document.content().json().getBytes(UTF_8);
        return switch (JsonCursor.read(
                new ByteArrayInputStream(bytes),
                ROOMY,
                ProblemCode.REQUEST_INVALID,
                cursor -> new Reader(cursor).kept())) {
            case Outcome.Done<Kept>(Kept kept) -> kept;
            case Outcome.Refused<Kept> ignored ->
                    throw new UnreadableStateException("what a door kept cannot be read");
        };
    }

    String write() {
        return JsonText.of(json ->
                json.object(() -> {
                    if (configuration == null) {
                        JsonText _ = json.nothing("configuration");
                    } else {
                        NetworkConfiguration written = configuration;
                        JsonText _ =
                                json.object(
                                        "configuration",
                                        () -> NetworkConfigurationDocument.members(json, written));
                    }
                    write(json, "network", network);
                    write(json, "countries", countries);
                    JsonText _ = json.member("sso", sso.name());
                }));
    }

    private static void write(JsonText json, String name, Enforcement enforcement) {
        JsonText _ =
                json.object(
                        name,
                        () ->
                                json.member("everybody", enforcement.isForEverybody())
                                        .texts("roles", new TreeSet<>(enforcement.roles())));
    }

    private static final class Reader {
        private final JsonCursor cursor;
        private @Nullable NetworkConfiguration configuration;
        private Enforcement network = Enforcement.EVERYBODY;
        private Enforcement countries = Enforcement.EVERYBODY;
        private @Nullable SsoScope sso;

        Reader(JsonCursor cursor) {
            this.cursor = cursor;
        }

        @Nullable Kept kept() {
            JsonCursor.Members members = cursor.object(MEMBERS, this::member);
            cursor.require(members, MEMBERS.toArray(String[]::new));
            return sso == null ? null : new Kept(configuration, network, countries, sso);
        }

        private void member(String name) {
            switch (name) {
                case "configuration" ->
                        configuration =
                                cursor.isNull()
                                        ? null
                                        : NetworkConfigurationDocument.read(
                                                cursor, Integer.MAX_VALUE);
                case "network" -> network = enforcement();
                case "countries" -> countries = enforcement();
                case "sso" -> sso = cursor.choice(List.of(SsoScope.values()), SsoScope::name);
                default -> throw new IllegalStateException("a member is known and not read");
            }
        }

        private Enforcement enforcement() {
            Set<String> roles = new TreeSet<>();
            boolean[] everybody = {false};
            JsonCursor.Members _ =
                    cursor.object(
                            ENFORCEMENT_MEMBERS,
                            name -> {
                                if (name.equals("everybody")) {
                                    everybody[0] = Boolean.TRUE.equals(cursor.truth());
                                    return;
                                }
                                cursor.array(() -> {
                                    String role = cursor.rawText();
                                    if (role != null) {
                                        roles.add(role);
                                    }
                                });
                            });
            return new Enforcement(everybody[0], roles);
        }
    }
}
