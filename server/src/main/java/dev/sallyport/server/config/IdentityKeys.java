package dev.sallyport.server.config;

import dev.sallyport.engine.client.AddressHeader;
import dev.sallyport.gate.PathPattern;
import dev.sallyport.jose.ClaimPath;
import dev.sallyport.jose.KeySetLocation;
import dev.sallyport.jose.SignatureAlgorithm;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/* The keys about who asks and for which tenant. */
final class IdentityKeys {

    /* Where a request's tenant is named. */
    enum TenantSourceName {
        HOST,
        PATH,
        TOKEN
    }

    private static final List<Key<?>> ALL = new ArrayList<>();

    static final Key<TenantSourceName> TENANT_SOURCE =
            add(
                    Key.single(
                            "gate.tenant.source",
                            ValueReaders.words(TenantSourceName.class),
                            "host",
                            "what of a request names its tenant",
                            ValueReaders.choice(TenantSourceName.class)));
    static final Key<PathPattern> TENANT_PATH =
            add(
                    Key.single(
                            "gate.tenant.path",
                            "path that ends in `{tenant}`",
                            null,
                            "source `path`: where, such as `/t/{tenant}`; channels are chosen by"
                                    + " what stands behind",
                            PathPattern::parse));
    static final Key<String> TOKEN_HEADER =
            add(
                    Key.single(
                            "gate.token.header",
                            "header name",
                            null,
                            "the header of the application's tokens; in `authorization` behind"
                                    + " `Bearer`",
                            text -> new AddressHeader(text, AddressHeader.Syntax.LIST).name()));
    static final Key<String> TOKEN_COOKIE =
            add(
                    Key.single(
                            "gate.token.cookie",
                            "cookie name",
                            null,
                            "the cookie of the application's tokens, in place of a header",
                            text -> text));
    static final Key<KeySetLocation> TOKEN_KEYS =
            add(
                    Key.single(
                            "gate.token.jwks-url",
                            "URL",
                            null,
                            "where the keys of the tokens' issuer are; https, or http on a loopback"
                                    + " address",
                            KeySetLocation::parse));
    static final Key<String> TOKEN_ISSUER =
            add(
                    Key.single(
                            "gate.token.issuer",
                            "text",
                            null,
                            "what `iss` of a token must be",
                            IdentityKeys::notEmpty));
    static final Key<List<String>> TOKEN_AUDIENCE =
            add(
                    Key.list(
                            "gate.token.audience",
                            "texts, or `*`",
                            "of which `aud` of a token must name one; `*` if it is not to be looked"
                                    + " at",
                            IdentityKeys::notEmpty));
    static final Key<List<SignatureAlgorithm>> TOKEN_ALGORITHMS =
            add(
                    Key.list(
                            "gate.token.algorithms",
                            "algorithms of RFC 7518, asymmetric ones only",
                            "which a token may be signed by; RS256, PS256, ES256 and EdDSA if"
                                    + " empty",
                            IdentityKeys::algorithm));
    static final Key<String> TOKEN_TYPE =
            add(
                    Key.single(
                            "gate.token.type",
                            "media type",
                            null,
                            "what `typ` of a token must be, such as `at+jwt`; not looked at if"
                                    + " absent",
                            IdentityKeys::notEmpty));
    static final Key<Duration> TOKEN_CLOCK_SKEW =
            add(
                    Key.single(
                            "gate.token.clock-skew",
                            "duration",
                            "60s",
                            "how far the clock of the tokens' issuer may be apart",
                            ValueReaders.duration(Duration.ZERO, Duration.ofHours(1))));
    static final Key<Integer> TOKEN_LONGEST =
            add(
                    Key.single(
                            "gate.token.longest",
                            "256 to 16000",
                            "8192",
                            "the most characters of a token",
                            ValueReaders.number(256, 16_000)));
    static final Key<Integer> TOKEN_REMEMBERED =
            add(
                    Key.single(
                            "gate.token.remembered",
                            "1 to 1000000",
                            "16384",
                            "how many verified tokens are remembered, so that each costs its"
                                    + " signature once",
                            ValueReaders.number(1, 1_000_000)));
    static final Key<Duration> TOKEN_KEYS_REFRESH =
            add(
                    Key.single(
                            "gate.token.keys-refresh",
                            "duration",
                            "5m",
                            "how often the keys are fetched; sooner if a token names one that is"
                                    + " not there",
                            ValueReaders.duration(Duration.ofSeconds(10), Duration.ofDays(1))));
    static final Key<Duration> TOKEN_KEYS_LONGEST =
            add(
                    Key.single(
                            "gate.token.keys-max-age",
                            "duration",
                            "24h",
                            "how long the last good keys count while none can be fetched",
                            ValueReaders.duration(Duration.ofMinutes(1), Duration.ofDays(30))));
    static final Key<ClaimPath> CLAIM_KIND =
            add(
                    Key.single(
                            "gate.token.claims.kind",
                            "claim",
                            null,
                            "the claim that says `user`, `client` or `support`; if absent, who is"
                                    + " its own client is one",
                            ClaimPath::new));
    static final Key<ClaimPath> CLAIM_ID =
            add(
                    Key.single(
                            "gate.token.claims.id",
                            "claim",
                            "sub",
                            "the claim of the principal's id; a token without it is refused",
                            ClaimPath::new));
    static final Key<ClaimPath> CLAIM_ROLES =
            add(
                    Key.single(
                            "gate.token.claims.roles",
                            "claim",
                            "roles",
                            "the claim of its roles, such as `realm_access.roles`: a list, or a"
                                    + " text with spaces",
                            ClaimPath::new));
    static final Key<ClaimPath> CLAIM_CLIENT =
            add(
                    Key.single(
                            "gate.token.claims.client",
                            "claim",
                            "client_id",
                            "the claim of the client it uses",
                            ClaimPath::new));
    static final Key<ClaimPath> CLAIM_AUTHORIZED_CLIENTS =
            add(
                    Key.single(
                            "gate.token.claims.authorized-clients",
                            "claim",
                            null,
                            "the claim of the clients it may use",
                            ClaimPath::new));
    static final Key<ClaimPath> CLAIM_TENANT =
            add(
                    Key.single(
                            "gate.token.claims.tenant",
                            "claim",
                            null,
                            "the claim of the tenant; names it under source `token`, and must agree"
                                    + " with it otherwise",
                            ClaimPath::new));

    private IdentityKeys() {}

    private static <T> Key<T> add(Key<T> key) {
        ALL.add(key);
        return key;
    }

    static List<Key<?>> all() {
        return List.copyOf(ALL);
    }

    private static String notEmpty(String text) {
        if (text.isBlank() || text.length() > 1000) {
            throw new IllegalArgumentException("the value is 1 to 1000 characters");
        }
        return text;
    }

    private static SignatureAlgorithm algorithm(String text) {
        return SignatureAlgorithm.of(text)
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "`"
                                        + text
                                        + "` is none of the asymmetric algorithms RS256, PS256,"
                                        + " ES256, EdDSA and their like; `none` and `HS…` can never"
                                        + " be allowed"));
    }
}
