package dev.sallyport.server.web;

import static dev.sallyport.server.web.RefusedException.unlessRefused;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sallyport.control.audit.AuditAction;
import dev.sallyport.control.audit.AuditEvent;
import dev.sallyport.control.caller.Origin;
import dev.sallyport.control.egress.EgressRegion;
import dev.sallyport.control.egress.EgressSelfTest;
import dev.sallyport.control.egress.EgressSubmission;
import dev.sallyport.control.egress.PutEgress;
import dev.sallyport.control.policy.Precondition;
import dev.sallyport.control.problem.ProblemCode;
import dev.sallyport.control.problem.Quoted;
import dev.sallyport.document.DocumentLimits;
import dev.sallyport.document.EgressReader;
import dev.sallyport.document.EgressWriter;
import dev.sallyport.document.JsonText;
import dev.sallyport.egress.signature.KeyRing;
import dev.sallyport.engine.address.AddressSyntaxException;
import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.client.ClientAddress;
import dev.sallyport.server.egress.PublisherKeys;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;

/* What the operator says and asks of our own addresses. */
@RestController
final class EgressDoor {

    private static final String REGIONS = "/api/v1/egress/regions";
    private static final String REGION = REGIONS + "/{region}";
    private static final String KEYS = "/api/v1/egress/keys";

    private final PublisherServices services;
    private final Bodies bodies;
    private final DocumentLimits limits;

    EgressDoor(PublisherServices services, Bodies bodies, DocumentLimits limits) {
        this.services = services;
        this.bodies = bodies;
        this.limits = limits;
    }

    @GetMapping(path = REGIONS, produces = Answers.JSON)
    ResponseEntity<byte[]> list(Call call) {
        call.operator();
        return Answers.json(200, EgressWriter.write(services.lists().all()));
    }

    @GetMapping(path = REGION, produces = Answers.JSON)
    ResponseEntity<byte[]> get(Call call, @PathVariable String region) {
        call.operator();
        return answer(200, unlessRefused(services.lists().get(region)));
    }

    @PutMapping(path = REGION, consumes = Answers.JSON, produces = Answers.JSON)
    ResponseEntity<byte[]> put(Call call, @PathVariable String region, HttpServletRequest request)
            throws IOException {
        call.operator();
        ChangeParameters parameters = ChangeParameters.of(request);
        Precondition match =
                unlessRefused(
                        Precondition.parse(
                                HttpHeaders.IF_MATCH,
                                Collections.list(request.getHeaders(HttpHeaders.IF_MATCH))));
        try (InputStream body = bodies.json(request)) {
            EgressSubmission submission =
                    unlessRefused(
                            EgressReader.read(
                                    body, limits, services.settings().terms().prefixes()));
            PutEgress.Result result =
                    unlessRefused(
                            services.put()
                                    .put(
                                            region,
                                            submission,
                                            match,
                                            parameters.overrides(),
                                            call.origin(parameters.reason())));
            return answer(result.made() ? 201 : 200, result.region());
        }
    }

    @PostMapping(path = REGION + "/live", consumes = Answers.JSON, produces = Answers.JSON)
    ResponseEntity<byte[]> live(Call call, @PathVariable String region, HttpServletRequest request)
            throws IOException {
        call.operator();
        ChangeParameters parameters = ChangeParameters.of(request);
        try (InputStream body = bodies.json(request)) {
            IpPrefix prefix = unlessRefused(EgressReader.readPrefix(body, limits));
            return answer(
                    200,
                    unlessRefused(
                            services.live()
                                    .live(
                                            region,
                                            prefix,
                                            parameters.overrides(),
                                            call.origin(parameters.reason()))));
        }
    }

    @GetMapping(path = REGION + "/impact", produces = Answers.JSON)
    ResponseEntity<byte[]> impact(
            Call call, @PathVariable String region, HttpServletRequest request) {
        call.operator();
        String text = Parameters.single(request, "prefix");
        if (text == null) {
            throw new RefusedException(
                    ProblemCode.REQUEST_BAD_PARAMETER, "parameter `prefix` is missing");
        }
        try {
            return Answers.json(
                    200,
                    EgressWriter.write(
                            unlessRefused(services.impact().of(region, IpPrefix.parse(text)))));
        } catch (AddressSyntaxException noPrefix) {
            throw new RefusedException(
                    ProblemCode.REQUEST_BAD_PARAMETER,
                    "parameter `prefix` is " + Quoted.text(text) + " and no prefix");
        }
    }

    /* Without a body the test is about the address this call came from. */
    @PostMapping(path = REGION + "/self-test", produces = Answers.JSON)
    ResponseEntity<byte[]> selfTest(
            Call call, @PathVariable String region, HttpServletRequest request) throws IOException {
        call.operator();
        List<IpAddress> addresses = addresses(call, request);
        EgressRegion known = unlessRefused(services.lists().get(region));
        EgressSelfTest test = EgressSelfTest.of(known, addresses, call.at());
        services.watch().tested(test);
        return Answers.json(200, EgressWriter.write(test));
    }

    private List<IpAddress> addresses(Call call, HttpServletRequest request) throws IOException {
        String type = request.getContentType();
        boolean isEmpty =
                request.getContentLengthLong() == 0
                        || (request.getContentLengthLong() < 0
                                && request.getHeader(HttpHeaders.TRANSFER_ENCODING) == null);
        if (type != null || !isEmpty) {
            if (!isJson(type)) {
                throw new RefusedException(
                        ProblemCode.REQUEST_MEDIA_TYPE, "the body must be `application/json`");
            }
            try (InputStream body = bodies.json(request)) {
                return unlessRefused(EgressReader.readAddresses(body, limits));
            }
        }
        if (call.address() instanceof ClientAddress.Determined determined) {
            return List.of(determined.address());
        }
        throw new RefusedException(
                ProblemCode.REQUEST_INVALID,
                "the address of the call is not known; send `addresses`");
    }

    private static boolean isJson(@Nullable String type) {
        try {
            return type != null
                    && MediaType.APPLICATION_JSON.isCompatibleWith(MediaType.parseMediaType(type))
                    && !type.contains("*");
        } catch (InvalidMediaTypeException unreadable) {
            return false;
        }
    }

    @GetMapping(path = KEYS, produces = Answers.JSON)
    ResponseEntity<byte[]> keys(Call call) {
        call.operator();
        return keys(call.at());
    }

    @PostMapping(path = KEYS + ":rotate", produces = Answers.JSON)
    ResponseEntity<byte[]> rotate(Call call, HttpServletRequest request) {
        call.operator();
        String reason = ChangeParameters.of(request).reason();
        Origin origin = call.origin(reason);
        // Inside the transaction, so that of several callers one comes after the other, and none
        // without a record.
        boolean _ =
                services.transactions()
                        .<Boolean>write(repositories -> {
                            if (services.keys().ring().inForce(call.at()).size()
                                    >= PublisherKeys.MOST_KEYS) {
                                throw new RefusedException(
                                        ProblemCode.EGRESS_KEYS_TOO_MANY,
                                        PublisherKeys.MOST_KEYS
                                                + " keys are believed already; wait until one is retired");
                            }
                            try {
                                String id =
                                        services.keys()
                                                .rotate(
                                                        call.at(),
                                                        services.settings().keyOverlap());
                                repositories
                                        .audit()
                                        .append(
                                                AuditEvent.of(
                                                                AuditAction.EGRESS_KEYS_ROTATED,
                                                                origin,
                                                                null)
                                                        .target(id));
                                return true;
                            } catch (IOException failed) {
                                throw new UncheckedIOException(failed);
                            }
                        });
        services.network().start();
        return keys(call.at());
    }

    private ResponseEntity<byte[]> keys(Instant now) {
        KeyRing ring = services.keys().ring();
        String signer = ring.signer(now).map(key -> key.thumbprint()).orElse("");
        return Answers.json(
                200,
                JsonText.of(json ->
                        json.object(() ->
                                json.array(
                                        "items",
                                        ring.entries(),
                                        each ->
                                                json.object(() ->
                                                        json.member("id", each.key().thumbprint())
                                                                .member("x", each.key().x())
                                                                .member(
                                                                        "announced",
                                                                        each.announced().toString())
                                                                .member(
                                                                        "signsFrom",
                                                                        each.signsFrom().toString())
                                                                .member(
                                                                        "retires",
                                                                        each.retires() == null
                                                                                ? null
                                                                                : each.retires()
                                                                                        .toString())
                                                                .member(
                                                                        "believed",
                                                                        each.isInForce(now))
                                                                .member(
                                                                        "signs",
                                                                        each.key()
                                                                                .thumbprint()
                                                                                .equals(
                                                                                        signer)))))));
    }

    private ResponseEntity<byte[]> answer(int status, EgressRegion region) {
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_JSON)
                .cacheControl(CacheControl.noCache().cachePrivate())
                .eTag("\"" + region.entityTag() + "\"")
                .body(
                        EgressWriter.write(region, services.network().files().urls(region.name()))
                                .getBytes(UTF_8));
    }
}
