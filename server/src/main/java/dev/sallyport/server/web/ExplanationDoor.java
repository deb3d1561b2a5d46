package dev.sallyport.server.web;

import static dev.sallyport.server.web.RefusedException.unlessRefused;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sallyport.control.caller.ApiScope;
import dev.sallyport.control.explain.Explanation;
import dev.sallyport.control.explain.ExplanationText;
import dev.sallyport.control.explain.ShareExplanation;
import dev.sallyport.control.explain.SharedExplanation;
import dev.sallyport.document.DocumentLimits;
import dev.sallyport.document.ExplainReader;
import dev.sallyport.document.ExplanationWriter;
import dev.sallyport.engine.policy.TenantId;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HexFormat;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/* Why a request was decided as it was; and the links under which others may read that. */
@RestController
final class ExplanationDoor {

    static final String PREFIX = "/explanations/";

    private static final String TEXT = "text/plain;charset=UTF-8";
    private static final int SECRET_BYTES = 16;

    private final ExplanationServices services;
    private final Bodies bodies;
    private final DocumentLimits limits;
    private final Clock clock;

    ExplanationDoor(
            ExplanationServices services, Bodies bodies, DocumentLimits limits, Clock clock) {
        this.services = services;
        this.bodies = bodies;
        this.limits = limits;
        this.clock = clock;
    }

    @PostMapping(
            path = "/api/v1/tenants/{tenant}/explanations",
            consumes = Answers.JSON,
            produces = {Answers.JSON, TEXT})
    ResponseEntity<byte[]> explain(
            Call call, @PathVariable String tenant, HttpServletRequest request) throws IOException {
        TenantId id = call.tenant(tenant, ApiScope.READ);
        try (InputStream body = bodies.json(request)) {
            ExplainReader.Question question = unlessRefused(ExplainReader.read(body, limits));
            if (question.requestId() != null || question.share()) {
                TenantId _ = call.tenant(tenant, ApiScope.SUPPORT);
            }
            Explanation explanation =
                    unlessRefused(
                            question.submission() == null
                                    ? services.explain()
                                            .past(
                                                    id,
                                                    question.requestId() == null
                                                            ? ""
                                                            : question.requestId())
                                    : services.explain()
                                            .hypothetical(id, question.submission(), call.at()));
            boolean isText = wantsText(request);
            if (question.share()) {
                return shared(call, explanation, isText);
            }
            return isText
                    ? text(ExplanationText.write(explanation))
                    : Answers.json(200, ExplanationWriter.write(explanation));
        }
    }

    private ResponseEntity<byte[]> shared(Call call, Explanation explanation, boolean isText) {
        byte[] bytes = new byte[SECRET_BYTES];
        services.random().nextBytes(bytes);
        String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        Instant until = call.at().plus(ShareExplanation.LIFE).truncatedTo(ChronoUnit.MILLIS);
        Explanation masked = explanation.masked();
        String text = ExplanationText.write(masked);
        SharedExplanation shared =
                unlessRefused(
                        services.sharing()
                                .share(
                                        digest(secret),
                                        new SharedExplanation(
                                                explanation.tenant(),
                                                until,
                                                ExplanationWriter.write(masked),
                                                text),
                                        call.origin()));
        String path = PREFIX + secret;
        return isText
                ? text(
                        ExplanationText.write(explanation)
                                + "\nShared until "
                                + shared.expiresAt()
                                + " under "
                                + path
                                + "\n")
                : Answers.json(200, ExplanationWriter.write(explanation, path, until));
    }

    @GetMapping(
            path = PREFIX + "{secret}",
            produces = {TEXT, Answers.JSON})
    ResponseEntity<byte[]> read(@PathVariable String secret, HttpServletRequest request) {
        SharedExplanation shared =
                unlessRefused(services.sharing().find(digest(secret), clock.instant()));
        boolean isJson = !wantsText(request) && accept(request).contains("json");
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(isJson ? Answers.JSON : TEXT))
                .cacheControl(CacheControl.noStore())
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT)
                .header("Referrer-Policy", "no-referrer")
                .header("X-Robots-Tag", "noindex")
                .body((isJson ? shared.document() : shared.text()).getBytes(UTF_8));
    }

    private static boolean wantsText(HttpServletRequest request) {
        return accept(request).startsWith("text/plain");
    }

    private static String accept(HttpServletRequest request) {
        String accept = request.getHeader(HttpHeaders.ACCEPT);
        return accept == null ? "" : accept;
    }

    private static ResponseEntity<byte[]> text(String text) {
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(TEXT))
                .body(text.getBytes(UTF_8));
    }

    /* What is stored tells nobody the link. */
    private static String digest(String secret) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256").digest(secret.getBytes(US_ASCII)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
