package dev.sallyport.server.web;

import static dev.sallyport.server.web.RefusedException.unlessRefused;

import dev.sallyport.control.caller.ApiScope;
import dev.sallyport.control.issuer.ExternalIssuer;
import dev.sallyport.control.issuer.ExternalIssuers;
import dev.sallyport.control.issuer.IssuerName;
import dev.sallyport.control.issuer.IssuerSubmission;
import dev.sallyport.control.problem.ProblemCode;
import dev.sallyport.control.problem.Quoted;
import dev.sallyport.document.DocumentLimits;
import dev.sallyport.document.IssuerReader;
import dev.sallyport.document.IssuerWriter;
import dev.sallyport.engine.policy.TenantId;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;

/* Issuers outside. To declare one makes this server fetch a URL, so only operators do. */
@RestController
final class IssuerDoor {

    private static final String OF_DEPLOYMENT = "/api/v1/issuers";
    private static final String OF_TENANT = "/api/v1/tenants/{tenant}/issuer";

    private final ExternalIssuers issuers;
    private final Bodies bodies;
    private final DocumentLimits limits;

    IssuerDoor(ExternalIssuers issuers, Bodies bodies, DocumentLimits limits) {
        this.issuers = issuers;
        this.bodies = bodies;
        this.limits = limits;
    }

    @GetMapping(path = OF_DEPLOYMENT, produces = Answers.JSON)
    ResponseEntity<byte[]> list(Call call) {
        call.operator();
        return Answers.json(200, IssuerWriter.write(issuers.list()));
    }

    @GetMapping(path = OF_DEPLOYMENT + "/{issuer}", produces = Answers.JSON)
    ResponseEntity<byte[]> get(Call call, @PathVariable String issuer) {
        call.operator();
        return answer(unlessRefused(issuers.get(name(issuer))));
    }

    @PutMapping(
            path = OF_DEPLOYMENT + "/{issuer}",
            consumes = Answers.JSON,
            produces = Answers.JSON)
    ResponseEntity<byte[]> put(Call call, @PathVariable String issuer, HttpServletRequest request)
            throws IOException {
        call.operator();
        return answer(unlessRefused(issuers.put(name(issuer), submission(request), call.origin())));
    }

    @DeleteMapping(path = OF_DEPLOYMENT + "/{issuer}")
    ResponseEntity<byte[]> delete(Call call, @PathVariable String issuer) {
        call.operator();
        ExternalIssuer _ = unlessRefused(issuers.delete(name(issuer), call.origin()));
        return Answers.empty();
    }

    @GetMapping(path = OF_TENANT, produces = Answers.JSON)
    ResponseEntity<byte[]> getOfTenant(Call call, @PathVariable String tenant) {
        TenantId id = call.tenant(tenant, ApiScope.READ);
        return answer(unlessRefused(issuers.getOf(id)));
    }

    @PutMapping(path = OF_TENANT, consumes = Answers.JSON, produces = Answers.JSON)
    ResponseEntity<byte[]> putOfTenant(
            Call call, @PathVariable String tenant, HttpServletRequest request) throws IOException {
        TenantId id = call.tenantAsOperator(tenant);
        return answer(unlessRefused(issuers.putOf(id, submission(request), call.origin())));
    }

    @DeleteMapping(path = OF_TENANT)
    ResponseEntity<byte[]> deleteOfTenant(Call call, @PathVariable String tenant) {
        TenantId id = call.tenantAsOperator(tenant);
        ExternalIssuer _ = unlessRefused(issuers.deleteOf(id, call.origin()));
        return Answers.empty();
    }

    private static IssuerName name(String text) {
        return IssuerName.parse(text)
                .orElseThrow(() ->
                        new RefusedException(
                                ProblemCode.ISSUER_NAME_INVALID,
                                "issuer name " + Quoted.text(text) + " is not possible"));
    }

    private IssuerSubmission submission(HttpServletRequest request) throws IOException {
        try (InputStream body = bodies.json(request)) {
            return unlessRefused(IssuerReader.read(body, limits));
        }
    }

    private static ResponseEntity<byte[]> answer(ExternalIssuer issuer) {
        return Answers.json(200, IssuerWriter.write(issuer));
    }
}
