package dev.sallyport.server.web;

import static dev.sallyport.server.web.DraftEntryDoor.precondition;
import static dev.sallyport.server.web.DraftEntryDoor.rule;
import static dev.sallyport.server.web.DraftEntryDoor.tagged;
import static dev.sallyport.server.web.RefusedException.unlessRefused;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sallyport.control.caller.ApiScope;
import dev.sallyport.control.edit.EditDraft;
import dev.sallyport.control.edit.EditedRule;
import dev.sallyport.control.policy.Precondition;
import dev.sallyport.control.policy.RuleSubmission;
import dev.sallyport.document.DocumentLimits;
import dev.sallyport.document.RuleDocument;
import dev.sallyport.engine.policy.RuleId;
import dev.sallyport.engine.policy.TenantId;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;

/* The rules of a draft, one at a time. */
@RestController
final class DraftRuleDoor {

    private static final String RULE = DraftEntryDoor.DRAFT + "/rules/{rule}";

    private final EditDraft edit;
    private final Bodies bodies;
    private final DocumentLimits limits;

    DraftRuleDoor(EditDraft edit, Bodies bodies, DocumentLimits limits) {
        this.edit = edit;
        this.bodies = bodies;
        this.limits = limits;
    }

    @GetMapping(path = RULE, produces = Answers.JSON)
    ResponseEntity<byte[]> get(Call call, @PathVariable String tenant, @PathVariable String rule) {
        TenantId id = call.tenant(tenant, ApiScope.READ);
        return answer(unlessRefused(edit.rule(id, rule(rule))));
    }

    @PutMapping(path = RULE, consumes = Answers.JSON, produces = Answers.JSON)
    ResponseEntity<byte[]> put(
            Call call,
            @PathVariable String tenant,
            @PathVariable String rule,
            HttpServletRequest request)
            throws IOException {
        TenantId id = call.tenant(tenant, ApiScope.EDIT);
        Precondition precondition = precondition(request);
        RuleId ruleId = rule(rule);
        try (InputStream body = bodies.json(request)) {
            RuleSubmission submission = unlessRefused(RuleDocument.read(body, ruleId, limits));
            return answer(
                    unlessRefused(edit.putRule(id, submission, precondition, call.origin(""))));
        }
    }

    @DeleteMapping(path = RULE)
    ResponseEntity<byte[]> delete(
            Call call,
            @PathVariable String tenant,
            @PathVariable String rule,
            HttpServletRequest request) {
        TenantId id = call.tenant(tenant, ApiScope.EDIT);
        Precondition precondition = PolicyDoor.precondition(request);
        return DraftEntryDoor.gone(
                unlessRefused(edit.removeRule(id, rule(rule), precondition, call.origin(""))));
    }

    private static ResponseEntity<byte[]> answer(EditedRule edited) {
        return tagged(200, edited.draft())
                .contentType(MediaType.APPLICATION_JSON)
                .body(RuleDocument.write(edited.rule()).getBytes(UTF_8));
    }
}
