package dev.sallyport.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.control.caller.ApiScope;
import dev.sallyport.control.caller.Caller;
import dev.sallyport.control.caller.Origin;
import dev.sallyport.control.issuer.ExternalIssuer;
import dev.sallyport.control.issuer.ExternalIssuers;
import dev.sallyport.control.issuer.IssuerName;
import dev.sallyport.control.issuer.IssuerSubmission;
import dev.sallyport.control.memory.InMemoryTransactions;
import dev.sallyport.control.problem.Outcome;
import dev.sallyport.control.tenant.Tenant;
import dev.sallyport.control.tenant.TenantSubmission;
import dev.sallyport.control.tenant.Tenants;
import dev.sallyport.document.DocumentLimits;
import dev.sallyport.document.IssuerReader;
import dev.sallyport.engine.client.ClientAddress;
import dev.sallyport.engine.client.UndeterminedCause;
import dev.sallyport.engine.policy.TenantId;
import dev.sallyport.jose.KeySetTimes;
import dev.sallyport.server.token.ExternalTokens;
import java.io.ByteArrayInputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tokens of issuers outside, good and hostile, with real keys from a real endpoint. */
final class ExternalTokensTest {

    private static final TenantId ACME = new TenantId("acme");
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final KeySetTimes TIMES =
            new KeySetTimes(
                    Duration.ofSeconds(30),
                    Duration.ofMillis(200),
                    Duration.ofMillis(200),
                    Duration.ofSeconds(2),
                    Duration.ofHours(1));
    private static final Origin OPERATOR =
            new Origin(
                    new Caller.Operator("root", Set.of(ApiScope.OPERATE)),
                    new ClientAddress.Undetermined(UndeterminedCause.GIVEN),
                    Instant.EPOCH,
                    "");
    private static final String ROLES = "{\"staff\":\"publisher\",\"desk\":\"help-desk\"}";

    private final InMemoryTransactions transactions = new InMemoryTransactions();
    private final ExternalIssuers issuers = new ExternalIssuers(transactions);
    private final ExternalTokens tokens = new ExternalTokens(issuers, TIMES, Clock.systemUTC());
    private final OutsideIssuer corporate = OutsideIssuer.start("https://corporate.example.com");
    private final OutsideIssuer own = OutsideIssuer.start("https://acme.example.com");

    ExternalTokensTest() {
        Tenant _ =
                done(
                        new Tenants(transactions)
                                .create(
                                        new TenantSubmission(ACME, "Acme", List.of(), null),
                                        OPERATOR));
    }

    @AfterEach
    void stop() {
        tokens.close();
        corporate.close();
        own.close();
    }

    private static <T> T done(Outcome<T> outcome) {
        if (outcome instanceof Outcome.Done<T>(T value)) {
            return value;
        }
        throw new AssertionError(outcome);
    }

    private static IssuerSubmission read(String declaration) {
        return done(
                IssuerReader.read(
                        new ByteArrayInputStream(declaration.getBytes(UTF_8)),
                        DocumentLimits.DEFAULT));
    }

    private void declareCorporate(@Nullable String tenantClaim) {
        ExternalIssuer _ =
                done(
                        issuers.put(
                                new IssuerName("corporate"),
                                read(corporate.declaration(ROLES, tenantClaim)),
                                OPERATOR));
    }

    private void declareOwn() {
        ExternalIssuer _ = done(issuers.putOf(ACME, read(own.declaration(ROLES, null)), OPERATOR));
    }

    private Caller known(String token) {
        if (tokens.caller(token) instanceof ExternalTokens.Result.Known(Caller caller)) {
            return caller;
        }
        throw new AssertionError("the token was not taken");
    }

    private void assertRefused(String what, String token) {
        assertThat(tokens.caller(token)).as(what).isInstanceOf(ExternalTokens.Result.Refused.class);
    }

    @Test
    void aGoodTokenStandsForItsBearer() {
        declareCorporate(null);
        declareOwn();
        assertThat(known(corporate.token("alice", "staff", "unheard of")))
                .isEqualTo(
                        new Caller.ExternalOperator(
                                "corporate",
                                "alice",
                                Set.of(ApiScope.READ, ApiScope.EDIT, ApiScope.MANAGE)));
        assertThat(known(own.token("bob", "desk")))
                .isEqualTo(
                        new Caller.ExternalMember(
                                "tenant/acme",
                                "bob",
                                ACME,
                                Set.of(ApiScope.READ, ApiScope.SUPPORT)));
        assertThat(known(own.token("bob", "unheard of")).scopes()).isEmpty();
    }

    @Test
    void aTokenThatIsNotInOrderIsRefused() {
        declareOwn();
        assertThat(known(own.token("bob", "desk")).scopes()).isNotEmpty();
        long now = Instant.now().getEpochSecond();
        assertRefused("another audience", changed("aud", "others"));
        assertRefused("no audience", changed("aud", null));
        assertRefused("among other audiences only", changed("aud", List.of("a", "b")));
        assertRefused("expired", changed("exp", now - 3600));
        assertRefused("never ends", changed("exp", null));
        assertRefused("ends as a text", changed("exp", "tomorrow"));
        assertRefused("not yet", changed("nbf", now + 3600));
        assertRefused("from the future", changed("iat", now + 3600));
        assertRefused("no subject", changed("sub", null));
        assertRefused("a subject that is no text", changed("sub", List.of("bob")));
        assertRefused("a subject of many lines", changed("sub", "bob\nadmin"));
        assertRefused("roles that are a number", changed("groups", 7L));
        assertRefused("roles that are mixed", changed("groups", List.of("desk", 7L)));
        assertRefused("of another issuer", changed("iss", "https://others.example.com"));
        assertRefused("of our own issuer", changed("iss", "sallyport"));
        assertRefused("of no issuer", changed("iss", null));
    }

    private String changed(String claim, @Nullable Object value) {
        Map<String, @Nullable Object> claims = own.claims("bob", "desk");
        if (value == null) {
            claims.remove(claim);
        } else {
            claims.put(claim, value);
        }
        return own.token(claims);
    }

    /** Its keys are public: nobody signs with them, and no algorithm is chosen by the token. */
    @Test
    void whoHasNoKeySignsNothing() {
        declareOwn();
        declareCorporate(null);
        String good = own.token("bob", "desk");
        String[] parts = good.split("\\.", -1);
        String none = encoded("{\"alg\":\"none\"}");
        assertRefused("not signed", none + "." + parts[1] + ".");
        assertRefused("signature cut off", parts[0] + "." + parts[1] + ".");
        assertRefused(
                "another body",
                parts[0]
                        + "."
                        + encoded("{\"iss\":\"https://acme.example.com\"}")
                        + "."
                        + parts[2]);
        assertRefused(
                "symmetric", encoded("{\"alg\":\"HS256\"}") + "." + parts[1] + "." + parts[2]);
        assertRefused("long", "x".repeat(1 << 20));
        assertRefused("long and of form", parts[0] + "." + "A".repeat(1 << 20) + "." + parts[2]);
        assertRefused("empty", "");
        Map<String, @Nullable Object> claims = corporate.claims("eve", "staff");
        claims.put("iss", "https://acme.example.com");
        assertRefused("signed by another issuer", corporate.token(claims));
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
    }

    /**
     * What a tenant's own issuer says of tenants means nothing; what the deployment's does, counts.
     */
    @Test
    void whoseABearerIs() {
        declareOwn();
        declareCorporate("org");
        Map<String, @Nullable Object> lying = own.claims("eve", "staff");
        lying.put("org", "globex");
        lying.put("tenant", "globex");
        assertThat(known(own.token(lying)).ownTenant()).contains(ACME);

        assertThat(known(corporate.token(withOrg("acme"))).ownTenant()).contains(ACME);
        assertRefused("no tenant", corporate.token("eve", "staff"));
        assertRefused("two tenants", corporate.token(withOrg(List.of("acme", "globex"))));
        assertRefused("a list of one", corporate.token(withOrg(List.of("acme"))));
        assertRefused("a number", corporate.token(withOrg(7L)));
        assertRefused("another case", corporate.token(withOrg("ACME")));
        assertRefused("one that does not exist", corporate.token(withOrg("globex")));
        assertRefused("none", corporate.token(withOrg("")));
    }

    private Map<String, @Nullable Object> withOrg(Object org) {
        Map<String, @Nullable Object> claims = corporate.claims("eve", "staff");
        claims.put("org", org);
        return claims;
    }

    @Test
    void aDeclarationThatIsRemovedOrChangedCountsAtOnce() {
        declareOwn();
        String token = own.token("bob", "desk");
        assertThat(known(token).scopes()).contains(ApiScope.SUPPORT);
        ExternalIssuer _ =
                done(
                        issuers.putOf(
                                ACME,
                                read(own.declaration("{\"desk\":\"viewer\"}", null)),
                                OPERATOR));
        assertThat(known(token).scopes()).containsExactly(ApiScope.READ);
        ExternalIssuer _ = done(issuers.deleteOf(ACME, OPERATOR));
        assertRefused("declaration removed", token);
    }

    @Test
    void withoutKeysNobodyCanTell() throws InterruptedException {
        own.answerWith(500);
        declareOwn();
        String token = own.token("bob", "desk");
        assertThat(tokens.caller(token)).isInstanceOf(ExternalTokens.Result.Unavailable.class);

        own.answerWith(200);
        awaitTaken(token);
        own.answerWith(500);
        int before = own.requests();
        assertRefused("unknown key", own.token("bob", "desk") + "x");
        own.rotate();
        awaitRequests(before + 1, own.token("bob", "desk"));
        assertThat(known(token).ownTenant()).contains(ACME);
    }

    /** New keys count as soon as a token names one, and old ones no longer. */
    @Test
    void keysRotate() throws InterruptedException {
        declareOwn();
        String old = own.token("bob", "desk");
        assertThat(known(old).ownTenant()).contains(ACME);
        own.rotate();
        awaitTaken(own.token("bob", "desk"));
        assertRefused("of the key before", old);
    }

    private void awaitTaken(String token) throws InterruptedException {
        Instant end = Instant.now().plus(SOON);
        while (!(tokens.caller(token) instanceof ExternalTokens.Result.Known)) {
            assertThat(Instant.now()).isBefore(end);
            Thread.sleep(20);
        }
    }

    /* Requests are not made more often than so often, so it may take more than one token. */
    private void awaitRequests(int count, String unknownKey) throws InterruptedException {
        Instant end = Instant.now().plus(SOON);
        while (own.requests() < count) {
            assertRefused("key that cannot be fetched", unknownKey);
            assertThat(Instant.now()).isBefore(end);
            Thread.sleep(20);
        }
    }
}
