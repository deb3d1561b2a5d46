package dev.sallyport.conformance.compat.genesys;

import static dev.sallyport.conformance.compat.genesys.GenesysServer.OFFICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.mypurecloud.sdk.v2.ApiClient;
import com.mypurecloud.sdk.v2.ApiException;
import com.mypurecloud.sdk.v2.api.OrganizationApi;
import com.mypurecloud.sdk.v2.api.OrganizationAuthorizationApi;
import com.mypurecloud.sdk.v2.api.UtilitiesApi;
import com.mypurecloud.sdk.v2.model.IpAddressAuthentication;
import com.mypurecloud.sdk.v2.model.IpAddressRange;
import com.mypurecloud.sdk.v2.model.OrgAuthSettings;
import com.mypurecloud.sdk.v2.model.OrgWhitelistSettings;
import com.mypurecloud.sdk.v2.model.TrustCreate;
import com.mypurecloud.sdk.v2.model.TrustEntityListing;
import com.mypurecloud.sdk.v2.model.TrustRequestCreate;
import com.mypurecloud.sdk.v2.model.TrustUpdate;
import dev.sallyport.conformance.compat.genesys.GenesysServer.Client;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every operation by Maven {@code com.mypurecloud:platform-client-v2}, as it comes from the
 * registry. Its own way to log in knows the vendor's hosts only, so the token is got by hand; the
 * operations for Customer Care are younger than it.
 */
@SuppressWarnings("deprecation") // The older operations are what is tried.
final class JavaClientTest {

    private static final String HOME = "192.0.2.200";

    private static GenesysServer server;

    @BeforeAll
    static void start(@TempDir Path folder) {
        server = GenesysServer.start(folder);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static ApiClient client(Client client, String from) {
        return ApiClient.Builder.standard()
                .withBasePath(server.root())
                .withAccessToken(client.token())
                .withDefaultHeader("X-Forwarded-For", from)
                .withAutoReloadConfig(false)
                .withConfigFilePath("")
                .build();
    }

    private static ApiException refused(ThrowingCallable call) {
        ApiException refused = catchThrowableOfType(ApiException.class, call);
        assertThat(refused).isNotNull();
        return refused;
    }

    private static String code(ApiException refused) {
        return GenesysServer.parsed(refused.getRawBody()).path("code").asText();
    }

    @Test
    void theListIsReadChangedAndDecidedBy() throws IOException, ApiException {
        Client tenant = server.tenant("java-list");
        OrganizationApi api = new OrganizationApi(client(tenant, OFFICE));
        assertThat(api.getOrganizationsAuthenticationSettings().getIpAddressAllowlist()).isEmpty();

        OrgAuthSettings changed =
                api.patchOrganizationsAuthenticationSettings(
                        new OrgAuthSettings()
                                .ipAddressAllowlist(List.of("203.0.113.9/24", "198.51.100.0/24")));

        assertThat(changed.getIpAddressAllowlist())
                .containsExactly("203.0.113.9/24", "198.51.100.0/24");
        assertThat(changed.getPasswordRequirements().getMinimumLength()).isEqualTo(8);
        assertThat(server.evaluated("java-list", HOME)).isEqualTo("deny");
        assertThat(server.evaluated("java-list", "198.51.100.9")).isEqualTo("allow");
        assertThat(api.getOrganizationsIpaddressauthentication().getNetworkWhitelist())
                .containsExactly("203.0.113.9/24", "198.51.100.0/24");

        assertThat(
                        api.putOrganizationsIpaddressauthentication(
                                        new IpAddressAuthentication()
                                                .networkWhitelist(List.of("203.0.113.0/24")))
                                .getNetworkWhitelist())
                .containsExactly("203.0.113.0/24");
        assertThat(server.evaluated("java-list", "198.51.100.9")).isEqualTo("deny");

        api.putOrganizationsIpaddressauthentication(
                new IpAddressAuthentication().networkWhitelist(List.of()));
        assertThat(server.evaluated("java-list", HOME)).isEqualTo("allow");
    }

    /** This client sends lists that nobody set as empty ones, which empties them. */
    @Test
    void listsThatWereNotSetAreEmptied() throws IOException, ApiException {
        Client tenant = server.tenant("java-unset");
        OrganizationApi api = new OrganizationApi(client(tenant, OFFICE));
        api.patchOrganizationsAuthenticationSettings(
                new OrgAuthSettings().ipAddressAllowlist(List.of("203.0.113.0/24")));

        OrgAuthSettings changed =
                api.patchOrganizationsAuthenticationSettings(
                        new OrgAuthSettings().domainAllowlistEnabled(true));

        assertThat(changed.getIpAddressAllowlist()).isEmpty();
        assertThat(server.evaluated("java-unset", HOME)).isEqualTo("allow");
    }

    @Test
    void webDomainsAreKept() throws IOException, ApiException {
        Client tenant = server.tenant("java-domains");
        OrganizationApi api = new OrganizationApi(client(tenant, OFFICE));

        OrgWhitelistSettings put =
                api.putOrganizationsWhitelist(
                        new OrgWhitelistSettings()
                                .enableWhitelist(true)
                                .domainWhitelist(List.of("*.example.com")));

        assertThat(put.getDomainWhitelist()).containsExactly("*.example.com");
        assertThat(api.getOrganizationsWhitelist().getEnableWhitelist()).isTrue();
        assertThat(api.getOrganizationsAuthenticationSettings().getDomainAllowlist())
                .containsExactly("*.example.com");
    }

    @Test
    void theServicesOwnAddressesAreThoseThatArePublished() throws IOException, ApiException {
        Client tenant = server.tenant("java-ranges");
        UtilitiesApi api = new UtilitiesApi(client(tenant, OFFICE));
        assertThat(api.getIpranges().getEntities()).as("nothing is published").isEmpty();
        GenesysServer.Answer published =
                server.operate(
                        "PUT",
                        "/api/v1/egress/regions/eu-west-1",
                        "{\"prefixes\":[{\"prefix\":\"198.51.100.0/28\",\"service\":\"data-actions\"},"
                                + "{\"prefix\":\"203.0.113.0/28\",\"service\":\"web\"}]}");
        assertThat(published.status()).as("%s", published).isLessThan(300);

        List<IpAddressRange> listed = api.getIpranges().getEntities();

        assertThat(listed)
                .extracting(IpAddressRange::getCidr)
                .containsExactly("198.51.100.0/28", "203.0.113.0/28");
        assertThat(listed.getFirst().getService())
                .isEqualTo(IpAddressRange.ServiceEnum.DATA_ACTIONS);
        assertThat(listed.getLast().getService())
                .as("a name the client does not know")
                .isEqualTo(IpAddressRange.ServiceEnum.OUTDATEDSDKVERSION);
        assertThat(listed.getFirst().getRegion()).isEqualTo("eu-west-1");
    }

    @Test
    void nobodyElseIsAuthorized() throws IOException, ApiException {
        Client tenant = server.tenant("java-trust");
        ApiClient client = client(tenant, OFFICE);
        OrganizationAuthorizationApi api = new OrganizationAuthorizationApi(client);

        TrustEntityListing page = api.getOrgauthorizationTrustees(10, 3);
        assertThat(page.getTotal()).isZero();
        assertThat(page.getPageNumber()).isEqualTo(3);
        assertThat(page.getEntities()).isEmpty();
        assertThat(api.getOrgauthorizationTrustors(25, 1).getEntities()).isEmpty();

        List<ThrowingCallable> absent =
                List.of(
                        () -> api.getOrgauthorizationPairing("p"),
                        () -> api.getOrgauthorizationTrustee("t"),
                        () -> api.putOrgauthorizationTrustee("t", new TrustUpdate().enabled(true)),
                        () -> api.deleteOrgauthorizationTrustee("t"),
                        () -> api.getOrgauthorizationTrusteesDefault(),
                        () -> api.getOrgauthorizationTrustor("t"),
                        () -> api.deleteOrgauthorizationTrustor("t"));
        for (ThrowingCallable call : absent) {
            ApiException refused = refused(call);
            assertThat(refused.getStatusCode()).isEqualTo(404);
            assertThat(code(refused)).isEqualTo("not.found");
        }

        List<ThrowingCallable> impossible =
                List.of(
                        () ->
                                api.postOrgauthorizationPairings(
                                        new TrustRequestCreate().userIds(List.of("u"))),
                        () -> api.postOrgauthorizationTrustees(new TrustCreate().enabled(true)),
                        () -> api.postOrgauthorizationTrusteesDefault(true, true));
        for (ThrowingCallable call : impossible) {
            ApiException refused = refused(call);
            assertThat(refused.getStatusCode()).isEqualTo(400);
            assertThat(code(refused)).isEqualTo("orgauthorization.not.supported");
        }
    }

    /** The client looks its headers up by their exact spelling. */
    @Test
    void refusalsCarryTheIdOfTheCall() {
        Client tenant = server.tenant("java-refusals");
        OrganizationApi api = new OrganizationApi(client(tenant, OFFICE));

        ApiException refused =
                refused(() ->
                        api.patchOrganizationsAuthenticationSettings(
                                new OrgAuthSettings()
                                        .ipAddressAllowlist(List.of("2001:db8::/32"))));

        assertThat(refused.getStatusCode()).isEqualTo(400);
        assertThat(refused.getCorrelationId())
                .isNotEmpty()
                .isEqualTo(GenesysServer.parsed(refused.getRawBody()).path("contextId").asText());
        assertThat(refused.getHeaders()).containsKey("inin-ratelimit-reset");

        assertThat(server.save(tenant, "203.0.113.0/24").status()).isEqualTo(200);
        ApiException outside =
                refused(() ->
                        new OrganizationApi(client(tenant, HOME))
                                .getOrganizationsAuthenticationSettings());
        assertThat(outside.getStatusCode()).isEqualTo(401);
        assertThat(code(outside)).isEqualTo("ip.not.authorized");
    }

    /** The client reads how long to wait as a whole number, under this spelling. */
    @Test
    void the301stCallOfAMinuteIsOneTooMany() {
        Client tenant = server.tenant("java-rate");
        for (int i = 0; i < 300; i++) {
            assertThat(server.call(tenant, OFFICE, "GET", "/api/v2/ipranges", "").status())
                    .isEqualTo(200);
        }

        ApiException over = refused(() -> new UtilitiesApi(client(tenant, OFFICE)).getIpranges());

        assertThat(over.getStatusCode()).isEqualTo(429);
        assertThat(Integer.parseInt(over.getHeaders().get("Retry-After"))).isBetween(1, 60);
    }
}
