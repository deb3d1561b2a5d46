package dev.sallyport.server.identity;

import dev.sallyport.gate.Measurement;
import dev.sallyport.gate.TokenFacts;
import dev.sallyport.gate.TokenIdentity;
import dev.sallyport.jose.FollowedKeySet;
import dev.sallyport.jose.KeySetFetcher;
import dev.sallyport.jose.KeySetState;
import dev.sallyport.jose.TokenReadings;
import dev.sallyport.jose.TokenRefusal;
import dev.sallyport.jose.TokenVerifier;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The application's own tokens, verified by its issuer's keys and read as principals. Thread-safe;
 * waits for nothing: an event loop pays one signature for each token it has not seen.
 */
public final class GateTokens implements TokenFacts {

    private final FollowedKeySet keys;
    private final TokenReadings<Optional<TokenIdentity>> readings;
    private final Map<TokenRefusal, LongAdder> refusals = new EnumMap<>(TokenRefusal.class);
    private final LongAdder withoutIdentity = new LongAdder();

    /**
     * Begins to follow the issuer's keys; until they are there every token is refused.
     *
     * @param settings which tokens
     * @param fetcher fetches the keys
     * @param clock the present
     */
    public GateTokens(TokenSettings settings, KeySetFetcher fetcher, InstantSource clock) {
        for (TokenRefusal refusal : TokenRefusal.values()) {
            refusals.put(refusal, new LongAdder());
        }
        keys =
                fetcher.follow(
                        settings.keys(), settings.times(), new KeySetLog("the gate's tokens"));
        ClaimsReader claims = new ClaimsReader(settings.claims());
        readings =
                new TokenReadings<>(
                        new TokenVerifier(settings.policy(), keys, clock),
                        token -> claims.read(token.claims()),
                        settings.remembered());
    }

    @Override
    public @Nullable TokenIdentity read(String token) {
        return switch (readings.read(token)) {
            case TokenReadings.Reading.Read<Optional<TokenIdentity>>(var identity) -> {
                if (identity.isEmpty()) {
                    withoutIdentity.increment();
                }
                yield identity.orElse(null);
            }
            case TokenReadings.Reading.Refused<Optional<TokenIdentity>>(TokenRefusal why) -> {
                LongAdder counter = refusals.get(why);
                if (counter != null) {
                    counter.increment();
                }
                yield null;
            }
        };
    }

    /** Returns how it stands with the issuer's keys. */
    public KeySetState keys() {
        return keys.state();
    }

    /** Returns whether there are keys that count now; without them every token is refused. */
    public boolean hasKeys() {
        return keys.current().size() > 0;
    }

    /** Returns the value of every metric about tokens. */
    public List<Measurement> measure() {
        List<Measurement> all = new ArrayList<>();
        for (TokenRefusal refusal : TokenRefusal.values()) {
            all.add(
                    refused(
                            refusal.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                            refusals(refusal)));
        }
        all.add(refused("claims-unusable", withoutIdentity()));
        KeySetState state = keys.state();
        Instant fetched = state.fetchedAt();
        all.add(gauge("usable", "Keys that tokens are verified by.", keys.current().size()));
        all.add(
                gauge(
                        "fetch_failures",
                        "Failures since keys were last fetched.",
                        state.failures()));
        all.add(
                gauge(
                        "fetched_timestamp_seconds",
                        "When keys were last fetched, 0 if never.",
                        fetched == null ? 0 : fetched.getEpochSecond()));
        return all;
    }

    private static Measurement refused(String reason, long count) {
        return new Measurement(
                "sallyport_tokens_refused",
                Measurement.Kind.COUNTER,
                "Tokens at the gate that were refused, by reason.",
                Map.of("reason", reason),
                count);
    }

    private static Measurement gauge(String name, String description, long value) {
        return new Measurement(
                "sallyport_token_keys_" + name,
                Measurement.Kind.GAUGE,
                description,
                Map.of(),
                value);
    }

    /** Returns how many tokens were refused for a reason. */
    public long refusals(TokenRefusal why) {
        LongAdder counter = refusals.get(why);
        return counter == null ? 0 : counter.sum();
    }

    /** Returns how many verified tokens had claims that say of nobody who asks. */
    public long withoutIdentity() {
        return withoutIdentity.sum();
    }
}
