package dev.sallyport.server.web;

import static dev.sallyport.server.web.RefusedException.unlessRefused;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sallyport.control.caller.ApiScope;
import dev.sallyport.control.caller.Origin;
import dev.sallyport.control.finding.ReviewEntries;
import dev.sallyport.control.people.People;
import dev.sallyport.control.policy.Policies;
import dev.sallyport.control.policy.PolicyRevision;
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
import java.util.Collections;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;

/* The policy of a tenant and its revisions. */
@RestController
final class PolicyDoor {

    private final Policies policies;
    private final PublishPolicy publish;
    private final People people;
    private final ReviewEntries review;
    private final Bodies bodies;
    private final DocumentLimits limits;

    PolicyDoor(
            Policies policies,
            PublishPolicy publish,
            People people,
            ReviewEntries review,
            Bodies bodies,
            DocumentLimits limits) {
        this.policies = policies;
        this.publish = publish;
        this.people = people;
        this.review = review;
        this.bodies = bodies;
        this.limits = limits;
    }

    @GetMapping(path = "/api/v1/tenants/{tenant}/policy", produces = Answers.JSON)
    ResponseEntity<byte[]> get(Call call, @PathVariable String tenant) {
        TenantId id = call.tenant(tenant, ApiScope.READ);
        return answer(unlessRefused(policies.current(id)));
    }

    /*
     * The precondition is looked at before the body: a caller who has forgotten it need not mend a thousand faults first.
     */
    @PutMapping(
            path = "/api/v1/tenants/{tenant}/policy",
            consumes = Answers.JSON,
            produces = Answers.JSON)
    ResponseEntity<byte[]> put(Call call, @PathVariable String tenant, HttpServletRequest request)
            throws IOException {
        boolean isDryRun = Parameters.truth(request, "dryRun");
        TenantId id = call.tenant(tenant, isDryRun ? ApiScope.EDIT : ApiScope.MANAGE);
        ChangeParameters parameters = ChangeParameters.of(request);
        Precondition precondition = precondition(request);
        if (precondition instanceof Precondition.Absent && !isDryRun) {
            throw new RefusedException(
                    ProblemCode.POLICY_PRECONDITION_REQUIRED,
                    "a policy is replaced only with the header `If-Match`");
        }
        try (InputStream body = bodies.json(request)) {
            PolicySubmission submission = unlessRefused(PolicyReader.read(body, limits));
            Origin origin = call.origin(parameters.reason());
            PublishTerms terms = parameters.terms(precondition, request);
            if (isDryRun) {
                Publication proposed = unlessRefused(publish.dryRun(id, submission, terms, origin));
                return ResponseEntity.ok()
                        .contentType(MediaType.APPLICATION_JSON)
                        .header("X-Sallyport-Dry-Run", "true")
                        .body(document(proposed, id, call));
            }
            Publication published = unlessRefused(publish.publish(id, submission, terms, origin));
            return answer(published.revision(), document(published, id, call), terms);
        }
    }

    static Precondition precondition(HttpServletRequest request) {
        return unlessRefused(
                Precondition.parse(Collections.list(request.getHeaders(HttpHeaders.IF_MATCH))));
    }

    private byte[] document(Publication publication, TenantId tenant, Call call) {
        Policy policy = publication.revision().policy();
        return PolicyWriter.write(
                        policy,
                        people.source(tenant, call.at()),
                        publication.impact(),
                        review.of(tenant, policy, call.at()))
                .getBytes(UTF_8);
    }

    /* The entity tag goes with every answer; the framework turns a GET that knows it already into 304. */
    static ResponseEntity<byte[]> answer(PolicyRevision revision) {
        return answer(revision, PolicyWriter.write(revision.policy()).getBytes(UTF_8));
    }

    static ResponseEntity<byte[]> answer(PolicyRevision revision, byte[] document) {
        return headed(revision).body(document);
    }

    /* A revision that waits for a confirmation says until when. */
    static ResponseEntity<byte[]> answer(
            PolicyRevision revision, byte[] document, PublishTerms terms) {
        ResponseEntity.BodyBuilder builder = headed(revision);
        if (terms.confirmWithin() != null) {
            builder.header(
                    "X-Sallyport-Confirm-By",
                    revision.publishedAt().plus(terms.confirmWithin()).toString());
        }
        return builder.body(document);
    }

    private static ResponseEntity.BodyBuilder headed(PolicyRevision revision) {
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .cacheControl(CacheControl.noCache().cachePrivate())
                .eTag("\"" + revision.entityTag() + "\"")
                .header("X-Sallyport-Revision", Long.toString(revision.number()));
    }
}
