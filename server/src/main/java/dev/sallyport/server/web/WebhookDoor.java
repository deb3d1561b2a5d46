package dev.sallyport.server.web;

import static dev.sallyport.server.web.RefusedException.unlessRefused;

import dev.sallyport.control.caller.ApiScope;
import dev.sallyport.control.webhook.Webhook;
import dev.sallyport.control.webhook.WebhookId;
import dev.sallyport.control.webhook.WebhookMessage;
import dev.sallyport.control.webhook.WebhookSecrets;
import dev.sallyport.control.webhook.Webhooks;
import dev.sallyport.document.DocumentLimits;
import dev.sallyport.document.WebhookReader;
import dev.sallyport.document.WebhookWriter;
import dev.sallyport.engine.policy.TenantId;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/* The webhooks of a tenant, and those of the operator. A secret is answered once, when it is made. */
@RestController
final class WebhookDoor {

    private static final String OF_OPERATOR = "/api/v1/webhooks";
    private static final String OF_TENANT = "/api/v1/tenants/{tenant}/webhooks";
    private static final String ONE = "/{webhook}";
    private static final String DEAD = ONE + "/dead-letters";
    private static final int RANDOM_BYTES = 12;

    private final Webhooks webhooks;
    private final WebhookSecrets secrets;
    private final Bodies bodies;
    private final DocumentLimits limits;
    private final RandomGenerator random;

    WebhookDoor(
            WebhookServices services,
            Bodies bodies,
            DocumentLimits limits,
            RandomGenerator random) {
        webhooks = services.webhooks();
        secrets = services.secrets();
        this.bodies = bodies;
        this.limits = limits;
        this.random = random;
    }

    /* Whose webhooks a path is about: a tenant's, or the operator's. */
    private static @Nullable TenantId owner(Call call, @Nullable String tenant) {
        if (tenant != null) {
            return call.tenant(tenant, ApiScope.MANAGE);
        }
        call.operator();
        return null;
    }

    private String fresh() {
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    @PostMapping(
            path = {OF_OPERATOR, OF_TENANT},
            consumes = Answers.JSON,
            produces = Answers.JSON)
    ResponseEntity<byte[]> create(
            Call call,
            @PathVariable(required = false) @Nullable String tenant,
            HttpServletRequest request)
            throws IOException {
        TenantId owner = owner(call, tenant);
        try (InputStream body = bodies.json(request)) {
            Webhook made =
                    unlessRefused(
                            webhooks.create(
                                    owner,
                                    new WebhookId("wh_" + fresh()),
                                    unlessRefused(WebhookReader.read(body, limits)),
                                    call.origin()));
            String path =
                    owner == null ? OF_OPERATOR : OF_TENANT.replace("{tenant}", owner.value());
            return Answers.created(
                    path + "/" + made.id(),
                    WebhookWriter.write(made, secrets.text(made), call.at()));
        }
    }

    @GetMapping(
            path = {OF_OPERATOR, OF_TENANT},
            produces = Answers.JSON)
    ResponseEntity<byte[]> list(
            Call call, @PathVariable(required = false) @Nullable String tenant) {
        TenantId owner = owner(call, tenant);
        return Answers.json(
                200, WebhookWriter.write(unlessRefused(webhooks.list(owner)), call.at()));
    }

    @GetMapping(
            path = {OF_OPERATOR + ONE, OF_TENANT + ONE},
            produces = Answers.JSON)
    ResponseEntity<byte[]> get(
            Call call,
            @PathVariable(required = false) @Nullable String tenant,
            @PathVariable String webhook) {
        TenantId owner = owner(call, tenant);
        return Answers.json(
                200, WebhookWriter.write(unlessRefused(webhooks.get(owner, webhook)), call.at()));
    }

    @PatchMapping(
            path = {OF_OPERATOR + ONE, OF_TENANT + ONE},
            consumes = Answers.JSON,
            produces = Answers.JSON)
    ResponseEntity<byte[]> patch(
            Call call,
            @PathVariable(required = false) @Nullable String tenant,
            @PathVariable String webhook,
            HttpServletRequest request)
            throws IOException {
        TenantId owner = owner(call, tenant);
        try (InputStream body = bodies.json(request)) {
            Webhook changed =
                    unlessRefused(
                            webhooks.patch(
                                    owner,
                                    webhook,
                                    unlessRefused(WebhookReader.readPatch(body, limits)),
                                    call.origin()));
            return Answers.json(200, WebhookWriter.write(changed, call.at()));
        }
    }

    @DeleteMapping(path = {OF_OPERATOR + ONE, OF_TENANT + ONE})
    ResponseEntity<byte[]> delete(
            Call call,
            @PathVariable(required = false) @Nullable String tenant,
            @PathVariable String webhook) {
        TenantId owner = owner(call, tenant);
        Webhook _ = unlessRefused(webhooks.delete(owner, webhook, call.origin()));
        return Answers.empty();
    }

    @PostMapping(
            path = {OF_OPERATOR + ONE + "/rotate", OF_TENANT + ONE + "/rotate"},
            produces = Answers.JSON)
    ResponseEntity<byte[]> rotate(
            Call call,
            @PathVariable(required = false) @Nullable String tenant,
            @PathVariable String webhook) {
        TenantId owner = owner(call, tenant);
        Webhook rotated = unlessRefused(webhooks.rotate(owner, webhook, call.origin()));
        return Answers.json(200, WebhookWriter.write(rotated, secrets.text(rotated), call.at()));
    }

    @PostMapping(
            path = {OF_OPERATOR + ONE + "/test", OF_TENANT + ONE + "/test"},
            produces = Answers.JSON)
    ResponseEntity<byte[]> test(
            Call call,
            @PathVariable(required = false) @Nullable String tenant,
            @PathVariable String webhook) {
        TenantId owner = owner(call, tenant);
        WebhookMessage message = unlessRefused(webhooks.test(owner, webhook, fresh(), call.at()));
        return Answers.json(202, WebhookWriter.write(message));
    }

    @GetMapping(
            path = {OF_OPERATOR + ONE + "/deliveries", OF_TENANT + ONE + "/deliveries"},
            produces = Answers.JSON)
    ResponseEntity<byte[]> deliveries(
            Call call,
            @PathVariable(required = false) @Nullable String tenant,
            @PathVariable String webhook,
            HttpServletRequest request) {
        TenantId owner = owner(call, tenant);
        boolean isPending = Parameters.truth(request, "pending");
        return messages(
                owner,
                webhook,
                isPending ? WebhookMessage.State.PENDING : WebhookMessage.State.DELIVERED,
                request);
    }

    @GetMapping(
            path = {OF_OPERATOR + DEAD, OF_TENANT + DEAD},
            produces = Answers.JSON)
    ResponseEntity<byte[]> deadLetters(
            Call call,
            @PathVariable(required = false) @Nullable String tenant,
            @PathVariable String webhook,
            HttpServletRequest request) {
        return messages(owner(call, tenant), webhook, WebhookMessage.State.DEAD, request);
    }

    private ResponseEntity<byte[]> messages(
            @Nullable TenantId owner,
            String webhook,
            WebhookMessage.State state,
            HttpServletRequest request) {
        return Answers.json(
                200,
                WebhookWriter.writeMessages(
                        unlessRefused(
                                webhooks.messages(
                                        owner, webhook, state, Parameters.pageSize(request)))));
    }

    @PostMapping(
            path = {OF_OPERATOR + DEAD + ":replay", OF_TENANT + DEAD + ":replay"},
            produces = Answers.JSON)
    ResponseEntity<byte[]> replayAll(
            Call call,
            @PathVariable(required = false) @Nullable String tenant,
            @PathVariable String webhook) {
        TenantId owner = owner(call, tenant);
        return replayed(unlessRefused(webhooks.replay(owner, webhook, null, call.at())));
    }

    @PostMapping(
            path = {
                OF_OPERATOR + DEAD + "/{message}/replay",
                OF_TENANT + DEAD + "/{message}/replay"
            },
            produces = Answers.JSON)
    ResponseEntity<byte[]> replay(
            Call call,
            @PathVariable(required = false) @Nullable String tenant,
            @PathVariable String webhook,
            @PathVariable String message) {
        TenantId owner = owner(call, tenant);
        return replayed(unlessRefused(webhooks.replay(owner, webhook, message, call.at())));
    }

    private static ResponseEntity<byte[]> replayed(int count) {
        return Answers.json(200, WebhookWriter.writeReplayed(count));
    }
}
