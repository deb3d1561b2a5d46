package dev.sallyport.jose;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Published vectors of JWS and JWK: the examples of RFC 7515 and RFC 7520 and those of Wycheproof,
 * each through the code that verifies tokens, with every asymmetric algorithm allowed. What a
 * vector calls valid and we refuse, and the reason, is written here; what it calls invalid we never
 * believe.
 */
final class JoseVectorsTest {

    private static final Path VECTORS =
            Path.of(System.getProperty("sallyport.shared-data", "../shared/data"))
                    .resolve("conformance")
                    .resolve("jose");

    private static final Set<SignatureAlgorithm> ALL = EnumSet.allOf(SignatureAlgorithm.class);

    /* Private members are removed: the vectors hold key pairs, an issuer publishes one half. */
    private static final Set<String> PRIVATE = Set.of("d", "p", "q", "dp", "dq", "qi", "oth");

    /** What came of the vectors, counted by what was expected and what was found. */
    private final Map<String, Integer> tally = new TreeMap<>();

    @Test
    void wycheproofSignatures() throws IOException, ParseException {
        Map<String, String> refused = new HashMap<>();
        run("wycheproof/json_web_signature_test.half-a.json", refused);

        assertThat(refused)
                .as("valid vectors that are refused")
                .isEqualTo(
                        Map.ofEntries(
                                Map.entry("1", "hs256 is symmetric"),
                                Map.entry("348", "hs256 is symmetric"),
                                Map.entry("358", "hs256 is symmetric"),
                                Map.entry("359", "hs256 is symmetric"),
                                Map.entry("376", "hs256 is symmetric"),
                                Map.entry("346", "the key is for PS256, the token says PS384"),
                                Map.entry("350", "the key is for PS256, the token says PS384")));
        assertThat(tally)
                .isEqualTo(
                        Map.of("valid believed", 15, "valid refused", 7, "invalid refused", 196));
    }

    @Test
    void wycheproofKeys() throws IOException, ParseException {
        Map<String, String> refused = new HashMap<>();
        run("wycheproof/json_web_key_test.half-a.json", refused);

        assertThat(refused).isEqualTo(Map.of("15", "hs512 is symmetric"));
        assertThat(tally).isEqualTo(Map.of("valid refused", 1, "invalid refused", 11));
    }

    private void run(String file, Map<String, String> refused) throws IOException, ParseException {
        for (Map<String, Object> group : objects(read(file).get("testGroups"))) {
            Map<String, Object> pair = object(group.getOrDefault("public", group.get("private")));
            List<Map<String, Object>> jwks =
                    pair.containsKey("keys") ? objects(pair.get("keys")) : List.of(pair);
            for (Map<String, Object> test : objects(group.get("tests"))) {
                boolean isValid = "valid".equals(test.get("result"));
                String id = String.valueOf(number(test.get("tcId")));
                boolean believed = believes(keys(jwks), String.valueOf(test.get("jws")));
                assertThat(believed && !isValid).as("vector %s of %s", id, file).isFalse();
                count(isValid, believed);
                if (isValid && !believed) {
                    refused.put(id, reason(jwks, String.valueOf(test.get("jws"))));
                }
            }
        }
    }

    @Test
    void rfc7515() throws IOException, ParseException {
        List<Map<String, Object>> vectors = objects(read("rfc7515-appendix.json").get("cases"));
        List<Map<String, Object>> everyKey =
                vectors.stream()
                        .filter(vector -> vector.containsKey("jwk"))
                        .map(vector -> object(vector.get("jwk")))
                        .toList();
        Map<String, Boolean> believed = new TreeMap<>();
        for (Map<String, Object> vector : vectors) {
            KeySet keys =
                    keys(vector.containsKey("jwk") ? List.of(object(vector.get("jwk"))) : everyKey);
            Object token = vector.getOrDefault("compact", vector.get("json"));
            believed.put(
                    String.valueOf(vector.get("name")).replaceAll("RFC 7515 (\\S+).*", "$1"),
                    believes(keys, String.valueOf(token)));
        }

        /* A.1 is symmetric, A.5 is unsecured, A.6 and A.7 are no compact forms, E is critical. */
        assertThat(believed)
                .isEqualTo(
                        Map.of(
                                "A.1", false, "A.2", true, "A.3", true, "A.4", true, "A.5", false,
                                "A.6", false, "A.7", false, "E", false));
    }

    @Test
    void rfc7520() throws IOException, ParseException {
        Map<String, Boolean> believed = new TreeMap<>();
        for (String name :
                List.of(
                        "4_1.rsa_v15_signature",
                        "4_2.rsa-pss_signature",
                        "4_3.ecdsa_signature",
                        "4_4.hmac-sha2_integrity_protection")) {
            Map<String, Object> vector = read("rfc7520/jws/" + name + ".json");
            Map<String, Object> key = object(object(vector.get("input")).get("key"));
            String compact = String.valueOf(object(vector.get("output")).get("compact"));
            believed.put(name, believes(keys(List.of(key)), compact));
            assertThat(believes(keys(List.of(key)), compact.replaceFirst("\\.[A-Za-z]", ".0")))
                    .isFalse();
        }

        assertThat(believed)
                .isEqualTo(
                        Map.of(
                                "4_1.rsa_v15_signature", true,
                                "4_2.rsa-pss_signature", true,
                                "4_3.ecdsa_signature", true,
                                "4_4.hmac-sha2_integrity_protection", false));
    }

    /* Several signatures in JSON: no compact form, so none of the forms is a token. */
    @Test
    void rfc7520JsonSerialisationsAreNoTokens() throws IOException, ParseException {
        Map<String, Object> vector = read("rfc7520/jws/4_8.multiple_signatures.json");
        Map<String, Object> output = object(vector.get("output"));
        String json = JSONObjectUtils.toJSONString(object(output.get("json")));

        assertThat(CompactJws.parse(json)).isNull();
    }

    @Test
    void rfc7520PublicKeysAreRead() throws IOException, ParseException {
        assertThat(keys(List.of(read("rfc7520/jwk/3_1.ec_public_key.json"))).size()).isEqualTo(1);
        assertThat(keys(List.of(read("rfc7520/jwk/3_3.rsa_public_key.json"))).size()).isEqualTo(1);
    }

    private void count(boolean isValid, boolean believed) {
        String name = (isValid ? "valid" : "invalid") + (believed ? " believed" : " refused");
        tally.merge(name, 1, Integer::sum);
    }

    private static boolean believes(KeySet keys, String compact) {
        CompactJws jws = CompactJws.parse(compact);
        return jws != null
                && SignatureVerifier.verify(jws, keys, ALL)
                        instanceof SignatureVerifier.Result.Verified;
    }

    private static String reason(List<Map<String, Object>> jwks, String compact) {
        CompactJws jws = CompactJws.parse(compact);
        String named = jws == null ? "" : jws.text("alg").orElse("");
        Object owned = jwks.getFirst().get("alg");
        return named.startsWith("HS")
                ? named.toLowerCase(Locale.ROOT) + " is symmetric"
                : "the key is for " + owned + ", the token says " + named;
    }

    private static KeySet keys(List<Map<String, Object>> jwks) {
        List<String> published = new ArrayList<>();
        for (Map<String, Object> jwk : jwks) {
            Map<String, Object> half = new HashMap<>(jwk);
            half.keySet().removeAll(new HashSet<>(PRIVATE));
            published.add(JSONObjectUtils.toJSONString(half));
        }
        try {
            return KeySet.parse(TestIssuer.set(published.toArray(String[]::new)).getBytes(UTF_8));
        } catch (KeySetException unusable) {
            return KeySet.NONE;
        }
    }

    private static Map<String, Object> read(String file) throws IOException, ParseException {
        Path path = VECTORS.resolve(file);
        assumeTrue(Files.exists(path), "no shared vectors at " + path);
        return JSONObjectUtils.parse(Files.readString(path));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> object(@Nullable Object value) {
        return (Map<String, Object>) Objects.requireNonNull(value);
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> objects(@Nullable Object value) {
        return (List<Map<String, Object>>) Objects.requireNonNull(value);
    }

    private static long number(@Nullable Object value) {
        return ((Number) Objects.requireNonNull(value)).longValue();
    }
}
