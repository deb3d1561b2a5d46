package dev.sallyport.control.audit;

import static dev.sallyport.control.Fixture.ACME;
import static dev.sallyport.control.Fixture.done;
import static dev.sallyport.control.Fixture.operator;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.control.Fixture;
import dev.sallyport.control.caller.ApiScope;
import dev.sallyport.control.client.ApiClients;
import dev.sallyport.control.client.SecretHash;
import dev.sallyport.control.deployment.Deployment;
import dev.sallyport.control.issuer.ClaimPath;
import dev.sallyport.control.issuer.ExternalIssuers;
import dev.sallyport.control.issuer.IssuerSubmission;
import dev.sallyport.control.issuer.Right;
import dev.sallyport.control.issuer.TokenAlgorithm;
import dev.sallyport.control.list.ListId;
import dev.sallyport.control.list.ListLimits;
import dev.sallyport.control.list.ListPrecondition;
import dev.sallyport.control.list.ListSubmission;
import dev.sallyport.control.list.Lists;
import dev.sallyport.control.list.PutList;
import dev.sallyport.control.policy.EntrySubmission;
import dev.sallyport.control.policy.Precondition;
import dev.sallyport.control.policy.Surroundings;
import dev.sallyport.control.tenant.TenantPatch;
import dev.sallyport.engine.channel.ChannelDeclaration;
import dev.sallyport.engine.decision.DeploymentSwitch;
import dev.sallyport.engine.policy.ChannelId;
import dev.sallyport.engine.policy.EntryId;
import dev.sallyport.engine.policy.ListName;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Every change says in the audit log what was before and what is after. */
final class AlterationsTest {

    private final Fixture fixture = new Fixture();
    private final AtomicLong lastEntry = new AtomicLong();

    private List<String> last() {
        return fixture.audit().getLast().event().alterations().stream()
                .map(each -> each.what() + ": " + each.before() + " -> " + each.after())
                .toList();
    }

    @Test
    void tenant() {
        done(
                fixture.tenants.patch(
                        ACME,
                        new TenantPatch(null, Fixture.hosts("a.example.com"), "eu", null),
                        operator()));

        assertThat(last())
                .containsExactly("/hosts: acme.example.com -> a.example.com", "/region:  -> eu");

        done(fixture.tenants.delete(ACME, operator()));

        assertThat(last())
                .containsExactly("/name: Acme -> ", "/hosts: a.example.com -> ", "/region: eu -> ");
    }

    @Test
    void list() {
        PutList put =
                new PutList(
                        fixture.transactions,
                        ListLimits.DEFAULT,
                        () -> new EntryId("e" + lastEntry.incrementAndGet()),
                        () -> Surroundings.NONE);
        ListId id = new ListId(ACME, new ListName("vpn"));
        PutList.Result first =
                put(put, id, ListPrecondition.NONE, "192.0.2.0/24", "198.51.100.0/24");

        assertThat(last())
                .containsExactly(
                        "/entries:  -> 2 entries",
                        "/entries/e1:  -> 192.0.2.0/24",
                        "/entries/e2:  -> 198.51.100.0/24");

        ListPrecondition current =
                new ListPrecondition(
                        new Precondition.OneOf(Set.of(first.list().entityTag())),
                        new Precondition.Absent());
        PutList.Result _ = put(put, id, current, "198.51.100.0/24", "203.0.113.7");

        assertThat(last())
                .containsExactly(
                        "/entries/e1: 192.0.2.0/24 -> ", "/entries/e3:  -> 203.0.113.7/32");

        done(new Lists(fixture.transactions).delete(id, ListPrecondition.NONE, operator()));

        assertThat(last()).contains("/entries: 2 entries -> ").hasSize(3);
    }

    private static PutList.Result put(
            PutList put, ListId id, ListPrecondition precondition, String... prefixes) {
        List<EntrySubmission> entries = List.of(prefixes).stream().map(Fixture::prefix).toList();
        return done(
                put.put(id, new ListSubmission("", entries), precondition, List.of(), operator()));
    }

    @Test
    void channels() {
        done(
                fixture.channels.replace(
                        List.of(
                                new ChannelDeclaration(new ChannelId("ui"), List.of("/ui", "/v2")),
                                new ChannelDeclaration(new ChannelId("sso"), List.of())),
                        operator()));

        assertThat(last())
                .containsExactly("/ui: /ui -> /ui /v2", "/api: /api -> ", "/sso:  -> no paths");
    }

    @Test
    void clientWithoutItsSecret() {
        ApiClients clients = new ApiClients(fixture.transactions);
        SecretHash first = new SecretHash("a".repeat(64));
        SecretHash second = new SecretHash("b".repeat(64));
        done(clients.create(ACME, "ci", Set.of(ApiScope.READ), "c9", first, operator()));
        assertThat(last())
                .containsExactly(
                        "/name:  -> ci",
                        "/scopes:  -> sallyport:read",
                        "/secretChangedAt:  -> " + Fixture.NOW);

        done(clients.rotate(ACME, "c9", second, operator()));
        done(clients.delete(ACME, "c9", operator()));

        assertThat(fixture.audit().toString())
                .doesNotContain("a".repeat(64))
                .doesNotContain("b".repeat(64));
    }

    @Test
    void issuer() {
        ExternalIssuers issuers = new ExternalIssuers(fixture.transactions);
        done(issuers.putOf(ACME, declared("one", "publisher"), operator()));
        done(issuers.putOf(ACME, declared("two", "viewer"), operator()));

        assertThat(last())
                .containsExactly("/audience: one -> two", "/roles/net~1admin: publisher -> viewer");
    }

    private static IssuerSubmission declared(String audience, String right) {
        return new IssuerSubmission(
                "https://id.example.com",
                URI.create("https://id.example.com/keys"),
                audience,
                Set.of(TokenAlgorithm.RS256),
                new ClaimPath("roles"),
                Map.of("net/admin", List.of(Right.parse(right).orElseThrow())),
                null,
                Duration.ofSeconds(60));
    }

    @Test
    void deploymentSwitch() {
        Deployment deployment = new Deployment(fixture.transactions);
        boolean _ = deployment.turn(DeploymentSwitch.OBSERVE, operator());
        boolean _ = deployment.turn(DeploymentSwitch.ENFORCE, operator());

        assertThat(last()).containsExactly("/switch: observe -> enforce");
    }
}
