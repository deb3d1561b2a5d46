package dev.sallyport.server.web;

import static dev.sallyport.server.web.RefusedException.unlessRefused;

import dev.sallyport.control.caller.ApiScope;
import dev.sallyport.control.observation.Observations;
import dev.sallyport.control.problem.Fault;
import dev.sallyport.control.problem.FaultList;
import dev.sallyport.control.problem.Outcome;
import dev.sallyport.control.problem.Problem;
import dev.sallyport.control.problem.ProblemCode;
import dev.sallyport.document.DocumentLimits;
import dev.sallyport.document.ObservationLineReader;
import dev.sallyport.document.ObservationsWriter;
import dev.sallyport.engine.decision.GeoData;
import dev.sallyport.engine.policy.TenantId;
import dev.sallyport.evidence.Observation;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/*
 * Traffic of a log: a cell per line, all lines of a call or none of them. The key says which part of which import a call is, so
 * that sending it again counts nothing twice.
 */
@RestController
final class ObservationImportDoor {

    /* Bounds what one call holds in memory. */
    private static final int MOST_LINES = 10_000;

    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9._-]{1,100}");

    private final Observations observations;
    private final Supplier<GeoData> geo;
    private final Bodies bodies;
    private final DocumentLimits limits;

    ObservationImportDoor(
            Observations observations,
            Supplier<GeoData> geo,
            Bodies bodies,
            DocumentLimits limits) {
        this.observations = observations;
        this.geo = geo;
        this.bodies = bodies;
        this.limits = limits;
    }

    @PostMapping(
            path = ObservationDoor.PATH + ":import",
            consumes = TenantImportDoor.NDJSON,
            produces = Answers.JSON)
    ResponseEntity<byte[]> include(
            Call call, @PathVariable String tenant, HttpServletRequest request) throws IOException {
        TenantId id = call.tenant(tenant, ApiScope.MANAGE);
        String key = key(Parameters.single(request, "key"));
        try (BodyLines lines = bodies.lines(request)) {
            List<Observation> cells = new Reading(call, id, lines).cells();
            return Answers.json(
                    200,
                    ObservationsWriter.write(
                            unlessRefused(observations.include(id, key, cells, call.origin()))));
        }
    }

    private static String key(@Nullable String text) {
        if (text == null || !KEY.matcher(text).matches()) {
            throw new RefusedException(
                    ProblemCode.REQUEST_BAD_PARAMETER,
                    "parameter `key` is not 1 to 100 letters, digits, `.`, `_` or `-`");
        }
        return text;
    }

    /* One body. */
    private final class Reading {
        private final Call call;
        private final TenantId tenant;
        private final BodyLines lines;
        private final GeoData data = geo.get();
        private final List<Observation> cells = new ArrayList<>();
        private final FaultList faults = new FaultList();

        Reading(Call call, TenantId tenant, BodyLines lines) {
            this.call = call;
            this.tenant = tenant;
            this.lines = lines;
        }

        List<Observation> cells() throws IOException {
            for (byte[] line = lines.next(); line != null; line = lines.next()) {
                if (lines.number() > MOST_LINES) {
                    throw new RefusedException(
                            ProblemCode.REQUEST_TOO_LARGE,
                            "there are more than " + MOST_LINES + " lines");
                }
                read(line);
            }
            if (!faults.isEmpty()) {
                throw new RefusedException(
                        faults.toProblem(
                                ProblemCode.REQUEST_INVALID,
                                "nothing was imported: the lines have "
                                        + faults.size()
                                        + " faults; pointers begin with the number of the line"));
            }
            return cells;
        }

        private void read(byte[] line) {
            if (lines.wasTooLong()) {
                faults.add(
                        ProblemCode.REQUEST_TOO_LARGE,
                        "/" + lines.number(),
                        "the line is longer than " + BodyLines.MAX_LINE_BYTES + " bytes",
                        "send a cell a line");
                return;
            }
            Outcome<Observation> cell =
                    ObservationLineReader.read(
                            new ByteArrayInputStream(line), limits, tenant, data, call.at());
            switch (cell) {
                case Outcome.Done<Observation>(Observation done) -> cells.add(done);
                case Outcome.Refused<Observation>(Problem problem) -> {
                    for (Fault fault : problem.faults()) {
                        faults.add(
                                fault.code(),
                                "/" + lines.number() + fault.pointer(),
                                fault.detail(),
                                fault.hint());
                    }
                }
            }
        }
    }
}
