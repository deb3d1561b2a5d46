package dev.sallyport.server.web;

import static dev.sallyport.server.web.RefusedException.unlessRefused;

import dev.sallyport.control.audit.AuditTrail;
import dev.sallyport.control.caller.ApiScope;
import dev.sallyport.document.AuditWriter;
import dev.sallyport.engine.policy.TenantId;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/* The audit log, the newest records first. */
@RestController
final class AuditDoor {

    private final AuditTrail trail;

    AuditDoor(AuditTrail trail) {
        this.trail = trail;
    }

    @GetMapping(path = "/api/v1/audit", produces = Answers.JSON)
    ResponseEntity<byte[]> all(Call call, HttpServletRequest request) {
        call.operator();
        return Answers.json(
                200,
                AuditWriter.write(
                        unlessRefused(
                                trail.all(
                                        Parameters.single(request, "cursor"),
                                        Parameters.pageSize(request)))));
    }

    @GetMapping(path = "/api/v1/tenants/{tenant}/audit", produces = Answers.JSON)
    ResponseEntity<byte[]> ofTenant(
            Call call, @PathVariable String tenant, HttpServletRequest request) {
        TenantId id = call.tenant(tenant, ApiScope.AUDIT);
        String cursor = Parameters.single(request, "cursor");
        int size = Parameters.pageSize(request);
        boolean isTenants = call.caller().ownTenant().isPresent();
        return Answers.json(
                200,
                AuditWriter.writeOfTenant(
                        unlessRefused(
                                isTenants
                                        ? trail.forTenant(id, cursor, size)
                                        : trail.of(id, cursor, size))));
    }
}
