package dev.sallyport.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.engine.client.UndeterminedCause;
import dev.sallyport.engine.decision.Reason;
import dev.sallyport.engine.decision.TenantDirectory;
import dev.sallyport.engine.policy.Effect;
import dev.sallyport.engine.policy.Mode;
import dev.sallyport.engine.policy.RuleId;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * The catalogue: every reason under its public code, every metric once, and each counted where it
 * belongs.
 */
final class GateMetricsTest {

    private static final List<Reason> EVERY_REASON =
            List.of(
                    new Reason.BreakGlass("g"),
                    new Reason.ClientNotAuthorized(),
                    new Reason.DeniedByRule(new RuleId("r")),
                    new Reason.AllowedByRule(new RuleId("r")),
                    new Reason.Granted("g"),
                    new Reason.Exempted("e"),
                    new Reason.NotInAllowList(),
                    new Reason.NoRestriction(),
                    new Reason.TenantUnknown(),
                    new Reason.NotReady(),
                    new Reason.RequestAmbiguous());

    @Test
    void reasonsHaveTheirPublicCodes() {
        assertThat(EVERY_REASON).hasSize(Reason.class.getPermittedSubclasses().length);
        for (Reason reason : EVERY_REASON) {
            assertThat(ReasonCode.of(reason).text()).isEqualTo(reason.code());
        }
        assertThat(ReasonCode.values()).hasSize(EVERY_REASON.size());
    }

    @Test
    void everyMetricIsThereOnceAndBeginsAtZero() {
        List<Measurement> all = new GateMetrics().read();
        Set<String> keys = new HashSet<>();
        Map<String, String> descriptions = new TreeMap<>();
        for (Measurement measurement : all) {
            assertThat(measurement.value()).isZero();
            assertThat(measurement.name()).matches("sallyport_gate_[a-z_]+");
            assertThat(keys.add(measurement.name() + measurement.labels())).isTrue();
            assertThat(
                            descriptions.merge(
                                    measurement.name(),
                                    measurement.description(),
                                    (one, other) -> one))
                    .isEqualTo(measurement.description())
                    .endsWith(".");
        }
        assertThat(descriptions.keySet())
                .containsExactly(
                        "sallyport_gate_accept_pauses",
                        "sallyport_gate_addresses_undetermined",
                        "sallyport_gate_connections_accepted",
                        "sallyport_gate_connections_ended",
                        "sallyport_gate_connections_open",
                        "sallyport_gate_decisions",
                        "sallyport_gate_hosts_unknown",
                        "sallyport_gate_observations_dropped",
                        "sallyport_gate_observations_folded",
                        "sallyport_gate_paths_ambiguous",
                        "sallyport_gate_requests_refused",
                        "sallyport_gate_requests_untrusted",
                        "sallyport_gate_tokens_of_other_tenants",
                        "sallyport_gate_tokens_refused");
    }

    @Test
    void requestsAreCountedWhereTheyBelong() throws IOException {
        TenantDirectory directory = Gates.directory();
        Gates.publish(directory, Gates.state("acme", 1, Mode.ENFORCE), "acme.example.com");
        try (GateServer gate = new GateServer(Gates.nginx(), directory, Gates.CLOCK)) {
            int port = gate.start();
            try (RawClient trusted = new RawClient(port);
                    RawClient untrusted = new RawClient(port, "127.0.0.9")) {
                trusted.send("GET / HTTP/1.1\r\nHost: acme.example.com\r\n\r\n").read();
                trusted.send("GET / HTTP/1.1\r\nHost: nobody.example.com\r\n\r\n").read();
                untrusted.send("GET / HTTP/1.1\r\nHost: acme.example.com\r\n\r\n").read();
                untrusted.send("nonsense\r\n").read();
                GateMetrics metrics = gate.metrics();
                assertThat(metrics.decisions(new Reason.NoRestriction(), Effect.ALLOW))
                        .isEqualTo(2);
                assertThat(metrics.decisions(new Reason.TenantUnknown(), Effect.DENY)).isEqualTo(1);
                assertThat(metrics.decisions(new Reason.TenantUnknown(), Effect.ALLOW)).isZero();
                assertThat(metrics.undeterminedAddresses(UndeterminedCause.HEADER_MISSING))
                        .isEqualTo(1);
                assertThat(metrics.ambiguousPaths()).isEqualTo(1);
                assertThat(metrics.unknownHosts()).isEqualTo(1);
                assertThat(metrics.untrustedRequests()).isEqualTo(1);
                assertThat(metrics.refusals(Refusal.MALFORMED)).isEqualTo(1);
                assertThat(metrics.connectionsAccepted()).isEqualTo(2);
            }
        }
    }
}
