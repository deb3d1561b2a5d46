package dev.sallyport.server.web;

import static dev.sallyport.server.web.RefusedException.unlessRefused;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sallyport.control.caller.ApiScope;
import dev.sallyport.control.caller.Origin;
import dev.sallyport.control.history.History;
import dev.sallyport.control.history.RevisionSummary;
import dev.sallyport.control.people.People;
import dev.sallyport.control.policy.Policies;
import dev.sallyport.control.policy.Publication;
import dev.sallyport.control.policy.PublishPolicy;
import dev.sallyport.control.policy.PublishTerms;
import dev.sallyport.control.problem.ProblemCode;
import dev.sallyport.control.problem.Quoted;
import dev.sallyport.control.tenant.Page;
import dev.sallyport.document.HistoryWriter;
import dev.sallyport.document.PolicyWriter;
import dev.sallyport.engine.policy.TenantId;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/* The revisions of a tenant's policy: which there were, how they differ, and making one the policy again. */
@RestController
final class HistoryDoor {

    private static final String PATH = "/api/v1/tenants/{tenant}/policy/revisions";

    private final History history;
    private final Policies policies;
    private final PublishPolicy publish;
    private final People people;

    HistoryDoor(History history, Policies policies, PublishPolicy publish, People people) {
        this.history = history;
        this.policies = policies;
        this.publish = publish;
        this.people = people;
    }

    @GetMapping(path = PATH, produces = Answers.JSON)
    ResponseEntity<byte[]> page(
            Call call, @PathVariable String tenant, HttpServletRequest request) {
        TenantId id = call.tenant(tenant, ApiScope.READ);
        String cursor = Parameters.single(request, "cursor");
        int size = Parameters.pageSize(request);
        Page<RevisionSummary> page =
                unlessRefused(
                        call.caller().ownTenant().isEmpty()
                                ? history.page(id, cursor, size)
                                : history.pageForTenant(id, cursor, size));
        return Answers.json(200, HistoryWriter.write(page));
    }

    /* Without a colon, behind which stands what is to be done with it. */
    @GetMapping(path = PATH + "/{revision:[^:]+}", produces = Answers.JSON)
    ResponseEntity<byte[]> revision(
            Call call, @PathVariable String tenant, @PathVariable String revision) {
        TenantId id = call.tenant(tenant, ApiScope.READ);
        return PolicyDoor.answer(unlessRefused(policies.revision(id, number(revision))));
    }

    @GetMapping(path = PATH + "/{revision}/diff", produces = Answers.JSON)
    ResponseEntity<byte[]> difference(
            Call call,
            @PathVariable String tenant,
            @PathVariable String revision,
            HttpServletRequest request) {
        TenantId id = call.tenant(tenant, ApiScope.READ);
        String against = Parameters.single(request, "against");
        return Answers.json(
                200,
                HistoryWriter.write(
                        unlessRefused(
                                history.difference(
                                        id,
                                        number(revision),
                                        against == null ? null : number(against)))));
    }

    @PostMapping(path = PATH + "/{revision}:restore", produces = Answers.JSON)
    ResponseEntity<byte[]> restore(
            Call call,
            @PathVariable String tenant,
            @PathVariable String revision,
            HttpServletRequest request) {
        boolean isDryRun = Parameters.truth(request, "dryRun");
        TenantId id = call.tenant(tenant, isDryRun ? ApiScope.EDIT : ApiScope.MANAGE);
        ChangeParameters parameters = ChangeParameters.of(request);
        PublishTerms terms = parameters.terms(PolicyDoor.precondition(request), request);
        Origin origin = call.origin(parameters.reason());
        long number = number(revision);
        if (isDryRun) {
            Publication proposed =
                    unlessRefused(publish.dryRunOfRestoration(id, number, terms, origin));
            return ResponseEntity.ok()
                    .contentType(MediaType.APPLICATION_JSON)
                    .header("X-Sallyport-Dry-Run", "true")
                    .body(document(proposed, id, call));
        }
        Publication published = unlessRefused(publish.restore(id, number, terms, origin));
        return PolicyDoor.answer(published.revision(), document(published, id, call), terms);
    }

    private byte[] document(Publication publication, TenantId tenant, Call call) {
        return PolicyWriter.write(
                        publication.revision().policy(),
                        people.source(tenant, call.at()),
                        publication.impact())
                .getBytes(UTF_8);
    }

    private static long number(String text) {
        if (!text.matches("[0-9]{1,18}")) {
            throw new RefusedException(
                    ProblemCode.POLICY_REVISION_UNKNOWN,
                    "the tenant has no revision " + Quoted.text(text));
        }
        return Long.parseLong(text);
    }
}
