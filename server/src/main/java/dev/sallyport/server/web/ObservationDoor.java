package dev.sallyport.server.web;

import static dev.sallyport.server.web.RefusedException.unlessRefused;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sallyport.control.caller.ApiScope;
import dev.sallyport.control.observation.ObservationView;
import dev.sallyport.control.observation.Observations;
import dev.sallyport.control.problem.ProblemCode;
import dev.sallyport.control.problem.Quoted;
import dev.sallyport.document.DocumentLimits;
import dev.sallyport.document.ObservationSettingsReader;
import dev.sallyport.document.ObservationsWriter;
import dev.sallyport.engine.policy.TenantId;
import dev.sallyport.evidence.Observation;
import dev.sallyport.server.node.ObservationKeeper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;

/* What was observed of a tenant's requests: seen, exported, and how it is kept. */
@RestController
final class ObservationDoor {

    static final String PATH = "/api/v1/tenants/{tenant}/observations";

    private static final int MOST_CELLS = 1000;

    /* Hours that no instant of four-digit years reaches. */
    private static final long FIRST = -20_000_000;
    private static final long LAST = 80_000_000;

    private final Observations observations;
    private final ObservationKeeper keeper;
    private final Bodies bodies;
    private final DocumentLimits limits;

    ObservationDoor(
            Observations observations,
            ObservationKeeper keeper,
            Bodies bodies,
            DocumentLimits limits) {
        this.observations = observations;
        this.keeper = keeper;
        this.bodies = bodies;
        this.limits = limits;
    }

    @GetMapping(path = PATH, produces = Answers.JSON)
    ResponseEntity<byte[]> list(
            Call call, @PathVariable String tenant, HttpServletRequest request) {
        TenantId id = call.tenant(tenant, ApiScope.SUPPORT);
        int size = Parameters.pageSize(request);
        if (size < 1) {
            throw bad("page size `" + size + "` is below 1");
        }
        int limit = Math.min(size, MOST_CELLS);
        String order = Parameters.single(request, "order");
        if (order == null || order.equals("newest")) {
            String cursor = Parameters.single(request, "cursor");
            return Answers.json(
                    200,
                    ObservationsWriter.write(
                            page(id, request, cursor == null ? "" : cursor, limit)));
        }
        if (!order.equals("count")) {
            throw bad("order " + Quoted.text(order) + " is none of `newest`, `count`");
        }
        return Answers.json(
                200,
                ObservationsWriter.write(
                        unlessRefused(
                                observations.biggest(id, from(request), until(request), limit))));
    }

    /* Page by page: a slow reader holds no transaction, and nothing but one page is in memory. */
    @GetMapping(path = PATH, produces = TenantImportDoor.NDJSON)
    void export(
            Call call,
            @PathVariable String tenant,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        TenantId id = call.tenant(tenant, ApiScope.SUPPORT);
        ObservationView page = page(id, request, "", MOST_CELLS);
        response.setContentType(TenantImportDoor.NDJSON);
        OutputStream output = response.getOutputStream();
        while (true) {
            for (Observation cell : page.cells()) {
                output.write((ObservationsWriter.write(cell) + "\n").getBytes(UTF_8));
            }
            if (page.next().isEmpty()) {
                output.flush();
                return;
            }
            page = page(id, request, page.next(), MOST_CELLS);
        }
    }

    @PutMapping(path = PATH + "/settings", consumes = Answers.JSON, produces = Answers.JSON)
    ResponseEntity<byte[]> settings(
            Call call, @PathVariable String tenant, HttpServletRequest request) throws IOException {
        TenantId id = call.tenant(tenant, ApiScope.MANAGE);
        try (InputStream body = bodies.json(request)) {
            boolean pseudonyms = unlessRefused(ObservationSettingsReader.read(body, limits));
            boolean _ = unlessRefused(observations.pseudonyms(id, pseudonyms, call.origin()));
            keeper.convert();
            return Answers.json(200, ObservationsWriter.settings(pseudonyms));
        }
    }

    private ObservationView page(
            TenantId tenant, HttpServletRequest request, String after, int limit) {
        try {
            return unlessRefused(
                    observations.newest(tenant, from(request), until(request), after, limit));
        } catch (IllegalArgumentException unknown) {
            throw bad("the cursor is none that was answered");
        }
    }

    static long from(HttpServletRequest request) {
        String text = Parameters.single(request, "from");
        return text == null ? FIRST : Observation.hourOf(millis("from", text));
    }

    /* The hour behind the last: what has begun counts. */
    static long until(HttpServletRequest request) {
        String text = Parameters.single(request, "until");
        return text == null ? LAST : Observation.hourOf(millis("until", text) - 1) + 1;
    }

    private static long millis(String name, String text) {
        try {
            OffsetDateTime instant = OffsetDateTime.parse(text);
            if (instant.getYear() >= 0 && instant.getYear() <= 9999) {
                return instant.toInstant().toEpochMilli();
            }
        } catch (DateTimeException noInstant) {
            // Said below.
        }
        throw bad(
                "parameter `"
                        + name
                        + "` is "
                        + Quoted.text(text)
                        + " and no instant such as `2027-01-31T00:00:00Z`");
    }

    private static RefusedException bad(String detail) {
        return new RefusedException(ProblemCode.REQUEST_BAD_PARAMETER, detail);
    }
}
