package dev.sallyport.server.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sallyport.control.denial.RecentDenials;
import dev.sallyport.control.denial.RequestId;
import dev.sallyport.engine.policy.TenantId;
import dev.sallyport.gate.AcceptedForm;
import dev.sallyport.gate.DenyPage;
import dev.sallyport.gate.TenantContacts;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/*
 * What somebody who is refused gets to read, for proxies that drop what the gate sends behind its head. Open to everybody, so
 * it says nothing but whom to ask; an id that is unknown gets the same page without that.
 */
@RestController
final class DeniedDoor {

    static final String PREFIX = "/denied/";

    private final RecentDenials denials;
    private final TenantContacts contacts;

    DeniedDoor(RecentDenials denials, TenantContacts contacts) {
        this.denials = denials;
        this.contacts = contacts;
    }

    @GetMapping(path = PREFIX + "{requestId}")
    ResponseEntity<byte[]> page(@PathVariable String requestId, HttpServletRequest request) {
        String accept = String.join(",", Collections.list(request.getHeaders(HttpHeaders.ACCEPT)));
        DenyPage page =
                DenyPage.of(
                        AcceptedForm.of(accept.isEmpty() ? null : accept),
                        requestId,
                        contact(requestId));
        return ResponseEntity.status(403)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT)
                .header("Referrer-Policy", "no-referrer")
                .header("Content-Security-Policy", DenyPage.SECURITY_POLICY)
                .contentType(MediaType.parseMediaType(page.contentType()))
                .body(page.body().getBytes(UTF_8));
    }

    private @Nullable String contact(String requestId) {
        return RequestId.parse(requestId)
                .flatMap(denials::find)
                .map(denial -> {
                    TenantId tenant = denial.tenant();
                    return tenant == null ? null : contacts.of(tenant);
                })
                .orElse(null);
    }
}
