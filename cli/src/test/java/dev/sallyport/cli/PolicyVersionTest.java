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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two people with files do not overwrite each other: a file says which version it was made of. */
class PolicyVersionTest {

    private static final String POLICY = "/api/v1/tenants/acme/policy";
    private static final String RULES = "{\"mode\":\"MONITOR\",\"rules\":[]}";

    @TempDir private Path folder;
    private final FakeApi api = new FakeApi();
    private CliCall cli;

    PolicyVersionTest() throws IOException {}

    @BeforeEach
    void connect() throws IOException {
        cli = new CliCall(folder, api.url());
        api.on("GET " + POLICY, 200, RULES, "\"7.1.a\"")
                .on("GET " + POLICY + "/draft", 200, RULES, "\"draft.9.a\"");
    }

    @AfterEach
    void stop() {
        api.close();
    }

    private Path shown(String... command) throws IOException {
        CliProcess.Result result = cli.run(command);
        assertThat(result.status()).as(result.err()).isZero();
        return Files.writeString(folder.resolve("shown.json"), result.out());
    }

    @Test
    void aFileThatWasShownReplacesThatVersionOnly() throws IOException {
        Path file = shown("policy", "show", "acme", "--output", "json");
        assertThat(Files.readString(file)).startsWith("{\"etag\":\"\\\"7.1.a\\\"\",\"mode\"");
        // Somebody else publishes.
        api.on("GET " + POLICY, 200, RULES, "\"8.2.b\"")
                .on("PUT " + POLICY, 412, "{\"code\":\"policy.stale\",\"detail\":\"stale\"}");
        for (String verb : new String[] {"put", "publish"}) {
            CliProcess.Result result = cli.run("policy", verb, "acme", "--policy", file.toString());
            assertThat(result.status()).isEqualTo(ExitStatus.FAILURE);
            assertThat(result.err())
                    .contains(
                            "somebody else has published: the active revision is \"8.2.b\", not \"7.1.a\"");
            assertThat(api.asked()).anyMatch(r -> r.startsWith("PUT " + POLICY + " \"7.1.a\" "));
        }
        api.on("PUT " + POLICY, 200, RULES, "\"9\"");
        CliProcess.Result forced =
                cli.run(
                        "policy",
                        "put",
                        "acme",
                        "--policy",
                        file.toString(),
                        "--if-match",
                        "8.2.b");
        assertThat(forced.status()).as(forced.err()).isZero();
        assertThat(api.asked().getLast()).startsWith("PUT " + POLICY + " \"8.2.b\" ");
    }

    /** A file that does not say replaces what is there, and that is said. */
    @Test
    void aFileThatDoesNotSayIsTakenWithANote() throws IOException {
        Path file = Files.writeString(folder.resolve("policy.json"), RULES);
        api.on("PUT " + POLICY, 200, RULES, "\"8\"");
        CliProcess.Result result = cli.run("policy", "put", "acme", "--policy", file.toString());
        assertThat(result.status()).isZero();
        assertThat(result.err()).contains("does not say which version it was made of");
        assertThat(api.asked().getLast()).startsWith("PUT " + POLICY + " \"7.1.a\" ");
    }

    @Test
    void aDraftThatWasShownReplacesThatDraftOnly() throws IOException {
        Path file = shown("policy", "draft", "show", "acme", "--output", "json");
        api.on("GET " + POLICY + "/draft", 200, RULES, "\"draft.10.b\"")
                .on(
                        "PUT " + POLICY + "/draft",
                        412,
                        "{\"code\":\"policy.stale\",\"detail\":\"stale\"}");
        CliProcess.Result result =
                cli.run("policy", "draft", "put", "acme", "--policy", file.toString());
        assertThat(result.status()).isEqualTo(ExitStatus.FAILURE);
        assertThat(api.asked().getLast()).startsWith("PUT " + POLICY + "/draft \"draft.9.a\" ");
        // As the policy it is a file like any other: it was made of no revision.
        api.on("PUT " + POLICY, 200, RULES, "\"8\"");
        assertThat(cli.run("policy", "put", "acme", "--policy", file.toString()).err())
                .contains("does not say which version");
        assertThat(api.asked().getLast()).startsWith("PUT " + POLICY + " \"7.1.a\" ");
    }

    /** What was shown is a policy for every command that reads one. */
    @Test
    void aFileThatWasShownIsValid() throws IOException {
        Path file = shown("policy", "show", "acme", "--output", "json");
        assertThat(PolicyFile.read(file).rules()).isEmpty();
    }

    /** A time that the server would refuse is misuse of the command. */
    @ParameterizedTest
    @ValueSource(strings = {"5s", "25h", "0s", "-10m", "soon", "10"})
    void timesToConfirmWithinThatAreNoneAreMisuse(String time) throws IOException {
        Path file = Files.writeString(folder.resolve("policy.json"), RULES);
        CliProcess.Result result =
                cli.run(
                        "policy",
                        "publish",
                        "acme",
                        "--policy",
                        file.toString(),
                        "--confirm-within=" + time);
        assertThat(result.status()).isEqualTo(ExitStatus.USAGE);
        assertThat(result.err()).contains("--confirm-within is a time");
        assertThat(api.asked()).isEmpty();
    }
}
