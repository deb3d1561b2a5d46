package dev.sallyport.egress.signature;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The keys whose signatures somebody believes, and those that are believed no more. Immutable.
 *
 * @param keys the believed ones, in the order in which they were announced
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
     * Returns whom to believe after a set of keys was published: these, without those that are
     * retired; who was believed and is not among them is retired from now on.
     *
     * <p>Only a key that is at least as late can retire another. A set that an earlier one vouches
     * for and that does not know a later one is an old set, out of a cache for instance: it must
     * not end the belief in the successor for good.
     *
     * @param published the keys of the set, in the order in which they were announced
     * @param voucher the latest believed key that stands behind the set, as {@link #vouches} says
     */
    public TrustedKeys succeededBy(Collection<EgressPublicKey> published, EgressPublicKey voucher) {
        Set<String> gone = new TreeSet<>(retired);
        List<EgressPublicKey> next = new ArrayList<>(published);
        next.removeIf(key -> retired.contains(key.thumbprint()));
        int latest = keys.indexOf(voucher);
        for (int i = 0; i < keys.size(); i++) {
            EgressPublicKey key = keys.get(i);
            if (next.contains(key)) {
                continue;
            }
            if (i > latest) {
                next.add(i == 0 ? 0 : next.indexOf(keys.get(i - 1)) + 1, key);
            } else {
                gone.add(key.thumbprint());
            }
        }
        return new TrustedKeys(next, gone);
    }

    /**
     * Returns the valid one by the latest key of the signatures beside a published set of keys, or
     * what is wrong with the most telling of them.
     *
     * @param signatures detached signatures, one a line
     * @param document the document that holds the keys, byte for byte
     */
    public SignatureCheck vouches(String signatures, byte[] document) {
        SignatureCheck best = new SignatureCheck.Malformed("there is none");
        List<String> lines = signatures.lines().limit(MOST_SIGNATURES).toList();
        for (String line : lines) {
            SignatureCheck check = Jws.checkDetached(line, Jws.KEYS, document, this);
            boolean isLater =
                    check instanceof SignatureCheck.Valid(EgressPublicKey key)
                            && best instanceof SignatureCheck.Valid(EgressPublicKey other)
                            && keys.indexOf(key) > keys.indexOf(other);
            if (isLater || rank(check) > rank(best)) {
                best = check;
            }
        }
        return best;
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
