package dev.sallyport.server.web;

import static dev.sallyport.server.web.RefusedException.unlessRefused;

import dev.sallyport.control.caller.ApiScope;
import dev.sallyport.control.denial.LookUpDenial;
import dev.sallyport.document.DenialWriter;
import dev.sallyport.engine.policy.TenantId;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/* Why a request was denied. */
@RestController
final class DenialDoor {

    private final LookUpDenial denials;

    DenialDoor(LookUpDenial denials) {
        this.denials = denials;
    }

    @GetMapping(path = "/api/v1/tenants/{tenant}/denials/{requestId}", produces = Answers.JSON)
    ResponseEntity<byte[]> ofTenant(
            Call call, @PathVariable String tenant, @PathVariable String requestId) {
        TenantId id = call.tenant(tenant, ApiScope.SUPPORT);
        return Answers.json(
                200, DenialWriter.write(unlessRefused(denials.ofTenant(id, requestId))));
    }

    @GetMapping(path = "/api/v1/denials/{requestId}", produces = Answers.JSON)
    ResponseEntity<byte[]> ofAny(Call call, @PathVariable String requestId) {
        call.operator();
        return Answers.json(200, DenialWriter.write(unlessRefused(denials.ofAny(requestId))));
    }
}
