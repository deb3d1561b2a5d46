package dev.sallyport.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.cli.api.FakeApi;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code sallyport log import} as a process: what is counted, what is sent, and that it is sent
 * under its digest.
 */
final class LogImportTest {

    private static final String LOG =
            line("203.0.113.7", "alice", "10:00:00", "/app", 200)
                    + line("203.0.113.7", "alice", "10:59:59", "/app", 304)
                    + line("203.0.113.7", "alice", "10:30:00", "/app", 403)
                    + line("203.0.113.7", "alice", "10:30:01", "/saml/x", 302)
                    + line("203.0.113.7", "-", "11:00:00", "/app", 200)
                    + line("2001:db8::2", "bob", "11:00:00", "/app", 500)
                    + line("2001:db8::1", "bob", "11:00:01", "/app", 200)
                    + line("2001:db8::2", "bob", "11:00:02", "/app", 200)
                    + "nonsense\n"
                    + line("203.0.113.7", "alice", "10:00:00", "/app", 200).replace("2025", "2999");

    private static final String CELLS =
            cell("203.0.113.7", "other", "alice", 2, "10:00:00", "10:59:59")
                    + cell("203.0.113.7", "other", "", 1, "10:30:00", "10:30:00")
                    + cell("203.0.113.7", "sso", "alice", 1, "10:30:01", "10:30:01")
                    + cell("203.0.113.7", "other", "", 1, "11:00:00", "11:00:00")
                    + cell("2001:db8::2", "other", "", 1, "11:00:00", "11:00:00")
                    + cell("2001:db8::2", "other", "bob", 2, "11:00:01", "11:00:02");

    @TempDir private Path folder;
    private final FakeApi api = new FakeApi();

    LogImportTest() throws IOException {}

    @AfterEach
    void stop() {
        api.close();
    }

    private static String line(String address, String user, String time, String path, int status) {
        return "%s - %s [01/Nov/2025:%s +0000] \"GET %s HTTP/1.1\" %d 12 \"-\" \"agent\"%n"
                .formatted(address, user, time, path, status);
    }

    private static String cell(
            String address, String channel, String user, int count, String first, String last) {
        String principal =
                user.isEmpty() ? "" : "\"principal\":{\"kind\":\"user\",\"id\":\"" + user + "\"},";
        return "{\"address\":\"%s\",\"channel\":\"%s\",%s\"count\":%d,\"first\":\"2025-11-01T%sZ\",\"last\":\"2025-11-01T%sZ\"}\n"
                .formatted(address, channel, principal, count, first, last);
    }

    private CliProcess.Result run(String... arguments) throws Exception {
        return new CliProcess()
                .with("SALLYPORT_SERVER", api.url())
                .with("SALLYPORT_CLIENT_ID", "ops:1")
                .with("SALLYPORT_CLIENT_SECRET", "s&cret")
                .run(arguments);
    }

    private static String digest(String text) throws NoSuchAlgorithmException {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
    }

    @Test
    void dryRunCountsAndSendsNothing() throws Exception {
        Path log = folder.resolve("access.log.gz");
        try (OutputStream packed = new GZIPOutputStream(Files.newOutputStream(log))) {
            packed.write(LOG.getBytes(UTF_8));
        }
        CliProcess.Result result =
                run("log", "import", "--tenant", "acme", "--dry-run", log.toString());
        assertThat(result.status()).as(result.err()).isZero();
        assertThat(result.out())
                .contains("lines      10")
                .contains("unparsed   1")
                .contains("line 9: ")
                .contains("1 in the future")
                .contains("requests   8")
                .contains("addresses  3")
                .contains("users      2")
                .contains("hours      2")
                .contains("nothing was sent");
        assertThat(api.asked()).isEmpty();
    }

    @Test
    void cellsAreSentUnderTheDigestOfTheirLines() throws Exception {
        Path log = Files.writeString(folder.resolve("access.log"), LOG);
        String path = "POST /api/v1/tenants/acme/observations:import?key=" + digest(CELLS);
        api.on("GET /api/v1/channels", 200, "[{\"id\":\"sso\",\"paths\":[\"/saml/\"]}]")
                .on(path, 200, "{\"result\":\"added\",\"requests\":7,\"tooOld\":1}");
        CliProcess.Result first = run("log", "import", "--tenant", "acme", log.toString());
        assertThat(first.status()).as(first.err() + api.asked()).isZero();
        assertThat(api.asked()).last().isEqualTo(path + " " + CELLS);
        assertThat(first.out()).contains("added      7").contains("1 older than");

        api.on(path, 200, "{\"result\":\"already-added\",\"requests\":0,\"tooOld\":0}");
        CliProcess.Result again = run("log", "import", "--tenant", "acme", log.toString());
        assertThat(again.out()).contains("added      0").contains("1 parts that had been imported");
    }

    @Test
    void failuresAreSaid() throws Exception {
        Path log = Files.writeString(folder.resolve("access.log"), LOG);
        api.on("GET /api/v1/channels", 200, "[]");
        CliProcess.Result refused = run("log", "import", "--tenant", "acme", log.toString());
        assertThat(refused.status()).isEqualTo(ExitStatus.FAILURE);
        assertThat(refused.err()).contains("no resource");

        CliProcess.Result missing =
                run("log", "import", "--tenant", "acme", "--dry-run", folder + "/none.log");
        assertThat(missing.status()).isEqualTo(ExitStatus.FAILURE);
        assertThat(missing.err()).contains("cannot be read");

        CliProcess.Result field =
                run(
                        "log",
                        "import",
                        "--tenant",
                        "acme",
                        "--format",
                        "alb",
                        "--user-field",
                        "sub",
                        "--dry-run",
                        log.toString());
        assertThat(field.status()).isEqualTo(ExitStatus.USAGE);
    }
}
