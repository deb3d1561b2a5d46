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

/** The commands about revisions that wait and revisions there were, as processes. */
final class ConfirmationCommandsTest {

    private static final String POLICY = "/api/v1/tenants/acme/policy";
    private static final String RULES = "{\"mode\":\"ENFORCE\",\"rules\":[]}";
    private static final String WAITING =
            """
            {"revision":8,"secondsLeft":599,"isConfirmable":%s,"missing":[%s]}
            """;
    private static final String SIGHTING =
            "{\"what\":\"sighting\",\"detail\":\"no request was allowed under it of user `alice`\"}";

    @TempDir private Path folder;
    private final FakeApi api = new FakeApi();
    private Path policy = Path.of("");

    ConfirmationCommandsTest() throws IOException {}

    @BeforeEach
    void prepare() throws IOException {
        policy =
                Files.writeString(
                        folder.resolve("policy.json"), "{\"etag\":\"\\\"7\\\"\",\"rules\":[]}");
        api.on("GET " + POLICY, 200, RULES, "\"7\"")
                .on("PUT " + POLICY + "?confirmWithin=PT10M", 200, RULES, "\"8\"");
    }

    @AfterEach
    void stop() {
        api.close();
    }

    private CliProcess.Result run(String... arguments) throws Exception {
        return new CliProcess()
                .with("SALLYPORT_SERVER", api.url())
                .with("SALLYPORT_CLIENT_ID", "ops:1")
                .with("SALLYPORT_CLIENT_SECRET", "s&cret")
                .run(arguments);
    }

    private CliProcess.Result publish(String... more) throws Exception {
        String[] arguments = {"policy", "publish", "acme", "--policy", policy.toString()};
        String[] all = new String[arguments.length + more.length];
        System.arraycopy(arguments, 0, all, 0, arguments.length);
        System.arraycopy(more, 0, all, arguments.length, more.length);
        return run(all);
    }

    @Test
    void publishConfirmsAsSoonAsNothingIsMissing() throws Exception {
        api.on("GET " + POLICY + "/confirmation", 200, WAITING.formatted("true", ""))
                .on("POST " + POLICY + ":confirm", 200, RULES, "\"8\"");
        CliProcess.Result result = publish("--confirm-within", "10m");
        assertThat(result.status()).as(result.err()).isZero();
        assertThat(result.out()).contains("published as revision \"8\"", "revision 8 is confirmed");
        assertThat(api.asked()).contains("POST " + POLICY + ":confirm \"8\"");
    }

    @Test
    void publishFailsIfTheRevisionWentBack() throws Exception {
        api.on("GET " + POLICY + "/confirmation", 404, "{\"code\":\"policy.confirmation-unknown\"}")
                .on(
                        "GET " + POLICY + "/revisions?limit=1&cursor=9",
                        200,
                        "{\"items\":[{\"revision\":8,\"standing\":\"reverted\"}]}");
        CliProcess.Result result = publish("--confirm-within", "PT10M");
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.err()).contains("revision 8 was not confirmed and went back");
    }

    @Test
    void publishWithoutWaitingSaysHowToGoOn() throws Exception {
        CliProcess.Result result = publish("--confirm-within", "10m", "--no-wait");
        assertThat(result.status()).as(result.err()).isZero();
        assertThat(result.out()).contains("sallyport policy confirm acme");
        assertThat(api.asked()).noneMatch(asked -> asked.contains("confirmation"));
    }

    @Test
    void optionsThatMeanNothingAreRefusedBeforeAnythingIsSent() throws Exception {
        assertThat(publish("--no-wait").status()).isEqualTo(2);
        assertThat(publish("--keep-denies").status()).isEqualTo(2);
        assertThat(publish("--confirm-within", "soon").status()).isEqualTo(2);
        assertThat(publish("--draft").status()).isEqualTo(2);
        assertThat(run("policy", "publish", "acme").status()).isEqualTo(2);
        assertThat(api.asked()).isEmpty();
    }

    @Test
    void confirmNamesWhatIsMissing() throws Exception {
        api.on(
                "POST " + POLICY + ":confirm",
                409,
                "{\"code\":\"policy.not-confirmable\",\"detail\":\"revision 8 cannot be confirmed\",\"errors\":["
                        + "{\"code\":\"policy.not-confirmable\",\"pointer\":\"\",\"detail\":\"no decision node is connected\","
                        + "\"hint\":\"wait\"}]}");
        CliProcess.Result result = run("policy", "confirm", "acme");
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.err()).contains("no decision node is connected");
    }

    @Test
    void interruptedItLeavesTheRevisionAndSaysHowToGoOn() throws Exception {
        api.on("GET " + POLICY + "/confirmation", 200, WAITING.formatted("false", SIGHTING));
        Process process =
                new CliProcess()
                        .with("SALLYPORT_SERVER", api.url())
                        .with("SALLYPORT_CLIENT_ID", "ops:1")
                        .with("SALLYPORT_CLIENT_SECRET", "s&cret")
                        .start(
                                "policy",
                                "publish",
                                "acme",
                                "--policy",
                                policy.toString(),
                                "--confirm-within",
                                "10m");
        try (var err = process.errorReader()) {
            String line = err.readLine();
            assertThat(line).contains("revision 8 goes back in 9:59", "alice");
            boolean _ = process.toHandle().destroy();
            assertThat(err.lines().toList())
                    .contains("  confirm it:    sallyport policy confirm acme");
            assertThat(process.waitFor()).isNotZero();
        } finally {
            Process _ = process.destroyForcibly();
        }
        assertThat(api.asked()).noneMatch(asked -> asked.contains(":confirm "));
    }

    @Test
    void historyDiffAndRollback() throws Exception {
        api.on(
                        "GET " + POLICY + "/revisions?limit=20",
                        200,
                        "{\"items\":[{\"revision\":8,\"kind\":\"rollback\",\"of\":3,\"standing\":\"stands\"}]}")
                .on(
                        "GET " + POLICY + "/revisions/8/diff?against=3",
                        200,
                        "{\"words\":[\"the mode changed\"],\"alterations\":[]}")
                .on("POST " + POLICY + "/revisions/3:restore?reason=oops", 200, RULES, "\"8\"");
        assertThat(run("policy", "history", "acme").out()).contains("rollback of 3", "stands");
        assertThat(run("policy", "diff", "acme", "8", "--against", "3").out())
                .contains("the mode changed");
        CliProcess.Result result = run("policy", "rollback", "acme", "3", "--reason", "oops");
        assertThat(result.status()).as(result.err()).isZero();
        assertThat(api.asked())
                .contains("POST " + POLICY + "/revisions/3:restore?reason=oops \"7\"");
    }
}
