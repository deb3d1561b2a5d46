package dev.sallyport.document;

import static dev.sallyport.document.DocumentLimits.DEFAULT;
import static dev.sallyport.document.Outcomes.bytes;
import static dev.sallyport.document.Outcomes.done;
import static dev.sallyport.document.Outcomes.faults;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.control.caller.ApiScope;
import dev.sallyport.control.check.CheckSubmission;
import dev.sallyport.control.people.Sighting;
import dev.sallyport.control.tenant.TenantPatch;
import dev.sallyport.control.tenant.TenantSubmission;
import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.channel.Channel;
import dev.sallyport.engine.channel.ChannelDeclaration;
import dev.sallyport.engine.client.ClientAddress;
import dev.sallyport.engine.client.UndeterminedCause;
import dev.sallyport.engine.decision.Principal;
import dev.sallyport.engine.host.HostName;
import dev.sallyport.engine.policy.ChannelId;
import dev.sallyport.engine.policy.PrincipalKind;
import dev.sallyport.engine.policy.PrincipalReference;
import dev.sallyport.engine.policy.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bodies that are no policies. */
final class OtherReadersTest {

    private static CheckSubmission check(String document) {
        return done(CheckReader.read(bytes(document), DEFAULT));
    }

    private static List<String> checkFaults(String document) {
        return faults(CheckReader.read(bytes(document), DEFAULT));
    }

    // Tenants.

    @Test
    void tenantIsRead() {
        TenantSubmission tenant =
                done(
                        TenantReader.read(
                                bytes(
                                        "{\"id\":\"acme\",\"name\":\"Acme\",\"hosts\":[\"Acme.Example.com:443\"],\"region\":\"us-east-1\"}"),
                                DEFAULT));

        assertThat(tenant)
                .isEqualTo(
                        new TenantSubmission(
                                new TenantId("acme"),
                                "Acme",
                                List.of(new HostName("acme.example.com")),
                                "us-east-1"));
        assertThat(done(TenantReader.read(bytes("{\"id\":\"acme\"}"), DEFAULT)))
                .isEqualTo(new TenantSubmission(new TenantId("acme"), "acme", List.of(), null));
    }

    @Test
    void faultsOfATenant() {
        assertThat(
                        faults(
                                TenantReader.read(
                                        bytes(
                                                "{\"name\":\"\",\"hosts\":[\"a\",\"A.\",\"a b\",7],\"region\":\"X\",\"plan\":1}"),
                                        DEFAULT)))
                .containsExactly(
                        "json.unknown-value /name",
                        "tenant.host-duplicate /hosts/1",
                        "tenant.host-invalid /hosts/2",
                        "json.wrong-type /hosts/3",
                        "tenant.region-invalid /region",
                        "json.unknown-member /plan",
                        "json.missing-member");
        assertThat(faults(TenantReader.read(bytes("{\"id\":\"ACME\"}"), DEFAULT)))
                .containsExactly("tenant.id-invalid /id");
    }

    @Test
    void patchIsRead() {
        assertThat(done(TenantReader.readPatch(bytes("{}"), DEFAULT)))
                .isEqualTo(new TenantPatch(null, null, null));
        assertThat(done(TenantReader.readPatch(bytes("{\"region\":null,\"hosts\":[]}"), DEFAULT)))
                .isEqualTo(new TenantPatch(null, List.of(), TenantPatch.NO_REGION));
        assertThat(faults(TenantReader.readPatch(bytes("{\"id\":\"x\"}"), DEFAULT)))
                .containsExactly("json.unknown-member /id");
    }

    // Channels.

    @Test
    void channelsAreReadAndWritten() {
        String document =
                "[{\"id\":\"sso\",\"paths\":[\"/saml/\",\"/oauth2/callback\"]},{\"id\":\"api\",\"paths\":[]}]";
        List<ChannelDeclaration> channels = done(ChannelsReader.read(bytes(document), DEFAULT));

        assertThat(channels)
                .containsExactly(
                        new ChannelDeclaration(
                                new ChannelId("sso"), List.of("/saml/", "/oauth2/callback")),
                        new ChannelDeclaration(new ChannelId("api"), List.of()));
        assertThat(ChannelsWriter.write(channels)).isEqualTo(document);
    }

    @Test
    void faultsOfChannels() {
        assertThat(
                        faults(
                                ChannelsReader.read(
                                        bytes(
                                                "[{\"id\":\"A\",\"paths\":[7]},7,{\"id\":\"b\"},{\"id\":\"c\",\"paths\":[\"/"
                                                        + "x".repeat(500)
                                                        + "\"]}]"),
                                        DEFAULT)))
                .containsExactly(
                        "channel.id-invalid /0/id",
                        "json.wrong-type /0/paths/0",
                        "json.wrong-type /1",
                        "json.missing-member /2",
                        "json.too-long /3/paths/0");
        assertThat(faults(ChannelsReader.read(bytes("{}"), DEFAULT)))
                .containsExactly("json.wrong-type");
    }

    // Checks.

    @Test
    void smallestCheckIsRead() {
        assertThat(check("{\"address\":\"192.0.2.7\"}"))
                .isEqualTo(
                        new CheckSubmission(
                                new ClientAddress.Determined(
                                        IpAddress.parse("192.0.2.7"), ClientAddress.GIVEN),
                                Channel.OTHER,
                                Principal.ANONYMOUS,
                                null,
                                null));
    }

    @Test
    void wholeCheckIsRead() {
        CheckSubmission check =
                check(
                        """
                        {"address":"fe80::1%eth0","channel":"ui","at":"2026-01-01T00:00:00Z","revision":7,
                         "principal":{"kind":"user","id":"alice","roles":["admin"],"client":"web","authorizedClients":["web","cli"]}}
                        """);

        assertThat(check.address())
                .isEqualTo(
                        new ClientAddress.Determined(
                                IpAddress.parse("fe80::1"), ClientAddress.GIVEN));
        assertThat(check.channel()).isEqualTo(Channel.of(new ChannelId("ui")));
        assertThat(check.at()).isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
        assertThat(check.revision()).isEqualTo(7);
        assertThat(check.principal())
                .isEqualTo(
                        new Principal(
                                PrincipalKind.USER,
                                "alice",
                                Set.of("admin"),
                                "web",
                                Set.of("web", "cli")));
    }

    @Test
    void doubtAndNullsAreRead() {
        CheckSubmission check =
                check(
                        """
                        {"address":"undetermined","channel":"ambiguous","at":null,"revision":null,
                         "principal":{"kind":"user","id":null,"roles":null,"client":null,"authorizedClients":null}}
                        """);

        assertThat(check.address())
                .isEqualTo(new ClientAddress.Undetermined(UndeterminedCause.GIVEN));
        assertThat(check.channel()).isEqualTo(Channel.AMBIGUOUS);
        assertThat(check.principal())
                .isEqualTo(new Principal(PrincipalKind.USER, null, Set.of(), null, null));
        assertThat(check("{\"address\":\"::1\",\"channel\":null,\"principal\":null}").principal())
                .isEqualTo(Principal.ANONYMOUS);
        assertThat(
                        check(
                                        "{\"address\":\"::1\",\"principal\":{\"kind\":\"user\",\"authorizedClients\":[]}}")
                                .principal()
                                .authorizedClients())
                .isEmpty();
    }

    /* The decision port takes these for no address at all; a check that did not would promise what the port denies. */
    @Test
    void unspecifiedAddressesAreUndetermined() {
        for (String text : List.of("0.0.0.0", "::", "::ffff:0.0.0.0")) {
            assertThat(check("{\"address\":\"" + text + "\"}").address())
                    .isEqualTo(
                            new ClientAddress.Undetermined(UndeterminedCause.UNSPECIFIED_ADDRESS));
        }
    }

    @Test
    void faultsOfAcheck() {
        assertThat(checkFaults("{}")).containsExactly("json.missing-member");
        assertThat(checkFaults("{\"address\":null}")).containsExactly("json.wrong-type /address");
        assertThat(
                        checkFaults(
                                "{\"address\":\"192.0.2.0/24\",\"channel\":\"UI\",\"at\":\"now\",\"revision\":-1}"))
                .containsExactly(
                        "check.address-invalid /address",
                        "channel.id-invalid /channel",
                        "policy.instant-invalid /at",
                        "json.wrong-type /revision");
        assertThat(checkFaults("{\"address\":\"::1\",\"principal\":{\"id\":\"alice\",\"name\":1}}"))
                .containsExactly(
                        "json.unknown-member /principal/name", "json.missing-member /principal");
        assertThat(
                        checkFaults(
                                "{\"address\":\"::1\",\"principal\":{\"kind\":\"anonymous\",\"id\":\"alice\"}}"))
                .containsExactly("json.unknown-value /principal/id");
    }

    // Clients.

    @Test
    void clientIsRead() {
        assertThat(
                        done(
                                ClientReader.read(
                                        bytes(
                                                "{\"name\":\"CI\",\"scopes\":[\"sallyport:read\",\"sallyport:read\"]}"),
                                        DEFAULT)))
                .isEqualTo(new ClientSubmission("CI", Set.of(ApiScope.READ)));
        assertThat(faults(ClientReader.read(bytes("{\"name\":\"CI\",\"scopes\":[]}"), DEFAULT)))
                .containsExactly("json.unknown-value /scopes");
        assertThat(
                        faults(
                                ClientReader.read(
                                        bytes("{\"name\":\"CI\",\"scopes\":[\"admin\"]}"),
                                        DEFAULT)))
                .containsExactly("json.unknown-value /scopes/0");
    }

    @Test
    void clientIsReadByItsRole() {
        assertThat(
                        done(
                                ClientReader.read(
                                        bytes("{\"name\":\"Help\",\"role\":\"help-desk\"}"),
                                        DEFAULT)))
                .isEqualTo(new ClientSubmission("Help", Set.of(ApiScope.READ, ApiScope.SUPPORT)));
        assertThat(clientFaults("{\"name\":\"x\",\"role\":\"operator\"}"))
                .containsExactly("json.unknown-value /role");
        assertThat(clientFaults("{\"name\":\"x\"}")).containsExactly("json.missing-member");
        assertThat(
                        clientFaults(
                                "{\"name\":\"x\",\"role\":\"viewer\",\"scopes\":[\"sallyport:read\"]}"))
                .containsExactly("json.unknown-value /role");
    }

    private static List<String> clientFaults(String json) {
        return faults(ClientReader.read(bytes(json), DEFAULT));
    }

    // Issuers and sightings.

    private static List<String> issuerFaults(String roles) {
        return faults(
                IssuerReader.read(
                        bytes(
                                "{\"issuer\":\"https://a\",\"jwksUrl\":\"https://a/k\",\"audience\":\"s\",\"roles\":"
                                        + roles
                                        + "}"),
                        DEFAULT));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://a:0/k",
                "https://a:65536/k",
                "https://a:99999/k",
                "http://a/k",
                "http://localhost/k",
                "https://user@a/k",
                "https://a/k#x",
                "file:///k",
                "https:k"
            })
    void keysAreFetchedFromProperUrlsOnly(String url) {
        assertThat(
                        faults(
                                IssuerReader.read(
                                        bytes(
                                                "{\"issuer\":\"https://a\",\"audience\":\"s\",\"roles\":{},\"jwksUrl\":\""
                                                        + url
                                                        + "\"}"),
                                        DEFAULT)))
                .containsExactly("issuer.url-invalid /jwksUrl");
    }

    /** The names of an issuer's roles are its own: any text, within bounds. */
    @Test
    void rolesOfAnIssuerAreBounded() {
        String many =
                IntStream.range(0, 202)
                        .mapToObj(i -> "\"r" + i + "\":\"viewer\"")
                        .collect(Collectors.joining(",", "{", "}"));
        assertThat(issuerFaults(many))
                .containsExactly("json.too-many /roles/r200", "json.too-many /roles/r201");
        assertThat(issuerFaults("{\"" + "x".repeat(201) + "\":\"viewer\"}"))
                .containsExactly("json.unknown-member /roles/" + "x".repeat(201));
        assertThat(issuerFaults("{\" \":{\"a\":[1]},\"b\":7,\"c/~\":[\"viewer\",null]}"))
                .containsExactly(
                        "json.unknown-member /roles/",
                        "json.wrong-type /roles/b",
                        "json.wrong-type /roles/c~1~0/1");
        assertThat(issuerFaults("[]")).containsExactly("json.wrong-type /roles");
    }

    @Test
    void sightingsAreReadWithTheirFaultsInPlace() {
        assertThat(
                        done(
                                SightingsReader.read(
                                        bytes(
                                                "{\"sightings\":[{\"principal\":{\"kind\":\"user\",\"id\":\"a\"},\"address\":\"::ffff:192.0.2.1\",\"at\":\"2026-03-01T12:00:00.123456+01:00\",\"success\":false,\"roles\":null,\"id\":null}]}"),
                                        DEFAULT)))
                .containsExactly(
                        new Sighting(
                                new PrincipalReference(PrincipalKind.USER, "a"),
                                Set.of(),
                                IpAddress.parse("192.0.2.1"),
                                Instant.parse("2026-03-01T11:00:00.123Z"),
                                false,
                                null));
        assertThat(
                        faults(
                                SightingsReader.read(
                                        bytes(
                                                "{\"sightings\":[7,{\"principal\":{\"kind\":\"group\"},\"address\":\"::\",\"at\":1,\"success\":\"yes\",\"mood\":1}]}"),
                                        DEFAULT)))
                .containsExactly(
                        "json.wrong-type /sightings/0",
                        "json.unknown-value /sightings/1/principal/kind",
                        "json.missing-member /sightings/1/principal",
                        "sighting.address-invalid /sightings/1/address",
                        "json.wrong-type /sightings/1/at",
                        "json.wrong-type /sightings/1/success",
                        "json.unknown-member /sightings/1/mood");
        assertThat(faults(SightingsReader.read(bytes("{}"), DEFAULT)))
                .containsExactly("json.missing-member");
    }
}
