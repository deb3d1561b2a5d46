package dev.sallyport.server.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/* The description of this API, for everybody: the document that is checked in. */
@RestController
final class OpenApiDoor {

    static final String JSON_PATH = "/api/v1/openapi.json";
    static final String YAML_PATH = "/api/v1/openapi.yaml";

    @GetMapping(path = JSON_PATH, produces = Answers.JSON)
    ResponseEntity<byte[]> json() {
        return answer("/openapi.json", Answers.JSON);
    }

    @GetMapping(path = YAML_PATH, produces = "application/yaml")
    ResponseEntity<byte[]> yaml() {
        return answer("/openapi.yaml", "application/yaml");
    }

    private static ResponseEntity<byte[]> answer(String resource, String mediaType) {
        try (InputStream document = OpenApiDoor.class.getResourceAsStream(resource)) {
            if (document == null) {
                throw new IllegalStateException("the API's description is not in the jar");
            }
            return ResponseEntity.ok()
                    .contentType(MediaType.parseMediaType(mediaType))
                    .cacheControl(CacheControl.noCache())
                    .body(document.readAllBytes());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
