package dev.sallyport.egress.signature;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The keys whose signatures somebody believes, and those that are believed no more. Immutable.
 *
 * @param keys the believed ones
 * @param retired the thumbprints of those that once were; none of them is believed again
 */
public record TrustedKeys(List<EgressPublicKey> keys, Set<String> retired) {

    private static final int MOST_SIGNATURES = 32;

    /** Whom to believe if nobody said anything. */
    public static final TrustedKeys NONE = new TrustedKeys(List.of(), Set.of());

    /**
     * Copies its lists.
     *
     * @throws IllegalArgumentException if a believed key is retired
     */
    public TrustedKeys {
        keys = keys.stream().distinct().toList();
        retired = Set.copyOf(retired);
        for (EgressPublicKey key : keys) {
            if (retired.contains(key.thumbprint())) {
                throw new IllegalArgumentException("a retired key is not believed");
            }
        }
    }

    /** Returns that the given keys are believed. */
    public static TrustedKeys of(EgressPublicKey... keys) {
        return new TrustedKeys(List.of(keys), Set.of());
    }

    /** Returns the believed key with the given thumbprint. */
    public Optional<EgressPublicKey> find(String thumbprint) {
        return keys.stream().filter(key -> key.thumbprint().equals(thumbprint)).findFirst();
    }

    /** Returns whether the key with the given thumbprint is believed no more. */
    public boolean isRetired(String thumbprint) {
        return retired.contains(thumbprint);
    }

    /**
     * Returns whom to believe after a set of keys was published: exactly these, without those that
     * are retired; who was believed and is not among them is retired from now on.
     *
     * <p>Ask only when {@link #vouches} says that somebody believed stands behind the set.
     */
    public TrustedKeys succeededBy(Collection<EgressPublicKey> published) {
        Set<String> gone = new TreeSet<>(retired);
        List<EgressPublicKey> next =
                published.stream().filter(key -> !retired.contains(key.thumbprint())).toList();
        Set<String> kept =
                next.stream().map(EgressPublicKey::thumbprint).collect(Collectors.toSet());
        for (EgressPublicKey key : keys) {
            if (!kept.contains(key.thumbprint())) {
                gone.add(key.thumbprint());
            }
        }
        return new TrustedKeys(next, gone);
    }

    /**
     * Returns the first valid one of the signatures beside a published set of keys, or what is
     * wrong with the most telling of them.
     *
     * @param signatures detached signatures, one a line
     * @param document the document that holds the keys, byte for byte
     */
    public SignatureCheck vouches(String signatures, byte[] document) {
        SignatureCheck worst = new SignatureCheck.Malformed("there is none");
        List<String> lines = signatures.lines().limit(MOST_SIGNATURES).toList();
        for (String line : lines) {
            SignatureCheck check = Jws.checkDetached(line, Jws.KEYS, document, this);
            if (check.isValid()) {
                return check;
            }
            if (rank(check) > rank(worst)) {
                worst = check;
            }
        }
        return worst;
    }

    private static int rank(SignatureCheck check) {
        return switch (check) {
            case SignatureCheck.Malformed _ -> 0;
            case SignatureCheck.UnknownKey _ -> 1;
            case SignatureCheck.RetiredKey _ -> 2;
            case SignatureCheck.Forged _ -> 3;
            case SignatureCheck.Valid _ -> 4;
        };
    }
}
