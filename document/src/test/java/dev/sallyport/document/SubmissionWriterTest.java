package dev.sallyport.document;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.control.policy.PolicySubmission;
import dev.sallyport.control.problem.Outcome;
import org.junit.jupiter.api.Test;

/** What is written of a submission is read back as the same submission. */
class SubmissionWriterTest {

    private static PolicySubmission read(String text) {
        return switch (PolicyReader.read(text.getBytes(UTF_8), DocumentLimits.DEFAULT)) {
            case Outcome.Done<PolicySubmission>(PolicySubmission policy) -> policy;
            case Outcome.Refused<PolicySubmission>(var problem) ->
                    throw new AssertionError(problem.toString());
        };
    }

    @Test
    void everyMemberComesBack() {
        String text =
                """
                {"mode":"MONITOR","authorizedClients":"when-present","rules":[
                 {"id":"office","name":"Ümläut \\"q\\"","effect":"ALLOW","enabled":false,"onTrial":true,
                  "sources":[{"id":"e-1","prefix":"203.0.113.0/24","label":"Paris","owner":"net","enabled":false,
                              "notBefore":"2026-01-01T00:00:00Z","expiresAt":"2027-01-31T12:00:00.5Z","reviewAt":"2026-12-01T00:00:00Z"},
                             {"prefix":"198.51.100.7"},{"prefix":"2001:db8::/48"},{"range":"192.0.2.10-192.0.2.19"},{"country":"FR"},
                             {"asn":64500},{"list":"vpn"},{"any":true}],
                  "except":[{"prefix":"203.0.113.66"}],
                  "scope":{"channels":["ui","api"],"principalKinds":["user"],"roles":["b","a"],"clients":["c"]},
                  "notBefore":"2026-01-01T00:00:00Z","expiresAt":"2027-01-01T00:00:00Z"},
                 {"id":"b","effect":"DENY","sources":[{"any":true}],"scope":{"exceptChannels":["sso"]}}]}
                """;
        PolicySubmission policy = read(text);
        assertThat(read(SubmissionWriter.write(policy))).isEqualTo(policy);
    }

    /** Members that say nothing new are left out, the mode too if it is to stay. */
    @Test
    void whatIsDefaultIsNotWritten() {
        String text =
                "{\"authorizedClients\":\"ignore\",\"rules\":[{\"id\":\"a\",\"effect\":\"ALLOW\",\"sources\":[{\"country\":\"FR\"}]}]}";
        assertThat(SubmissionWriter.write(read(text))).isEqualTo(text);
    }
}
