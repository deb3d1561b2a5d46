package dev.sallyport.jose;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a token must be like to be believed, and what the tricks of forgers come to. */
final class TokenVerifierTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final long SECOND = NOW.getEpochSecond();
    private static final TestIssuer RSA = TestIssuer.rsa("rsa");
    private static final TestIssuer EC = TestIssuer.ec("ec", "ES256", "secp256r1");
    private static final TestIssuer EDWARDS = TestIssuer.edwards("ed");
    private static final TestIssuer STRANGER = TestIssuer.rsa("rsa");
    private static final String CLAIMS =
            "{\"iss\":\"https://id.example\",\"aud\":\"app\",\"sub\":\"alice\",\"exp\":"
                    + (SECOND + 300)
                    + "}";
    private static final TokenPolicy POLICY =
            TokenPolicy.of("https://id.example", new Audience.OneOf(Set.of("app", "app-2")));

    private static TokenVerifier verifier(TokenPolicy policy, String... jwks) {
        return new TokenVerifier(
                policy, KeySetSource.fixed(TestIssuer.keys(jwks)), InstantSource.fixed(NOW));
    }

    private static String outcome(TokenVerifier verifier, String token) {
        return switch (verifier.verify(token)) {
            case Verification.Verified(VerifiedToken verified) ->
                    "believed " + text(verified.claims().find(new ClaimPath("sub")));
            case Verification.Refused(TokenRefusal why) -> why.name();
        };
    }

    private static String text(ClaimValue value) {
        return value instanceof ClaimValue.Text(String text) ? text : value.toString();
    }

    private static String outcome(String token) {
        return outcome(verifier(POLICY, RSA.jwk(), EC.jwk(), EDWARDS.jwk()), token);
    }

    private static String withHeader(String header) {
        return outcome(RSA.token(header.replace('\'', '"'), CLAIMS));
    }

    static Stream<TestIssuer> issuers() {
        return Stream.of(
                RSA,
                EC,
                EDWARDS,
                TestIssuer.rsa("ps", "PS256", 2048),
                TestIssuer.ec("384", "ES384", "secp384r1"),
                TestIssuer.ec("521", "ES512", "secp521r1"));
    }

    @ParameterizedTest
    @MethodSource("issuers")
    void signedTokensAreBelieved(TestIssuer issuer) {
        TokenPolicy any =
                new TokenPolicy(
                        POLICY.issuer(),
                        POLICY.audience(),
                        EnumSet.allOf(SignatureAlgorithm.class),
                        null,
                        Duration.ZERO,
                        8192);
        TokenVerifier verifier = verifier(any, issuer.jwk());

        assertThat(outcome(verifier, issuer.token(CLAIMS))).isEqualTo("believed alice");
        String forged = issuer.token(CLAIMS).replaceFirst("\\.[^.]*\\.", "." + other() + ".");
        assertThat(outcome(verifier, forged)).isEqualTo("SIGNATURE_INVALID");
    }

    private static String other() {
        return TestIssuer.text(CLAIMS.replace("alice", "admin").getBytes(UTF_8));
    }

    // RFC 8725 section 3.1 to 3.10: what a header may bring about is which known key is tried.
    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    plain          | {'alg':'RS256','kid':'rsa'}                          | believed alice
                    typ            | {'alg':'RS256','kid':'rsa','typ':'JWT'}              | believed alice
                    embedded key   | {'alg':'RS256','kid':'x','jwk':{'kty':'RSA'}}        | KEY_UNKNOWN
                    key elsewhere  | {'alg':'RS256','kid':'x','jku':'http://127.0.0.1/'}  | KEY_UNKNOWN
                    certificates   | {'alg':'RS256','kid':'x','x5u':'http://a/','x5c':[]} | KEY_UNKNOWN
                    none           | {'alg':'none'}                                       | ALGORITHM_NOT_ALLOWED
                    None           | {'alg':'None','kid':'rsa'}                           | ALGORITHM_NOT_ALLOWED
                    nOnE           | {'alg':'nOnE','kid':'rsa'}                           | ALGORITHM_NOT_ALLOWED
                    small letters  | {'alg':'rs256','kid':'rsa'}                          | ALGORITHM_NOT_ALLOWED
                    symmetric      | {'alg':'HS256','kid':'rsa'}                          | ALGORITHM_NOT_ALLOWED
                    not configured | {'alg':'RS512','kid':'rsa'}                          | ALGORITHM_NOT_ALLOWED
                    no algorithm   | {'kid':'rsa'}                                        | ALGORITHM_NOT_ALLOWED
                    odd algorithm  | {'alg':256,'kid':'rsa'}                              | ALGORITHM_NOT_ALLOWED
                    other key      | {'alg':'RS256','kid':'ec'}                           | KEY_UNFIT
                    other family   | {'alg':'ES256','kid':'rsa'}                          | KEY_UNFIT
                    other padding  | {'alg':'PS256','kid':'rsa'}                          | KEY_UNFIT
                    critical       | {'alg':'RS256','kid':'rsa','crit':['exp'],'exp':1}   | HEADER_NOT_UNDERSTOOD
                    critical empty | {'alg':'RS256','kid':'rsa','crit':[]}                | HEADER_NOT_UNDERSTOOD
                    raw payload    | {'alg':'RS256','kid':'rsa','b64':false}              | HEADER_NOT_UNDERSTOOD
                    path           | {'alg':'RS256','kid':'../../../dev/null'}            | KEY_UNKNOWN
                    SQL            | {'alg':'RS256','kid':'x\\u0027 UNION SELECT 1 --'}   | KEY_UNKNOWN
                    command        | {'alg':'RS256','kid':'$(id)'}                        | KEY_UNKNOWN
                    empty id       | {'alg':'RS256','kid':''}                             | KEY_UNKNOWN
                    id in capitals | {'alg':'RS256','kid':'RSA'}                          | KEY_UNKNOWN
                    id a number    | {'alg':'RS256','kid':1}                              | MALFORMED
                    id null        | {'alg':'RS256','kid':null}                           | MALFORMED
                    twice          | {'alg':'RS256','kid':'rsa','alg':'RS256'}            | MALFORMED
                    twice inside   | {'alg':'RS256','kid':'rsa','x':{'a':1,'a':2}}        | MALFORMED
                    escaped twice  | {'alg':'RS256','kid':'rsa','\\u0061lg':'none'}       | MALFORMED
                    two objects    | {'alg':'RS256','kid':'rsa'}{}                        | MALFORMED
                    a list         | ['RS256']                                            | MALFORMED
                    comment        | {'alg':'RS256',/**/'kid':'rsa'}                      | MALFORMED
                    byte order     | \uFEFF{'alg':'RS256','kid':'rsa'}                    | MALFORMED
                    """)
    void headers(String name, String header, String expected) {
        assertThat(withHeader(header)).as(name).isEqualTo(expected);
    }

    @Test
    void publicKeyIsNoSecret() throws GeneralSecurityException {
        String input =
                TestIssuer.text("{\"alg\":\"HS256\",\"kid\":\"rsa\"}".getBytes(UTF_8))
                        + "."
                        + TestIssuer.text(CLAIMS.getBytes(UTF_8));
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(RSA.publicKey(), "HmacSHA256"));
        String forged = input + "." + TestIssuer.text(mac.doFinal(input.getBytes(UTF_8)));

        assertThat(outcome(forged)).isEqualTo("ALGORITHM_NOT_ALLOWED");
    }

    @Test
    void keyThatTheTokenBringsAlongIsNotLookedAt() {
        String header = "{\"alg\":\"RS256\",\"kid\":\"rsa\",\"jwk\":" + STRANGER.jwk() + "}";

        assertThat(outcome(STRANGER.token(header, CLAIMS))).isEqualTo("SIGNATURE_INVALID");
    }

    @Test
    void tokenWithoutKeyIdIsBelievedIfOneKeyFits() {
        String header = "{\"alg\":\"RS256\"}";
        TestIssuer second = TestIssuer.rsa("second");

        assertThat(withHeader(header)).isEqualTo("believed alice");
        assertThat(outcome(verifier(POLICY, RSA.jwk(""), EC.jwk()), RSA.token(header, CLAIMS)))
                .isEqualTo("believed alice");
        assertThat(outcome(verifier(POLICY, RSA.jwk(), second.jwk()), RSA.token(header, CLAIMS)))
                .isEqualTo("KEY_AMBIGUOUS");
        assertThat(outcome(verifier(POLICY, EC.jwk()), RSA.token(header, CLAIMS)))
                .isEqualTo("KEY_UNKNOWN");
    }

    @Test
    void twoKeysOfOneIdAreNotGuessedAmong() {
        TestIssuer twin = TestIssuer.rsa("rsa");

        assertThat(outcome(verifier(POLICY, RSA.jwk(), twin.jwk()), RSA.token(CLAIMS)))
                .isEqualTo("KEY_AMBIGUOUS");
        assertThat(
                        outcome(
                                verifier(POLICY, RSA.jwk(), EC.jwk(",\"kid\":\"rsa\"")),
                                RSA.token(CLAIMS)))
                .isEqualTo("believed alice");
    }

    private static String claims(String further) {
        return ("{'iss':'https://id.example','aud':'app','sub':'alice'" + further + "}")
                .replace('\'', '"');
    }

    // RFC 7519 section 4.1, clocks 60 s apart at most.
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    good                  | ,'exp':+300                     | believed alice
                    fraction              | ,'exp':+300.5                   | believed alice
                    within the skew       | ,'exp':-59                      | believed alice
                    at the skew           | ,'exp':-60                      | EXPIRED
                    long gone             | ,'exp':1                        | EXPIRED
                    negative              | ,'exp':-1                       | EXPIRED
                    zero                  | ,'exp':0                        | EXPIRED
                    missing               | ,'x':1                          | CLAIM_MALFORMED
                    null                  | ,'exp':null                     | CLAIM_MALFORMED
                    text                  | ,'exp':'9999999999'             | CLAIM_MALFORMED
                    truth                 | ,'exp':true                     | CLAIM_MALFORMED
                    list                  | ,'exp':[9999999999]             | CLAIM_MALFORMED
                    milliseconds          | ,'exp':1772366400000            | CLAIM_MALFORMED
                    huge                  | ,'exp':1e300                    | CLAIM_MALFORMED
                    huger                 | ,'exp':1e999999999              | CLAIM_MALFORMED
                    tiny                  | ,'exp':1e-999999999             | CLAIM_MALFORMED
                    far below             | ,'exp':-1e300                   | CLAIM_MALFORMED
                    too many digits       | ,'exp':99999999999999999999999999999999999999999999999999 | MALFORMED
                    no number             | ,'exp':NaN                      | MALFORMED
                    not before, past      | ,'exp':+300,'nbf':-300          | believed alice
                    not before, skew      | ,'exp':+300,'nbf':+60           | believed alice
                    not before, future    | ,'exp':+300,'nbf':+61           | NOT_YET_VALID
                    not before, text      | ,'exp':+300,'nbf':'now'         | CLAIM_MALFORMED
                    issued, skew          | ,'exp':+300,'iat':+60           | believed alice
                    issued, future        | ,'exp':+300,'iat':+61           | ISSUED_IN_FUTURE
                    issued, huge          | ,'exp':+300,'iat':1e20          | CLAIM_MALFORMED
                    twice                 | ,'exp':1,'exp':+300             | MALFORMED
                    """)
    void times(String name, String further, String expected) {
        String text = further;
        Matcher relative = Pattern.compile(":([+-])([0-9]{2,3})(?=[,.]|$)").matcher(text);
        text =
                relative.replaceAll(
                        match -> ":" + (SECOND + Long.parseLong(match.group(1) + match.group(2))));

        assertThat(outcome(RSA.token(claims(text)))).as(name).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    other issuer        | {'iss':'https://id.example/','aud':'app'}          | ISSUER_WRONG
                    issuer in capitals  | {'iss':'https://ID.example','aud':'app'}           | ISSUER_WRONG
                    no issuer           | {'aud':'app'}                                      | CLAIM_MALFORMED
                    list of issuers     | {'iss':['https://id.example'],'aud':'app'}         | CLAIM_MALFORMED
                    other audience      | {'iss':'https://id.example','aud':'billing'}       | AUDIENCE_WRONG
                    no audience         | {'iss':'https://id.example'}                       | AUDIENCE_WRONG
                    empty audience      | {'iss':'https://id.example','aud':[]}              | AUDIENCE_WRONG
                    one of several      | {'iss':'https://id.example','aud':['x','app-2']}   | believed alice
                    part of a name      | {'iss':'https://id.example','aud':'app-'}          | AUDIENCE_WRONG
                    mixed list          | {'iss':'https://id.example','aud':['app',1]}       | CLAIM_MALFORMED
                    object              | {'iss':'https://id.example','aud':{'app':1}}       | CLAIM_MALFORMED
                    """)
    void issuerAndAudience(String name, String claims, String expected) {
        String whole =
                claims.replace('\'', '"')
                        .replaceAll("}$", ",\"sub\":\"alice\",\"exp\":" + (SECOND + 9) + "}");

        assertThat(outcome(RSA.token(whole))).as(name).isEqualTo(expected);
    }

    @Test
    void anybodyIsADeliberateAudience() {
        TokenPolicy anybody = TokenPolicy.of("https://id.example", new Audience.Anybody());
        String claims = "{\"iss\":\"https://id.example\",\"sub\":\"bob\",\"exp\":" + (SECOND + 9);

        assertThat(outcome(verifier(anybody, RSA.jwk()), RSA.token(claims + "}")))
                .isEqualTo("believed bob");
        assertThat(outcome(verifier(anybody, RSA.jwk()), RSA.token(claims + ",\"aud\":7}")))
                .isEqualTo("CLAIM_MALFORMED");
    }

    @Test
    void typeIsCheckedIfConfigured() {
        TokenPolicy typed =
                new TokenPolicy(
                        POLICY.issuer(),
                        POLICY.audience(),
                        SignatureAlgorithm.DEFAULT,
                        "at+jwt",
                        Duration.ZERO,
                        8192);
        String start = "{\"alg\":\"RS256\",\"kid\":\"rsa\"";
        TokenVerifier verifier = verifier(typed, RSA.jwk());

        assertThat(outcome(verifier, RSA.token(start + ",\"typ\":\"at+jwt\"}", CLAIMS)))
                .isEqualTo("believed alice");
        assertThat(outcome(verifier, RSA.token(start + ",\"typ\":\"application/AT+JWT\"}", CLAIMS)))
                .isEqualTo("believed alice");
        assertThat(outcome(verifier, RSA.token(start + ",\"typ\":\"JWT\"}", CLAIMS)))
                .isEqualTo("TYPE_WRONG");
        assertThat(outcome(verifier, RSA.token(start + "}", CLAIMS))).isEqualTo("TYPE_WRONG");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "...",
                "a",
                "a.b",
                "a.b.c",
                "a.b.c.d.e",
                "e30.e30.",
                ".e30.e30",
                "e30.e30.e30.e30",
                "Bearer e30.e30.e30",
                "e30=.e30.e30",
                "e3 0.e30.e30",
                "e31.e30.e30",
                "\u00e930.e30.e30",
                "{\"payload\":\"e30\",\"signatures\":[]}"
            })
    void otherTextsAreMalformed(String text) {
        assertThat(outcome(text)).isIn("MALFORMED", "ALGORITHM_NOT_ALLOWED");
    }

    @Test
    void tokenHasOneTextOnly() {
        String token = RSA.token(CLAIMS);
        char last = token.charAt(token.length() - 1);
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        /* 256 bytes leave four bits over in the last letter. */
        String twin =
                token.substring(0, token.length() - 1)
                        + alphabet.charAt(alphabet.indexOf(last) + 1);

        assertThat(outcome(token)).isEqualTo("believed alice");
        assertThat(outcome(twin)).isEqualTo("MALFORMED");
        assertThat(outcome(token + "=")).isEqualTo("MALFORMED");
        assertThat(outcome(token + "\n")).isEqualTo("MALFORMED");
        assertThat(outcome(" " + token)).isEqualTo("MALFORMED");
        assertThat(outcome(token + "AAAA")).isEqualTo("SIGNATURE_INVALID");
    }

    @Test
    void longTokensAreNotReadAtAll() {
        String padding = ",\"x\":\"" + "x".repeat(8192) + "\"}";
        String token = RSA.token(CLAIMS.replace("}", padding));

        assertThat(outcome(token)).isEqualTo("TOO_LONG");
        assertThat(outcome("a".repeat(1_000_000))).isEqualTo("TOO_LONG");
        assertThat(TokenVerifier.claimedIssuer(token, 8192)).isEmpty();
    }

    @Test
    void deepClaimsAreMalformed() {
        String deep = "[".repeat(2000) + "]".repeat(2000);

        assertThat(outcome(RSA.token(CLAIMS.replace("}", ",\"x\":" + deep + "}"))))
                .isEqualTo("MALFORMED");
    }

    @Test
    void claimsThatAreNoTextAreMalformed() {
        byte[] claims = CLAIMS.getBytes(UTF_8);
        claims[claims.length - 20] = (byte) 0xFF;
        String input =
                TestIssuer.text("{\"alg\":\"RS256\",\"kid\":\"rsa\"}".getBytes(UTF_8))
                        + "."
                        + TestIssuer.text(claims);

        assertThat(outcome(input + "." + TestIssuer.text(RSA.signature(input.getBytes(UTF_8)))))
                .isEqualTo("MALFORMED");
    }

    @Test
    void withoutKeysNothingIsBelieved() {
        TokenVerifier verifier =
                new TokenVerifier(
                        POLICY, KeySetSource.fixed(KeySet.NONE), InstantSource.fixed(NOW));

        assertThat(outcome(verifier, RSA.token(CLAIMS))).isEqualTo("KEYS_UNAVAILABLE");
    }

    @Test
    void issuerIsClaimedBeforeItIsVerified() {
        assertThat(TokenVerifier.claimedIssuer(STRANGER.token(CLAIMS), 8192))
                .contains("https://id.example");
        assertThat(TokenVerifier.claimedIssuer(RSA.token("{\"iss\":7}"), 8192)).isEmpty();
        assertThat(TokenVerifier.claimedIssuer("a.b.c", 8192)).isEmpty();
    }
}
