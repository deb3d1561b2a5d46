package dev.sallyport.control.explain;

import static dev.sallyport.control.Fixture.ACME;
import static dev.sallyport.control.Fixture.NOW;
import static dev.sallyport.control.Fixture.code;
import static dev.sallyport.control.Fixture.done;
import static dev.sallyport.control.Fixture.operator;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.control.Fixture;
import dev.sallyport.control.audit.AuditAction;
import dev.sallyport.engine.policy.TenantId;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Links to explanations: for a day, a hundred at a time, audited without their secret. */
final class ShareExplanationTest {

    private final Fixture fixture = new Fixture();
    private final ShareExplanation sharing = new ShareExplanation(fixture.transactions);

    private static SharedExplanation until(Instant instant) {
        return new SharedExplanation(ACME, instant, "{}", "text");
    }

    @Test
    void aLinkEndsAfterADay() {
        Instant end = NOW.plus(ShareExplanation.LIFE);
        done(sharing.share("digest", until(end), operator()));
        assertThat(done(sharing.find("digest", end.minusMillis(1)))).isEqualTo(until(end));
        assertThat(code(sharing.find("digest", end))).isEqualTo("explanation.unknown");
        assertThat(code(sharing.find("digesx", NOW))).isEqualTo("explanation.unknown");
        assertThat(ShareExplanation.LIFE).isEqualTo(Duration.ofHours(24));
    }

    @Test
    void theOldestLinksGoFirst() {
        for (int i = 0; i <= ShareExplanation.MOST; i++) {
            done(
                    sharing.share(
                            "d" + i,
                            until(NOW.plus(ShareExplanation.LIFE).plusMillis(i)),
                            operator()));
        }
        assertThat(code(sharing.find("d0", NOW))).isEqualTo("explanation.unknown");
        assertThat(done(sharing.find("d1", NOW)).tenant()).isEqualTo(ACME);
    }

    @Test
    void sharingIsAuditedWithoutTheDigest() {
        done(sharing.share("digest", until(NOW.plusSeconds(1)), operator()));
        assertThat(fixture.audit().getLast().event().action())
                .isEqualTo(AuditAction.EXPLANATION_SHARED);
        assertThat(fixture.audit().getLast().toString()).doesNotContain("digest");
        assertThat(
                        code(
                                sharing.share(
                                        "x",
                                        new SharedExplanation(
                                                new TenantId("nobody"), NOW, "{}", ""),
                                        operator())))
                .isEqualTo("tenant.unknown");
    }
}
