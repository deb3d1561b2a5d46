package dev.sallyport.server.compat.genesys;

import dev.sallyport.compat.genesys.ErrorBodies;
import dev.sallyport.compat.genesys.ErrorBody;
import dev.sallyport.compat.genesys.Listings;
import dev.sallyport.control.problem.ProblemCode;
import dev.sallyport.control.problem.Quoted;
import dev.sallyport.engine.policy.TenantId;
import dev.sallyport.server.compat.DoorAnswer;
import dev.sallyport.server.compat.DoorCall;
import dev.sallyport.server.compat.DoorRoute;
import dev.sallyport.server.web.RefusedException;
import java.util.List;

/*
 * Authorisations of other organisations and of support. None are kept: reads answer that there are none, and whatever would
 * make one is refused in words, since "saved" would be believed. Nobody gets past the list of allowed addresses by one.
 */
final class TrustRoutes {

    private static final String BASE = "/api/v2/orgauthorization";
    private static final String ONE = "/(?!care$|default$)[^/]+";
    private static final List<String> JSON = List.of("application/json");
    private static final int DEFAULT_PAGE_SIZE = 25;
    private static final int MAX_PAGE_SIZE = 100;
    private static final int MAX_PAGE = 1_000_000;

    private TrustRoutes() {}

    static List<DoorRoute> all() {
        return List.of(
                refused("POST", "/pairings", JSON, Permission.PAIRING_ADD),
                absent("GET", "/pairings/[^/]+", Permission.PAIRING_READ),
                page("/trustees", Permission.TRUSTEE_READ),
                refused("POST", "/trustees", JSON, Permission.TRUSTEE_ADD),
                listing("/trustees/care", Permission.TRUSTEE_READ),
                refused("POST", "/trustees/care", List.of(), Permission.TRUSTEE_ADD),
                absent("GET", "/trustees/default", Permission.TRUSTEE_READ),
                refused("POST", "/trustees/default", List.of(), Permission.TRUSTEE_ADD),
                absent("GET", "/trustees" + ONE, Permission.TRUSTEE_READ),
                absent("PUT", "/trustees" + ONE, Permission.TRUSTEE_CHANGE),
                absent("DELETE", "/trustees" + ONE, Permission.TRUSTEE_DELETE),
                page("/trustors", Permission.TRUSTOR_READ),
                absent("GET", "/trustors/[^/]+", Permission.TRUSTOR_READ),
                absent("DELETE", "/trustors/[^/]+", Permission.TRUSTOR_DELETE));
    }

    private static DoorRoute refused(
            String method, String path, List<String> types, Permission permission) {
        return route(
                method,
                path,
                types,
                permission,
                call -> {
                    throw new ErrorBodyException(ErrorBodies.trustNotSupported());
                });
    }

    private static DoorRoute absent(String method, String path, Permission permission) {
        return route(
                method,
                path,
                List.of(),
                permission,
                call -> {
                    throw new RefusedException(
                            ProblemCode.REQUEST_NO_SUCH_RESOURCE,
                            "no organization is authorized here");
                });
    }

    private static DoorRoute listing(String path, Permission permission) {
        return route(
                "GET", path, List.of(), permission, call -> DoorAnswer.json(200, Listings.empty()));
    }

    private static DoorRoute page(String path, Permission permission) {
        return route(
                "GET",
                path,
                List.of(),
                permission,
                call ->
                        DoorAnswer.json(
                                200,
                                Listings.emptyPage(
                                        number(call, "pageSize", DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE),
                                        number(call, "pageNumber", 1, MAX_PAGE),
                                        BASE + path)));
    }

    private interface Answering {
        DoorAnswer answer(DoorCall call);
    }

    private static DoorRoute route(
            String method,
            String path,
            List<String> types,
            Permission permission,
            Answering answering) {
        return DoorRoute.of(
                method,
                BASE + path,
                types,
                GenesysAnswers.refusing((call, groups) -> {
                    TenantId _ = permission.in(call);
                    return answering.answer(call);
                }));
    }

    private static int number(DoorCall call, String name, int absent, int most) {
        String query = call.request().getQueryString();
        if (query == null) {
            return absent;
        }
        for (String pair : query.split("&", -1)) {
            if (pair.startsWith(name + "=")) {
                String text = pair.substring(name.length() + 1);
                if (text.matches("[1-9][0-9]{0,6}") && Integer.parseInt(text) <= most) {
                    return Integer.parseInt(text);
                }
                throw new ErrorBodyException(
                        ErrorBody.of(
                                400,
                                "invalid.value",
                                "Value ["
                                        + Quoted.text(text).replace("`", "")
                                        + "] is not valid for field type ["
                                        + name
                                        + "]. Allowable values are: 1 to "
                                        + most));
            }
        }
        return absent;
    }
}
