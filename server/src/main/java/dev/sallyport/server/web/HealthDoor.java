package dev.sallyport.server.web;

import dev.sallyport.control.geo.GeoStatus;
import dev.sallyport.document.SwitchWriter;
import dev.sallyport.engine.decision.TenantDirectory;
import dev.sallyport.server.geo.GeoKeeper;
import dev.sallyport.server.identity.GateTokens;
import dev.sallyport.server.node.DeploymentControl;
import dev.sallyport.server.node.DirectoryKeeper;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/* Whether the server lives, and whether it is ready. It says nothing else to anybody but an operator. */
@RestController
final class HealthDoor {

    private final TenantDirectory directory;
    private final DirectoryKeeper keeper;
    private final GeoKeeper geo;
    private final @Nullable GateTokens gateTokens;
    private final DeploymentControl deployment;

    HealthDoor(
            TenantDirectory directory,
            DirectoryKeeper keeper,
            GeoKeeper geo,
            @Nullable GateTokens gateTokens,
            DeploymentControl deployment) {
        this.deployment = deployment;
        this.directory = directory;
        this.keeper = keeper;
        this.geo = geo;
        this.gateTokens = gateTokens;
    }

    @GetMapping(path = "/health/live", produces = Answers.JSON)
    ResponseEntity<byte[]> live() {
        return Answers.json(200, "{\"status\":\"up\"}");
    }

    /*
     * Ready: every tenant is loaded, and everything committed is in force. One tenant that cannot be understood does not take
     * the others away; which one it is stands in the log, because everybody may ask here. Stale geo data, or a refusal of new data, is told of
     * and keeps nobody from deciding; nor do missing keys of the application's tokens, without which those are refused.
     */
    @GetMapping(
            path = {"/health", "/health/ready"},
            produces = Answers.JSON)
    ResponseEntity<byte[]> ready() {
        boolean isUp = directory.isReady() && keeper.isUpToDate();
        String members =
                "{"
                        + (isUp ? upOrDegraded() + geo() : "\"status\":\"down\"")
                        + tokenKeys()
                        + deployment()
                        + "}";
        return Answers.json(isUp ? 200 : 503, members);
    }

    private String upOrDegraded() {
        int leftOut = keeper.leftOut().size();
        return leftOut == 0
                ? "\"status\":\"up\""
                : "\"status\":\"degraded\",\"tenantsLeftOut\":" + leftOut;
    }

    private String tokenKeys() {
        if (gateTokens == null) {
            return "";
        }
        return ",\"tokenKeys\":\"" + (gateTokens.hasKeys() ? "up" : "down") + "\"";
    }

    /* Whether anything is refused is nobody's business but the operator's. */
    private String deployment() {
        boolean isOperators =
                SecurityContextHolder.getContext().getAuthentication()
                                instanceof CallerAuthentication authentication
                        && authentication.caller().mayOperate();
        if (!isOperators) {
            return "";
        }
        DeploymentControl.Status stands = deployment.status();
        return ",\"deployment\":" + SwitchWriter.write(stands.state(), stands.recorded());
    }

    private String geo() {
        GeoStatus status = geo.status();
        // What was refused comes first: data mostly grows stale because newer data is refused.
        if (status.isRefused()) {
            return ",\"geo\":\"refused\"";
        }
        return status.isStale() ? ",\"geo\":\"stale\"" : "";
    }
}
