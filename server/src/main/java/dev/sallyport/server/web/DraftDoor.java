package dev.sallyport.server.web;

import static dev.sallyport.server.web.RefusedException.unlessRefused;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sallyport.control.caller.ApiScope;
import dev.sallyport.control.caller.Origin;
import dev.sallyport.control.finding.ReviewEntries;
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
import dev.sallyport.document.PolicyPatch;
import dev.sallyport.document.PolicyReader;
import dev.sallyport.document.PolicyWriter;
import dev.sallyport.engine.policy.Policy;
import dev.sallyport.engine.policy.TenantId;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.stream.Stream;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;

/* The draft of a tenant's policy: saved, read, discarded, published. */
@RestController
final class DraftDoor {

    private static final String PATH = DraftEntryDoor.DRAFT;
    private static final String MINIMAL = "return=minimal";

    private final Drafts drafts;
    private final PublishPolicy publish;
    private final People people;
    private final ReviewEntries review;
    private final Bodies bodies;
    private final DocumentLimits limits;

    DraftDoor(
            Drafts drafts,
            PublishPolicy publish,
            People people,
            ReviewEntries review,
            Bodies bodies,
            DocumentLimits limits) {
        this.drafts = drafts;
        this.publish = publish;
        this.people = people;
        this.review = review;
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
            return saved(saved, id, call, request);
        }
    }

    /* Another form of patch is answered by 415, with what is read in `Accept-Patch` (RFC 5789 section 3.1). */
    @PatchMapping(path = PATH, consumes = PolicyPatch.MEDIA_TYPE, produces = Answers.JSON)
    ResponseEntity<byte[]> patch(Call call, @PathVariable String tenant, HttpServletRequest request)
            throws IOException {
        TenantId id = call.tenant(tenant, ApiScope.EDIT);
        Precondition precondition = DraftEntryDoor.precondition(request);
        try (InputStream body = bodies.json(request)) {
            PolicyPatch patch = unlessRefused(PolicyPatch.read(body, limits));
            Draft saved = unlessRefused(drafts.edit(id, patch, precondition, call.origin("")));
            return saved(saved, id, call, request);
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
        Policy policy = publication.revision().policy();
        return PolicyWriter.write(
                        policy,
                        people.source(tenant, call.at()),
                        publication.impact(),
                        review.of(tenant, policy, call.at()))
                .getBytes(UTF_8);
    }

    private byte[] document(Policy policy, TenantId tenant, Call call) {
        return PolicyWriter.write(
                        policy,
                        people.source(tenant, call.at()),
                        review.of(tenant, policy, call.at()))
                .getBytes(UTF_8);
    }

    /* Who knows what was saved need not read it again (RFC 7240 section 4.2). */
    private ResponseEntity<byte[]> saved(
            Draft draft, TenantId tenant, Call call, HttpServletRequest request) {
        boolean isMinimal =
                Collections.list(request.getHeaders("Prefer")).stream()
                        .flatMap(line -> Stream.of(line.split(",")))
                        .anyMatch(preference -> preference.strip().equals(MINIMAL));
        return isMinimal
                ? DraftEntryDoor.tagged(204, draft).header("Preference-Applied", MINIMAL).build()
                : answer(draft, tenant, call);
    }

    private ResponseEntity<byte[]> answer(Draft draft, TenantId tenant, Call call) {
        return DraftEntryDoor.tagged(200, draft)
                .contentType(MediaType.APPLICATION_JSON)
                .body(document(draft.policy(), tenant, call));
    }
}
