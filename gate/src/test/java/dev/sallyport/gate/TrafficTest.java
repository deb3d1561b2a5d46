package dev.sallyport.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.engine.client.UndeterminedCause;
import dev.sallyport.engine.decision.DeploymentSwitch;
import dev.sallyport.engine.decision.TenantDirectory;
import dev.sallyport.engine.policy.Effect;
import dev.sallyport.engine.policy.Mode;
import dev.sallyport.engine.policy.Scope;
import dev.sallyport.engine.policy.TenantId;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What the decision port has seen lately, asked over real connections. */
final class TrafficTest {

    private static String question(String host, String addresses) {
        return "GET / HTTP/1.1\r\nHost: " + host + "\r\nX-Original-URI: /\r\n" + addresses + "\r\n";
    }

    private static TenantDirectory directory() {
        TenantDirectory directory = Gates.directory();
        Gates.publish(
                directory,
                Gates.state(
                        "acme",
                        1,
                        Mode.ENFORCE,
                        Gates.rule("in", Effect.ALLOW, Scope.ALL, "192.0.2.0/24")),
                "acme.example.com");
        directory.markReady();
        return directory;
    }

    @Test
    void requestsAreCountedByWhatTheyLack() throws IOException {
        try (GateServer gate = new GateServer(Gates.nginx(), directory(), Gates.CLOCK)) {
            try (RawClient client = new RawClient(gate.start())) {
                String known = "acme.example.com";
                for (int i = 0; i < 3; i++) {
                    client.send(question(known, "X-Forwarded-For: 192.168.7.7\r\n")).read();
                }
                client.send(question(known, "X-Forwarded-For: 2001:db8::1\r\n")).read();
                client.send(question(known, "X-Forwarded-For: not-an-address\r\n")).read();
                client.send(question(known, "")).read();
                client.send(question("nobody.example.com", "X-Forwarded-For: 192.0.2.1\r\n"))
                        .read();
                client.send(question("nobody.example.com:8443", "")).read();
            }
            TrafficReport report = gate.traffic();

            assertThat(report.requests()).isEqualTo(8);
            assertThat(report.untrusted()).isZero();
            assertThat(report.withUnknownHost()).isEqualTo(2);
            assertThat(report.undetermined())
                    .containsOnlyKeys(
                            UndeterminedCause.ELEMENT_MALFORMED, UndeterminedCause.HEADER_MISSING);
            assertThat(report.privateAddresses()).hasSize(1);
            assertThat(report.privateAddresses().getFirst().address()).hasToString("192.168.7.7");
            assertThat(report.privateAddresses().getFirst().count()).isEqualTo(3);
            assertThat(report.families())
                    .containsOnly(
                            java.util.Map.entry(
                                    new TenantId("acme"), new TrafficReport.FamilyCount(3, 1)));
            assertThat(report.unknownHosts()).hasSize(1);
            assertThat(report.unknownHosts().getFirst().host()).isEqualTo("nobody.example.com");
            assertThat(report.unknownHosts().getFirst().count()).isEqualTo(2);
        }
    }

    /** The switch acts on the next answer, whatever the snapshots were compiled with. */
    @Test
    void theDirectorysSwitchActsAtOnce() throws IOException {
        TenantDirectory directory = directory();
        String denied = question("acme.example.com", "X-Forwarded-For: 198.51.100.1\r\n");
        try (GateServer gate = new GateServer(Gates.nginx(), directory, Gates.CLOCK);
                RawClient client = new RawClient(gate.start())) {
            assertThat(client.send(denied).read().toString())
                    .contains("403")
                    .contains("x-sallyport-deployment=enforce");
            directory.deployment(DeploymentSwitch.OBSERVE);
            assertThat(client.send(denied).read().toString())
                    .contains("204")
                    .contains("x-sallyport-evaluated=deny")
                    .contains("x-sallyport-deployment=observe");
            directory.deployment(DeploymentSwitch.ENFORCE);
            assertThat(client.send(denied).read().toString())
                    .contains("403")
                    .contains("x-sallyport-deployment=enforce");
        }
    }
}
