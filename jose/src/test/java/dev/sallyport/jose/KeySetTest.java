package dev.sallyport.jose;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which keys of a set are used, which stay outside, and which sets are none. */
final class KeySetTest {

    private static final TestIssuer RSA = TestIssuer.rsa("rsa");
    private static final TestIssuer EC = TestIssuer.ec("ec", "ES256", "secp256r1");

    private static KeySet parse(String text) throws KeySetException {
        return KeySet.parse(text.getBytes(UTF_8));
    }

    @Test
    void publicKeysForSignaturesAreUsed() throws KeySetException {
        KeySet keys =
                parse(
                        TestIssuer.set(
                                RSA.jwk(),
                                EC.jwk(),
                                TestIssuer.edwards("ed").jwk(),
                                TestIssuer.ec("384", "ES384", "secp384r1").jwk(""),
                                TestIssuer.ec("521", "ES512", "secp521r1")
                                        .jwk(",\"key_ops\":[\"verify\"],\"x5c\":[\"nonsense\"]")));

        assertThat(keys.size()).isEqualTo(5);
        assertThat(keys.notes()).isEmpty();
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {"kty":"oct","k":"c2VjcmV0","alg":"HS256"}        | it is symmetric, so whoever can read it can sign with it
                    {"kty":"RSA","n":"AQAB","e":"AQAB","d":"AQAB"}    | its private part is published, so anybody can sign with it
                    {"kty":"RSA","n":"AQAB","e":"AQAB","use":"enc"}   | its use is not signatures
                    {"kty":"RSA","n":"AQAB","e":"AQAB","use":1}       | its use is not signatures
                    {"kty":"RSA","n":"AQAB","e":"AQAB","key_ops":[]}  | its operations do not hold `verify`
                    {"kty":"RSA","n":"AQAB","e":"AQAB","kid":7}       | its id is no text or too long
                    {"kty":"RSA","n":"AQAB"}                          | it is no public key of a known kind
                    {"kty":"RSA","n":7,"e":[]}                        | it is no public key of a known kind
                    {"kty":"EC","crv":"P-256","x":"AQAB","y":"AQAB"}  | it is no public key of a known kind
                    {"kty":"EC","crv":"secp256k1","x":"AQ","y":"AQ"}  | it is no public key of a known kind
                    {"kty":"OKP","crv":"X25519","x":"AQAB"}           | it is none of RSA, EC and Ed25519
                    {"kty":"OKP","crv":"Ed25519","x":"AQAB"}          | it is no public key of a known kind
                    {"kty":"XYZ"}                                     | it is no public key of a known kind
                    {}                                                | it is no public key of a known kind
                    """)
    void otherKeysStayOutsideWithAReason(String jwk, String why) throws KeySetException {
        KeySet keys = parse(TestIssuer.set(jwk, RSA.jwk()));

        assertThat(keys.size()).isEqualTo(1);
        assertThat(keys.notes()).containsExactly("key 1 is left out: " + why);
        assertThatThrownBy(() -> parse(TestIssuer.set(jwk)))
                .isInstanceOf(KeySetException.class)
                .hasMessage("no key can be used; key 1 is left out: " + why);
    }

    @Test
    void weakKeysStayOutside() throws KeySetException {
        String small = TestIssuer.rsa("small", "RS256", 1024).jwk();
        String wrongAlgorithm = EC.jwk(",\"alg\":\"RS256\"");

        assertThat(parse(TestIssuer.set(small, wrongAlgorithm, RSA.jwk())).notes())
                .containsExactly(
                        "key 1 is left out: its modulus has 1024 bits, not 2048 to 8192",
                        "key 2 is left out: its algorithm is none that it could serve");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    ''                                  | the answer is no JSON object
                    <html>502</html>                    | the answer is no JSON object
                    []                                  | the answer is no JSON object
                    {}                                  | the answer has no list `keys`
                    {"keys":{}}                         | the answer has no list `keys`
                    {"keys":[]}                         | there is no key in the set
                    {"keys":[7]}                        | key 1 is no JSON object
                    {"keys":[],"keys":[]}               | the answer is no JSON object
                    {"keys":[]                          | the answer is no JSON object
                    """)
    void otherAnswersAreNoSets(String text, String why) {
        assertThatThrownBy(() -> parse(text)).isInstanceOf(KeySetException.class).hasMessage(why);
    }

    @Test
    void setsAreBounded() {
        String[] many = Collections.nCopies(101, "{\"kty\":\"oct\"}").toArray(String[]::new);

        assertThatThrownBy(() -> parse(TestIssuer.set(many)))
                .hasMessage("there are more than 100 keys");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://id.example/keys",
                "https://id.example:8443/keys?tenant=a",
                "http://127.0.0.1:8080/keys",
                "http://127.250.0.1/keys",
                "http://[::1]:8080/keys"
            })
    void locations(String url) {
        assertThat(KeySetLocation.parse(url).toString()).isEqualTo(url);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "keys",
                "/keys",
                "https:///keys",
                "http://id.example/keys",
                "http://localhost/keys",
                "http://127.0.0.1.example.com/keys",
                "http://127.0.0.1@id.example/keys",
                "http://127.1/keys",
                "http://0x7f000001/keys",
                "http://10.0.0.1/keys",
                "http://[::ffff:127.0.0.1]/keys",
                "https://user:secret@id.example/keys",
                "https://id.example/keys#x",
                "ftp://id.example/keys",
                "file:///etc/passwd",
                "jar:https://id.example!/keys",
                "https://id.example/ke ys"
            })
    void otherLocationsAreRefused(String url) {
        assertThatIllegalArgumentException().isThrownBy(() -> KeySetLocation.parse(url));
    }
}
