package dev.sallyport.server.web;

import static dev.sallyport.server.web.RefusedException.unlessRefused;

import dev.sallyport.control.caller.ApiScope;
import dev.sallyport.control.people.People;
import dev.sallyport.control.tenant.Tenant;
import dev.sallyport.control.tenant.TenantPatch;
import dev.sallyport.control.tenant.TenantSubmission;
import dev.sallyport.control.tenant.Tenants;
import dev.sallyport.document.DocumentLimits;
import dev.sallyport.document.TenantReader;
import dev.sallyport.document.TenantWriter;
import dev.sallyport.engine.policy.TenantId;
import dev.sallyport.server.egress.PublishedNetwork;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;

/* Tenants themselves. */
@RestController
final class TenantDoor {

    private final Tenants tenants;
    private final People people;
    private final PublishedNetwork network;
    private final Bodies bodies;
    private final DocumentLimits limits;

    TenantDoor(
            Tenants tenants,
            People people,
            PublishedNetwork network,
            Bodies bodies,
            DocumentLimits limits) {
        this.tenants = tenants;
        this.people = people;
        this.network = network;
        this.bodies = bodies;
        this.limits = limits;
    }

    @PostMapping(path = "/api/v1/tenants", consumes = Answers.JSON, produces = Answers.JSON)
    ResponseEntity<byte[]> create(Call call, HttpServletRequest request) throws IOException {
        call.operator();
        try (InputStream body = bodies.json(request)) {
            TenantSubmission submission = unlessRefused(TenantReader.read(body, limits));
            Tenant tenant = unlessRefused(tenants.create(submission, call.origin()));
            return Answers.created("/api/v1/tenants/" + tenant.id(), TenantWriter.write(tenant));
        }
    }

    @GetMapping(path = "/api/v1/tenants", produces = Answers.JSON)
    ResponseEntity<byte[]> list(Call call, HttpServletRequest request) {
        call.operator();
        String cursor = Parameters.single(request, "cursor");
        return Answers.json(
                200,
                TenantWriter.write(
                        unlessRefused(tenants.list(cursor, Parameters.pageSize(request)))));
    }

    @GetMapping(path = "/api/v1/tenants/{tenant}", produces = Answers.JSON)
    ResponseEntity<byte[]> get(Call call, @PathVariable String tenant) {
        TenantId id = call.tenant(tenant, ApiScope.READ);
        Tenant found = unlessRefused(tenants.get(id));
        return Answers.json(
                200, TenantWriter.write(found, people.source(id, call.at()), urls(found)));
    }

    private Map<String, String> urls(Tenant tenant) {
        String region = tenant.region();
        return region == null || network.region(region).isEmpty()
                ? Map.of()
                : network.files().urls(region);
    }

    @PatchMapping(
            path = "/api/v1/tenants/{tenant}",
            consumes = {Answers.JSON, "application/merge-patch+json"},
            produces = Answers.JSON)
    ResponseEntity<byte[]> patch(Call call, @PathVariable String tenant, HttpServletRequest request)
            throws IOException {
        TenantId id = call.tenantAsOperator(tenant);
        try (InputStream body = bodies.json(request)) {
            TenantPatch patch = unlessRefused(TenantReader.readPatch(body, limits));
            return Answers.json(
                    200,
                    TenantWriter.write(unlessRefused(tenants.patch(id, patch, call.origin()))));
        }
    }

    /* The one member that is the tenant's own. */
    @PutMapping(
            path = "/api/v1/tenants/{tenant}/contact",
            consumes = Answers.JSON,
            produces = Answers.JSON)
    ResponseEntity<byte[]> contact(
            Call call, @PathVariable String tenant, HttpServletRequest request) throws IOException {
        TenantId id = call.tenant(tenant, ApiScope.MANAGE);
        try (InputStream body = bodies.json(request)) {
            TenantPatch patch = unlessRefused(TenantReader.readContact(body, limits));
            return Answers.json(
                    200,
                    TenantWriter.write(unlessRefused(tenants.patch(id, patch, call.origin()))));
        }
    }

    @DeleteMapping(path = "/api/v1/tenants/{tenant}")
    ResponseEntity<byte[]> delete(Call call, @PathVariable String tenant) {
        TenantId _ = unlessRefused(tenants.delete(call.tenantAsOperator(tenant), call.origin()));
        return Answers.empty();
    }
}
