package dev.sallyport.server.token;

import dev.sallyport.control.caller.Caller;
import dev.sallyport.control.issuer.ExternalIssuer;
import dev.sallyport.control.issuer.ExternalIssuers;
import dev.sallyport.control.issuer.IssuerName;
import dev.sallyport.control.issuer.TokenReading;
import dev.sallyport.jose.ClaimPath;
import dev.sallyport.jose.ClaimValue;
import dev.sallyport.jose.Claims;
import dev.sallyport.jose.KeySetFetcher;
import dev.sallyport.jose.KeySetTimes;
import dev.sallyport.jose.TokenPolicy;
import dev.sallyport.jose.TokenRefusal;
import dev.sallyport.jose.TokenVerifier;
import dev.sallyport.jose.Verification;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the caller behind a token of an issuer outside. What is declared of the issuer is looked up
 * for every token, so a declaration that is changed or removed counts at once. Safe for use by
 * several threads; the first token of an issuer may have to wait for its keys.
 */
public final class ExternalTokens implements AutoCloseable {

    /*
     * The claim `iss` is read before anything is verified, only to choose whose keys to verify with; that verifier then compares
     * it again. Keys are followed from the first token of an issuer on, until it has been quiet for an hour; of more than
     * MAX_FOLLOWED issuers those that were quiet the longest are let go.
     */

    /** What came of a token. */
    public sealed interface Result {

        /** It is good. */
        record Known(Caller caller) implements Result {}

        /** It is not, or not of an issuer that is declared. */
        record Refused() implements Result {}

        /** Whether it is cannot be said: there are no keys to verify it with. */
        record Unavailable() implements Result {}
    }

    private static final Logger LOG = LoggerFactory.getLogger(ExternalTokens.class);
    private static final Result REFUSED = new Result.Refused();
    private static final int MAX_FOLLOWED = 1000;
    private static final Duration QUIET = Duration.ofHours(1);
    private static final Duration POLL = Duration.ofMillis(20);
    private static final ClaimPath SUBJECT = new ClaimPath("sub");

    private final ExternalIssuers issuers;
    private final KeySetTimes times;
    private final Clock clock;
    private final KeySetFetcher fetcher;
    private final Map<IssuerName, FollowedIssuer> followed = new LinkedHashMap<>(16, 0.75f, true);

    /**
     * Takes tokens of {@code issuers}.
     *
     * @param times when keys are fetched and how long they count
     */
    public ExternalTokens(ExternalIssuers issuers, KeySetTimes times, Clock clock) {
        this.issuers = issuers;
        this.times = times;
        this.clock = clock;
        fetcher = new KeySetFetcher(clock);
    }

    /** Returns the caller a token stands for, or why there is none; the log says more. */
    public Result caller(String token) {
        Optional<String> claimed =
                TokenVerifier.claimedIssuer(token, TokenPolicy.DEFAULT_LONGEST)
                        .filter(issuer -> !issuer.equals(ExternalIssuer.BUILT_IN));
        if (claimed.isEmpty()) {
            return REFUSED;
        }
        Optional<ExternalIssuer> issuer = issuers.findByIssuer(claimed.get());
        if (issuer.isEmpty()) {
            LOG.debug("a token of an issuer that is not declared was refused");
            return REFUSED;
        }
        FollowedIssuer keys = following(issuer.get());
        return switch (verify(keys, token)) {
            case Verification.Verified verified -> caller(keys, verified.token().claims());
            case Verification.Refused(TokenRefusal why) -> {
                keys.refused(why.meaning(), clock.millis());
                yield why == TokenRefusal.KEYS_UNAVAILABLE ? new Result.Unavailable() : REFUSED;
            }
        };
    }

    /* Waits for the keys of an issuer that was never asked for them, no longer than the asking takes. */
    private Verification verify(FollowedIssuer keys, String token) {
        Verification first = keys.verifier().verify(token);
        if (!(first instanceof Verification.Refused(TokenRefusal why))
                || why != TokenRefusal.KEYS_UNAVAILABLE
                || keys.wasAnswered()) {
            return first;
        }
        long deadline = System.nanoTime() + times.deadline().toNanos();
        while (!keys.wasAnswered() && System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(POLL.toNanos());
        }
        return keys.verifier().verify(token);
    }

    private Result caller(FollowedIssuer keys, Claims claims) {
        ExternalIssuer issuer = keys.issuer();
        TokenReading reading =
                TokenReading.of(
                        issuer,
                        text(claims.find(SUBJECT)),
                        roles(claims.find(new ClaimPath(issuer.declared().rolesClaim().text()))),
                        tenant(issuer, claims));
        return switch (reading) {
            case TokenReading.Known(Caller caller) -> known(keys, caller);
            case TokenReading.Refused(String cause) -> {
                keys.refused(cause, clock.millis());
                yield REFUSED;
            }
        };
    }

    private Result known(FollowedIssuer keys, Caller caller) {
        if (caller.ownTenant().filter(tenant -> !issuers.knows(tenant)).isPresent()) {
            keys.refused("the token names a tenant that does not exist", clock.millis());
            return REFUSED;
        }
        return new Result.Known(caller);
    }

    private static @Nullable String tenant(ExternalIssuer issuer, Claims claims) {
        var path = issuer.declared().tenantClaim();
        return path == null ? null : text(claims.find(new ClaimPath(path.text())));
    }

    private static @Nullable String text(ClaimValue value) {
        return value instanceof ClaimValue.Text(String text) ? text : null;
    }

    private static @Nullable List<String> roles(ClaimValue value) {
        return switch (value) {
            case ClaimValue.Absent ignored -> List.of();
            case ClaimValue.Text(String text) -> TokenReading.namesIn(text);
            case ClaimValue.Texts(List<String> texts) -> texts;
            case ClaimValue.Other ignored -> null;
        };
    }

    private FollowedIssuer following(ExternalIssuer issuer) {
        synchronized (followed) {
            FollowedIssuer known = followed.get(issuer.name());
            if (known != null && known.issuer().equals(issuer)) {
                known.used(clock.millis());
                return known;
            }
            if (known != null) {
                known.close();
            } else if (followed.size() >= MAX_FOLLOWED) {
                var longestQuiet = followed.entrySet().iterator();
                longestQuiet.next().getValue().close();
                longestQuiet.remove();
            }
            FollowedIssuer fresh = FollowedIssuer.of(issuer, fetcher, times, clock);
            followed.put(issuer.name(), fresh);
            return fresh;
        }
    }

    /** Lets the keys of issuers go that were quiet for an hour. */
    public void forgetQuiet() {
        long since = clock.millis() - QUIET.toMillis();
        synchronized (followed) {
            followed.values()
                    .removeIf(each -> {
                        boolean isQuiet = each.lastUsedMillis() < since;
                        if (isQuiet) {
                            each.close();
                        }
                        return isQuiet;
                    });
        }
    }

    @Override
    public void close() {
        synchronized (followed) {
            followed.values().forEach(FollowedIssuer::close);
            followed.clear();
        }
        fetcher.close();
    }
}
