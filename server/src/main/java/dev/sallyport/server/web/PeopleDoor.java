package dev.sallyport.server.web;

import static dev.sallyport.server.web.RefusedException.unlessRefused;

import dev.sallyport.control.caller.ApiScope;
import dev.sallyport.control.people.People;
import dev.sallyport.control.people.PrincipalKinds;
import dev.sallyport.control.people.Sighting;
import dev.sallyport.control.problem.ProblemCode;
import dev.sallyport.control.problem.Quoted;
import dev.sallyport.document.DocumentLimits;
import dev.sallyport.document.PeopleWriter;
import dev.sallyport.document.SightingsReader;
import dev.sallyport.engine.policy.PrincipalReference;
import dev.sallyport.engine.policy.TenantId;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/* Who was seen from where. */
@RestController
final class PeopleDoor {

    private static final String PRINCIPALS = "/api/v1/tenants/{tenant}/principals";

    private final People people;
    private final Bodies bodies;
    private final DocumentLimits limits;

    PeopleDoor(People people, Bodies bodies, DocumentLimits limits) {
        this.people = people;
        this.bodies = bodies;
        this.limits = limits;
    }

    @PostMapping(
            path = "/api/v1/tenants/{tenant}/sightings",
            consumes = Answers.JSON,
            produces = Answers.JSON)
    ResponseEntity<byte[]> report(
            Call call, @PathVariable String tenant, HttpServletRequest request) throws IOException {
        TenantId id = call.tenant(tenant, ApiScope.REPORT);
        try (InputStream body = bodies.json(request)) {
            List<Sighting> sightings = unlessRefused(SightingsReader.read(body, limits));
            return Answers.json(
                    200,
                    PeopleWriter.write(unlessRefused(people.report(id, sightings, call.at()))));
        }
    }

    @GetMapping(path = PRINCIPALS, produces = Answers.JSON)
    ResponseEntity<byte[]> list(
            Call call, @PathVariable String tenant, HttpServletRequest request) {
        TenantId id = call.tenant(tenant, ApiScope.SUPPORT);
        String cursor = Parameters.single(request, "cursor");
        PrincipalReference after =
                cursor == null
                        ? null
                        : PrincipalKinds.parse(cursor)
                                .orElseThrow(() ->
                                        new RefusedException(
                                                ProblemCode.REQUEST_BAD_PARAMETER,
                                                "the cursor is none that was answered"));
        return Answers.json(
                200,
                PeopleWriter.write(
                        unlessRefused(
                                people.seen(id, after, Parameters.pageSize(request), call.at()))));
    }

    /* Ids may hold any character, so they stand in the query: a path would be cut at a slash. */
    @DeleteMapping(path = PRINCIPALS)
    ResponseEntity<byte[]> forget(
            Call call, @PathVariable String tenant, HttpServletRequest request) {
        TenantId id = call.tenant(tenant, ApiScope.MANAGE);
        String kind = required(Parameters.single(request, "kind"), "kind");
        String principal = required(Parameters.single(request, "id"), "id");
        PrincipalReference reference =
                PrincipalKinds.find(kind)
                        .map(found -> new PrincipalReference(found, principal))
                        .orElseThrow(() ->
                                new RefusedException(
                                        ProblemCode.REQUEST_BAD_PARAMETER,
                                        "kind "
                                                + Quoted.text(kind)
                                                + " is none of `user`, `client`, `support`"));
        int _ = unlessRefused(people.forget(id, reference, call.origin()));
        return Answers.empty();
    }

    private static String required(@Nullable String value, String name) {
        if (value == null || value.isEmpty()) {
            throw new RefusedException(
                    ProblemCode.REQUEST_BAD_PARAMETER, "parameter `" + name + "` is missing");
        }
        return value;
    }
}
