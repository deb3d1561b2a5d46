package dev.sallyport.egress.document;

import dev.sallyport.egress.signature.EgressPublicKey;
import dev.sallyport.egress.signature.EgressSigningKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The document {@code keys.json}: a JWK set (RFC 7517 section 5) of Ed25519 keys (RFC 8037), read
 * strictly and written in one form; and the file that holds one private key.
 */
public final class KeySetDocument {

    private static final int MOST_KEYS = 16;
    private static final DocumentLimits LIMITS = new DocumentLimits(64 * 1024, 1);
    private static final List<String> REQUIRED = List.of("kty", "crv", "x");
    private static final List<String> OPTIONAL = List.of("kid", "use", "alg");

    private KeySetDocument() {}

    /** Returns the bytes of {@code keys.json} with the given keys, in the given order. */
    public static byte[] write(Collection<EgressPublicKey> keys) {
        return new JsonText()
                .raw("{\"keys\":[")
                .raw(String.join(",", keys.stream().map(EgressPublicKey::toJwk).toList()))
                .raw("]}\n")
                .bytes();
    }

    /** Returns the 1 to 16 keys of a document, or all that is wrong with it. */
    public static Reading<List<EgressPublicKey>> read(byte[] bytes) {
        return JsonWalk.read(
                bytes,
                LIMITS,
                walk -> {
                    List<EgressPublicKey> keys = new ArrayList<>();
                    walk.object(
                            List.of("keys"),
                            List.of(),
                            _ -> walk.array(MOST_KEYS, () -> key(walk, keys)));
                    if (keys.isEmpty() && walk.isSound()) {
                        walk.fault(DocumentFault.VALUE, "there is no key", "");
                    }
                    return walk.isSound() ? List.copyOf(keys) : null;
                });
    }

    /** Returns the key of a document that holds one public JWK, or all that is wrong with it. */
    public static Reading<EgressPublicKey> readKey(byte[] bytes) {
        return JsonWalk.read(
                bytes,
                LIMITS,
                walk -> {
                    List<EgressPublicKey> keys = new ArrayList<>();
                    key(walk, keys);
                    return walk.isSound() ? keys.getFirst() : null;
                });
    }

    /** Returns the key of a document that holds one private JWK, or all that is wrong with it. */
    public static Reading<EgressSigningKey> readPrivate(byte[] bytes) {
        return JsonWalk.read(
                bytes,
                LIMITS,
                walk -> {
                    Map<String, String> members = new HashMap<>();
                    walk.object(
                            List.of("kty", "crv", "x", "d"),
                            OPTIONAL,
                            name -> put(members, name, walk.text()));
                    check(walk, members);
                    if (!walk.isSound()) {
                        return null;
                    }
                    try {
                        return EgressSigningKey.of(
                                members.getOrDefault("d", ""), members.getOrDefault("x", ""));
                    } catch (IllegalArgumentException refused) {
                        // Not the cause: it may show the secret.
                        walk.fault(DocumentFault.VALUE, "this is no private Ed25519 key", "");
                        return null;
                    }
                });
    }

    private static void key(JsonWalk walk, List<EgressPublicKey> keys) {
        Map<String, String> members = new HashMap<>();
        boolean wasSound = walk.isSound();
        walk.object(REQUIRED, OPTIONAL, name -> put(members, name, walk.text()));
        check(walk, members);
        if (!walk.isSound() && wasSound) {
            return;
        }
        EgressPublicKey key;
        try {
            key = new EgressPublicKey(members.getOrDefault("x", ""));
        } catch (IllegalArgumentException noKey) {
            walk.fault(DocumentFault.VALUE, "`x` is no Ed25519 key", "");
            return;
        }
        String id = members.get("kid");
        if (id != null && !id.equals(key.thumbprint())) {
            walk.fault(
                    DocumentFault.VALUE, "`kid` is not the thumbprint of the key (RFC 7638)", "");
        } else if (keys.contains(key)) {
            walk.fault(DocumentFault.DUPLICATE, "the key is there twice", "");
        } else {
            keys.add(key);
        }
    }

    private static void put(Map<String, String> members, String name, @Nullable String value) {
        if (value != null) {
            members.put(name, value);
        }
    }

    private static void check(JsonWalk walk, Map<String, String> members) {
        Map<String, String> expected =
                Map.of("kty", "OKP", "crv", "Ed25519", "use", "sig", "alg", "EdDSA");
        for (String name : List.of("kty", "crv", "use", "alg")) {
            String value = members.get(name);
            if (value != null && !value.equals(expected.get(name))) {
                walk.fault(
                        DocumentFault.VALUE,
                        "`" + name + "` is not `" + expected.get(name) + "`",
                        "only Ed25519 keys are taken");
            }
        }
    }
}
