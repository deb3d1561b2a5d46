package dev.sallyport.compat.nginx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.compat.imports.ImportOutcome;
import dev.sallyport.compat.imports.Readings;
import dev.sallyport.compat.imports.SourceReader;
import dev.sallyport.control.policy.PolicySubmission;
import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.decision.GeoData;
import dev.sallyport.engine.policy.Effect;
import dev.sallyport.testkit.Chance;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * What order decides at nginx is decided without order here, for every address: against a reading
 * that goes through the rules one after the other.
 */
class FirstMatchTest {

    private static final SourceReader READER = new NginxReader("", Set.of(), Set.of());

    @Test
    void everyAddressIsJudgedAsByTheFirstRuleThatMatches() {
        int allowed = 0;
        int denied = 0;
        int withExceptions = 0;
        int layered = 0;
        for (long seed = 1; seed <= 3_000; seed++) {
            GeneratedConfigurations generated = new GeneratedConfigurations(new Chance(seed));
            NaiveNginx nginx = generated.next();
            ImportOutcome outcome = Readings.read(READER, nginx.text());
            PolicySubmission policy =
                    switch (outcome) {
                        case ImportOutcome.Taken(PolicySubmission submission, var report) -> {
                            assertThat(report.lines())
                                    .as("seed %d: a line of the report for each rule", seed)
                                    .hasSameSizeAs(nginx.lines());
                            yield submission;
                        }
                        case ImportOutcome.Refused(String why, String _, var _) -> {
                            assertThat(why).as("seed %d", seed).contains("nothing in it");
                            yield null;
                        }
                    };
            if (policy != null) {
                withExceptions +=
                        policy.rules().stream().anyMatch(r -> !r.except().isEmpty()) ? 1 : 0;
                layered += policy.rules().size() > 1 ? 1 : 0;
            }
            Readings.Verdicts verdicts =
                    policy == null ? _ -> Effect.ALLOW : Readings.verdicts(policy, GeoData.none());
            for (int i = 0; i < 60; i++) {
                IpAddress client = generated.client();
                Effect expected = nginx.verdict(client);
                assertThat(verdicts.of(client))
                        .as(
                                "seed %d: %s under%n%s%s",
                                seed,
                                client,
                                nginx.text(),
                                policy == null ? List.of() : Readings.rules(policy))
                        .isEqualTo(expected);
                allowed += expected == Effect.ALLOW ? 1 : 0;
                denied += expected == Effect.DENY ? 1 : 0;
            }
        }
        assertThat(List.of(allowed, denied)).allMatch(count -> count > 20_000);
        assertThat(withExceptions).as("configurations that needed exceptions").isGreaterThan(300);
        assertThat(layered).as("configurations that needed several rules").isGreaterThan(100);
    }
}
