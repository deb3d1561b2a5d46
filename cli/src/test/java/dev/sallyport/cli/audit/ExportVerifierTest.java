package dev.sallyport.cli.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.control.audit.Alteration;
import dev.sallyport.control.audit.AuditAction;
import dev.sallyport.control.audit.AuditChain;
import dev.sallyport.control.audit.AuditEvent;
import dev.sallyport.control.audit.AuditFinding;
import dev.sallyport.control.audit.AuditHead;
import dev.sallyport.control.audit.AuditKey;
import dev.sallyport.control.audit.AuditRecord;
import dev.sallyport.control.audit.SignedHead;
import dev.sallyport.document.AuditExportWriter;
import dev.sallyport.engine.policy.TenantId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every way of tampering with an export of the audit log that we know of shows, and where. */
final class ExportVerifierTest {

    private static final Instant AT = Instant.parse("2026-03-01T12:00:00.123456789Z");
    private static final TenantId ACME = new TenantId("acme");
    private static final AuditKey KEY = key();
    private static final AuditKey OTHER = key();

    private static AuditKey key() {
        try {
            return new AuditKey(KeyPairGenerator.getInstance("Ed25519").generateKeyPair());
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static List<AuditRecord> records(int count, String reason) {
        List<AuditRecord> records = new ArrayList<>();
        String previous = AuditChain.GENESIS;
        for (int i = 1; i <= count; i++) {
            AuditEvent event =
                    new AuditEvent(
                            AT,
                            AuditAction.POLICY_PUBLISHED,
                            "client:c" + i,
                            i == 2 ? "" : "2001:db8::" + i,
                            i == 3 ? "" : "r" + i,
                            i == 4 ? null : ACME,
                            Integer.toString(i),
                            i == 5 ? reason : "für \"alle\" \ud83d\ude00\n",
                            i == 6 ? List.of("policy.would-lock-out") : List.of(),
                            i == 7
                                    ? List.of(new Alteration("/mode", "MONITOR", "ENFORCE"))
                                    : List.of());
            records.add(AuditRecord.chained(i, event, previous));
            previous = records.getLast().hash();
        }
        return records;
    }

    private static List<String> export(List<AuditRecord> records, AuditKey key, long after) {
        return export(records, key, after, null);
    }

    private static List<String> export(
            List<AuditRecord> records, AuditKey key, long after, @Nullable TenantId tenant) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            AuditExportWriter writer = new AuditExportWriter(bytes, tenant);
            for (AuditRecord record : records) {
                if (record.number() > after) {
                    writer.record(record);
                }
            }
            writer.end(after, head(records), key);
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
        return new ArrayList<>(bytes.toString(UTF_8).lines().toList());
    }

    private static AuditHead head(List<AuditRecord> records) {
        return new AuditHead(records.getLast().number(), records.getLast().hash(), AT);
    }

    private static ExportVerifier.Verdict verdict(List<String> lines, SignedHead... heads) {
        String text = String.join("\n", lines) + "\n";
        try {
            return ExportVerifier.verify(
                    new ByteArrayInputStream(text.getBytes(UTF_8)),
                    List.of(KEY.publicKey()),
                    List.of(heads));
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static AuditFinding finding(List<String> lines, SignedHead... heads) {
        AuditFinding finding = verdict(lines, heads).finding();
        assertThat(finding).isNotNull();
        return java.util.Objects.requireNonNull(finding);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 4, 9, 10})
    void intactExportIsIntact(int after) {
        List<AuditRecord> records = records(10, "");
        SignedHead earlier = AuditExportWriter.sign(head(records.subList(0, 8)), KEY);

        ExportVerifier.Verdict verdict = verdict(export(records, KEY, after), earlier);

        assertThat(verdict.finding()).isNull();
        assertThat(verdict.records()).isEqualTo(10 - after);
    }

    @Test
    void tailThatWasCutShowsByTheLastLine() {
        List<String> lines = export(records(10, ""), KEY, 0);
        lines.subList(7, 10).clear();

        assertThat(finding(lines))
                .extracting(AuditFinding::kind, AuditFinding::number)
                .containsExactly(AuditFinding.Kind.CUT, 8L);
    }

    @Test
    void missingLastLineShows() {
        List<String> lines = export(records(10, ""), KEY, 0);

        assertThat(finding(lines.subList(0, 10)).kind()).isEqualTo(AuditFinding.Kind.CUT);
        assertThat(finding(lines.subList(0, 7)).number()).isEqualTo(8);
        String half = lines.get(4).substring(0, 40);
        assertThat(finding(List.of(lines.get(0), lines.get(1), half)).number()).isEqualTo(3);
    }

    /** Whoever has the key can export a shorter log; only a head from earlier tells then. */
    @Test
    void logThatWasCutBeforeTheExportShowsByAnEarlierHead() {
        List<AuditRecord> records = records(10, "");
        SignedHead kept = AuditExportWriter.sign(head(records), KEY);
        List<String> shorter = export(records.subList(0, 6), KEY, 0);

        assertThat(verdict(shorter).finding()).isNull();
        assertThat(finding(shorter, kept))
                .extracting(AuditFinding::kind, AuditFinding::number)
                .containsExactly(AuditFinding.Kind.CUT, 7L);
    }

    /** Whoever has the key can even write another history; only a head from earlier tells then. */
    @Test
    void historyThatWasWrittenAnewShowsByAnEarlierHead() {
        SignedHead kept = AuditExportWriter.sign(head(records(10, "")), KEY);
        List<String> another = export(records(12, "another reason"), KEY, 0);

        assertThat(verdict(another).finding()).isNull();
        assertThat(finding(another, kept))
                .extracting(AuditFinding::kind, AuditFinding::number)
                .containsExactly(AuditFinding.Kind.CHANGED, 10L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "client:c5|client:c6",
                "2001:db8::5|2001:db8::6",
                "\"r5\"|\"r6\"",
                "\"r5\"|null",
                "acme|globex",
                "\"target\":\"5\"|\"target\":\"6\"",
                "policy.published|policy.reverted",
                "why not|why",
                "123456789Z|123456788Z",
                "\"overrides\":[]|\"overrides\":[\"x\"]",
                "\"alterations\":[]|\"alterations\":[{\"what\":\"\",\"before\":\"\",\"after\":\"\"}]"
            })
    void changedMemberShows(String change) {
        List<String> lines = export(records(10, "why not"), KEY, 0);
        String[] parts = change.split("\\|", -1);
        String changed = lines.get(4).replace(parts[0], parts[1]);
        assertThat(changed).isNotEqualTo(lines.get(4));
        lines.set(4, changed);

        assertThat(finding(lines))
                .extracting(AuditFinding::kind, AuditFinding::number)
                .containsExactly(AuditFinding.Kind.CHANGED, 5L);
    }

    @Test
    void recordThatWasReplacedWithAFittingHashShowsByTheNext() {
        List<String> lines = export(records(10, "because"), KEY, 0);
        lines.set(4, export(records(10, "another"), KEY, 0).get(4));

        assertThat(finding(lines))
                .extracting(AuditFinding::kind, AuditFinding::number)
                .containsExactly(AuditFinding.Kind.CHANGED, 6L);
    }

    @Test
    void chainThatWasComputedAnewShowsByTheSignature() {
        List<String> lines = export(records(10, "because"), KEY, 0);
        List<String> anew = export(records(10, "another"), OTHER, 0);
        anew.set(10, lines.get(10));

        assertThat(finding(anew).kind()).isEqualTo(AuditFinding.Kind.CHANGED);
    }

    @Test
    void removedRecordShows() {
        List<String> lines = export(records(10, ""), KEY, 0);
        String _ = lines.remove(4);

        assertThat(finding(lines))
                .extracting(AuditFinding::kind, AuditFinding::number)
                .containsExactly(AuditFinding.Kind.MISSING, 5L);
        String _ = lines.remove(0);
        assertThat(finding(lines).number()).isIn(1L, 5L);
    }

    @Test
    void removedBeginningShows() {
        List<String> lines = export(records(10, ""), KEY, 0);
        lines.subList(0, 3).clear();

        assertThat(finding(lines))
                .extracting(AuditFinding::kind, AuditFinding::number)
                .containsExactly(AuditFinding.Kind.MISSING, 1L);
    }

    @Test
    void swappedRecordsShow() {
        List<String> lines = export(records(10, ""), KEY, 0);
        Collections.swap(lines, 3, 6);

        assertThat(finding(lines))
                .extracting(AuditFinding::kind, AuditFinding::number)
                .containsExactly(AuditFinding.Kind.REORDERED, 4L);
    }

    @Test
    void repeatedRecordShows() {
        List<String> lines = export(records(10, ""), KEY, 0);
        lines.add(5, lines.get(4));

        assertThat(finding(lines))
                .extracting(AuditFinding::kind, AuditFinding::number)
                .containsExactly(AuditFinding.Kind.REORDERED, 5L);
    }

    @Test
    void forgedHeadShows() {
        List<AuditRecord> records = records(10, "");
        SignedHead real = AuditExportWriter.sign(head(records.subList(0, 5)), KEY);
        AuditHead claimed = new AuditHead(5, "f".repeat(64), AT);

        assertThat(finding(export(records, KEY, 0), new SignedHead(claimed, real.signature())))
                .extracting(AuditFinding::kind)
                .isEqualTo(AuditFinding.Kind.FORGED);
        List<String> lines = export(records, KEY, 0);
        lines.set(10, lines.get(10).replaceFirst("\"records\":10", "\"records\":11"));
        assertThat(finding(lines).kind()).isEqualTo(AuditFinding.Kind.FORGED);
    }

    /** A signature under the end of an export is none under a head, and the other way round. */
    @Test
    void signatureOfOneKindIsNoneOfAnother() {
        AuditHead head = head(records(3, ""));
        String content = AuditExportWriter.content(head);

        assertThat(
                        AuditKey.check(
                                KEY.sign(AuditKey.EXPORT, content),
                                AuditKey.HEAD,
                                content,
                                List.of(KEY.publicKey())))
                .isEqualTo(AuditKey.Check.OTHER_KEY);
    }

    @Test
    void keyOfAnotherDeploymentShows() {
        List<AuditRecord> records = records(10, "");

        assertThat(finding(export(records, OTHER, 0)).kind())
                .isEqualTo(AuditFinding.Kind.OTHER_KEY);
        assertThat(
                        finding(
                                        export(records, KEY, 0),
                                        AuditExportWriter.sign(head(records), OTHER))
                                .kind())
                .isEqualTo(AuditFinding.Kind.OTHER_KEY);
    }

    @Test
    void whatFollowsTheLastLineShows() {
        List<String> lines = export(records(10, ""), KEY, 0);
        lines.add(lines.get(9));

        assertThat(finding(lines).detail()).contains("follows the last line");
    }

    @Test
    void tenantsExportIsProvenByItsLastLine() {
        List<AuditRecord> records = records(10, "");
        List<String> lines = export(records, KEY, 0, ACME);
        assertThat(verdict(lines).finding()).isNull();
        assertThat(lines.getFirst()).doesNotContain("ash\"");

        List<String> changed = new ArrayList<>(lines);
        changed.set(4, changed.get(4).replace("client:c5", "client:c6"));
        assertThat(finding(changed).kind()).isEqualTo(AuditFinding.Kind.CHANGED);
        List<String> removed = new ArrayList<>(lines);
        String _ = removed.remove(4);
        assertThat(finding(removed).kind()).isEqualTo(AuditFinding.Kind.MISSING);
        List<String> swapped = new ArrayList<>(lines);
        Collections.swap(swapped, 3, 6);
        assertThat(finding(swapped).kind()).isEqualTo(AuditFinding.Kind.REORDERED);
    }
}
