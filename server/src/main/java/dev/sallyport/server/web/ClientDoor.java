package dev.sallyport.server.web;

import static dev.sallyport.server.web.RefusedException.unlessRefused;

import dev.sallyport.control.caller.ApiScope;
import dev.sallyport.control.client.ApiClient;
import dev.sallyport.control.client.ApiClients;
import dev.sallyport.document.ClientReader;
import dev.sallyport.document.ClientSubmission;
import dev.sallyport.document.ClientWriter;
import dev.sallyport.document.DocumentLimits;
import dev.sallyport.engine.policy.TenantId;
import dev.sallyport.server.token.ClientSecrets;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/* The clients of a tenant. A secret is answered once, when it is made. */
@RestController
final class ClientDoor {

    private static final String PATH = "/api/v1/tenants/{tenant}/clients";

    private final ApiClients clients;
    private final ClientSecrets secrets;
    private final Bodies bodies;
    private final DocumentLimits limits;

    ClientDoor(ApiClients clients, ClientSecrets secrets, Bodies bodies, DocumentLimits limits) {
        this.clients = clients;
        this.secrets = secrets;
        this.bodies = bodies;
        this.limits = limits;
    }

    @PostMapping(path = PATH, consumes = Answers.JSON, produces = Answers.JSON)
    ResponseEntity<byte[]> create(
            Call call, @PathVariable String tenant, HttpServletRequest request) throws IOException {
        TenantId id = call.tenant(tenant, ApiScope.MANAGE);
        try (InputStream body = bodies.json(request)) {
            ClientSubmission submission = unlessRefused(ClientReader.read(body, limits));
            String secret = secrets.freshSecret();
            ApiClient client =
                    unlessRefused(
                            clients.create(
                                    id,
                                    submission.name(),
                                    submission.scopes(),
                                    secrets.freshId(),
                                    secrets.hash(secret),
                                    call.origin()));
            return Answers.created(path(id, client), ClientWriter.write(client, secret));
        }
    }

    private static String path(TenantId tenant, ApiClient client) {
        return "/api/v1/tenants/" + tenant + "/clients/" + client.clientId();
    }

    @GetMapping(path = PATH, produces = Answers.JSON)
    ResponseEntity<byte[]> list(Call call, @PathVariable String tenant) {
        TenantId id = call.tenant(tenant, ApiScope.MANAGE);
        return Answers.json(200, ClientWriter.write(unlessRefused(clients.list(id))));
    }

    @PostMapping(path = PATH + "/{client}/rotate", produces = Answers.JSON)
    ResponseEntity<byte[]> rotate(
            Call call, @PathVariable String tenant, @PathVariable String client) {
        TenantId id = call.tenant(tenant, ApiScope.MANAGE);
        String secret = secrets.freshSecret();
        ApiClient rotated =
                unlessRefused(clients.rotate(id, client, secrets.hash(secret), call.origin()));
        return Answers.json(200, ClientWriter.write(rotated, secret));
    }

    @DeleteMapping(path = PATH + "/{client}")
    ResponseEntity<byte[]> delete(
            Call call, @PathVariable String tenant, @PathVariable String client) {
        TenantId id = call.tenant(tenant, ApiScope.MANAGE);
        ApiClient _ = unlessRefused(clients.delete(id, client, call.origin()));
        return Answers.empty();
    }
}
