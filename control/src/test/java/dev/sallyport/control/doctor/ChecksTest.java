package dev.sallyport.control.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.control.deployment.SwitchState;
import dev.sallyport.control.doctor.Finding.Severity;
import dev.sallyport.control.geo.GeoStatus;
import dev.sallyport.control.people.PeopleSource;
import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.client.UndeterminedCause;
import dev.sallyport.engine.decision.DeploymentSwitch;
import dev.sallyport.engine.policy.Mode;
import dev.sallyport.engine.policy.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every check with something to find and with nothing to find. */
final class ChecksTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final TenantId ACME = new TenantId("acme");
    private static final IpAddress PRIVATE = IpAddress.parse("10.0.0.5");

    private static Arguments row(String name, Check check, String... codes) {
        return Arguments.of(name, check, List.of(codes));
    }

    private static Check trusted(String... prefixes) {
        return new TrustedPrefixCheck(
                "gate.trusted-proxies", Stream.of(prefixes).map(IpPrefix::parse).toList());
    }

    private static Check forwarding(
            long untrusted, boolean hasTrusted, UndeterminedCause... causes) {
        Map<UndeterminedCause, Long> counts = new java.util.EnumMap<>(UndeterminedCause.class);
        for (UndeterminedCause cause : causes) {
            counts.put(cause, 1L);
        }
        return new ForwardingCheck(100, untrusted, hasTrusted, counts);
    }

    private static Check observing(Duration ago, boolean recorded) {
        return new DeploymentCheck(
                new SwitchState(DeploymentSwitch.OBSERVE, NOW.minus(ago), "operator:a", "why"),
                recorded,
                NOW);
    }

    private static GeoStatus geo(@Nullable Duration age, boolean isRefused) {
        GeoStatus.Attempt attempt =
                isRefused
                        ? new GeoStatus.Attempt(
                                NOW, GeoStatus.Outcome.REFUSED, List.of("the file is cut off"))
                        : new GeoStatus.Attempt(NOW, GeoStatus.Outcome.LOADED, List.of());
        return new GeoStatus(
                age == null ? null : "2026-01-01",
                List.of(),
                age == null ? null : NOW,
                age == null ? null : NOW.minus(age),
                age,
                Duration.ofDays(35),
                0.1,
                0,
                age == null ? null : attempt);
    }

    static Stream<Arguments> checks() {
        return Stream.of(
                row("own proxy", new OwnProxyCheck(100, PRIVATE, 51), "proxy.own-address"),
                row("half is not most", new OwnProxyCheck(100, PRIVATE, 50)),
                row("too few to tell", new OwnProxyCheck(19, PRIVATE, 19)),
                row("narrow enough", trusted("10.0.0.0/24", "fd00::/64", "10.9.9.9/32")),
                row("wider than /24", trusted("10.0.0.0/23"), "proxy.trust-too-wide"),
                row("wider than /64", trusted("fd00::/63"), "proxy.trust-too-wide"),
                row("inside Cloudflare", trusted("104.16.5.0/24"), "proxy.trust-in-cdn"),
                row(
                        "around Fastly",
                        trusted("151.0.0.0/8"),
                        "proxy.trust-too-wide",
                        "proxy.trust-in-cdn"),
                row("CloudFront IPv6", trusted("2600:9000:1000::/64"), "proxy.trust-in-cdn"),
                row("all determined", forwarding(0, true)),
                row(
                        "each cause apart",
                        forwarding(
                                0,
                                true,
                                UndeterminedCause.HEADER_MISSING,
                                UndeterminedCause.ELEMENT_MALFORMED),
                        "forwarding.header-missing",
                        "forwarding.element-malformed"),
                row("untrusted peers", forwarding(1, true), "proxy.untrusted-peer"),
                row("no proxy at all", forwarding(100, false)),
                row(
                        "IPv6 denied",
                        new Ipv6ShareCheck(ACME, Mode.ENFORCE, true, 90, 10),
                        "policy.ipv6-share"),
                row("IPv6 allowed for", new Ipv6ShareCheck(ACME, Mode.ENFORCE, false, 90, 10)),
                row("no IPv6", new Ipv6ShareCheck(ACME, Mode.MONITOR, true, 90, 0)),
                row("observes", observing(Duration.ofHours(1), true), "deployment.observes"),
                row(
                        "not written down",
                        observing(Duration.ofHours(1), false),
                        "deployment.unrecorded",
                        "deployment.observes"),
                row("enforces", new DeploymentCheck(SwitchState.UNTOUCHED, true, NOW)),
                row("unknown hosts", new UnknownHostsCheck(100, 1), "tenant.unknown-hosts"),
                row("hardly any", new UnknownHostsCheck(1000, 9)),
                row("fresh geo data", new GeoDataCheck(geo(Duration.ofDays(35), false))),
                row("stale", new GeoDataCheck(geo(Duration.ofDays(36), false)), "geo.stale"),
                row(
                        "stale, and the new file is broken",
                        new GeoDataCheck(geo(Duration.ofDays(36), true)),
                        "geo.refused",
                        "geo.stale"),
                row("no geo data", new GeoDataCheck(geo(null, false))),
                row("keys", new TokenKeysCheck(true, null)),
                row("last good keys", new TokenKeysCheck(true, "no answer"), "token.keys-old"),
                row("no keys", new TokenKeysCheck(false, "no answer"), "token.keys-missing"),
                row("no keys yet", new TokenKeysCheck(false, null), "token.keys-missing"),
                row("nothing forgotten", new MonitoringCheck(List.of())),
                row("forgotten", new MonitoringCheck(List.of(ACME)), "monitoring.overdue"),
                row("people by tokens", new PeopleCheck(PeopleSource.TOKEN)),
                row("people by headers", new PeopleCheck(PeopleSource.HEADERS)),
                row("people by sightings", new PeopleCheck(PeopleSource.SIGHTINGS)),
                row("nobody known", new PeopleCheck(PeopleSource.UNKNOWN), "people.unknown"),
                row("all in force", new LoadedTenantsCheck(true, Set.of())),
                row(
                        "not in force",
                        new LoadedTenantsCheck(false, Set.of(ACME)),
                        "tenant.behind",
                        "tenant.left-out"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("checks")
    void findsWhatThereIs(String name, Check check, List<String> codes) {
        List<Finding> findings = check.findings();

        assertThat(findings.stream().map(Finding::code)).as(name).containsExactlyElementsOf(codes);
        for (Finding finding : findings) {
            assertThat(finding.seen()).isNotBlank().doesNotEndWith(".");
            assertThat(finding.advice()).isNotBlank().doesNotEndWith(".");
        }
    }

    @org.junit.jupiter.api.Test
    void severityGrowsWithTheHarm() {
        assertThat(observing(Duration.ofHours(1), true).findings().getFirst().severity())
                .isEqualTo(Severity.NOTE);
        assertThat(observing(Duration.ofDays(2), true).findings().getFirst().severity())
                .isEqualTo(Severity.WARNING);
        assertThat(
                        new Ipv6ShareCheck(ACME, Mode.MONITOR, true, 1, 1)
                                .findings()
                                .getFirst()
                                .severity())
                .isEqualTo(Severity.WARNING);
        assertThat(trusted("0.0.0.0/0").findings().getFirst().severity()).isEqualTo(Severity.ERROR);
    }
}
