package dev.sallyport.server.token;

import dev.sallyport.control.caller.ApiScope;
import dev.sallyport.control.caller.Caller;
import dev.sallyport.control.client.ApiClient;
import dev.sallyport.control.client.ApiClients;
import dev.sallyport.engine.policy.TenantId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.crypto.SecretKey;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.MacAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;

/**
 * Issues access tokens and finds the caller behind one. A token ends with its life, with its
 * client, and with the secret it was got for. Safe for use by several threads.
 */
public final class AccessTokens {

    private static final String ISSUER = "sallyport";
    private static final String KEY_ID = "1";
    private static final String SCOPE = "scope";

    /* The instant of the secret the token was got for, in milliseconds: another secret, another generation. */
    private static final String GENERATION = "gen";

    private final NimbusJwtEncoder encoder;
    private final NimbusJwtDecoder decoder;
    private final ApiClients clients;
    private final Duration life;
    private final Clock clock;

    /**
     * Signs with {@code key}.
     *
     * @param clients knows the clients there are at the moment
     * @param life how long a token is good for
     */
    public AccessTokens(SecretKey key, ApiClients clients, Duration life, Clock clock) {
        this.clients = clients;
        this.life = life;
        this.clock = clock;
        encoder =
                NimbusJwtEncoder.withSecretKey(key)
                        .algorithm(MacAlgorithm.HS256)
                        // The default id is a hash of the key, which is nobody else's business.
                        .jwkPostProcessor(jwk -> jwk.keyID(KEY_ID))
                        .build();
        decoder = NimbusJwtDecoder.withSecretKey(key).macAlgorithm(MacAlgorithm.HS256).build();
        JwtTimestampValidator timestamps = new JwtTimestampValidator(Duration.ZERO);
        timestamps.setClock(clock);
        decoder.setJwtValidator(
                new DelegatingOAuth2TokenValidator<>(timestamps, new JwtIssuerValidator(ISSUER)));
    }

    /** Returns how long a token is good for. */
    public Duration life() {
        return life;
    }

    /** Returns a token with which {@code client} may do what the given scopes stand for. */
    public String issue(ApiClient client, Set<ApiScope> scopes) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        JwtClaimsSet claims =
                JwtClaimsSet.builder()
                        .issuer(ISSUER)
                        .subject(client.clientId())
                        .issuedAt(now)
                        .expiresAt(now.plus(life))
                        .claim(SCOPE, text(scopes))
                        .claim(GENERATION, client.secretChangedAt().toEpochMilli())
                        .build();
        JwsHeader header = JwsHeader.with(MacAlgorithm.HS256).build();
        return encoder.encode(JwtEncoderParameters.from(header, claims)).getTokenValue();
    }

    /** Returns the caller a token stands for; empty if it is not or no longer good. */
    public Optional<Caller> caller(String token) {
        Jwt jwt;
        try {
            jwt = decoder.decode(token);
        } catch (JwtException notGood) {
            return Optional.empty();
        }
        String clientId = jwt.getClaimAsString(JwtClaimNames.SUB);
        Object generation = jwt.getClaim(GENERATION);
        if (clientId == null || !(generation instanceof Long secretChangedAt)) {
            return Optional.empty();
        }
        return clients.find(clientId)
                .filter(client -> client.secretChangedAt().toEpochMilli() == secretChangedAt)
                .map(client -> caller(client, scopes(jwt)));
    }

    private static Caller caller(ApiClient client, Set<ApiScope> scopes) {
        TenantId tenant = client.tenant();
        return tenant == null
                ? new Caller.Operator(client.clientId(), scopes)
                : new Caller.TenantClient(client.clientId(), tenant, scopes);
    }

    private static Set<ApiScope> scopes(Jwt jwt) {
        String text = jwt.getClaimAsString(SCOPE);
        Set<ApiScope> scopes = EnumSet.noneOf(ApiScope.class);
        if (text != null) {
            Arrays.stream(text.split(" "))
                    .forEach(word -> ApiScope.find(word).ifPresent(scopes::add));
        }
        return scopes;
    }

    /** Returns the scopes as a token names them: their names, separated by spaces. */
    static String text(Set<ApiScope> scopes) {
        return scopes.stream().sorted().map(ApiScope::text).collect(Collectors.joining(" "));
    }
}
