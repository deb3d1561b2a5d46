package dev.sallyport.server.web;

import dev.sallyport.engine.decision.TenantDirectory;
import dev.sallyport.server.node.DirectoryKeeper;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/* Whether the server lives, and whether it is ready; for everybody, so it says nothing else. */
@RestController
final class HealthDoor {

    private final TenantDirectory directory;
    private final DirectoryKeeper keeper;

    HealthDoor(TenantDirectory directory, DirectoryKeeper keeper) {
        this.directory = directory;
        this.keeper = keeper;
    }

    @GetMapping(path = "/health/live", produces = Answers.JSON)
    ResponseEntity<byte[]> live() {
        return Answers.json(200, "{\"status\":\"up\"}");
    }

    /* Ready: every tenant is loaded, and everything committed is in force. */
    @GetMapping(
            path = {"/health", "/health/ready"},
            produces = Answers.JSON)
    ResponseEntity<byte[]> ready() {
        return directory.isReady() && keeper.isUpToDate()
                ? Answers.json(200, "{\"status\":\"up\"}")
                : Answers.json(503, "{\"status\":\"down\"}");
    }
}
