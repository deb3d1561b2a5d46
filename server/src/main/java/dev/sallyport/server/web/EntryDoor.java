package dev.sallyport.server.web;

import static dev.sallyport.server.web.RefusedException.unlessRefused;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sallyport.control.caller.ApiScope;
import dev.sallyport.control.finding.Review;
import dev.sallyport.control.problem.ProblemCode;
import dev.sallyport.control.problem.Quoted;
import dev.sallyport.document.ExpiringWriter;
import dev.sallyport.document.FindingsWriter;
import dev.sallyport.document.SearchWriter;
import dev.sallyport.engine.address.AddressSyntaxException;
import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.policy.TenantId;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/* What can be asked about the entries of a tenant. */
@RestController
final class EntryDoor {

    private static final String POLICY = "/api/v1/tenants/{tenant}/policy";

    private static final Duration DEFAULT_WITHIN = Duration.ofDays(30);
    private static final Duration MOST_WITHIN = Duration.ofDays(3660);

    private final EntryServices entries;

    EntryDoor(EntryServices entries) {
        this.entries = entries;
    }

    @GetMapping(path = POLICY + "/findings", produces = Answers.JSON)
    ResponseEntity<byte[]> findings(Call call, @PathVariable String tenant) {
        TenantId id = call.tenant(tenant, ApiScope.READ);
        return answer(unlessRefused(entries.review().ofPolicy(id, call.at())));
    }

    @GetMapping(path = DraftEntryDoor.DRAFT + "/findings", produces = Answers.JSON)
    ResponseEntity<byte[]> draftFindings(Call call, @PathVariable String tenant) {
        TenantId id = call.tenant(tenant, ApiScope.READ);
        return answer(unlessRefused(entries.review().ofDraft(id, call.at())));
    }

    /* Which revision or draft was looked at; what is live moves on, so the answer is not to be kept. */
    private static ResponseEntity<byte[]> answer(Review review) {
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .cacheControl(CacheControl.noStore())
                .header("X-Sallyport-Reviewed", "\"" + review.entityTag() + "\"")
                .body(FindingsWriter.write(review).getBytes(UTF_8));
    }

    @GetMapping(path = POLICY + "/search", produces = Answers.JSON)
    ResponseEntity<byte[]> search(
            Call call, @PathVariable String tenant, HttpServletRequest request) {
        TenantId id = call.tenant(tenant, ApiScope.READ);
        String text = Parameters.single(request, "address");
        if (text == null) {
            throw new RefusedException(
                    ProblemCode.REQUEST_BAD_PARAMETER, "parameter `address` is missing");
        }
        return Answers.json(
                200,
                SearchWriter.write(
                        unlessRefused(entries.search().search(id, searched(text), call.at()))));
    }

    @GetMapping(path = POLICY + "/expiring", produces = Answers.JSON)
    ResponseEntity<byte[]> expiring(
            Call call, @PathVariable String tenant, HttpServletRequest request) {
        TenantId id = call.tenant(tenant, ApiScope.READ);
        Duration within = within(Parameters.single(request, "within"));
        return Answers.json(
                200,
                ExpiringWriter.write(
                        unlessRefused(entries.expiring().within(id, within, call.at()))));
    }

    private static Duration within(@Nullable String text) {
        if (text == null) {
            return DEFAULT_WITHIN;
        }
        try {
            Duration within = Duration.parse(text);
            if (!within.isNegative() && within.compareTo(MOST_WITHIN) <= 0) {
                return within;
            }
        } catch (DateTimeParseException ignored) {
            // Refused below, as one that is out of range.
        }
        throw new RefusedException(
                ProblemCode.REQUEST_BAD_PARAMETER,
                "parameter `within` is "
                        + Quoted.text(text)
                        + " and not a duration from `PT0S` to `P3660D`");
    }

    private static IpPrefix searched(String text) {
        try {
            return IpPrefix.parse(text);
        } catch (AddressSyntaxException refused) {
            throw new RefusedException(
                    ProblemCode.REQUEST_BAD_PARAMETER,
                    "parameter `address`: " + refused.getMessage());
        }
    }
}
