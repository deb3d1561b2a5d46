package dev.sallyport.conformance.nginx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Requests that nginx refuses by itself before it asks anybody: the gate never sees them, so they
 * are no part of the replay.
 */
final class NginxRefusalsTest {

    @Test
    void gateIsNeverAskedAboutThese() throws IOException, InterruptedException {
        Map<String, String> requests = new TreeMap<>();
        requests.put("no Host", "GET / HTTP/1.1\r\n\r\n");
        requests.put(
                "Host twice",
                "GET / HTTP/1.1\r\nHost: a.example.com\r\nHost: a.example.com\r\n\r\n");
        requests.put("empty label in the host", "GET / HTTP/1.1\r\nHost: a..example.com\r\n\r\n");
        requests.put("encoded NUL", "GET /%00 HTTP/1.1\r\nHost: a.example.com\r\n\r\n");
        requests.put("bad escape", "GET /%zz HTTP/1.1\r\nHost: a.example.com\r\n\r\n");
        requests.put("above the root", "GET /../x HTTP/1.1\r\nHost: a.example.com\r\n\r\n");
        requests.put("space in the target", "GET /a b HTTP/1.1\r\nHost: a.example.com\r\n\r\n");
        requests.put("NUL in the target", "GET /\0 HTTP/1.1\r\nHost: a.example.com\r\n\r\n");
        requests.put("NUL in a value", "GET / HTTP/1.1\r\nHost: a.example.com\r\nX-A: \0\r\n\r\n");
        requests.put(
                "length and coding",
                "POST / HTTP/1.1\r\nHost: a.example.com\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
        requests.put(
                "path that does not begin with a slash",
                "GET x HTTP/1.1\r\nHost: a.example.com\r\n\r\n");
        try (RecordingServer gate = RecordingServer.gate();
                RecordingServer application = RecordingServer.application();
                Nginx nginx =
                        Nginx.start(gate.port(), application.port(), Nginx.Options.DIAGNOSTICS)) {
            for (Map.Entry<String, String> request : requests.entrySet()) {
                try (HttpConnection client = new HttpConnection(nginx.port(), ReplayCase.TRUSTED)) {
                    assertThat(client.exchange(request.getValue()).status())
                            .as(request.getKey())
                            .isEqualTo(400);
                }
            }
            assertThat(gate.lastHead()).as("what the gate was asked").isEmpty();
            assertThat(application.lastHead()).as("what reached the application").isEmpty();
        }
    }

    /* The question itself is no door: from outside nobody can put it. */
    @Test
    void questionCannotBePutFromOutside() throws IOException, InterruptedException {
        try (RecordingServer gate = RecordingServer.gate();
                RecordingServer application = RecordingServer.application();
                Nginx nginx =
                        Nginx.start(gate.port(), application.port(), Nginx.Options.DIAGNOSTICS);
                HttpConnection client = new HttpConnection(nginx.port(), ReplayCase.TRUSTED)) {
            for (String path :
                    new String[] {
                        "/sallyport-ask",
                        "/%73allyport-ask",
                        "//sallyport-ask",
                        "/x/../sallyport-ask"
                    }) {
                String request = "GET " + path + " HTTP/1.1\r\nHost: a.example.com\r\n\r\n";
                assertThat(client.exchange(request).status()).as(path).isEqualTo(404);
            }
            assertThat(application.lastHead()).isEmpty();
        }
    }
}
