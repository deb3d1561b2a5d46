package dev.sallyport.server.web;

import static dev.sallyport.server.web.RefusedException.unlessRefused;

import dev.sallyport.control.caller.ApiScope;
import dev.sallyport.control.egress.EgressAgent;
import dev.sallyport.control.egress.EgressAgents;
import dev.sallyport.document.DocumentLimits;
import dev.sallyport.document.EgressAgentReader;
import dev.sallyport.document.EgressWriter;
import dev.sallyport.engine.policy.TenantId;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/* The programs that keep tenants' firewalls in step with our addresses. */
@RestController
final class EgressAgentDoor {

    private static final String AGENTS = "/api/v1/tenants/{tenant}/egress-agents";

    private final EgressAgents agents;
    private final Bodies bodies;
    private final DocumentLimits limits;

    EgressAgentDoor(EgressAgents agents, Bodies bodies, DocumentLimits limits) {
        this.agents = agents;
        this.bodies = bodies;
        this.limits = limits;
    }

    @GetMapping(path = AGENTS, produces = Answers.JSON)
    ResponseEntity<byte[]> list(Call call, @PathVariable String tenant) {
        TenantId id = call.tenant(tenant, ApiScope.READ);
        return Answers.json(200, EgressWriter.writeAgents(unlessRefused(agents.list(id))));
    }

    @PostMapping(path = AGENTS, consumes = Answers.JSON, produces = Answers.JSON)
    ResponseEntity<byte[]> register(
            Call call, @PathVariable String tenant, HttpServletRequest request) throws IOException {
        TenantId id = call.tenant(tenant, ApiScope.MANAGE);
        try (InputStream body = bodies.json(request)) {
            EgressAgentReader.Submission wanted =
                    unlessRefused(EgressAgentReader.read(body, limits));
            EgressAgent agent =
                    unlessRefused(
                            agents.register(
                                    id,
                                    wanted.key().thumbprint(),
                                    wanted.key().x(),
                                    wanted.name(),
                                    call.origin()));
            return Answers.created(
                    "/api/v1/tenants/" + id + "/egress-agents/" + agent.id(),
                    EgressWriter.write(agent));
        }
    }

    @DeleteMapping(path = AGENTS + "/{agent}")
    ResponseEntity<byte[]> remove(
            Call call, @PathVariable String tenant, @PathVariable String agent) {
        EgressAgent _ =
                unlessRefused(
                        agents.remove(call.tenant(tenant, ApiScope.MANAGE), agent, call.origin()));
        return Answers.empty();
    }
}
