package dev.sallyport.control.issuer;

import static dev.sallyport.control.Fixture.ACME;
import static dev.sallyport.control.Fixture.code;
import static dev.sallyport.control.Fixture.done;
import static dev.sallyport.control.Fixture.manager;
import static dev.sallyport.control.Fixture.operator;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.control.Fixture;
import dev.sallyport.control.caller.ApiScope;
import dev.sallyport.control.caller.Caller;
import dev.sallyport.engine.policy.TenantId;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Who may declare which issuer, and what its tokens make of their bearers. */
final class ExternalIssuersTest {

    private static final IssuerName CORPORATE = IssuerName.parse("corporate").orElseThrow();
    private static final Map<String, List<Right>> ROLES =
            Map.of(
                    "net admin", rights("publisher", "sallyport:override"),
                    "desk", rights("help-desk"));

    private final Fixture fixture = new Fixture();
    private final ExternalIssuers issuers = new ExternalIssuers(fixture.transactions);

    private static List<Right> rights(String... texts) {
        return java.util.Arrays.stream(texts).map(text -> Right.parse(text).orElseThrow()).toList();
    }

    private static IssuerSubmission declared(
            String issuer, Map<String, List<Right>> roles, @Nullable String tenantClaim) {
        return new IssuerSubmission(
                issuer,
                URI.create("https://login.example.com/keys"),
                "sallyport",
                TokenAlgorithm.DEFAULT,
                new ClaimPath("roles"),
                roles,
                tenantClaim == null ? null : new ClaimPath(tenantClaim),
                Duration.ofSeconds(60));
    }

    private static IssuerSubmission declared(String issuer) {
        return declared(issuer, ROLES, null);
    }

    @Test
    void oneIssuerHasOneDeclaration() {
        done(issuers.put(CORPORATE, declared("https://a"), operator()));
        done(issuers.put(CORPORATE, declared("https://b"), operator()));
        assertThat(issuers.findByIssuer("https://a")).isEmpty();

        assertThat(code(issuers.putOf(ACME, declared("https://b"), operator())))
                .isEqualTo("issuer.taken");
        assertThat(
                        code(
                                issuers.put(
                                        IssuerName.parse("other").orElseThrow(),
                                        declared("https://b"),
                                        operator())))
                .isEqualTo("issuer.taken");
        done(issuers.putOf(ACME, declared("https://c"), operator()));
        assertThat(issuers.findByIssuer("https://c").orElseThrow().tenant()).isEqualTo(ACME);
        assertThat(issuers.list())
                .extracting(each -> each.name().value())
                .containsExactly("corporate");
    }

    @Test
    void ourOwnNameCannotBeTaken() {
        assertThat(code(issuers.put(CORPORATE, declared("sallyport"), operator())))
                .isEqualTo("issuer.taken");
        assertThat(code(issuers.putOf(ACME, declared("sallyport"), operator())))
                .isEqualTo("issuer.taken");
        assertThat(IssuerName.parse("sallyport")).isEmpty();
        assertThat(IssuerName.parse("tenant/acme")).isEmpty();
    }

    @Test
    void onlyOperatorsDeclare() {
        assertThat(code(issuers.put(CORPORATE, declared("https://a"), manager())))
                .isEqualTo("auth.forbidden");
        assertThat(code(issuers.putOf(ACME, declared("https://a"), manager())))
                .isEqualTo("auth.forbidden");
    }

    /** Nobody who belongs to a tenant becomes an operator by what an issuer says. */
    @Test
    void operatorsComeFromTheirOwnIssuersOnly() {
        for (String right : List.of("operator", "sallyport:operate")) {
            Map<String, List<Right>> roles = Map.of("boss", rights("viewer", right));
            assertThat(code(issuers.putOf(ACME, declared("https://a", roles, null), operator())))
                    .isEqualTo("request.invalid");
            assertThat(code(issuers.put(CORPORATE, declared("https://a", roles, "t"), operator())))
                    .isEqualTo("request.invalid");
            done(issuers.put(CORPORATE, declared("https://a", roles, null), operator()));
        }
        assertThat(code(issuers.putOf(ACME, declared("https://t", ROLES, "t"), operator())))
                .isEqualTo("request.invalid");
    }

    @Test
    void anIssuerGoesWithItsTenant() {
        done(issuers.putOf(ACME, declared("https://a"), operator()));
        done(fixture.tenants.delete(ACME, operator()));
        assertThat(issuers.findByIssuer("https://a")).isEmpty();
        assertThat(code(issuers.getOf(ACME))).isEqualTo("tenant.unknown");
        assertThat(code(issuers.putOf(ACME, declared("https://a"), operator())))
                .isEqualTo("tenant.unknown");
    }

    @Test
    void whatIsRemovedIsGone() {
        done(issuers.put(CORPORATE, declared("https://a"), operator()));
        done(issuers.putOf(ACME, declared("https://b"), operator()));
        done(issuers.delete(CORPORATE, operator()));
        done(issuers.deleteOf(ACME, operator()));
        assertThat(issuers.findByIssuer("https://a")).isEmpty();
        assertThat(issuers.findByIssuer("https://b")).isEmpty();
        assertThat(code(issuers.delete(CORPORATE, operator()))).isEqualTo("issuer.unknown");
        assertThat(code(issuers.deleteOf(ACME, operator()))).isEqualTo("issuer.unknown");
    }

    // What tokens make of their bearers.

    private static Caller caller(TokenReading reading) {
        return ((TokenReading.Known) reading).caller();
    }

    private ExternalIssuer ofDeployment(@Nullable String tenantClaim) {
        return done(issuers.put(CORPORATE, declared("https://a", ROLES, tenantClaim), operator()));
    }

    @Test
    void rolesBecomeScopes() {
        ExternalIssuer issuer = ofDeployment(null);
        assertThat(caller(TokenReading.of(issuer, "alice", List.of("desk"), null)))
                .isEqualTo(
                        new Caller.ExternalOperator(
                                "corporate", "alice", Set.of(ApiScope.READ, ApiScope.SUPPORT)));
        assertThat(
                        caller(
                                        TokenReading.of(
                                                issuer,
                                                "alice",
                                                TokenReading.namesIn("net admin"),
                                                null))
                                .holds(ApiScope.OVERRIDE))
                .isTrue();
        assertThat(
                        caller(
                                        TokenReading.of(
                                                issuer,
                                                "alice",
                                                TokenReading.namesIn("x desk"),
                                                null))
                                .scopes())
                .containsExactlyInAnyOrder(ApiScope.READ, ApiScope.SUPPORT);
        assertThat(
                        caller(
                                        TokenReading.of(
                                                issuer,
                                                "alice",
                                                List.of("Desk", "operator", "sallyport:operate"),
                                                null))
                                .scopes())
                .isEmpty();
    }

    /** A tenant's own issuer speaks for that tenant alone, whatever it says. */
    @Test
    void aTenantsIssuerNamesNoOther() {
        ExternalIssuer issuer = done(issuers.putOf(ACME, declared("https://a"), operator()));
        assertThat(caller(TokenReading.of(issuer, "eve", List.of("net admin"), "globex")))
                .isEqualTo(
                        new Caller.ExternalMember(
                                "tenant/acme",
                                "eve",
                                ACME,
                                Set.of(
                                        ApiScope.READ,
                                        ApiScope.EDIT,
                                        ApiScope.MANAGE,
                                        ApiScope.OVERRIDE)));
    }

    @Test
    void aDeploymentsIssuerNamesTheTenant() {
        ExternalIssuer issuer = ofDeployment("org");
        assertThat(caller(TokenReading.of(issuer, "eve", List.of(), "globex")).ownTenant())
                .contains(new TenantId("globex"));
        for (@Nullable String tenant :
                new @Nullable String[] {null, "", "GLOBEX", "a/b", "x".repeat(70)}) {
            assertThat(TokenReading.of(issuer, "eve", List.of("desk"), tenant))
                    .as("%s", tenant)
                    .isInstanceOf(TokenReading.Refused.class);
        }
    }

    @Test
    void aBearerHasAName() {
        ExternalIssuer issuer = ofDeployment(null);
        for (@Nullable String subject :
                new @Nullable String[] {null, "", " ", "a\nb", "x".repeat(201)}) {
            assertThat(TokenReading.of(issuer, subject, List.of("desk"), null))
                    .as("%s", subject)
                    .isInstanceOf(TokenReading.Refused.class);
        }
        assertThat(TokenReading.of(issuer, "alice", null, null))
                .isInstanceOf(TokenReading.Refused.class);
    }
}
