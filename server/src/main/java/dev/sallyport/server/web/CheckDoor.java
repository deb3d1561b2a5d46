package dev.sallyport.server.web;

import static dev.sallyport.server.web.RefusedException.unlessRefused;

import dev.sallyport.control.caller.ApiScope;
import dev.sallyport.control.check.CheckPolicy;
import dev.sallyport.control.check.CheckSubmission;
import dev.sallyport.control.people.People;
import dev.sallyport.document.CheckReader;
import dev.sallyport.document.DecisionWriter;
import dev.sallyport.document.DocumentLimits;
import dev.sallyport.engine.policy.TenantId;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/* Asking what would be decided. */
@RestController
final class CheckDoor {

    private final CheckPolicy check;
    private final People people;
    private final Bodies bodies;
    private final DocumentLimits limits;

    CheckDoor(CheckPolicy check, People people, Bodies bodies, DocumentLimits limits) {
        this.check = check;
        this.people = people;
        this.bodies = bodies;
        this.limits = limits;
    }

    @PostMapping(
            path = "/api/v1/tenants/{tenant}/check",
            consumes = Answers.JSON,
            produces = Answers.JSON)
    ResponseEntity<byte[]> check(Call call, @PathVariable String tenant, HttpServletRequest request)
            throws IOException {
        TenantId id = call.tenant(tenant, ApiScope.READ);
        try (InputStream body = bodies.json(request)) {
            CheckSubmission submission = unlessRefused(CheckReader.read(body, limits));
            return Answers.json(
                    200,
                    DecisionWriter.write(
                            unlessRefused(check.check(id, submission, call.at())),
                            people.source(id, call.at())));
        }
    }
}
