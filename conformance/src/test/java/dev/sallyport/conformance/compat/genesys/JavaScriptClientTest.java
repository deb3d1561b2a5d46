package dev.sallyport.conformance.compat.genesys;

import static dev.sallyport.conformance.compat.genesys.GenesysServer.OFFICE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.conformance.compat.NodeProcess;
import dev.sallyport.conformance.compat.genesys.GenesysServer.Client;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every operation by npm {@code purecloud-platform-client-v2}, as it comes from the registry. */
final class JavaScriptClientTest {

    private static final String HOME = "192.0.2.200";
    private static final String ORGANIZATION = "OrganizationApi";
    private static final String TRUST = "OrganizationAuthorizationApi";

    private static GenesysServer server;
    private static NodeClient node;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException, InterruptedException {
        server = GenesysServer.start(folder);
        node = NodeClient.start(server.port());
    }

    @AfterAll
    static void stop() {
        if (node != null) {
            node.close();
        }
        if (server != null) {
            server.close();
        }
    }

    private static Client loggedIn(String tenant, String... scopes) {
        Client client = server.tenant(tenant, scopes);
        NodeProcess.Answer login = node.login(client.id(), client.secret());
        assertThat(login.status()).as("%s", login).isEqualTo(200);
        assertThat(login.body().path("accessToken").asText()).isNotEmpty();
        return client;
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(each -> texts.add(each.asText()));
        return texts;
    }

    @Test
    void theListIsReadChangedAndDecidedBy() {
        loggedIn("js-list");
        NodeProcess.Answer before =
                node.call(OFFICE, ORGANIZATION, "getOrganizationsAuthenticationSettings");
        assertThat(before.status()).isEqualTo(200);
        assertThat(before.headers().path("x-sallyport-mode").asText()).isEqualTo("MONITOR");
        assertThat(before.body().path("ipAddressAllowlist")).isEmpty();
        assertThat(server.evaluated("js-list", HOME)).isEqualTo("allow");

        NodeProcess.Answer changed =
                node.call(
                        OFFICE,
                        ORGANIZATION,
                        "patchOrganizationsAuthenticationSettings",
                        Map.of(
                                "ipAddressAllowlist",
                                List.of("198.51.100.17/32", "203.0.113.9/24")));

        assertThat(changed.status()).as("%s", changed).isEqualTo(200);
        assertThat(texts(changed.body().path("ipAddressAllowlist")))
                .containsExactly("198.51.100.17/32", "203.0.113.9/24");
        assertThat(changed.headers().path("x-sallyport-mode").asText()).isEqualTo("ENFORCE");
        assertThat(server.evaluated("js-list", HOME)).isEqualTo("deny");
        assertThat(server.evaluated("js-list", "198.51.100.17")).isEqualTo("allow");
        assertThat(server.evaluated("js-list", "203.0.113.250")).isEqualTo("allow");

        NodeProcess.Answer older =
                node.call(OFFICE, ORGANIZATION, "getOrganizationsIpaddressauthentication");
        assertThat(texts(older.body().path("networkWhitelist")))
                .as("the older name of the same list")
                .containsExactly("198.51.100.17/32", "203.0.113.9/24");

        NodeProcess.Answer replaced =
                node.call(
                        OFFICE,
                        ORGANIZATION,
                        "putOrganizationsIpaddressauthentication",
                        Map.of("networkWhitelist", List.of("203.0.113.0/24")));
        assertThat(replaced.status()).isEqualTo(200);
        assertThat(server.evaluated("js-list", "198.51.100.17")).isEqualTo("deny");

        NodeProcess.Answer emptied =
                node.call(
                        OFFICE,
                        ORGANIZATION,
                        "patchOrganizationsAuthenticationSettings",
                        Map.of("ipAddressAllowlist", List.of()));
        assertThat(emptied.status()).isEqualTo(200);
        assertThat(server.evaluated("js-list", HOME)).isEqualTo("allow");
    }

    @Test
    void webDomainsAreKeptAndDecideNothing() {
        loggedIn("js-domains");

        NodeProcess.Answer put =
                node.call(
                        OFFICE,
                        ORGANIZATION,
                        "putOrganizationsWhitelist",
                        Map.of(
                                "enableWhitelist",
                                true,
                                "domainWhitelist",
                                List.of("b.example", "a.example")));

        assertThat(put.status()).as("%s", put).isEqualTo(200);
        NodeProcess.Answer got = node.call(OFFICE, ORGANIZATION, "getOrganizationsWhitelist");
        assertThat(got.body().path("enableWhitelist").asBoolean()).isTrue();
        assertThat(texts(got.body().path("domainWhitelist")))
                .containsExactly("b.example", "a.example");
        NodeProcess.Answer settings =
                node.call(OFFICE, ORGANIZATION, "getOrganizationsAuthenticationSettings");
        assertThat(texts(settings.body().path("domainAllowlist")))
                .containsExactly("b.example", "a.example");
        assertThat(settings.body().path("domainAllowlistEnabled").asBoolean()).isTrue();
        assertThat(settings.headers().path("x-sallyport-mode").asText())
                .as("web domains choose no mode")
                .isEqualTo("MONITOR");
        assertThat(server.evaluated("js-domains", HOME)).isEqualTo("allow");
    }

    @Test
    void theServicesOwnAddressesAreThoseThatArePublished() {
        loggedIn("js-ranges");
        GenesysServer.Answer published =
                server.operate(
                        "PUT",
                        "/api/v1/egress/regions/eu-west-1",
                        "{\"prefixes\":[{\"prefix\":\"198.51.100.0/28\",\"service\":\"data-actions\","
                                + "\"direction\":\"outbound\"},{\"prefix\":\"2001:db8::/48\","
                                + "\"service\":\"web\",\"direction\":\"both\"}]}");
        assertThat(published.status()).as("%s", published).isLessThan(300);

        NodeProcess.Answer listed = node.call(OFFICE, "UtilitiesApi", "getIpranges");

        assertThat(listed.status()).isEqualTo(200);
        assertThat(listed.body().path("entities").toString())
                .isEqualTo(
                        "[{\"cidr\":\"198.51.100.0/28\",\"service\":\"data-actions\","
                                + "\"region\":\"eu-west-1\",\"direction\":\"outbound\"},"
                                + "{\"cidr\":\"2001:db8::/48\",\"service\":\"web\","
                                + "\"region\":\"eu-west-1\",\"direction\":\"both\"}]");
    }

    @Test
    void listingsAreEmptyAndNobodyElseIsAuthorized() {
        loggedIn("js-trust");

        NodeProcess.Answer page =
                node.callWith(
                        OFFICE,
                        TRUST,
                        "getOrgauthorizationTrustees",
                        Map.of("pageSize", 10, "pageNumber", 2));
        assertThat(page.status()).as("%s", page).isEqualTo(200);
        assertThat(page.body().path("total").asInt(-1)).isZero();
        assertThat(page.body().path("pageSize").asInt()).isEqualTo(10);
        assertThat(page.body().path("pageNumber").asInt()).isEqualTo(2);
        assertThat(node.call(OFFICE, TRUST, "getOrgauthorizationTrusteesCare").status())
                .isEqualTo(200);
        assertThat(node.call(OFFICE, TRUST, "getOrgauthorizationTrustors").status()).isEqualTo(200);
        for (String absent : List.of("getOrgauthorizationTrusteesDefault")) {
            assertThat(node.call(OFFICE, TRUST, absent).status()).as(absent).isEqualTo(404);
        }
        for (String absent :
                List.of(
                        "getOrgauthorizationPairing",
                        "getOrgauthorizationTrustee",
                        "deleteOrgauthorizationTrustee",
                        "getOrgauthorizationTrustor",
                        "deleteOrgauthorizationTrustor")) {
            NodeProcess.Answer answer = node.call(OFFICE, TRUST, absent, "some-id");
            assertThat(answer.status()).as(absent).isEqualTo(404);
            assertThat(answer.body().path("code").asText()).isEqualTo("not.found");
        }
        assertThat(
                        node.call(
                                        OFFICE,
                                        TRUST,
                                        "putOrgauthorizationTrustee",
                                        "some-id",
                                        Map.of("enabled", true))
                                .status())
                .isEqualTo(404);
    }

    @Test
    void whateverWouldLetSomebodyElseInIsRefusedInWords() {
        loggedIn("js-refused");

        List<NodeProcess.Answer> refused =
                List.of(
                        node.call(
                                OFFICE,
                                TRUST,
                                "postOrgauthorizationPairings",
                                Map.of("userIds", List.of("u"))),
                        node.call(
                                OFFICE,
                                TRUST,
                                "postOrgauthorizationTrustees",
                                Map.of("enabled", true)),
                        node.callWith(
                                OFFICE,
                                TRUST,
                                "postOrgauthorizationTrusteesCare",
                                Map.of("assignDefaultRole", true, "autoExpire", true)),
                        node.call(OFFICE, TRUST, "postOrgauthorizationTrusteesDefault"));

        for (NodeProcess.Answer answer : refused) {
            assertThat(answer.status()).as("%s", answer).isEqualTo(400);
            assertThat(answer.body().path("code").asText())
                    .isEqualTo("orgauthorization.not.supported");
            assertThat(answer.body().path("message").asText())
                    .contains("never bypasses the list of allowed addresses");
        }
    }

    @Test
    void refusalsReachTheClientInItsOwnTerms() {
        Client client = loggedIn("js-refusals");
        String before = server.state(client);

        NodeProcess.Answer bare =
                node.call(
                        OFFICE,
                        ORGANIZATION,
                        "patchOrganizationsAuthenticationSettings",
                        Map.of("ipAddressAllowlist", List.of("203.0.113.7")));
        assertThat(bare.status()).isEqualTo(400);
        assertThat(bare.body().path("code").asText()).isEqualTo("invalid.value");
        assertThat(bare.body().path("details").get(0).path("fieldName").asText())
                .isEqualTo("ipAddressAllowlist[0]");
        assertThat(bare.headers().path("inin-correlation-id").asText())
                .isEqualTo(bare.body().path("contextId").asText())
                .isNotEmpty();

        NodeProcess.Answer outside =
                node.call(
                        HOME,
                        ORGANIZATION,
                        "patchOrganizationsAuthenticationSettings",
                        Map.of("ipAddressAllowlist", List.of("203.0.113.0/24")));
        assertThat(outside.status()).isEqualTo(400);
        assertThat(outside.body().path("code").asText())
                .isEqualTo("ip.allowlist.caller.not.included");
        assertThat(server.state(client)).as("nothing was changed").isEqualTo(before);

        assertThat(server.save(client, "203.0.113.0/24").status()).isEqualTo(200);
        NodeProcess.Answer locked =
                node.call(HOME, ORGANIZATION, "getOrganizationsAuthenticationSettings");
        assertThat(locked.status()).isEqualTo(401);
        assertThat(locked.body().path("code").asText()).isEqualTo("ip.not.authorized");

        assertThat(node.login(client.id(), "wrong").status()).isNotEqualTo(200);
    }

    @Test
    void missingPermissionsAreNamed() {
        loggedIn("js-read-only", "organization:readonly", "authorization:readonly");

        assertThat(
                        node.call(OFFICE, ORGANIZATION, "getOrganizationsAuthenticationSettings")
                                .status())
                .isEqualTo(200);
        NodeProcess.Answer refused =
                node.call(
                        OFFICE,
                        ORGANIZATION,
                        "patchOrganizationsAuthenticationSettings",
                        Map.of("ipAddressAllowlist", List.of()));
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.body().path("code").asText()).isEqualTo("missing.any.permissions");
        assertThat(refused.body().path("message").asText())
                .endsWith("directory:organization:admin");
        NodeProcess.Answer all =
                node.call(OFFICE, TRUST, "postOrgauthorizationTrustees", Map.of("enabled", true));
        assertThat(all.status()).isEqualTo(403);
        assertThat(all.body().path("code").asText()).isEqualTo("missing.permissions");
    }

    @Test
    void the301stCallOfAMinuteIsOneTooMany() {
        Client client = loggedIn("js-rate");
        for (int i = 0; i < 300; i++) {
            assertThat(server.call(client, OFFICE, "GET", "/api/v2/ipranges", "").status())
                    .isEqualTo(200);
        }

        NodeProcess.Answer over = node.call(OFFICE, "UtilitiesApi", "getIpranges");

        assertThat(over.status()).isEqualTo(429);
        assertThat(over.body().path("code").asText()).isEqualTo("too.many.requests.retry.after");
        String seconds = over.headers().path("retry-after").asText();
        assertThat(Integer.parseInt(seconds)).isBetween(1, 60);
        assertThat(over.body().path("message").asText()).contains("[" + seconds + "] seconds");
    }
}
