package dev.sallyport.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.client.AddressHeader;
import dev.sallyport.engine.host.HostName;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a configuration refuses, so that a started gate never has to. */
final class ConfigurationTest {

    @ParameterizedTest
    @CsvSource({
        "{tenant}.example.com,   acme.example.com,      acme",
        "{tenant}.example.com,   a-1.example.com,       a-1",
        "{tenant}.example.com,   example.com,           null",
        "{tenant}.example.com,   x.acme.example.com,    null",
        "{tenant}.example.com,   acme.example.org,      null",
        "{tenant}.example.com,   a_1.example.com,       null",
        "app-{tenant}.example,   app-acme.example,      acme",
        "app-{tenant}.example,   app-.example,          null",
        "{tenant},               acme,                  acme",
    })
    void hostPatternNamesTenants(String pattern, String host, String tenant) {
        assertThat(HostPattern.parse(pattern).toString()).isEqualTo(pattern);
        assertThat(String.valueOf(HostPattern.parse(pattern).tenantOf(new HostName(host))))
                .isEqualTo(tenant);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "example.com",
                "{tenant}.{tenant}.com",
                "{Tenant}.com",
                "{tenant}.Example.com",
                "{tenant}.com.",
                "{tenant}.com:80",
                "{tenant}..com",
                "{tenant}.ex\u00e4mple"
            })
    void hostPatternIsRefused(String pattern) {
        assertThatIllegalArgumentException().isThrownBy(() -> HostPattern.parse(pattern));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "X Host",
                "X-Host:",
                "X-H\u00f6st",
                "Content-Length",
                "transfer-encoding",
                "Connection",
                "Expect",
                "X-Forwarded-For"
            })
    void factHeaderIsRefused(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FactHeaders.of(AddressHeader.X_FORWARDED_FOR, name, null));
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        GateProfile.NGINX.factHeaders().withPrincipal(null, null, name, null));
    }

    @Test
    void twoFactsNeverShareOneHeader() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GateProfile.NGINX.factHeaders().withTenant("Host"))
                .withMessage("header `host` carries two facts");
    }

    @ParameterizedTest
    @CsvSource({
        "/t/{tenant},      /t/acme/x,      acme, /x",
        "/t/{tenant}/,     /t/acme,        acme, /",
        "/{tenant},        /acme/,         acme, /",
        "/{tenant},        /,              null, ''",
        "/t/{tenant},      /t,             null, ''",
        "/t/{tenant},      /t/,            null, ''",
        "/t/{tenant},      /T/acme,        null, ''",
        "/t/{tenant},      /t/Acme,        null, ''",
        "/t/{tenant},      /x/t/acme,      null, ''",
        "/a/b-c/{tenant},  /a/b-c/d/e/f,   d,    /e/f",
    })
    void pathPatternNamesTenants(String pattern, String path, String tenant, String behind) {
        PathPattern parsed = PathPattern.parse(pattern);
        assertThat(parsed).isEqualTo(PathPattern.parse(parsed.toString()));
        assertThat(String.valueOf(parsed.tenantOf(path))).isEqualTo(tenant);
        if (!behind.isEmpty()) {
            assertThat(parsed.behindTenant(path)).isEqualTo(behind);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "{tenant}",
                "t/{tenant}",
                "/t{tenant}",
                "/{tenant}/x",
                "//{tenant}",
                "/../{tenant}",
                "/t%20/{tenant}",
                "/t;x/{tenant}",
                "/t?x/{tenant}",
                "/{tenant}//"
            })
    void pathPatternIsRefused(String pattern) {
        assertThatIllegalArgumentException().isThrownBy(() -> PathPattern.parse(pattern));
    }

    @Test
    void whoAsksIsSaidOnce() {
        SentTokens cookie = new SentTokens(new TokenPlace.Cookie("session"), token -> null, false);
        FactHeaders vouching =
                GateProfile.NGINX.factHeaders().withPrincipal("X-User", null, null, null);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Gates.nginx().withFactHeaders(vouching).withTokens(cookie))
                .withMessage("a token and headers both say who asks");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        Gates.nginx()
                                .withTokens(
                                        new SentTokens(
                                                new TokenPlace.Header("X-Original-URI"),
                                                token -> null,
                                                false)))
                .withMessage("header `x-original-uri` carries another fact than the token");
    }

    @Test
    void tenantIsNamedOnce() {
        FactHeaders naming = GateProfile.NGINX.factHeaders().withTenant("X-Tenant");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        Gates.nginx().withTenants(new TenantSource.Token()).withFactHeaders(naming))
                .withMessage("two sources name the tenant");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new GateServer(
                                Gates.nginx().withTenants(new TenantSource.Token()),
                                Gates.directory(),
                                Gates.CLOCK));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a=b", "a;b", "s\u00e9"})
    void tokenPlaceIsRefused(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> new TokenPlace.Cookie(name));
        assertThatIllegalArgumentException().isThrownBy(() -> new TokenPlace.Header(name));
        assertThatIllegalArgumentException().isThrownBy(() -> new TokenPlace.Header("Cookie"));
    }

    @Test
    void numbersAreChecked() {
        GateConfiguration configuration = Gates.nginx();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> configuration.withBind(IpAddress.parse("::1"), 65536));
        assertThatIllegalArgumentException().isThrownBy(() -> configuration.withThreads(-1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GateLimits.DEFAULT.withConnections(0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GateLimits.DEFAULT.withUnread(Duration.ZERO));
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        GateLimits.DEFAULT.withDrain(Duration.ofMillis(-1), Duration.ofSeconds(1)));
    }
}
