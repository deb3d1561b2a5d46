package dev.sallyport.server.web;

import static dev.sallyport.server.web.RefusedException.unlessRefused;

import dev.sallyport.document.DocumentLimits;
import dev.sallyport.document.SwitchReader;
import dev.sallyport.document.SwitchWriter;
import dev.sallyport.server.node.DeploymentControl;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;

/* The switch of the whole deployment. */
@RestController
final class DeploymentDoor {

    private final DeploymentControl control;
    private final Bodies bodies;
    private final DocumentLimits limits;

    DeploymentDoor(DeploymentControl control, Bodies bodies, DocumentLimits limits) {
        this.control = control;
        this.bodies = bodies;
        this.limits = limits;
    }

    @GetMapping(path = "/api/v1/deployment", produces = Answers.JSON)
    ResponseEntity<byte[]> get(Call call) {
        call.operator();
        return answer(control.status());
    }

    @PutMapping(path = "/api/v1/deployment", consumes = Answers.JSON, produces = Answers.JSON)
    ResponseEntity<byte[]> put(Call call, HttpServletRequest request) throws IOException {
        call.operator();
        try (InputStream body = bodies.json(request)) {
            SwitchReader.Turn turn = unlessRefused(SwitchReader.read(body, limits));
            return answer(unlessRefused(control.turn(turn.position(), call.origin(turn.reason()))));
        }
    }

    private static ResponseEntity<byte[]> answer(DeploymentControl.Status status) {
        return Answers.json(200, SwitchWriter.write(status.state(), status.recorded()));
    }
}
