package dev.sallyport.control.client;

import static dev.sallyport.control.Fixture.ACME;
import static dev.sallyport.control.Fixture.client;
import static dev.sallyport.control.Fixture.code;
import static dev.sallyport.control.Fixture.done;
import static dev.sallyport.control.Fixture.manager;
import static dev.sallyport.control.Fixture.operator;
import static dev.sallyport.control.Fixture.origin;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.control.Fixture;
import dev.sallyport.control.audit.AuditRecord;
import dev.sallyport.control.caller.ApiScope;
import dev.sallyport.control.caller.Caller;
import dev.sallyport.control.caller.Origin;
import dev.sallyport.control.problem.Outcome;
import dev.sallyport.engine.policy.TenantId;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The use cases about clients of the API. */
final class ApiClientsTest {

    private static final SecretHash HASH = SecretHash.of("a secret");

    private final Fixture fixture = new Fixture();
    private final ApiClients clients = new ApiClients(fixture.transactions);

    private Outcome<ApiClient> create(String id, Origin origin, ApiScope... scopes) {
        return clients.create(ACME, "CI", Set.of(scopes), id, HASH, origin);
    }

    @Test
    void clientIsMadeListedRotatedAndDeleted() {
        ApiClient made = done(create("c7", operator(), ApiScope.READ, ApiScope.OVERRIDE));
        assertThat(clients.find("c7")).contains(made);
        assertThat(done(clients.list(ACME))).containsExactly(made);

        SecretHash other = SecretHash.of("another secret");
        ApiClient rotated = done(clients.rotate(ACME, "c7", other, operator()));
        assertThat(rotated.secretHash().matches("another secret")).isTrue();
        assertThat(rotated.secretHash().matches("a secret")).isFalse();

        done(clients.delete(ACME, "c7", operator()));
        assertThat(clients.find("c7")).isEmpty();
        assertThat(code(clients.delete(ACME, "c7", operator()))).isEqualTo("client.unknown");
        assertThat(fixture.audit())
                .extracting((AuditRecord record) -> record.event().action().text())
                .endsWith("client.created", "client.rotated", "client.deleted");
    }

    @Test
    void nobodyHandsOnWhatTheyDoNotHold() {
        assertThat(code(create("c7", manager(), ApiScope.READ, ApiScope.OVERRIDE)))
                .isEqualTo("client.scope-not-held");
        assertThat(code(create("c7", operator(), ApiScope.OPERATE)))
                .isEqualTo("client.scope-not-held");
        done(create("c7", client("", ApiScope.MANAGE), ApiScope.READ, ApiScope.MANAGE));
        assertThat(code(clients.createOperator("Boss", "o7", HASH, manager())))
                .isEqualTo("client.scope-not-held");
    }

    @Test
    void nobodyTakesOverAClientThatMayDoMore() {
        done(create("c7", operator(), ApiScope.OVERRIDE));

        assertThat(code(clients.rotate(ACME, "c7", HASH, manager())))
                .isEqualTo("client.scope-not-held");
    }

    @Test
    void clientsOfOthersAreUnknown() {
        done(create("c7", operator(), ApiScope.READ));
        TenantId zeta = new TenantId("zeta");

        assertThat(code(clients.rotate(zeta, "c7", HASH, operator()))).isEqualTo("client.unknown");
        assertThat(code(clients.delete(zeta, "c7", operator()))).isEqualTo("client.unknown");
        assertThat(code(clients.list(zeta))).isEqualTo("tenant.unknown");
        assertThat(code(clients.create(zeta, "CI", Set.of(), "c8", HASH, operator())))
                .isEqualTo("tenant.unknown");
    }

    @Test
    void idsAreUniqueAndTheirNumberLimited() {
        for (int i = 0; i < ApiClients.MAX_CLIENTS; i++) {
            done(create("n" + i, operator(), ApiScope.READ));
        }

        assertThat(code(create("one-more", operator(), ApiScope.READ)))
                .isEqualTo("client.too-many");
        assertThat(code(clients.createOperator("Boss", "n0", HASH, operator())))
                .isEqualTo("client.exists");
    }

    @Test
    void programMakesTheFirstOperator() {
        assertThat(clients.hasOperator()).isFalse();
        ApiClient made =
                done(
                        clients.createOperator(
                                "First", "root", HASH, origin(new Caller.Program(), "")));

        assertThat(clients.hasOperator()).isTrue();
        assertThat(made.tenant()).isNull();
        assertThat(made.scopes()).containsExactly(ApiScope.OPERATE);
    }

    @Test
    void hashMatchesItsSecretOnlyAndDoesNotShow() {
        assertThat(HASH.matches("a secret")).isTrue();
        assertThat(HASH.matches("A secret")).isFalse();
        assertThat(HASH.matches("")).isFalse();
        assertThat(HASH.toString()).doesNotContain(HASH.hex());
    }
}
