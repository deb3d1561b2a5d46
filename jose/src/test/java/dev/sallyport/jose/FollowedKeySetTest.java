package dev.sallyport.jose;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Keys over real connections: good endpoints, bad ones, and rotations in mid-flight. */
@Timeout(60)
final class FollowedKeySetTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final TestIssuer OLD = TestIssuer.rsa("old");
    private static final TestIssuer NEW = TestIssuer.ec("new", "ES256", "secp256r1");
    private static final Duration NEVER = Duration.ofHours(20);
    private static final Duration SOON = Duration.ofMillis(30);

    /** Moves only when a test says so. */
    private static final class HandClock implements InstantSource {
        private volatile Instant now = NOW;

        @Override
        public Instant instant() {
            return now;
        }
    }

    private final HandClock clock = new HandClock();
    private final KeySetFetcher fetcher = new KeySetFetcher(clock);
    private final BlockingQueue<KeySetState> states = new LinkedBlockingQueue<>();

    @AfterEach
    void close() {
        fetcher.close();
    }

    private FollowedKeySet follow(KeySetLocation location, Duration refresh, Duration deadline) {
        KeySetTimes times = new KeySetTimes(refresh, SOON, SOON, deadline, Duration.ofHours(24));
        return fetcher.follow(location, times, (before, now) -> states.add(now));
    }

    private FollowedKeySet follow(KeyServer server) {
        return follow(server.location(), NEVER, Duration.ofSeconds(10));
    }

    private KeySetState next() throws InterruptedException {
        KeySetState state = states.poll(30, TimeUnit.SECONDS);
        assertThat(state).as("a request ended").isNotNull();
        return state;
    }

    private static KeySetFailure.Kind kind(KeySetState state) {
        return Objects.requireNonNull(state.failure(), "the request failed").kind();
    }

    private String outcome(KeySetSource keys, TestIssuer issuer) {
        TokenPolicy policy = TokenPolicy.of("i", new Audience.OneOf(Set.of("a")));
        String claims =
                "{\"iss\":\"i\",\"aud\":\"a\",\"exp\":"
                        + (clock.instant().getEpochSecond() + 60)
                        + "}";
        return switch (new TokenVerifier(policy, keys, clock).verify(issuer.token(claims))) {
            case Verification.Verified _ -> "believed";
            case Verification.Refused(TokenRefusal why) -> why.name();
        };
    }

    @Test
    void keysAreFetchedInTheBackground() throws IOException, InterruptedException {
        try (KeyServer server = new KeyServer(KeyServer.keys(OLD.jwk()))) {
            FollowedKeySet followed = follow(server);
            KeySetState state = next();

            assertThat(state.failure()).isNull();
            assertThat(state.fetchedAt()).isEqualTo(NOW);
            assertThat(followed.state()).isSameAs(state);
            assertThat(outcome(followed, OLD)).isEqualTo("believed");
        }
    }

    @Test
    void keysAreFetchedAgainAtTheirTime() throws IOException, InterruptedException {
        try (KeyServer server = new KeyServer(KeyServer.keys(OLD.jwk()))) {
            FollowedKeySet followed = follow(server.location(), SOON, Duration.ofSeconds(10));
            KeySetState _ = next();
            server.behave(KeyServer.keys(NEW.jwk()));
            while (!outcome(followed, NEW).equals("believed")) {
                KeySetState _ = next();
            }
            assertThat(outcome(followed, OLD)).isEqualTo("KEY_UNKNOWN");
        }
    }

    @Test
    void rotationIsNoticedByTheFirstTokenOfTheNewKey() throws IOException, InterruptedException {
        try (KeyServer server = new KeyServer(KeyServer.keys(OLD.jwk()))) {
            FollowedKeySet followed = follow(server);
            KeySetState _ = next();

            server.behave(KeyServer.keys(OLD.jwk(), NEW.jwk()));
            Thread.sleep(SOON.toMillis() * 2);
            assertThat(outcome(followed, NEW)).isEqualTo("KEY_UNKNOWN");
            KeySetState _ = next();
            assertThat(outcome(followed, NEW)).as("keys overlap").isEqualTo("believed");
            assertThat(outcome(followed, OLD)).as("keys overlap").isEqualTo("believed");

            server.behave(KeyServer.keys(NEW.jwk()));
            Thread.sleep(SOON.toMillis() * 2);
            followed.missed();
            KeySetState _ = next();
            assertThat(outcome(followed, OLD)).as("withdrawn").isEqualTo("KEY_UNKNOWN");
        }
    }

    @Test
    void manyUnknownKeysBringAboutOneRequest() throws IOException, InterruptedException {
        try (KeyServer server = new KeyServer(KeyServer.keys(OLD.jwk()))) {
            KeySetTimes times =
                    new KeySetTimes(
                            NEVER, SOON, NEVER, Duration.ofSeconds(10), Duration.ofHours(24));
            FollowedKeySet followed =
                    fetcher.follow(server.location(), times, (before, now) -> states.add(now));
            KeySetState _ = next();
            for (int i = 0; i < 100; i++) {
                assertThat(outcome(followed, NEW)).isEqualTo("KEY_UNKNOWN");
            }
            assertThat(states.poll(300, TimeUnit.MILLISECONDS)).isNull();
            assertThat(server.requests).hasValue(1);
        }
    }

    private void lastGoodKeysStay(KeyServer.Behaviour broken, KeySetFailure.Kind expected)
            throws IOException, InterruptedException {
        try (KeyServer server = new KeyServer(KeyServer.keys(OLD.jwk()))) {
            FollowedKeySet followed = follow(server.location(), NEVER, Duration.ofMillis(1500));
            KeySetState _ = next();
            server.behave(broken);
            Thread.sleep(SOON.toMillis() * 2);
            followed.missed();
            KeySetState failed = next();

            assertThat(kind(failed)).isEqualTo(expected);
            assertThat(failed.fetchedAt()).isEqualTo(NOW);
            assertThat(outcome(followed, OLD)).isEqualTo("believed");

            server.behave(KeyServer.keys(NEW.jwk()));
            KeySetState state = next();
            while (state.failure() != null) {
                state = next();
            }
            assertThat(state.failures()).isZero();
            assertThat(outcome(followed, NEW)).isEqualTo("believed");
        }
    }

    @Test
    void endpointDrips() throws IOException, InterruptedException {
        lastGoodKeysStay(KeyServer.dripping(200, NEW.jwk()), KeySetFailure.Kind.TOO_SLOW);
    }

    @Test
    void endpointSaysNothing() throws IOException, InterruptedException {
        lastGoodKeysStay(out -> Thread.sleep(20_000), KeySetFailure.Kind.TOO_SLOW);
    }

    @Test
    void endpointBreaksOff() throws IOException, InterruptedException {
        lastGoodKeysStay(
                out ->
                        out.write(
                                "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{".getBytes(US_ASCII)),
                KeySetFailure.Kind.UNREACHABLE);
    }

    @Test
    void endpointHasAFault() throws IOException, InterruptedException {
        lastGoodKeysStay(
                KeyServer.whole("500 Oh no", "text/html", "<h1>500</h1>".repeat(10_000)),
                KeySetFailure.Kind.STATUS);
    }

    @Test
    void endpointRedirects() throws IOException, InterruptedException {
        try (KeyServer elsewhere = new KeyServer(KeyServer.keys(NEW.jwk()))) {
            lastGoodKeysStay(
                    KeyServer.whole(
                            "302 Found\r\nLocation: " + elsewhere.location(), "text/plain", ""),
                    KeySetFailure.Kind.STATUS);
            assertThat(elsewhere.requests).hasValue(0);
        }
    }

    @Test
    void endpointAnswersHtml() throws IOException, InterruptedException {
        lastGoodKeysStay(
                KeyServer.whole("200 OK", "text/html", "<html>sign in</html>"),
                KeySetFailure.Kind.UNUSABLE);
    }

    @Test
    void endpointHasNoKeys() throws IOException, InterruptedException {
        lastGoodKeysStay(KeyServer.keys(), KeySetFailure.Kind.UNUSABLE);
    }

    @Test
    void endpointAnswersHalf() throws IOException, InterruptedException {
        lastGoodKeysStay(
                KeyServer.whole("200 OK", "application/json", "{\"keys\":[" + NEW.jwk()),
                KeySetFailure.Kind.UNUSABLE);
    }

    @Test
    void enormousAnswersAreCutOff() throws IOException, InterruptedException {
        for (boolean announced : new boolean[] {true, false}) {
            try (KeyServer server = new KeyServer(KeyServer.keys(OLD.jwk()))) {
                server.behave(server.enormous(announced));
                FollowedKeySet followed = follow(server.location(), NEVER, Duration.ofSeconds(20));
                assertThat(kind(next())).isEqualTo(KeySetFailure.Kind.TOO_LARGE);
                assertThat(server.written.get()).isLessThan(30L << 20);
                followed.close();
            }
            states.clear();
        }
    }

    @Test
    void startWithoutEndpointRefusesTokensUntilItIsThere()
            throws IOException, InterruptedException {
        KeySetLocation nowhere;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nowhere = KeySetLocation.parse("http://127.0.0.1:" + free.getLocalPort() + "/");
        }
        FollowedKeySet followed = follow(nowhere, NEVER, Duration.ofSeconds(5));
        KeySetState first = next();
        KeySetState second = next();

        assertThat(kind(first)).isEqualTo(KeySetFailure.Kind.UNREACHABLE);
        assertThat(second.failures()).isEqualTo(2);
        assertThat(outcome(followed, OLD)).isEqualTo("KEYS_UNAVAILABLE");
    }

    @Test
    void oldKeysCountNoLonger() throws IOException, InterruptedException {
        try (KeyServer server = new KeyServer(KeyServer.keys(OLD.jwk()))) {
            FollowedKeySet followed = follow(server);
            KeySetState _ = next();

            server.behave(KeyServer.whole("503 Later", "text/plain", ""));
            clock.now = NOW.plus(Duration.ofHours(24)).minusMillis(1);
            assertThat(outcome(followed, OLD)).isEqualTo("believed");
            clock.now = NOW.plus(Duration.ofHours(24));
            assertThat(outcome(followed, OLD)).isEqualTo("KEYS_UNAVAILABLE");
        }
    }

    @Test
    void closedSourceAsksNoMore() throws IOException, InterruptedException {
        try (KeyServer server = new KeyServer(KeyServer.keys(OLD.jwk()))) {
            FollowedKeySet followed = follow(server.location(), SOON, Duration.ofSeconds(10));
            KeySetState _ = next();
            followed.close();
            Thread.sleep(300);
            int requests = server.requests.get();
            followed.missed();
            Thread.sleep(300);

            assertThat(server.requests).hasValue(requests);
            assertThat(outcome(followed, OLD)).isEqualTo("believed");
        }
    }
}
