package dev.sallyport.server.token;

import dev.sallyport.control.issuer.ExternalIssuer;
import dev.sallyport.control.issuer.IssuerSubmission;
import dev.sallyport.jose.Audience;
import dev.sallyport.jose.FollowedKeySet;
import dev.sallyport.jose.KeySetFetcher;
import dev.sallyport.jose.KeySetLocation;
import dev.sallyport.jose.KeySetState;
import dev.sallyport.jose.KeySetTimes;
import dev.sallyport.jose.SignatureAlgorithm;
import dev.sallyport.jose.TokenPolicy;
import dev.sallyport.jose.TokenVerifier;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/* An issuer outside whose keys are followed. Causes of refusals are logged once a minute each: anybody can send bad tokens. */
final class FollowedIssuer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FollowedIssuer.class);
    private static final long MINUTE_MILLIS = 60_000;

    private final ExternalIssuer issuer;
    private final FollowedKeySet keys;
    private final TokenVerifier verifier;

    /* When each cause was last logged. There are few causes, each a constant. */
    private final Map<String, Long> logged = new ConcurrentHashMap<>();
    private volatile long lastUsedMillis;

    private FollowedIssuer(
            ExternalIssuer issuer, FollowedKeySet keys, TokenVerifier verifier, long nowMillis) {
        this.issuer = issuer;
        this.keys = keys;
        this.verifier = verifier;
        lastUsedMillis = nowMillis;
    }

    static FollowedIssuer of(
            ExternalIssuer issuer, KeySetFetcher fetcher, KeySetTimes times, Clock clock) {
        IssuerSubmission declared = issuer.declared();
        String name = issuer.name().value();
        FollowedKeySet keys =
                fetcher.follow(
                        new KeySetLocation(declared.jwksUrl()),
                        times,
                        (before, now) -> changed(name, before, now));
        TokenPolicy policy =
                new TokenPolicy(
                        declared.issuer(),
                        new Audience.OneOf(Set.of(declared.audience())),
                        declared.algorithms().stream()
                                .map(algorithm ->
                                        SignatureAlgorithm.of(algorithm.text()).orElseThrow())
                                .collect(Collectors.toSet()),
                        null,
                        declared.clockSkew(),
                        TokenPolicy.DEFAULT_LONGEST);
        return new FollowedIssuer(
                issuer, keys, new TokenVerifier(policy, keys, clock), clock.millis());
    }

    private static void changed(String name, KeySetState before, KeySetState now) {
        var failure = now.failure();
        if (failure != null && (before.failure() == null || !before.failure().equals(failure))) {
            LOG.warn(
                    "the keys of an issuer outside cannot be fetched; issuer {}: {}",
                    name,
                    failure.detail());
        } else if (failure == null && before.failure() != null) {
            LOG.info("the keys of an issuer outside are fetched again; issuer {}", name);
        }
    }

    ExternalIssuer issuer() {
        return issuer;
    }

    TokenVerifier verifier() {
        return verifier;
    }

    /* Returns whether the first request for its keys has ended, well or not. */
    boolean wasAnswered() {
        KeySetState state = keys.state();
        return state.fetchedAt() != null || state.failures() > 0;
    }

    void used(long nowMillis) {
        lastUsedMillis = nowMillis;
    }

    long lastUsedMillis() {
        return lastUsedMillis;
    }

    void refused(String cause, long nowMillis) {
        Long last = logged.get(cause);
        if (last == null || nowMillis - last >= MINUTE_MILLIS) {
            logged.put(cause, nowMillis);
            LOG.info("a token of issuer {} was refused: {}", issuer.name(), cause);
        }
    }

    @Override
    public void close() {
        keys.close();
    }
}
