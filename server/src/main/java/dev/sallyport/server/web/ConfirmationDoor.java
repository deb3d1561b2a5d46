package dev.sallyport.server.web;

import static dev.sallyport.server.web.RefusedException.unlessRefused;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sallyport.control.caller.ApiScope;
import dev.sallyport.control.confirm.ConfirmationStatus;
import dev.sallyport.control.policy.PolicyRevision;
import dev.sallyport.document.ConfirmationWriter;
import dev.sallyport.document.PolicyWriter;
import dev.sallyport.engine.policy.TenantId;
import dev.sallyport.server.confirm.Confirmations;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/* The revision that waits for a confirmation: how it stands, confirming it, taking it back. */
@RestController
final class ConfirmationDoor {

    private static final String PATH = "/api/v1/tenants/{tenant}/policy";

    private final Confirmations confirmations;

    ConfirmationDoor(Confirmations confirmations) {
        this.confirmations = confirmations;
    }

    @GetMapping(path = PATH + "/confirmation", produces = Answers.JSON)
    ResponseEntity<byte[]> status(Call call, @PathVariable String tenant) {
        TenantId id = call.tenant(tenant, ApiScope.READ);
        ConfirmationStatus status = unlessRefused(confirmations.status(id));
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .cacheControl(CacheControl.noStore())
                .eTag("\"" + status.entityTag() + "\"")
                .body(ConfirmationWriter.write(status).getBytes(UTF_8));
    }

    @PostMapping(path = PATH + ":confirm", produces = Answers.JSON)
    ResponseEntity<byte[]> confirm(
            Call call, @PathVariable String tenant, HttpServletRequest request) {
        TenantId id = call.tenant(tenant, ApiScope.MANAGE);
        return answer(
                unlessRefused(
                        confirmations.confirm(
                                id,
                                PolicyDoor.precondition(request),
                                call.origin(ChangeParameters.of(request).reason()))));
    }

    @PostMapping(path = PATH + ":revert", produces = Answers.JSON)
    ResponseEntity<byte[]> revert(
            Call call, @PathVariable String tenant, HttpServletRequest request) {
        TenantId id = call.tenant(tenant, ApiScope.MANAGE);
        return answer(
                unlessRefused(
                        confirmations.revert(
                                id,
                                PolicyDoor.precondition(request),
                                call.origin(ChangeParameters.of(request).reason()))));
    }

    private static ResponseEntity<byte[]> answer(PolicyRevision revision) {
        return PolicyDoor.answer(revision, PolicyWriter.write(revision.policy()).getBytes(UTF_8));
    }
}
