package dev.sallyport.server.web;

import static dev.sallyport.server.web.RefusedException.unlessRefused;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sallyport.control.caller.ApiScope;
import dev.sallyport.control.edit.EditDraft;
import dev.sallyport.control.edit.EditedEntry;
import dev.sallyport.control.edit.EntryPlace;
import dev.sallyport.control.finding.ReviewEntries;
import dev.sallyport.control.policy.Draft;
import dev.sallyport.control.policy.EntrySubmission;
import dev.sallyport.control.policy.Precondition;
import dev.sallyport.control.problem.ProblemCode;
import dev.sallyport.control.problem.Quoted;
import dev.sallyport.document.DocumentLimits;
import dev.sallyport.document.EntryChange;
import dev.sallyport.document.EntryDocument;
import dev.sallyport.engine.policy.EntryId;
import dev.sallyport.engine.policy.RuleId;
import dev.sallyport.engine.policy.TenantId;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/* The entries of a draft, one at a time. Every answer carries the entity tag of the draft as it is then. */
@RestController
final class DraftEntryDoor {

    static final String DRAFT = "/api/v1/tenants/{tenant}/policy/draft";
    static final String MERGE_PATCH = "application/merge-patch+json";

    private static final String ENTRY = DRAFT + "/entries/{entry}";
    private static final String RULE = DRAFT + "/rules/{rule}";

    private final EditDraft edit;
    private final ReviewEntries review;
    private final Bodies bodies;
    private final DocumentLimits limits;

    DraftEntryDoor(EditDraft edit, ReviewEntries review, Bodies bodies, DocumentLimits limits) {
        this.edit = edit;
        this.review = review;
        this.bodies = bodies;
        this.limits = limits;
    }

    @PostMapping(path = RULE + "/sources", consumes = Answers.JSON, produces = Answers.JSON)
    ResponseEntity<byte[]> addSource(
            Call call,
            @PathVariable String tenant,
            @PathVariable String rule,
            HttpServletRequest request)
            throws IOException {
        return add(call, tenant, rule, EntryPlace.SOURCES, request);
    }

    @PostMapping(path = RULE + "/except", consumes = Answers.JSON, produces = Answers.JSON)
    ResponseEntity<byte[]> addException(
            Call call,
            @PathVariable String tenant,
            @PathVariable String rule,
            HttpServletRequest request)
            throws IOException {
        return add(call, tenant, rule, EntryPlace.EXCEPT, request);
    }

    private ResponseEntity<byte[]> add(
            Call call, String tenant, String rule, EntryPlace place, HttpServletRequest request)
            throws IOException {
        TenantId id = call.tenant(tenant, ApiScope.EDIT);
        Precondition precondition = precondition(request);
        RuleId ruleId = rule(rule);
        try (InputStream body = bodies.json(request)) {
            EntrySubmission entry = unlessRefused(EntryDocument.read(body, limits));
            EditedEntry added =
                    unlessRefused(
                            edit.add(id, ruleId, place, entry, precondition, call.origin("")));
            return answer(201, id, added, call);
        }
    }

    @GetMapping(path = ENTRY, produces = Answers.JSON)
    ResponseEntity<byte[]> get(Call call, @PathVariable String tenant, @PathVariable String entry) {
        TenantId id = call.tenant(tenant, ApiScope.READ);
        return answer(200, id, unlessRefused(edit.entry(id, entry(entry))), call);
    }

    @PatchMapping(
            path = ENTRY,
            consumes = {Answers.JSON, MERGE_PATCH},
            produces = Answers.JSON)
    ResponseEntity<byte[]> patch(
            Call call,
            @PathVariable String tenant,
            @PathVariable String entry,
            HttpServletRequest request)
            throws IOException {
        TenantId id = call.tenant(tenant, ApiScope.EDIT);
        Precondition precondition = precondition(request);
        EntryId entryId = entry(entry);
        try (InputStream body = bodies.json(request)) {
            EntryChange change = unlessRefused(EntryChange.read(body, limits));
            EditedEntry changed =
                    unlessRefused(
                            edit.replace(id, entryId, change::of, precondition, call.origin("")));
            return answer(200, id, changed, call);
        }
    }

    @DeleteMapping(path = ENTRY)
    ResponseEntity<byte[]> delete(
            Call call,
            @PathVariable String tenant,
            @PathVariable String entry,
            HttpServletRequest request) {
        TenantId id = call.tenant(tenant, ApiScope.EDIT);
        Precondition precondition = PolicyDoor.precondition(request);
        return gone(unlessRefused(edit.remove(id, entry(entry), precondition, call.origin(""))));
    }

    /* Without it nobody would know what a change overwrites. */
    static Precondition precondition(HttpServletRequest request) {
        Precondition precondition = PolicyDoor.precondition(request);
        if (precondition instanceof Precondition.Absent) {
            throw new RefusedException(
                    ProblemCode.POLICY_PRECONDITION_REQUIRED,
                    "a draft is changed only with the header `If-Match`");
        }
        return precondition;
    }

    static RuleId rule(String text) {
        if (!RuleId.isValid(text)) {
            throw new RefusedException(
                    ProblemCode.POLICY_RULE_UNKNOWN, "the policy has no rule " + Quoted.text(text));
        }
        return new RuleId(text);
    }

    private static EntryId entry(String text) {
        if (!EntryId.isValid(text)) {
            throw new RefusedException(
                    ProblemCode.POLICY_ENTRY_UNKNOWN,
                    "the policy has no entry " + Quoted.text(text));
        }
        return new EntryId(text);
    }

    /* The place of the entry as it is now: another id than before, if it has another source. */
    private ResponseEntity<byte[]> answer(
            int status, TenantId tenant, EditedEntry edited, Call call) {
        EntryId id = edited.entry().entry().id();
        String place = "/api/v1/tenants/" + tenant + "/policy/draft/entries/" + id;
        return tagged(status, edited.draft())
                .header(status == 201 ? HttpHeaders.LOCATION : HttpHeaders.CONTENT_LOCATION, place)
                .contentType(MediaType.APPLICATION_JSON)
                .body(
                        EntryDocument.write(
                                        edited.entry(),
                                        review.ofEntry(
                                                tenant, edited.draft().policy(), id, call.at()))
                                .getBytes(UTF_8));
    }

    static ResponseEntity<byte[]> gone(Draft draft) {
        return tagged(204, draft).build();
    }

    static ResponseEntity.BodyBuilder tagged(int status, Draft draft) {
        return ResponseEntity.status(status)
                .cacheControl(CacheControl.noCache().cachePrivate())
                .eTag("\"" + draft.entityTag() + "\"")
                .header("X-Sallyport-Base-Revision", Long.toString(draft.base()));
    }
}
