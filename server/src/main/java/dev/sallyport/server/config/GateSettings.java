package dev.sallyport.server.config;

import dev.sallyport.engine.client.AddressHeader;
import dev.sallyport.engine.client.TrustedProxies;
import dev.sallyport.gate.AnswerHeaders;
import dev.sallyport.gate.FactHeaders;
import dev.sallyport.gate.GateConfiguration;
import dev.sallyport.gate.GateProfile;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/* What the settings say about the gate. */
final class GateSettings {

    private static final List<Key<?>> CUSTOM_ONLY =
            List.of(
                    Keys.GATE_CLIENT_ADDRESS_HEADER,
                    Keys.GATE_CLIENT_ADDRESS_SINGLE,
                    Keys.GATE_HOST_HEADER,
                    Keys.GATE_PATH_HEADER);

    private final Settings settings;

    GateSettings(Settings settings) {
        this.settings = settings;
    }

    GateConfiguration configuration() {
        GateConfiguration profile =
                switch (settings.get(Keys.GATE_PROFILE)) {
                    case NGINX -> of(GateProfile.NGINX);
                    case FORWARD_AUTH -> of(GateProfile.FORWARD_AUTH);
                    case ENVOY -> of(GateProfile.ENVOY);
                    case CUSTOM -> custom();
                };
        return profile.withBind(settings.get(Keys.GATE_ADDRESS), settings.get(Keys.GATE_PORT))
                .withTrustedProxies(TrustedProxies.of(settings.get(Keys.GATE_TRUSTED_PROXIES)))
                .withFactHeaders(withFacts(profile.factHeaders()))
                .withAnswerHeaders(
                        settings.find(Keys.GATE_ANSWER_HEADERS).orElse(profile.answerHeaders()))
                .withTenants(new IdentitySettings(settings).tenants())
                .withWhileNotReady(settings.get(Keys.GATE_WHILE_NOT_READY))
                .withThreads(settings.get(Keys.GATE_THREADS))
                .withObservationMemory(settings.get(Keys.GATE_OBSERVATION_MEMORY));
    }

    private GateConfiguration of(GateProfile profile) {
        for (Key<?> key : CUSTOM_ONLY) {
            if (settings.isGiven(key)) {
                settings.fault(key, "counts only under `gate.profile: custom`");
            }
        }
        return GateConfiguration.of(profile);
    }

    private GateConfiguration custom() {
        Optional<String> address = settings.find(Keys.GATE_CLIENT_ADDRESS_HEADER);
        if (address.isEmpty()) {
            settings.fault(
                    Keys.GATE_CLIENT_ADDRESS_HEADER, "must be given under `gate.profile: custom`");
        }
        AddressHeader header =
                ConfigurationLoader.addressHeader(
                        address.orElse(AddressHeader.X_FORWARDED_FOR.name()),
                        settings.get(Keys.GATE_CLIENT_ADDRESS_SINGLE));
        String host = settings.find(Keys.GATE_HOST_HEADER).orElse("host");
        String path = settings.find(Keys.GATE_PATH_HEADER).orElse(null);
        return checked(() ->
                        GateConfiguration.of(
                                FactHeaders.of(header, host, path), AnswerHeaders.MINIMAL))
                .orElseGet(() -> GateConfiguration.of(GateProfile.NGINX));
    }

    private FactHeaders withFacts(FactHeaders headers) {
        return checked(() ->
                        headers.withTenant(header("tenant"))
                                .withChannel(header("channel"))
                                .withPrincipal(
                                        header("principal"),
                                        header("roles"),
                                        header("client"),
                                        header("authorized-clients")))
                .orElse(headers);
    }

    private @Nullable String header(String fact) {
        List<String> names =
                settings.get(Keys.GATE_FACT_HEADERS).stream()
                        .filter(setting -> setting.fact().equals(fact))
                        .map(FactHeaderSetting::header)
                        .toList();
        if (names.size() > 1) {
            throw new IllegalArgumentException("fact `" + fact + "` is named twice");
        }
        return names.isEmpty() ? null : names.getFirst();
    }

    private <T> Optional<T> checked(java.util.function.Supplier<T> making) {
        try {
            return Optional.of(making.get());
        } catch (IllegalArgumentException fault) {
            settings.fault(
                    Keys.GATE_FACT_HEADERS,
                    Objects.requireNonNullElse(fault.getMessage(), "is contradictory"));
            return Optional.empty();
        }
    }
}
