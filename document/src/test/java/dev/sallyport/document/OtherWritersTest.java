package dev.sallyport.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.control.caller.ApiScope;
import dev.sallyport.control.client.ApiClient;
import dev.sallyport.control.client.SecretHash;
import dev.sallyport.control.problem.Fault;
import dev.sallyport.control.problem.Problem;
import dev.sallyport.control.problem.ProblemCode;
import dev.sallyport.control.tenant.Page;
import dev.sallyport.control.tenant.Tenant;
import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.channel.Channel;
import dev.sallyport.engine.client.ClientAddress;
import dev.sallyport.engine.client.UndeterminedCause;
import dev.sallyport.engine.decision.Decision;
import dev.sallyport.engine.decision.DeploymentSwitch;
import dev.sallyport.engine.decision.Principal;
import dev.sallyport.engine.decision.Reason;
import dev.sallyport.engine.decision.Request;
import dev.sallyport.engine.decision.Verdict;
import dev.sallyport.engine.host.HostName;
import dev.sallyport.engine.policy.CountryCode;
import dev.sallyport.engine.policy.Effect;
import dev.sallyport.engine.policy.EntryId;
import dev.sallyport.engine.policy.Mode;
import dev.sallyport.engine.policy.RuleId;
import dev.sallyport.engine.policy.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What doors answer. */
final class OtherWritersTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private static String quoted(String json) {
        return json.replace('`', '"');
    }

    @Test
    void decisionHasTheMembersOfTheContract() {
        Verdict verdict =
                new Verdict(
                        Effect.DENY,
                        Effect.ALLOW,
                        new Reason.NotInAllowList(),
                        Mode.MONITOR,
                        7,
                        31,
                        null,
                        null,
                        DeploymentSwitch.ENFORCE);
        Request request =
                new Request(
                        new ClientAddress.Determined(
                                IpAddress.parse("192.0.2.200"), "x-forwarded-for"),
                        0,
                        Channel.OTHER,
                        Principal.ANONYMOUS);
        Decision decision =
                new Decision(
                        verdict,
                        request,
                        null,
                        null,
                        new CountryCode("US"),
                        OptionalLong.of(64496),
                        "2025-11-01");

        assertThat(DecisionWriter.write(decision))
                .isEqualTo(
                        quoted(
                                "{`evaluated`:`DENY`,`enforced`:`ALLOW`,`reason`:`not-in-allow-list`,`rule`:null,`entry`:null,"
                                        + "`mode`:`MONITOR`,`revision`:7,`sequence`:31,`address`:`192.0.2.200`,"
                                        + "`derivedFrom`:`x-forwarded-for`,`channel`:`other`,`country`:`US`,`asn`:64496,"
                                        + "`geoEdition`:`2025-11-01`,`draft`:null,`trial`:null,`grant`:null,`exemption`:null,"
                                        + "`deployment`:`enforce`}"));
    }

    @Test
    void decisionWithoutAddressAndWithEverythingElse() {
        Verdict verdict =
                new Verdict(
                        Effect.ALLOW,
                        Effect.ALLOW,
                        new Reason.Granted("g1"),
                        Mode.ENFORCE,
                        1,
                        1,
                        Effect.DENY,
                        Effect.ALLOW,
                        DeploymentSwitch.OBSERVE);
        Request request =
                new Request(
                        new ClientAddress.Undetermined(UndeterminedCause.HEADER_MISSING),
                        0,
                        Channel.AMBIGUOUS,
                        Principal.ANONYMOUS);

        assertThat(
                        DecisionWriter.write(
                                new Decision(
                                        verdict,
                                        request,
                                        new RuleId("r"),
                                        new EntryId("e"),
                                        null,
                                        OptionalLong.empty(),
                                        null)))
                .contains(
                        quoted("`rule`:`r`,`entry`:`e`"),
                        quoted("`address`:null,`derivedFrom`:`undetermined`,`channel`:`ambiguous`"),
                        quoted(
                                "`country`:null,`asn`:null,`geoEdition`:null,`draft`:`DENY`,`trial`:`ALLOW`,`grant`:`g1`"),
                        quoted("`deployment`:`observe`"));
    }

    @Test
    void problemHasCodePointersAndHints() {
        Problem problem =
                new Problem(
                        ProblemCode.POLICY_INVALID,
                        "the document has 3 faults",
                        List.of(
                                new Fault(
                                        ProblemCode.PREFIX_HOST_BITS_SET,
                                        "/rules/0/sources/1/prefix",
                                        "prefix `10.0.0.1/8` has host bits set",
                                        "write `10.0.0.0/8`")),
                        2);

        assertThat(ProblemWriter.write(problem, "req-1"))
                .startsWith("{\"type\":\"urn:sallyport:problem:policy.invalid\",\"title\":\"")
                .contains(
                        "\"status\":422,\"code\":\"policy.invalid\",\"detail\":\"the document has 3 faults\",\"instance\":\"req-1\"",
                        "\"errors\":[{\"code\":\"policy.prefix-host-bits-set\",\"pointer\":\"/rules/0/sources/1/prefix\","
                                + "\"detail\":\"prefix `10.0.0.1/8` has host bits set\",\"hint\":\"write `10.0.0.0/8`\"}]",
                        "\"moreErrors\":2");
    }

    @Test
    void tenantsAndPages() {
        Tenant tenant =
                new Tenant(
                        new TenantId("acme"),
                        "Acme",
                        List.of(new HostName("a.example")),
                        null,
                        null,
                        NOW,
                        NOW);
        String document =
                quoted(
                        "{`id`:`acme`,`name`:`Acme`,`hosts`:[`a.example`],`region`:null,`contact`:null,"
                                + "`createdAt`:`2026-03-01T12:00:00Z`,`updatedAt`:`2026-03-01T12:00:00Z`}");

        assertThat(TenantWriter.write(tenant)).isEqualTo(document);
        assertThat(TenantWriter.write(new Page<>(List.of(tenant), "acme")))
                .isEqualTo("{\"items\":[" + document + "],\"next\":\"acme\"}");
    }

    @Test
    void secretIsShownOnceOnly() {
        ApiClient client =
                new ApiClient(
                        "c1",
                        new TenantId("acme"),
                        "CI",
                        Set.of(ApiScope.MANAGE, ApiScope.READ),
                        SecretHash.of("s3cret"),
                        NOW,
                        NOW);

        assertThat(ClientWriter.write(client, "s3cret"))
                .startsWith(quoted("{`client_id`:`c1`,`client_secret`:`s3cret`"))
                .contains(quoted("`scopes`:[`sallyport:read`,`sallyport:manage`],`role`:null"));
        assertThat(
                        ClientWriter.write(
                                new ApiClient(
                                        "c2",
                                        new TenantId("acme"),
                                        "CI",
                                        Set.of(ApiScope.READ),
                                        SecretHash.of("s3cret"),
                                        NOW,
                                        NOW)))
                .contains(quoted("`scopes`:[`sallyport:read`],`role`:`viewer`"));
        assertThat(ClientWriter.write(client)).doesNotContain("s3cret").doesNotContain("secret`");
        assertThat(ClientWriter.write(List.of(client)))
                .doesNotContain("client_secret")
                .doesNotContain(client.secretHash().hex());
    }
}
