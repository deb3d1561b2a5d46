package dev.sallyport.server.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sallyport.control.port.StorageException;
import dev.sallyport.control.problem.Outcome;
import dev.sallyport.control.problem.Problem;
import dev.sallyport.control.problem.ProblemCode;
import dev.sallyport.control.tenant.LineResult;
import dev.sallyport.control.tenant.TenantImport;
import dev.sallyport.control.tenant.TenantLine;
import dev.sallyport.document.DocumentLimits;
import dev.sallyport.document.LineResultWriter;
import dev.sallyport.document.TenantReader;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/*
 * Many tenants at a time: a JSON document per line in, a result per line out.
 *
 * Lines are done as they arrive, in chunks of one transaction each, so that no more than a chunk is held of what is sent. The
 * results are answered behind the last line: a client that sends everything before it reads anything would otherwise wait for
 * a server that waits for it.
 */
@RestController
final class TenantImportDoor {

    static final String NDJSON = "application/x-ndjson";

    private static final Logger LOG = LoggerFactory.getLogger(TenantImportDoor.class);
    private static final int CHUNK = 500;

    private final TenantImport tenants;
    private final Bodies bodies;
    private final DocumentLimits limits;
    private final int maxLines;

    TenantImportDoor(TenantImport tenants, Bodies bodies, DocumentLimits limits, int maxLines) {
        this.tenants = tenants;
        this.bodies = bodies;
        this.limits = limits;
        this.maxLines = maxLines;
    }

    @PostMapping(path = "/api/v1/tenants:bulk", consumes = NDJSON, produces = NDJSON)
    ResponseEntity<byte[]> upsert(
            Call call, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        call.operator();
        try (BodyLines lines = bodies.lines(request)) {
            byte[] results = new Import(call, lines, response).run().getBytes(UTF_8);
            return ResponseEntity.ok().contentType(MediaType.valueOf(NDJSON)).body(results);
        }
    }

    /* One import under way. */
    private final class Import {
        private final Call call;
        private final BodyLines lines;
        private final HttpServletResponse response;
        private final StringBuilder results = new StringBuilder(4096);
        private final List<Outcome<TenantLine>> chunk = new ArrayList<>(CHUNK);
        private final List<Long> numbers = new ArrayList<>(CHUNK);
        private @Nullable Problem failure;

        Import(Call call, BodyLines lines, HttpServletResponse response) {
            this.call = call;
            this.lines = lines;
            this.response = response;
        }

        String run() throws IOException {
            for (byte[] line = lines.next(); line != null; line = lines.next()) {
                if (isBlank(line) && !lines.wasTooLong()) {
                    continue;
                }
                if (lines.number() > maxLines) {
                    tooMany();
                    break;
                }
                numbers.add(lines.number());
                chunk.add(lines.wasTooLong() ? tooLong() : read(line));
                if (chunk.size() == CHUNK) {
                    doChunk();
                }
            }
            doChunk();
            return results.toString();
        }

        private void doChunk() {
            List<LineResult> done = done();
            for (int i = 0; i < done.size(); i++) {
                results.append(LineResultWriter.write(numbers.get(i), done.get(i))).append('\n');
            }
            chunk.clear();
            numbers.clear();
        }

        /* Once the state could not be written nothing further is tried: whoever sent this has to look first. */
        private List<LineResult> done() {
            if (failure == null && !chunk.isEmpty()) {
                try {
                    return tenants.upsert(chunk, call.origin());
                } catch (StorageException failed) {
                    LOG.error("a chunk of an import could not be written", failed);
                    failure =
                            Problem.of(
                                    ProblemCode.SERVER_UNAVAILABLE,
                                    "the state cannot be read or written at this moment");
                }
            }
            List<LineResult> refused = new ArrayList<>();
            Problem why = failure;
            for (int i = 0; why != null && i < chunk.size(); i++) {
                refused.add(new LineResult.Refused(why));
            }
            return refused;
        }

        private void tooMany() {
            doChunk();
            Problem problem =
                    Problem.of(
                            ProblemCode.REQUEST_TOO_LARGE,
                            "there are more than "
                                    + maxLines
                                    + " lines; nothing from this one on was read");
            results.append(LineResultWriter.write(lines.number(), new LineResult.Refused(problem)))
                    .append('\n');
            response.setHeader(HttpHeaders.CONNECTION, "close");
        }

        private Outcome<TenantLine> tooLong() {
            return Outcome.refused(
                    ProblemCode.REQUEST_TOO_LARGE,
                    "the line is longer than " + BodyLines.MAX_LINE_BYTES + " bytes");
        }

        private Outcome<TenantLine> read(byte[] line) {
            return TenantReader.readLine(new ByteArrayInputStream(line), limits);
        }
    }

    private static boolean isBlank(byte[] line) {
        for (byte each : line) {
            if (each != ' ' && each != '\t' && each != '\r') {
                return false;
            }
        }
        return true;
    }
}
