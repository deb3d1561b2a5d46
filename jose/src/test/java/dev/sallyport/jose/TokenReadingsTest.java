package dev.sallyport.jose;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Tokens are verified once and judged each time. */
final class TokenReadingsTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final TestIssuer ISSUER = TestIssuer.ec("ec", "ES256", "secp256r1");

    private final AtomicReference<KeySet> keys =
            new AtomicReference<>(TestIssuer.keys(ISSUER.jwk()));
    private final AtomicReference<Instant> now = new AtomicReference<>(NOW);
    private final AtomicInteger turned = new AtomicInteger();
    private final TokenReadings<String> readings = readings(1024);

    private TokenReadings<String> readings(int size) {
        KeySetSource source =
                new KeySetSource() {
                    @Override
                    public KeySet current() {
                        return keys.get();
                    }

                    @Override
                    public void missed() {
                        /* Nothing newer. */
                    }
                };
        TokenPolicy policy = TokenPolicy.of("i", new Audience.OneOf(Set.of("a")));
        InstantSource clock = now::get;
        return new TokenReadings<>(
                new TokenVerifier(policy, source, clock),
                token -> "turned " + turned.incrementAndGet(),
                size);
    }

    private static String token(String subject) {
        return ISSUER.token(
                "{\"iss\":\"i\",\"aud\":\"a\",\"sub\":\""
                        + subject
                        + "\",\"exp\":"
                        + (NOW.getEpochSecond() + 100)
                        + "}");
    }

    private static String outcome(TokenReadings<String> readings, String token) {
        return switch (readings.read(token)) {
            case TokenReadings.Reading.Read<String>(String value) -> value;
            case TokenReadings.Reading.Refused<String>(TokenRefusal why) -> why.name();
        };
    }

    @Test
    void tokenIsTurnedIntoItsMeaningOnce() {
        String token = token("alice");
        assertThat(outcome(readings, token)).isEqualTo("turned 1");
        assertThat(readings.read(token)).isSameAs(readings.read(token));
        assertThat(outcome(readings, token("bob"))).isEqualTo("turned 2");
        assertThat(outcome(readings, token)).isEqualTo("turned 1");
    }

    @Test
    void rememberedTokenRunsOut() {
        String token = token("alice");
        assertThat(outcome(readings, token)).isEqualTo("turned 1");
        now.set(NOW.plusSeconds(159));
        assertThat(outcome(readings, token)).isEqualTo("turned 1");
        now.set(NOW.plusSeconds(160));
        assertThat(outcome(readings, token)).isEqualTo("EXPIRED");
    }

    @Test
    void rememberedTokenEndsWithItsKey() {
        String token = token("alice");
        assertThat(outcome(readings, token)).isEqualTo("turned 1");
        keys.set(TestIssuer.keys(TestIssuer.rsa("other").jwk(), ISSUER.jwk()));
        assertThat(outcome(readings, token))
                .as("the same key in another set")
                .isEqualTo("turned 1");
        keys.set(TestIssuer.keys(TestIssuer.ec("ec", "ES256", "secp256r1").jwk()));
        assertThat(outcome(readings, token))
                .as("another key of one id")
                .isEqualTo("SIGNATURE_INVALID");
        keys.set(KeySet.NONE);
        assertThat(outcome(readings, token)).isEqualTo("KEYS_UNAVAILABLE");
    }

    @Test
    void placesAreBounded() {
        TokenReadings<String> one = readings(1);
        String alice = token("alice");
        String bob = token("bob");
        assertThat(outcome(one, alice)).isEqualTo("turned 1");
        assertThat(outcome(one, bob)).isEqualTo("turned 2");
        assertThat(outcome(one, alice)).as("bob has taken the place").isEqualTo("turned 3");
    }

    /** Whatever is changed in a token: no exception, and never belief, remembered or not. */
    @Test
    void changedTokensAreNeverBelieved() {
        long seed = 20_261_122L;
        Random random = new Random(seed);
        String token = token("alice");
        assertThat(outcome(readings, token)).isEqualTo("turned 1");
        int malformed = 0;
        int verified = 0;
        for (int i = 0; i < 20_000; i++) {
            String changed = changed(token, random);
            String outcome = outcome(readings, changed);
            if (!changed.equals(token)) {
                assertThat(outcome).as("seed %s: %s", seed, changed).doesNotStartWith("turned");
            }
            malformed += outcome.equals("MALFORMED") ? 1 : 0;
            verified += outcome.equals("SIGNATURE_INVALID") ? 1 : 0;
        }
        assertThat(malformed).isGreaterThan(1000);
        assertThat(verified).isGreaterThan(1000);
    }

    private static String changed(String token, Random random) {
        StringBuilder text = new StringBuilder(token);
        int times = 1 + random.nextInt(3);
        for (int i = 0; i < times; i++) {
            int at = random.nextInt(text.length());
            switch (random.nextInt(6)) {
                case 0 -> text.setCharAt(at, (char) random.nextInt(256));
                case 1 -> text.deleteCharAt(at);
                case 2 -> text.insert(at, (char) random.nextInt(0x10000));
                case 3 -> text.setLength(Math.max(1, at));
                case 4 -> text.insert(at, text.substring(random.nextInt(text.length())));
                default ->
                        text.setCharAt(
                                at,
                                "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
                                        .charAt(random.nextInt(64)));
            }
            if (text.isEmpty()) {
                text.append('.');
            }
        }
        return text.toString();
    }
}
