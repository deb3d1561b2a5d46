package dev.sallyport.compat.genesys;

import static dev.sallyport.compat.genesys.Documents.accepted;
import static dev.sallyport.compat.genesys.Documents.bytes;
import static dev.sallyport.compat.genesys.Documents.refused;
import static dev.sallyport.compat.genesys.Documents.settings;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.control.problem.Fault;
import dev.sallyport.control.problem.Problem;
import dev.sallyport.control.problem.ProblemCode;
import dev.sallyport.document.DocumentLimits;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ReadersTest {

    @Test
    void whatIsAbsentIsUnchanged() {
        OrgSettingsChange change = accepted(settings("{}"));

        assertThat(change.addresses()).isNull();
        assertThat(change.domains()).isNull();
        assertThat(change.domainsEnabled()).isNull();
    }

    @Test
    void aListThatIsNullIsEmpty() {
        OrgSettingsChange change =
                accepted(settings("{\"ipAddressAllowlist\":null,\"domainAllowlist\":null}"));

        assertThat(change.addresses()).isEmpty();
        assertThat(change.domains()).isEmpty();
    }

    @Test
    void textsAndTheirOrderAreKept() {
        OrgSettingsChange change =
                accepted(
                        settings(
                                "{\"ipAddressAllowlist\":[\"203.0.113.9/24\",\"10.0.0.0/8\",\"10.0.0.0/8\"]}"));

        assertThat(OrgSettings.INITIAL.with(change).addresses())
                .containsExactly("203.0.113.9/24", "10.0.0.0/8", "10.0.0.0/8");
    }

    @Test
    void whatIsAnsweredCanBeSentBack() {
        OrgSettings settings =
                new OrgSettings(List.of("203.0.113.0/24"), true, List.of("*.example.com"));

        OrgSettingsChange change = accepted(settings(OrgSettingsWriter.settings(settings)));

        assertThat(OrgSettings.INITIAL.with(change)).isEqualTo(settings);
        assertThat(OrgSettings.kept(OrgSettingsWriter.kept(settings))).isEqualTo(settings);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"multifactorAuthenticationRequired\":true}",
                "{\"universalLogout\":true}",
                "{\"tokenStorageLocation\":\"cookie\"}",
                "{\"inactivityTimeoutExclusions\":[\"/api/v2/users\"]}",
                "{\"passwordRequirements\":{\"minimumLength\":12}}",
                "{\"passwordRequirements\":{\"minimumLength\":8.5}}",
                "{\"passwordRequirements\":{\"expirationDays\":\"0\"}}",
            })
    void otherSettingsCannotBeChanged(String json) {
        Problem problem = refused(settings(json));

        assertThat(problem.faults()).hasSize(1);
        assertThat(problem.faults().getFirst().detail()).contains("is not kept here");
        assertThat(
                        accepted(
                                OrgAuthSettingsReader.read(
                                        bytes(json),
                                        DocumentLimits.DEFAULT,
                                        OtherSettings.SKIPPED)))
                .as("passed over in what moves here")
                .isEqualTo(new OrgSettingsChange(null, null, null));
    }

    @Test
    void allFaultsAreTold() {
        Problem problem =
                refused(
                        settings(
                                """
                                {"ipAddressAllowlist":["203.0.113.0/24","203.0.113.7",7,"2001:db8::/32"],
                                 "domainAllowlist":[""],"universalLogout":true,"extra":1,
                                 "ipAddressAllowlist":[]}
                                """));

        assertThat(problem.faults().stream().map(Fault::pointer))
                .containsExactly(
                        "/ipAddressAllowlist/1",
                        "/ipAddressAllowlist/2",
                        "/ipAddressAllowlist/3",
                        "/domainAllowlist/0",
                        "/universalLogout",
                        "/extra",
                        "/ipAddressAllowlist");
    }

    @ParameterizedTest
    @CsvSource({"150, true", "151, false"})
    void atMost150NetworksAreTaken(int count, boolean isTaken) {
        String list = String.join("\",\"", Collections.nCopies(count, "203.0.113.0/24"));
        String json = "{\"ipAddressAllowlist\":[\"" + list + "\"]}";

        if (isTaken) {
            assertThat(accepted(settings(json)).addresses()).hasSize(count);
        } else {
            Problem problem = refused(settings(json));
            assertThat(problem.faults().getFirst().code()).isEqualTo(ProblemCode.JSON_TOO_MANY);
            ErrorBody error = ProblemErrors.of(problem, 1000);
            assertThat(error.code()).isEqualTo("invalid.value");
            assertThat(error.limit())
                    .isEqualTo(
                            new ErrorBody.Limit(
                                    "organization.allowlist.entries", "directory", 150));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "7",
                "{\"ipAddressAllowlist\":[\"203.0.113.0/24\"",
                "{\"ipAddressAllowlist\":\"203.0.113.0/24\"}",
                "{\"ipAddressAllowlist\":{}}",
                "{\"ipAddressAllowlist\":[null]}",
                "{\"ipAddressAllowlist\":[[\"203.0.113.0/24\"]]}",
                "{\"__proto__\":{\"ipAddressAllowlist\":[]}}",
                "{\"ipAddressAllowlist\":[]} {}",
                "{'ipAddressAllowlist':[]}",
            })
    void hostileDocumentsAreRefusedAsMalformed(String json) {
        ErrorBody error = ProblemErrors.of(refused(settings(json)), 1000);

        assertThat(error.status()).isEqualTo(400);
        assertThat(error.code()).isEqualTo("bad.request");
        assertThat(error.message()).startsWith("The request could not be understood");
    }

    @Test
    void deepNestingIsRefused() {
        String deep = "[".repeat(10_000);

        assertThat(refused(settings("{\"extra\":" + deep)).code().httpStatus()).isEqualTo(400);
    }

    @Test
    void theOlderListOfNetworksIsReplacedWhole() {
        assertThat(addresses("{\"networkWhitelist\":[\"203.0.113.0/24\"]}").addresses())
                .isEqualTo(Documents.networks("203.0.113.0/24"));
        assertThat(addresses("{\"networkWhitelist\":null}").addresses()).isEmpty();
        assertThat(
                        refused(LegacyReaders.addresses(bytes("{}"), DocumentLimits.DEFAULT))
                                .faults()
                                .getFirst()
                                .code())
                .as("a list that is forgotten opens nothing")
                .isEqualTo(ProblemCode.JSON_MISSING_MEMBER);
    }

    private static OrgSettingsChange addresses(String json) {
        return accepted(LegacyReaders.addresses(bytes(json), DocumentLimits.DEFAULT));
    }

    @Test
    void theOlderDocumentOfDomainsIsReplacedWhole() {
        OrgSettingsChange change =
                accepted(
                        LegacyReaders.domains(
                                bytes(
                                        "{\"enableWhitelist\":true,\"domainWhitelist\":[\"a.example\"]}"),
                                DocumentLimits.DEFAULT));

        assertThat(change).isEqualTo(new OrgSettingsChange(null, true, List.of("a.example")));
        assertThat(accepted(LegacyReaders.domains(bytes("{}"), DocumentLimits.DEFAULT)))
                .isEqualTo(new OrgSettingsChange(null, false, List.of()));
    }

    @ParameterizedTest
    @CsvSource({"500, 253, true", "501, 10, false", "1, 254, false"})
    void webDomainsAreBounded(int count, int length, boolean isTaken) {
        String domain = "d".repeat(length);
        String list = String.join("\",\"", Collections.nCopies(count, domain));
        String json = "{\"domainAllowlist\":[\"" + list + "\"]}";

        if (isTaken) {
            assertThat(accepted(settings(json)).domains()).hasSize(count);
        } else {
            assertThat(ProblemErrors.of(refused(settings(json)), 1000).code())
                    .isEqualTo("invalid.value");
        }
    }
}
