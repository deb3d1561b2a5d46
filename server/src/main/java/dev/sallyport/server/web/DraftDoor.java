package dev.sallyport.server.web;

import static dev.sallyport.server.web.RefusedException.unlessRefused;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sallyport.control.caller.ApiScope;
import dev.sallyport.control.caller.Origin;
import dev.sallyport.control.people.People;
import dev.sallyport.control.policy.Draft;
import dev.sallyport.control.policy.Drafts;
import dev.sallyport.control.policy.PolicySubmission;
import dev.sallyport.control.policy.Precondition;
import dev.sallyport.control.policy.Publication;
import dev.sallyport.control.policy.PublishPolicy;
import dev.sallyport.control.policy.PublishTerms;
import dev.sallyport.control.problem.ProblemCode;
import dev.sallyport.document.DocumentLimits;
import dev.sallyport.document.PolicyReader;
import dev.sallyport.document.PolicyWriter;
import dev.sallyport.engine.policy.Policy;
import dev.sallyport.engine.policy.TenantId;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;

/* The draft of a tenant's policy: saved, read, discarded, published. */
@RestController
final class DraftDoor {

    private static final String PATH = "/api/v1/tenants/{tenant}/policy/draft";

    private final Drafts drafts;
    private final PublishPolicy publish;
    private final People people;
    private final Bodies bodies;
    private final DocumentLimits limits;

    DraftDoor(
            Drafts drafts,
            PublishPolicy publish,
            People people,
            Bodies bodies,
            DocumentLimits limits) {
        this.drafts = drafts;
        this.publish = publish;
        this.people = people;
        this.bodies = bodies;
        this.limits = limits;
    }

    @GetMapping(path = PATH, produces = Answers.JSON)
    ResponseEntity<byte[]> get(Call call, @PathVariable String tenant) {
        TenantId id = call.tenant(tenant, ApiScope.READ);
        return answer(unlessRefused(drafts.current(id)), id, call);
    }

    @PutMapping(path = PATH, consumes = Answers.JSON, produces = Answers.JSON)
    ResponseEntity<byte[]> put(Call call, @PathVariable String tenant, HttpServletRequest request)
            throws IOException {
        TenantId id = call.tenant(tenant, ApiScope.EDIT);
        Precondition precondition = PolicyDoor.precondition(request);
        if (precondition instanceof Precondition.Absent) {
            throw new RefusedException(
                    ProblemCode.POLICY_PRECONDITION_REQUIRED,
                    "a draft is saved only with the header `If-Match`");
        }
        try (InputStream body = bodies.json(request)) {
            PolicySubmission submission = unlessRefused(PolicyReader.read(body, limits));
            Draft saved = unlessRefused(drafts.save(id, submission, precondition, call.origin("")));
            return answer(saved, id, call);
        }
    }

    @DeleteMapping(path = PATH)
    ResponseEntity<byte[]> delete(
            Call call, @PathVariable String tenant, HttpServletRequest request) {
        TenantId id = call.tenant(tenant, ApiScope.EDIT);
        TenantId _ =
                unlessRefused(
                        drafts.discard(id, PolicyDoor.precondition(request), call.origin("")));
        return Answers.empty();
    }

    @PostMapping(path = PATH + ":publish", produces = Answers.JSON)
    ResponseEntity<byte[]> publish(
            Call call, @PathVariable String tenant, HttpServletRequest request) {
        boolean isDryRun = Parameters.truth(request, "dryRun");
        TenantId id = call.tenant(tenant, isDryRun ? ApiScope.EDIT : ApiScope.MANAGE);
        ChangeParameters parameters = ChangeParameters.of(request);
        PublishTerms terms = parameters.terms(PolicyDoor.precondition(request), request);
        Origin origin = call.origin(parameters.reason());
        if (isDryRun) {
            Publication proposed = unlessRefused(publish.dryRunOfPromotion(id, terms, origin));
            return ResponseEntity.ok()
                    .contentType(MediaType.APPLICATION_JSON)
                    .header("X-Sallyport-Dry-Run", "true")
                    .body(document(proposed, id, call));
        }
        Publication published = unlessRefused(publish.promote(id, terms, origin));
        return PolicyDoor.answer(published.revision(), document(published, id, call), terms);
    }

    private byte[] document(Publication publication, TenantId tenant, Call call) {
        return PolicyWriter.write(
                        publication.revision().policy(),
                        people.source(tenant, call.at()),
                        publication.impact())
                .getBytes(UTF_8);
    }

    private byte[] document(Policy policy, TenantId tenant, Call call) {
        return PolicyWriter.write(policy, people.source(tenant, call.at())).getBytes(UTF_8);
    }

    private ResponseEntity<byte[]> answer(Draft draft, TenantId tenant, Call call) {
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .cacheControl(CacheControl.noCache().cachePrivate())
                .eTag("\"" + draft.entityTag() + "\"")
                .header("X-Sallyport-Base-Revision", Long.toString(draft.base()))
                .body(document(draft.policy(), tenant, call));
    }
}
