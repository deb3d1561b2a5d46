package dev.sallyport.server.compat.sailpoint;

import static dev.sallyport.server.web.RefusedException.unlessRefused;

import dev.sallyport.compat.sailpoint.AuthProfile;
import dev.sallyport.compat.sailpoint.AuthProfileDocument;
import dev.sallyport.compat.sailpoint.ErrorResponse;
import dev.sallyport.compat.sailpoint.NetworkConfiguration;
import dev.sallyport.compat.sailpoint.NetworkConfigurationDocument;
import dev.sallyport.compat.sailpoint.SailpointPatch;
import dev.sallyport.compat.sailpoint.SailpointSettings;
import dev.sallyport.compat.sailpoint.SailpointState;
import dev.sallyport.control.caller.ApiScope;
import dev.sallyport.control.door.DoorEdit;
import dev.sallyport.control.door.DoorPolicies;
import dev.sallyport.control.door.DoorState;
import dev.sallyport.control.problem.Problem;
import dev.sallyport.control.problem.ProblemCode;
import dev.sallyport.control.problem.Quoted;
import dev.sallyport.document.DocumentLimits;
import dev.sallyport.document.JsonPatch;
import dev.sallyport.engine.policy.TenantId;
import dev.sallyport.server.compat.CallRate;
import dev.sallyport.server.compat.DoorAnswer;
import dev.sallyport.server.compat.DoorCall;
import dev.sallyport.server.compat.DoorFilter;
import dev.sallyport.server.compat.DoorRoute;
import dev.sallyport.server.compat.VendorDoor;
import dev.sallyport.server.web.RefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The door for clients of SailPoint: the network configuration, the auth profiles and tokens. Safe
 * for use by several threads.
 */
public final class SailpointDoor implements VendorDoor {

    private static final String NETWORK =
            "/(?:(?:v3|v2024|v2025|v2026)/auth-org|auth-org/v1)/network-config";
    private static final String PROFILES =
            "/(?:(?:beta|v2024|v2025|v2026)/auth-profiles|auth-profiles/v1)";
    private static final String PROFILE = PROFILES + "/([A-Za-z0-9._~-]{1,2000})";

    private static final List<String> JSON = List.of("application/json");
    private static final List<String> PATCH = List.of(JsonPatch.MEDIA_TYPE, "application/json");

    private static final Pattern VERSION = Pattern.compile("/(v3|v2024|v2025|v2026|beta)/.*");

    /* Headers have an end: notices beyond are only counted. */
    private static final int NOTICES = 10;

    private final DoorPolicies policies;
    private final SailpointSettings settings;
    private final DocumentLimits limits;
    private final List<DoorRoute> routes;

    /**
     * Opens to {@code policies}.
     *
     * @param limits how much is read of a document
     */
    public SailpointDoor(
            DoorPolicies policies,
            SailpointSettings settings,
            SailpointTokens tokens,
            DocumentLimits limits) {
        this.policies = policies;
        this.settings = settings;
        this.limits = limits;
        routes =
                List.of(
                        DoorRoute.open(
                                "POST", "/oauth/token", (call, groups) -> tokens.token(call)),
                        DoorRoute.open("GET", "/oauth/info", (call, groups) -> tokens.info(call)),
                        DoorRoute.of("GET", NETWORK, List.of(), this::read),
                        DoorRoute.of("POST", NETWORK, JSON, this::create),
                        DoorRoute.of("PATCH", NETWORK, PATCH, this::patch),
                        DoorRoute.of("GET", PROFILES, List.of(), this::profiles),
                        DoorRoute.of("GET", PROFILE, List.of(), this::profile),
                        DoorRoute.of("PATCH", PROFILE, PATCH, this::patchProfile));
    }

    @Override
    public String name() {
        return SailpointState.DOOR;
    }

    @Override
    public List<DoorRoute> routes() {
        return routes;
    }

    @Override
    public CallRate rate() {
        return new CallRate(100, Duration.ofSeconds(10));
    }

    /* Each version has its own count; the paths without one are a version of their own. */
    @Override
    public String countedAs(DoorCall call) {
        Matcher matcher = VERSION.matcher(call.path());
        return matcher.matches() ? matcher.group(1) : "current";
    }

    @Override
    public DoorAnswer refusal(Problem problem, DoorCall call) {
        ErrorResponse response = ErrorResponse.of(problem, call.trackingId());
        return DoorAnswer.json(response.status(), response.document());
    }

    private DoorAnswer read(DoorCall call, MatchResult groups) {
        TenantId tenant = call.tenant(ApiScope.SAILPOINT_NETWORK_READ);
        return configuration(call, unlessRefused(policies.read(tenant, name())));
    }

    private DoorAnswer create(DoorCall call, MatchResult groups) throws IOException {
        TenantId tenant = call.tenant(ApiScope.SAILPOINT_NETWORK_MANAGE);
        NetworkConfiguration wanted;
        try (InputStream body = call.body()) {
            wanted = unlessRefused(NetworkConfigurationDocument.read(body, limits));
        }
        return configuration(
                call, written(call, tenant, state -> meant(call, state).configured(wanted)));
    }

    private DoorAnswer patch(DoorCall call, MatchResult groups) throws IOException {
        TenantId tenant = call.tenant(ApiScope.SAILPOINT_NETWORK_MANAGE);
        SailpointPatch patch;
        try (InputStream body = call.body()) {
            patch = unlessRefused(SailpointPatch.ofConfiguration(body, limits));
        }
        return configuration(
                call, written(call, tenant, state -> patch.configure(meant(call, state))));
    }

    private DoorAnswer profiles(DoorCall call, MatchResult groups) {
        TenantId tenant = call.tenant(ApiScope.SAILPOINT_PROFILE_READ);
        SailpointState state = meant(call, unlessRefused(policies.read(tenant, name())));
        return DoorAnswer.json(200, AuthProfileDocument.write(tenant, state.profiles()));
    }

    private DoorAnswer profile(DoorCall call, MatchResult groups) {
        TenantId tenant = call.tenant(ApiScope.SAILPOINT_PROFILE_READ);
        SailpointState state = meant(call, unlessRefused(policies.read(tenant, name())));
        return profile(state, state.profile(groups.group(1)), groups.group(1));
    }

    private DoorAnswer patchProfile(DoorCall call, MatchResult groups) throws IOException {
        TenantId tenant = call.tenant(ApiScope.SAILPOINT_PROFILE_UPDATE);
        SailpointPatch patch;
        try (InputStream body = call.body()) {
            patch = unlessRefused(SailpointPatch.ofProfile(body, limits));
        }
        String id = groups.group(1);
        DoorState after = written(call, tenant, state -> patch.change(meant(call, state), id));
        return profile(meant(call, after), meant(call, after).profileNow(id), id);
    }

    private DoorState written(DoorCall call, TenantId tenant, DoorEdit edit) {
        return unlessRefused(policies.write(tenant, name(), edit, call.origin()));
    }

    private SailpointState meant(DoorCall call, DoorState state) {
        return SailpointState.of(state, settings, call.at());
    }

    private DoorAnswer configuration(DoorCall call, DoorState state) {
        SailpointState meant = meant(call, state);
        return noticed(
                DoorAnswer.json(
                        200,
                        NetworkConfigurationDocument.write(unlessRefused(meant.configuration()))),
                meant);
    }

    private static DoorAnswer profile(
            SailpointState meant, Optional<AuthProfile> found, String id) {
        AuthProfile profile =
                found.orElseThrow(() ->
                        new RefusedException(
                                ProblemCode.REQUEST_NO_SUCH_RESOURCE,
                                "there is no profile " + Quoted.text(id)));
        return noticed(DoorAnswer.json(200, AuthProfileDocument.write(profile)), meant);
    }

    private static DoorAnswer noticed(DoorAnswer answer, SailpointState state) {
        List<String> notices = state.notices();
        if (notices.isEmpty()) {
            return answer;
        }
        String more =
                notices.size() > NOTICES ? "; and " + (notices.size() - NOTICES) + " more" : "";
        return answer.with(
                DoorFilter.NOTICE_HEADER,
                String.join("; ", notices.subList(0, Math.min(NOTICES, notices.size()))) + more);
    }
}
