package dev.sallyport.server.config;

import dev.sallyport.gate.TenantSource;
import dev.sallyport.gate.TokenPlace;
import dev.sallyport.jose.Audience;
import dev.sallyport.jose.KeySetLocation;
import dev.sallyport.jose.KeySetTimes;
import dev.sallyport.jose.SignatureAlgorithm;
import dev.sallyport.jose.TokenPolicy;
import dev.sallyport.server.config.IdentityKeys.TenantSourceName;
import dev.sallyport.server.identity.ClaimsMap;
import dev.sallyport.server.identity.TokenSettings;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/* What the settings say about who asks the gate, and for which tenant. */
final class IdentitySettings {

    private static final Set<String> PRINCIPAL_FACTS =
            Set.of("principal", "roles", "client", "authorized-clients");

    private final Settings settings;

    IdentitySettings(Settings settings) {
        this.settings = settings;
    }

    TenantSource tenants() {
        TenantSourceName source = settings.get(IdentityKeys.TENANT_SOURCE);
        only(Keys.GATE_HOST_PATTERN, source, TenantSourceName.HOST);
        only(IdentityKeys.TENANT_PATH, source, TenantSourceName.PATH);
        boolean isHeader = names("tenant");
        if (isHeader && source != TenantSourceName.HOST) {
            settings.fault(
                    Keys.GATE_FACT_HEADERS,
                    "`tenant` and `gate.tenant.source` both name the tenant; leave one out");
        }
        if (isHeader && settings.isGiven(Keys.GATE_HOST_PATTERN)) {
            settings.fault(
                    Keys.GATE_FACT_HEADERS,
                    "`tenant` and `gate.host-pattern` both name the tenant; leave one out");
        }
        if (isHeader) {
            return TenantSource.ownedHosts();
        }
        return switch (source) {
            case HOST -> new TenantSource.Host(settings.find(Keys.GATE_HOST_PATTERN).orElse(null));
            case PATH -> path();
            case TOKEN -> {
                if (!settings.isGiven(IdentityKeys.CLAIM_TENANT)) {
                    settings.fault(
                            IdentityKeys.CLAIM_TENANT,
                            "must be given under `gate.tenant.source: token`");
                }
                yield new TenantSource.Token();
            }
        };
    }

    private TenantSource path() {
        if (!settings.isGiven(IdentityKeys.TENANT_PATH)) {
            settings.fault(
                    IdentityKeys.TENANT_PATH, "must be given under `gate.tenant.source: path`");
        }
        return settings.find(IdentityKeys.TENANT_PATH)
                .<TenantSource>map(TenantSource.Path::new)
                .orElse(TenantSource.ownedHosts());
    }

    private void only(Key<?> key, TenantSourceName source, TenantSourceName needed) {
        if (settings.isGiven(key) && source != needed) {
            settings.fault(
                    key,
                    "counts only under `gate.tenant.source: " + ValueReaders.word(needed) + "`");
        }
    }

    private boolean names(String fact) {
        return settings.get(Keys.GATE_FACT_HEADERS).stream()
                .anyMatch(setting -> setting.fact().equals(fact));
    }

    /* Null if no tokens are looked at. */
    @Nullable TokenSettings tokens() {
        List<Key<?>> given =
                IdentityKeys.all().stream()
                        .filter(key -> key.name().startsWith("gate.token."))
                        .filter(settings::isGiven)
                        .toList();
        Optional<TokenPlace> place = place(given);
        if (place.isEmpty() && given.isEmpty()) {
            return null;
        }
        if (PRINCIPAL_FACTS.stream().anyMatch(this::names)) {
            settings.fault(
                    Keys.GATE_FACT_HEADERS,
                    "headers and `gate.token` both say who asks; leave one out");
        }
        Optional<KeySetLocation> keys = required(IdentityKeys.TOKEN_KEYS);
        Optional<String> issuer = required(IdentityKeys.TOKEN_ISSUER);
        List<String> names = settings.get(IdentityKeys.TOKEN_AUDIENCE);
        if (names.isEmpty()) {
            settings.fault(
                    IdentityKeys.TOKEN_AUDIENCE,
                    "must be given with `gate.token`: the names of this application in `aud`, or"
                            + " `*` if tokens for anybody are believed");
        }
        Optional<KeySetTimes> times = times();
        TokenPolicy policy = policy(issuer.orElse("-"), names.isEmpty() ? List.of("-") : names);
        ClaimsMap claims = claims();
        int remembered = settings.get(IdentityKeys.TOKEN_REMEMBERED);
        boolean isWhole = place.isPresent() && keys.isPresent() && times.isPresent();
        return isWhole
                ? new TokenSettings(
                        place.get(), keys.get(), times.get(), policy, claims, remembered)
                : null;
    }

    private Optional<TokenPlace> place(List<Key<?>> given) {
        Optional<String> header = settings.find(IdentityKeys.TOKEN_HEADER);
        Optional<String> cookie = settings.find(IdentityKeys.TOKEN_COOKIE);
        if (header.isPresent() && cookie.isPresent()) {
            settings.fault(
                    IdentityKeys.TOKEN_COOKIE,
                    "`gate.token.header` is given as well; a token has one place");
            return Optional.empty();
        }
        if (header.isPresent()) {
            return checked(IdentityKeys.TOKEN_HEADER, () -> new TokenPlace.Header(header.get()));
        }
        if (cookie.isPresent()) {
            return checked(IdentityKeys.TOKEN_COOKIE, () -> new TokenPlace.Cookie(cookie.get()));
        }
        boolean isExpected = settings.get(IdentityKeys.TENANT_SOURCE) == TenantSourceName.TOKEN;
        if (!given.isEmpty() || isExpected) {
            settings.fault(
                    IdentityKeys.TOKEN_HEADER,
                    "or `gate.token.cookie` must be given: the place of the tokens");
        }
        return Optional.empty();
    }

    private Optional<TokenPlace> checked(Key<?> key, Supplier<TokenPlace> making) {
        try {
            return Optional.of(making.get());
        } catch (IllegalArgumentException fault) {
            settings.fault(key, Objects.requireNonNullElse(fault.getMessage(), "is no place"));
            return Optional.empty();
        }
    }

    private <T> Optional<T> required(Key<T> key) {
        if (!settings.isGiven(key)) {
            settings.fault(key, "must be given with `gate.token`");
        }
        return settings.find(key);
    }

    private Optional<KeySetTimes> times() {
        Duration refresh = settings.get(IdentityKeys.TOKEN_KEYS_REFRESH);
        Duration longest = settings.get(IdentityKeys.TOKEN_KEYS_LONGEST);
        if (longest.compareTo(refresh) <= 0) {
            settings.fault(
                    IdentityKeys.TOKEN_KEYS_LONGEST, "is longer than `gate.token.keys-refresh`");
            return Optional.empty();
        }
        KeySetTimes standard = KeySetTimes.DEFAULT;
        return Optional.of(
                new KeySetTimes(
                        refresh,
                        standard.retry(),
                        standard.earliest(),
                        standard.deadline(),
                        longest));
    }

    private TokenPolicy policy(String issuer, List<String> names) {
        Audience audience =
                names.equals(List.of("*"))
                        ? new Audience.Anybody()
                        : new Audience.OneOf(Set.copyOf(names));
        List<SignatureAlgorithm> algorithms = settings.get(IdentityKeys.TOKEN_ALGORITHMS);
        return new TokenPolicy(
                issuer,
                audience,
                algorithms.isEmpty() ? SignatureAlgorithm.DEFAULT : Set.copyOf(algorithms),
                settings.find(IdentityKeys.TOKEN_TYPE).orElse(null),
                settings.get(IdentityKeys.TOKEN_CLOCK_SKEW),
                settings.get(IdentityKeys.TOKEN_LONGEST));
    }

    private ClaimsMap claims() {
        return new ClaimsMap(
                settings.find(IdentityKeys.CLAIM_KIND).orElse(null),
                settings.get(IdentityKeys.CLAIM_ID),
                settings.get(IdentityKeys.CLAIM_ROLES),
                settings.get(IdentityKeys.CLAIM_CLIENT),
                settings.find(IdentityKeys.CLAIM_AUTHORIZED_CLIENTS).orElse(null),
                settings.find(IdentityKeys.CLAIM_TENANT).orElse(null));
    }
}
