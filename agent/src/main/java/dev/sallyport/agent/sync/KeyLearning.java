package dev.sallyport.agent.sync;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sallyport.egress.document.KeySetDocument;
import dev.sallyport.egress.document.Reading;
import dev.sallyport.egress.fetch.FetchResult;
import dev.sallyport.egress.fetch.Fetcher;
import dev.sallyport.egress.fetch.Validators;
import dev.sallyport.egress.signature.EgressPublicKey;
import dev.sallyport.egress.signature.SignatureCheck;
import dev.sallyport.egress.signature.TrustedKeys;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/*
 * Whom to believe now: those who were believed, and whom these name as their successors. Whoever cannot be fetched, read or
 * vouched for changes nothing; the list's own signature decides then.
 */
final class KeyLearning {

    private final Fetcher fetcher;
    private final Trust trust;

    KeyLearning(Fetcher fetcher, Trust trust) {
        this.fetcher = fetcher;
        this.trust = trust;
    }

    TrustedKeys learn(URI place, TrustedKeys known) throws InterruptedException {
        TrustedKeys believed = known.keys().isEmpty() ? withRetired(trust.keys(), known) : known;
        if (!(fetcher.fetch(place, Validators.NONE) instanceof FetchResult.Fetched document)) {
            return believed;
        }
        byte[] bytes = document.body().bytes();
        if (!(KeySetDocument.read(bytes)
                instanceof Reading.Sound<List<EgressPublicKey>>(List<EgressPublicKey> published))) {
            return believed;
        }
        if (believed.keys().isEmpty()) {
            believed = withRetired(named(published), known);
        }
        if (Set.copyOf(published).equals(Set.copyOf(believed.keys()))) {
            return believed;
        }
        URI signatures = URI.create(place + ".jws");
        if (!(fetcher.fetch(signatures, Validators.NONE) instanceof FetchResult.Fetched lines)) {
            return believed;
        }
        String text = new String(lines.body().bytes(), UTF_8);
        return believed.vouches(text, bytes)
                        instanceof SignatureCheck.Valid(EgressPublicKey voucher)
                ? believed.succeededBy(published, voucher)
                : believed;
    }

    private List<EgressPublicKey> named(List<EgressPublicKey> published) {
        return published.stream()
                .filter(key -> trust.first() || trust.thumbprints().contains(key.thumbprint()))
                .toList();
    }

    private static TrustedKeys withRetired(List<EgressPublicKey> keys, TrustedKeys known) {
        List<EgressPublicKey> believed = new ArrayList<>(keys);
        believed.removeIf(key -> known.isRetired(key.thumbprint()));
        return new TrustedKeys(believed, known.retired());
    }
}
