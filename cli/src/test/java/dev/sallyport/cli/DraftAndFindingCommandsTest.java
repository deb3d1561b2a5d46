package dev.sallyport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.cli.api.FakeApi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Changing drafts entry by entry, and asking what is odd, where an address is, what ends soon. */
class DraftAndFindingCommandsTest {

    private static final String POLICY = "/api/v1/tenants/acme/policy";
    private static final String SAVED =
            "{\"id\":\"e1\",\"prefix\":\"203.0.113.0/24\",\"findings\":[{\"code\":\"entry.covered\",\"detail\":\"covered by `b`\"}]}";

    @TempDir private Path folder;
    private final FakeApi api = new FakeApi();
    private CliCall cli;

    DraftAndFindingCommandsTest() throws IOException {}

    @BeforeEach
    void connect() throws IOException {
        cli = new CliCall(folder, api.url());
        api.on("GET " + POLICY + "/draft", 200, "{\"rules\":[]}", "\"draft.9\"");
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void anEntryIsChangedByItsId() {
        api.on("PATCH " + POLICY + "/draft/entries/e1", 200, SAVED, "\"draft.10\"");
        CliProcess.Result result =
                cli.run(
                        "policy",
                        "draft",
                        "set",
                        "acme",
                        "e1",
                        "--owner",
                        "net-team",
                        "--label",
                        "",
                        "--source",
                        "198.51.100.1-198.51.100.9",
                        "--enabled",
                        "false");
        assertThat(result.status()).as(result.err()).isZero();
        assertThat(result.out())
                .contains("saved as draft \"draft.10\"", "note: covered by `b` (entry.covered)");
        assertThat(api.asked().getLast())
                .startsWith("PATCH " + POLICY + "/draft/entries/e1 \"draft.9\" {")
                .contains(
                        "\"owner\":\"net-team\"",
                        "\"label\":null",
                        "\"enabled\":false",
                        "\"range\":\"198.51.100.1-198.51.100.9\"");
    }

    @Test
    void anEntryIsRemovedFromTheDraftThatIsNamed() {
        api.on("DELETE " + POLICY + "/draft/entries/e1", 200, "{\"rules\":[]}", "\"draft.10\"");
        CliProcess.Result result =
                cli.run("policy", "draft", "remove", "acme", "e1", "--if-match", "\"draft.8\"");
        assertThat(result.status()).as(result.err()).isZero();
        assertThat(api.asked())
                .containsExactly("DELETE " + POLICY + "/draft/entries/e1 \"draft.8\"");
        api.on(
                "DELETE " + POLICY + "/draft/entries/e1",
                412,
                "{\"code\":\"policy.stale\",\"detail\":\"somebody else saved\"}");
        CliProcess.Result stale = cli.run("policy", "draft", "remove", "acme", "e1");
        assertThat(stale.status()).isEqualTo(ExitStatus.FAILURE);
        assertThat(stale.err()).contains("somebody else saved (policy.stale)");
    }

    @Test
    void aPatchIsSentAsItIsAndItsFaultsAreNamed() throws IOException {
        String patch = "[{\"op\":\"remove\",\"path\":\"/rules/office/sources/e1\"}]";
        Path file = Files.writeString(folder.resolve("changes.json"), patch);
        api.on(
                "PATCH " + POLICY + "/draft",
                200,
                "{\"rules\":[{\"id\":\"office\"}]}",
                "\"draft.10\"");
        CliProcess.Result result = cli.run("policy", "draft", "patch", "acme", file.toString());
        assertThat(result.status()).as(result.err()).isZero();
        assertThat(result.out()).contains("saved as draft \"draft.10\"", "office");
        assertThat(api.asked().getLast())
                .isEqualTo("PATCH " + POLICY + "/draft \"draft.9\" " + patch);
        api.on(
                "PATCH " + POLICY + "/draft",
                400,
                "{\"code\":\"patch.invalid\",\"detail\":\"no\",\"errors\":[{\"code\":\"patch.untested\",\"pointer\":\"/0/path\","
                        + "\"detail\":\"by index\",\"hint\":\"test it\"}]}");
        CliProcess.Result refused = cli.run("policy", "draft", "patch", "acme", file.toString());
        assertThat(refused.status()).isEqualTo(ExitStatus.INVALID_POLICY);
        assertThat(refused.err()).contains("/0/path  by index  (patch.untested)", "hint: test it");
    }

    @Test
    void whatEndsSoonIsListed() {
        api.on(
                "GET " + POLICY + "/expiring?within=P14D",
                200,
                "{\"count\":1,\"deadlines\":[{\"at\":\"2027-01-31T00:00:00Z\",\"kind\":\"expires\",\"rule\":\"office\",\"list\":null,"
                        + "\"entry\":\"e1\",\"what\":\"203.0.113.0/24\",\"label\":\"Paris\",\"owner\":\"net-team\"}]}");
        CliProcess.Result result = cli.run("policy", "expiring", "acme", "--days", "14");
        assertThat(result.status()).as(result.err()).isZero();
        assertThat(result.out())
                .contains(
                        "1 deadlines",
                        "2027-01-31T00:00:00Z",
                        "office",
                        "203.0.113.0/24",
                        "net-team");
    }

    @Test
    void theEntriesThatContainAnAddressAreListed() {
        api.on(
                "GET " + POLICY + "/search?address=203.0.113.0%2F25",
                200,
                """
                {"searched":"203.0.113.0/25","country":"FR","asn":64500,"count":3,"hits":[
                 {"effect":"ALLOW","rule":"office","place":"sources","in":"active","list":null,"live":true,
                  "entry":{"id":"e1","prefix":"203.0.113.0/24","label":"Paris"}},
                 {"effect":"DENY","rule":"bad","place":"sources","in":"draft","list":"vpn","live":false,"why":"expired",
                  "entry":{"id":"e2","list":"vpn"},"listed":{"id":"l1","range":"203.0.113.0-203.0.113.255"}},
                 {"effect":"ALLOW","rule":"fr","place":"except","in":"active","list":null,"live":true,"entry":{"id":"e3","country":"FR"}}]}
                """);
        CliProcess.Result result = cli.run("policy", "search", "acme", "203.0.113.0/25");
        assertThat(result.status()).as(result.err()).isZero();
        assertThat(result.out())
                .contains(
                        "203.0.113.0/25, FR, asn 64500: 3 entries",
                        "203.0.113.0-203.0.113.255",
                        "no: expired",
                        "country FR");
    }

    @Test
    void whatIsOddIsListedForThePolicyOrTheDraft() {
        String review =
                """
                {"findingCount":1,"aggregated":[{"rule":"office","place":"sources","entries":2,"prefixCount":1,
                 "ipv4Addresses":"512","ipv6Addresses":"0"}],
                 "findings":[{"code":"entry.duplicate","pointer":"/rules/0/sources/1","entry":"e2","detail":"the same as `e1`","hint":"x"}]}
                """;
        api.on("GET " + POLICY + "/findings", 200, review)
                .on("GET " + POLICY + "/draft/findings", 200, review);
        CliProcess.Result result = cli.run("policy", "findings", "acme");
        assertThat(result.status()).as(result.err()).isZero();
        assertThat(result.out())
                .contains(
                        "1 findings",
                        "office sources: 2 entries, 1 prefixes, 512 IPv4 addresses",
                        "entry.duplicate",
                        "the same as `e1`");
        assertThat(cli.run("policy", "findings", "acme", "--draft", "--output", "json").out())
                .isEqualTo(review + System.lineSeparator());
        assertThat(api.asked().getLast()).isEqualTo("GET " + POLICY + "/draft/findings");
    }
}
