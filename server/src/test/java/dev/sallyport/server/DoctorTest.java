package dev.sallyport.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What the doctor says of a server that was set up badly, seen through the real gate. */
final class DoctorTest {

    private static final OpenApi DOCUMENT = OpenApi.read();

    @TempDir private Path folder;

    private static Set<String> codes(Api operator) {
        Answer visit = operator.get("/api/v1/doctor");
        DOCUMENT.assertDescribed(DOCUMENT.operation("GET", "/api/v1/doctor"), visit);
        Set<String> codes = new TreeSet<>();
        visit.json().get("findings").forEach(finding -> codes.add(finding.get("code").asString()));
        return codes;
    }

    /** The proxy is not trusted: every client has its address. */
    @Test
    void ownProxyIsSeen() {
        try (TestServer server = TestServer.start(folder)) {
            Api operator = server.api().asOperator();
            operator.tenant("acme");
            assertThat(codes(operator)).containsExactly("people.unknown");
            for (int i = 0; i < 30; i++) {
                server.ask("acme.example.com", "203.0.113." + i);
            }
            assertThat(codes(operator)).containsExactly("people.unknown", "proxy.own-address");
            assertThat(operator.get("/api/v1/doctor").body())
                    .contains("you see your own proxy", "127.0.0.1", "100 %");
        }
    }

    @Test
    void headersFamiliesHostsAndTrustAreLookedAt() {
        try (TestServer server =
                TestServer.start(folder, "--gate.trusted-proxies=127.0.0.0/8,104.16.0.0/13")) {
            Api operator = server.api().asOperator();
            operator.tenant("acme");
            operator.with("If-Match", "*")
                    .put(
                            "/api/v1/tenants/acme/policy",
                            """
                            {"mode":"MONITOR","rules":[{"id":"in","effect":"ALLOW","sources":[{"prefix":"203.0.113.0/24"}]}]}
                            """);
            for (int i = 0; i < 20; i++) {
                server.ask("acme.example.com", "203.0.113.7");
            }
            assertThat(codes(operator))
                    .containsExactly(
                            "people.unknown", "proxy.trust-in-cdn", "proxy.trust-too-wide");
            for (int i = 0; i < 5; i++) {
                server.ask("acme.example.com", "2001:db8::7");
                server.ask("acme.example.com", "unknown");
                server.ask("acne.example.com", "203.0.113.7");
                server.ask("www.acme.example.com", "203.0.113.7");
            }
            assertThat(codes(operator))
                    .containsExactly(
                            "forwarding.element-hidden",
                            "people.unknown",
                            "policy.ipv6-share",
                            "proxy.trust-in-cdn",
                            "proxy.trust-too-wide",
                            "tenant.unknown-hosts");
            Answer hosts = operator.get("/api/v1/unknown-hosts");
            DOCUMENT.assertDescribed(DOCUMENT.operation("GET", "/api/v1/unknown-hosts"), hosts);
            for (JsonNode host : hosts.json().get("items")) {
                assertThat(host.get("count").asInt()).isEqualTo(5);
                assertThat(host.get("didYouMean").toString()).isEqualTo("[\"acme.example.com\"]");
            }
            assertThat(hosts.json().get("items")).hasSize(2);
            assertThat(operator.get("/api/v1/unknown-hosts?limit=0").code())
                    .isEqualTo("request.bad-parameter");
        }
    }
}
