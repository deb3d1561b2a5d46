package dev.sallyport.gate;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.engine.decision.TenantDirectory;
import dev.sallyport.engine.policy.Effect;
import dev.sallyport.engine.policy.Mode;
import dev.sallyport.engine.policy.Scope;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import org.junit.jupiter.api.Test;

/** What somebody who is refused gets to read. */
final class DenyPageTest {

    private static final String ID = "0123456789abcdef0123456789abcdef";

    @Test
    void contactIsTextAndNeverMarkup() {
        String hostile = "<script>alert(\"1\")</script> & 'x' \\ \u2028";
        String html = DenyPage.of(AcceptedForm.HTML, ID, hostile).body();
        String json = DenyPage.of(AcceptedForm.PROBLEM, ID, hostile).body();

        assertThat(html)
                .doesNotContain("<script")
                .contains("&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;x&#39; \\");
        assertThat(json)
                .contains("\"contact\":\"<script>alert(\\\"1\\\")</script> & 'x' \\\\ \\u2028\"");
    }

    @Test
    void onlyLinksOfTwoKindsAreLinks() {
        assertThat(html("mailto:it@acme.example"))
                .contains("href=\"mailto:it@acme.example\">it@acme.example</a>");
        assertThat(html("https://help.acme.example/?a=1&b=2"))
                .contains("href=\"https://help.acme.example/?a=1&amp;b=2\"");
        assertThat(html("javascript:alert(1)"))
                .contains("javascript:alert(1)")
                .doesNotContain("href");
        assertThat(html("http://acme.example")).doesNotContain("href");
    }

    private static String html(String contact) {
        return DenyPage.of(AcceptedForm.HTML, ID, contact).body();
    }

    @Test
    void pageIsAccessibleAndSmallAndShowsNoForeignId() {
        String page = DenyPage.of(AcceptedForm.HTML, "<b>not an id</b>", "x".repeat(200)).body();

        assertThat(page)
                .startsWith("<!DOCTYPE html>")
                .contains("<html lang=\"en\">", "<title>", "prefers-color-scheme:dark", "<h1>")
                .doesNotContain("not an id", "<script", "http://", "//");
        assertThat(page.getBytes(UTF_8).length).isLessThan(8192);
    }

    @Test
    void gateAnswersWithThePageThatWasAskedFor() throws IOException {
        TenantDirectory directory = Gates.directory();
        Gates.publish(
                directory,
                Gates.state(
                        "acme",
                        1,
                        Mode.ENFORCE,
                        Gates.rule("secret-rule", Effect.ALLOW, Scope.ALL, "192.0.2.0/24")),
                "acme.example.com");
        GateConfiguration configuration =
                GateConfiguration.of(GateProfile.FORWARD_AUTH).withTrustedProxies(Gates.trusted());
        try (GateServer gate =
                new GateServer(
                        configuration, directory, Gates.CLOCK, null, tenant -> "ask " + tenant)) {
            int port = gate.start();
            String html = ask(port, "GET", "Accept: text/html\r\nAccept: */*;q=0.1\r\n");
            String json = ask(port, "GET", "");
            String head = ask(port, "HEAD", "Accept: text/html\r\n");
            String allowed =
                    ask(port, "GET", "Accept: text/html\r\n").isEmpty()
                            ? ""
                            : exchange(port, "GET", "192.0.2.1", "Accept: text/html\r\n");

            assertThat(html)
                    .startsWith("HTTP/1.1 403 ")
                    .contains("Content-Type: text/html;charset=utf-8\r\n")
                    .contains("Cache-Control: no-store\r\n", "default-src 'none'")
                    .contains("ask acme", "</html>")
                    .doesNotContain("secret-rule", "not-in-allow-list", "192.0.2", "198.51.100");
            String id = html.replaceAll("(?s).*X-Sallyport-Request-Id: ([0-9a-f]{32}).*", "$1");
            assertThat(html).contains("<code>" + id + "</code>");
            assertThat(json)
                    .contains("Content-Type: application/problem+json\r\n")
                    .contains("\"status\":403", "\"contact\":\"ask acme\"")
                    .doesNotContain("secret-rule");
            assertThat(length(json)).isEqualTo(body(json).length());
            assertThat(length(head)).isGreaterThan(1000);
            assertThat(body(head)).isEmpty();
            assertThat(allowed).startsWith("HTTP/1.1 204 ").doesNotContain("Content-");
        }
    }

    /** From a peer that is no trusted proxy nothing is taken and nothing is told. */
    @Test
    void strangersGetTheBareAnswer() throws IOException {
        try (GateServer gate =
                new GateServer(
                        GateConfiguration.of(GateProfile.FORWARD_AUTH),
                        Gates.directory(),
                        Gates.CLOCK,
                        null,
                        TenantContacts.NONE)) {
            String answer = ask(gate.start(), "GET", "Accept: text/html\r\n");
            assertThat(answer).startsWith("HTTP/1.1 403 ").contains("Content-Length: 0\r\n");
            assertThat(body(answer)).isEmpty();
        }
    }

    private static int length(String answer) {
        return Integer.parseInt(answer.replaceAll("(?s).*Content-Length: ([0-9]+).*", "$1"));
    }

    private static String body(String answer) {
        return answer.substring(answer.indexOf("\r\n\r\n") + 4);
    }

    private static String ask(int port, String method, String headers) throws IOException {
        return exchange(port, method, "198.51.100.1", headers);
    }

    private static String exchange(int port, String method, String address, String headers)
            throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(20_000);
            String request =
                    method
                            + " / HTTP/1.1\r\nHost: gate\r\nX-Forwarded-Host: acme.example.com\r\n"
                            + "X-Forwarded-Uri: /\r\nX-Forwarded-For: "
                            + address
                            + "\r\n"
                            + headers
                            + "Connection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }
}
