package dev.sallyport.control.caller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.engine.policy.TenantId;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What scopes include, what roles stand for, and whose tenant a caller may touch. */
final class CallerTest {

    private static final TenantId ACME = new TenantId("acme");
    private static final TenantId GLOBEX = new TenantId("globex");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    read     | read
                    support  | support
                    edit     | edit
                    audit    | audit
                    report   | report
                    manage   | read support edit report manage
                    override | override
                    operate  | read support edit audit report manage override operate
                    """)
    void scopesIncludeWhatTheTableSays(String scope, String included) {
        ApiScope held = ApiScope.find("sallyport:" + scope).orElseThrow();

        assertThat(
                        Arrays.stream(ApiScope.values())
                                .filter(held::includes)
                                .map(ApiScope::text)
                                .filter(each -> each.startsWith("sallyport:"))
                                .map(each -> each.replace("sallyport:", ""))
                                .collect(Collectors.joining(" ")))
                .isEqualTo(included);
    }

    /** Ours include those of doors for other systems' clients; those include none of ours. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    sallyport:read         | sp:auth-org:read sp:auth-profile:read organization:readonly authorization:readonly
                    sallyport:support      |
                    sp:auth-org:read       | sp:auth-org:read
                    sp:auth-org:manage     | sp:auth-org:read sp:auth-org:manage sp:auth-org:create sp:auth-org:update
                    sp:auth-profile:update | sp:auth-profile:read sp:auth-profile:update
                    organization:readonly  | organization:readonly
                    organization           | organization:readonly organization
                    authorization:readonly | authorization:readonly
                    authorization          | authorization:readonly authorization
                    """)
    void scopesOfDoorsIncludeWhatTheTableSays(String scope, @Nullable String included) {
        ApiScope held = ApiScope.find(scope).orElseThrow();

        assertThat(
                        Arrays.stream(ApiScope.values())
                                .filter(held::includes)
                                .map(ApiScope::text)
                                .filter(each ->
                                        !each.startsWith("sallyport:")
                                                || !scope.startsWith("sallyport:"))
                                .collect(Collectors.joining(" ")))
                .isEqualTo(included == null ? "" : included);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    viewer    | read
                    help-desk | read support
                    editor    | read edit
                    publisher | read edit manage
                    auditor   | read audit
                    operator  | operate
                    """)
    void rolesStandForWhatTheTableSays(String role, String scopes) {
        Role found = Role.find(role).orElseThrow();

        assertThat(
                        found.scopes().stream()
                                .sorted()
                                .map(each -> each.text().replace("sallyport:", ""))
                                .collect(Collectors.joining(" ")))
                .isEqualTo(scopes);
        assertThat(Role.of(found.scopes())).contains(found);
        assertThat(Role.of(Set.of(ApiScope.OVERRIDE))).isEmpty();
    }

    /** No scope of a tenant's caller reaches another tenant, or makes it an operator. */
    @Test
    void nobodyLeavesTheirTenant() {
        for (ApiScope held : ApiScope.values()) {
            for (Caller caller :
                    List.of(
                            new Caller.TenantClient("c", ACME, Set.of(held)),
                            new Caller.ExternalMember("idp", "alice", ACME, Set.of(held)))) {
                for (ApiScope wanted : ApiScope.values()) {
                    assertThat(caller.may(wanted, GLOBEX)).as("%s %s", held, wanted).isFalse();
                    assertThat(caller.may(wanted, ACME)).isEqualTo(held.includes(wanted));
                }
                assertThat(caller.mayOperate()).as("%s", caller).isFalse();
                assertThat(caller.ownTenant()).contains(ACME);
            }
        }
    }

    @Test
    void anOperatorsScopesHoldForEveryTenant() {
        for (Caller caller :
                List.of(
                        new Caller.Operator("root", Set.of(ApiScope.READ)),
                        new Caller.ExternalOperator("idp", "bob", Set.of(ApiScope.READ)))) {
            assertThat(caller.may(ApiScope.READ, ACME)).isTrue();
            assertThat(caller.may(ApiScope.READ, GLOBEX)).isTrue();
            assertThat(caller.may(ApiScope.MANAGE, ACME)).isFalse();
            assertThat(caller.mayOperate()).isFalse();
            assertThat(caller.ownTenant()).isEmpty();
        }
        assertThat(new Caller.Operator("root", Set.of(ApiScope.OPERATE)).mayOperate()).isTrue();
        assertThat(new Caller.ExternalOperator("i", "b", Set.of(ApiScope.OPERATE)).mayOperate())
                .isTrue();
    }

    @Test
    void auditNamesTellTheKindsApart() {
        assertThat(new Caller.ExternalMember("idp", "alice", ACME, Set.of()).auditName())
                .isEqualTo("external:idp:alice");
        assertThat(new Caller.ExternalOperator("idp", "alice", Set.of()).auditName())
                .isEqualTo("external-operator:idp:alice");
    }
}
