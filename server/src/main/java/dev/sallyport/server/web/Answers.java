package dev.sallyport.server.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sallyport.control.problem.Problem;
import dev.sallyport.document.ProblemWriter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/* How answers are put together. */
final class Answers {

    static final String JSON = MediaType.APPLICATION_JSON_VALUE;

    private Answers() {}

    static ResponseEntity<byte[]> json(int status, String document) {
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_JSON)
                .body(document.getBytes(UTF_8));
    }

    static ResponseEntity<byte[]> created(String path, String document) {
        return ResponseEntity.created(URI.create(path))
                .contentType(MediaType.APPLICATION_JSON)
                .body(document.getBytes(UTF_8));
    }

    static ResponseEntity<byte[]> empty() {
        return ResponseEntity.noContent().build();
    }

    /* Writes a problem in place of whatever was going to be answered. */
    static void problem(HttpServletRequest request, HttpServletResponse response, Problem problem)
            throws IOException {
        if (response.isCommitted()) {
            return;
        }
        byte[] document =
                ProblemWriter.write(problem, RequestFilter.requestId(request)).getBytes(UTF_8);
        response.resetBuffer();
        response.setStatus(problem.code().httpStatus());
        response.setContentType(ProblemWriter.MEDIA_TYPE);
        response.setContentLength(document.length);
        response.getOutputStream().write(document);
        response.getOutputStream().close();
    }
}
