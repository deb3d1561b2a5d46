package dev.sallyport.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.control.denial.LoggedDecision;
import dev.sallyport.control.denial.RequestId;
import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.channel.Channel;
import dev.sallyport.engine.client.ClientAddress;
import dev.sallyport.engine.decision.DeploymentSwitch;
import dev.sallyport.engine.decision.Principal;
import dev.sallyport.engine.decision.Reason;
import dev.sallyport.engine.decision.Verdict;
import dev.sallyport.engine.policy.CountryCode;
import dev.sallyport.engine.policy.Effect;
import dev.sallyport.engine.policy.Mode;
import dev.sallyport.engine.policy.PrincipalKind;
import dev.sallyport.engine.policy.RuleId;
import dev.sallyport.engine.policy.TenantId;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Lines of the decision log. */
final class DecisionLineWriterTest {

    private static LoggedDecision decision(String id) {
        return new LoggedDecision(
                new RequestId(1, 2),
                new TenantId("acme"),
                1_772_366_400_123L,
                new ClientAddress.Determined(IpAddress.parse("192.0.2.1"), ClientAddress.PEER),
                Channel.OTHER,
                new Principal(PrincipalKind.USER, id, Set.of("r"), "web", null),
                new Verdict(
                        Effect.ALLOW,
                        Effect.ALLOW,
                        new Reason.AllowedByRule(new RuleId("office")),
                        Mode.ENFORCE,
                        7,
                        31,
                        Effect.DENY,
                        Effect.ALLOW,
                        DeploymentSwitch.ENFORCE),
                0.01);
    }

    @Test
    void aLineSaysEverything() {
        assertThat(DecisionLineWriter.write(decision("alice"), new CountryCode("FR"), 64500))
                .isEqualTo(
                        "{\"time\":\"2026-03-01T12:00:00.123Z\","
                                + "\"requestId\":\"00000000000000010000000000000002\","
                                + "\"tenant\":\"acme\",\"address\":\"192.0.2.1\","
                                + "\"derivedFrom\":\"peer\",\"country\":\"FR\",\"asn\":64500,"
                                + "\"channel\":\"other\",\"principal\":{\"kind\":\"user\","
                                + "\"id\":\"alice\",\"client\":\"web\"},\"evaluated\":\"ALLOW\","
                                + "\"enforced\":\"ALLOW\",\"reason\":\"allowed-by-rule\","
                                + "\"rule\":\"office\",\"grant\":null,\"exemption\":null,"
                                + "\"mode\":\"ENFORCE\",\"revision\":7,\"sequence\":31,"
                                + "\"draft\":\"DENY\",\"trial\":\"ALLOW\","
                                + "\"deployment\":\"enforce\",\"sampleRate\":0.01}");
    }

    /** Names as a token may carry them: no line break, nothing but visible ASCII. */
    @Test
    void hostileNamesAreEscaped() {
        for (String id :
                new String[] {
                    "a\nb", "a\r\nb", "\0", "\u007f", "\u0085", "\u2028", "\ud800x", "\"\\"
                }) {
            String line = DecisionLineWriter.write(decision(id), null, 0);
            assertThat(line).matches("[\\x20-\\x7f]+").contains("\"asn\":null");
        }
        assertThat(DecisionLineWriter.write(decision("a\n\"\ud800\u2028"), null, 0))
                .contains("\"id\":\"a\\n\\\"\\uD800\\u2028\"");
    }

    @Test
    void droppedLinesSayHowManyByCause() {
        assertThat(DecisionLineWriter.dropped(1_772_366_400_000L, Map.of("over-limit", 12L)))
                .isEqualTo("{\"time\":\"2026-03-01T12:00:00Z\",\"dropped\":{\"over-limit\":12}}");
    }
}
