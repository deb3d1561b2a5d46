package dev.sallyport.document;

import dev.sallyport.control.audit.AuditPublicKey;
import dev.sallyport.control.problem.Outcome;
import dev.sallyport.control.problem.ProblemCode;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes and reads the public keys of an audit log as a JSON Web Key Set (RFC 7517, RFC 8037). */
public final class AuditKeys {

    private static final List<String> SET = List.of("keys");
    private static final List<String> KEY = List.of("kty", "crv", "x", "kid", "use", "alg");
    private static final int MAX_KEYS = 100;
    private static final int MAX_TEXT = 200;

    private AuditKeys() {}

    /** Returns the key set. */
    public static String write(List<AuditPublicKey> keys) {
        return JsonText.asciiOf(json ->
                json.object(() ->
                        json.array(
                                "keys",
                                keys,
                                key ->
                                        json.object(() ->
                                                json.member("kty", "OKP")
                                                        .member("crv", "Ed25519")
                                                        .member("x", key.x())
                                                        .member("kid", key.id())
                                                        .member("use", "sig")
                                                        .member("alg", "EdDSA")))));
    }

    /**
     * Returns the keys that the bytes hold, or their faults under {@code request.invalid}. The
     * stream is closed.
     */
    public static Outcome<List<AuditPublicKey>> read(InputStream bytes) {
        return JsonCursor.read(
                bytes, DocumentLimits.DEFAULT, ProblemCode.REQUEST_INVALID, AuditKeys::set);
    }

    private static List<AuditPublicKey> set(JsonCursor cursor) {
        List<AuditPublicKey> keys = new ArrayList<>();
        JsonCursor.Members members =
                cursor.object(SET, name -> cursor.array(MAX_KEYS, () -> key(cursor, keys)));
        cursor.require(members, "keys");
        return keys;
    }

    private static void key(JsonCursor cursor, List<AuditPublicKey> keys) {
        Map<String, @Nullable String> texts = new HashMap<>();
        JsonCursor.Members members =
                cursor.object(KEY, name -> texts.put(name, cursor.rawText(MAX_TEXT)));
        cursor.require(members, "kty", "crv", "x");
        String x = texts.get("x");
        if (x == null) {
            return;
        }
        AuditPublicKey key = AuditPublicKey.parse(x).orElse(null);
        if (key == null || !"Ed25519".equals(texts.get("crv")) || !"OKP".equals(texts.get("kty"))) {
            cursor.fault(
                    ProblemCode.JSON_UNKNOWN_VALUE,
                    "the key is no Ed25519 public key",
                    "take what `GET /api/v1/audit/keys` answers");
            return;
        }
        keys.add(key);
    }
}
