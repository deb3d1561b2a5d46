package dev.sallyport.server.web;

import static dev.sallyport.server.web.RefusedException.unlessRefused;

import dev.sallyport.control.audit.AuditRecord;
import dev.sallyport.control.audit.AuditTrail;
import dev.sallyport.control.caller.ApiScope;
import dev.sallyport.control.problem.ProblemCode;
import dev.sallyport.control.problem.Quoted;
import dev.sallyport.control.tenant.Page;
import dev.sallyport.document.AuditExportWriter;
import dev.sallyport.document.AuditKeys;
import dev.sallyport.document.AuditWriter;
import dev.sallyport.engine.policy.TenantId;
import dev.sallyport.server.audit.AuditExports;
import dev.sallyport.server.audit.AuditWatch;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/* The audit log, the newest records first. */
@RestController
final class AuditDoor {

    private final AuditTrail trail;
    private final AuditWatch watch;

    AuditDoor(AuditServices audit) {
        trail = audit.trail();
        watch = audit.watch();
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

    @GetMapping(path = "/api/v1/audit/head", produces = Answers.JSON)
    ResponseEntity<byte[]> head(Call call) {
        call.operator();
        return Answers.json(200, AuditExportWriter.write(watch.head()));
    }

    @GetMapping(path = "/api/v1/audit/keys", produces = Answers.JSON)
    ResponseEntity<byte[]> keys(Call call) {
        return Answers.json(200, AuditKeys.write(List.of(watch.key().publicKey())));
    }

    @GetMapping(path = "/api/v1/audit:export", produces = TenantImportDoor.NDJSON)
    void export(Call call, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        call.operator();
        export(call, null, request, response);
    }

    @GetMapping(path = "/api/v1/tenants/{tenant}/audit:export", produces = TenantImportDoor.NDJSON)
    void exportOfTenant(
            Call call,
            @PathVariable String tenant,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        TenantId id = call.tenant(tenant, ApiScope.AUDIT);
        Page<AuditRecord> _ = unlessRefused(trail.of(id, null, 1));
        export(call, id, request, response);
    }

    private void export(
            Call call,
            @Nullable TenantId tenant,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        long after = after(request);
        response.setContentType(TenantImportDoor.NDJSON);
        AuditExports.write(
                trail,
                tenant,
                call.caller().ownTenant().isPresent(),
                after,
                trail.head(call.at()),
                watch.key(),
                response.getOutputStream());
    }

    private static long after(HttpServletRequest request) {
        String text = Parameters.single(request, "after");
        if (text == null) {
            return 0;
        }
        if (!text.matches("[0-9]{1,18}")) {
            throw new RefusedException(
                    ProblemCode.REQUEST_BAD_PARAMETER,
                    "parameter `after` is " + Quoted.text(text) + " and no number of a record");
        }
        return Long.parseLong(text);
    }
}
