package dev.sallyport.server.web;

import static dev.sallyport.server.web.RefusedException.unlessRefused;
import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.sallyport.control.problem.Outcome;
import dev.sallyport.control.problem.Problem;
import dev.sallyport.control.problem.ProblemCode;
import dev.sallyport.egress.signature.Jws;
import dev.sallyport.engine.client.ClientAddress;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/* Where agents say what they have applied: without a token, by their signature. */
@RestController
final class AcknowledgementDoor {

    static final String LAST = "/acknowledgements";

    private final PublisherServices services;
    private final Bodies bodies;
    private final Clock clock;

    AcknowledgementDoor(PublisherServices services, Bodies bodies, Clock clock) {
        this.services = services;
        this.bodies = bodies;
        this.clock = clock;
    }

    @PostMapping(
            path = NetworkDoor.PREFIX + "{region}" + LAST,
            consumes = "application/jose",
            produces = Answers.JSON)
    ResponseEntity<byte[]> take(
            @PathVariable String region, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (!(request.getAttribute(RequestFilter.ADDRESS) instanceof ClientAddress address)) {
            throw new IllegalStateException("a request without an address");
        }
        Optional<Duration> wait = services.attempts().wait(address);
        if (wait.isPresent()) {
            response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(wait.get().toSeconds() + 1));
            throw new RefusedException(
                    ProblemCode.REQUEST_TOO_MANY,
                    "too many acknowledgements from this address were refused");
        }
        Outcome<Boolean> outcome;
        try (InputStream body = bodies.open(request, Jws.LONGEST)) {
            byte[] bytes = body.readNBytes(Jws.LONGEST + 1);
            if (bytes.length > Jws.LONGEST) {
                throw new RefusedException(
                        ProblemCode.REQUEST_TOO_LARGE,
                        "the body is longer than " + Jws.LONGEST + " bytes");
            }
            outcome =
                    services.acknowledgements()
                            .take(
                                    region,
                                    new String(bytes, US_ASCII),
                                    Instant.ofEpochMilli(clock.millis()));
        }
        if (outcome instanceof Outcome.Refused<Boolean>(Problem ignored)) {
            services.attempts().failed(address);
        }
        boolean _ = unlessRefused(outcome);
        return Answers.empty();
    }
}
