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

/** The commands about lists, as processes, against an API that answers what was prepared. */
class ListCommandTest {

    private static final String PATH = "/api/v1/tenants/acme/lists/vpn";
    private static final String LIST =
            "{\"name\":\"vpn\",\"description\":\"remote\",\"entries\":["
                    + "{\"id\":\"e1\",\"prefix\":\"203.0.113.0/24\",\"label\":\"Paris\",\"enabled\":true},"
                    + "{\"id\":\"e2\",\"country\":\"FR\",\"enabled\":false}]}";

    @TempDir private Path folder;
    private final FakeApi api = new FakeApi();
    private String file = "";

    ListCommandTest() throws IOException {}

    @BeforeEach
    void writeList() throws IOException {
        file = Files.writeString(folder.resolve("vpn.json"), "{\"entries\":[]}").toString();
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

    @Test
    void putMakesAListWhereThereIsNone() throws Exception {
        api.on("GET " + PATH, 404, "{\"code\":\"list.unknown\",\"detail\":\"none\"}")
                .on("PUT " + PATH, 201, LIST, "\"1\"");
        CliProcess.Result result = run("list", "put", "vpn", "--tenant", "acme", "--file", file);
        assertThat(result.status()).as(result.err()).isZero();
        assertThat(result.out())
                .contains("stored: vpn, version \"1\", 2 entries: remote")
                .contains("203.0.113.0/24", "country FR", "disabled", "Paris");
    }

    @Test
    void putReplacesTheVersionThatIsThere() throws Exception {
        api.on("GET /api/v1/lists/relays", 200, LIST, "\"7\"")
                .on(
                        "PUT /api/v1/lists/relays?override=policy.no-live-entry&reason=closing%20down",
                        200, LIST, "\"8\"");
        CliProcess.Result result =
                run(
                        "list",
                        "put",
                        "platform:relays",
                        "--platform",
                        "--file",
                        file,
                        "--override",
                        "policy.no-live-entry",
                        "--reason",
                        "closing down");
        assertThat(result.status()).as(result.err()).isZero();
        assertThat(api.asked().getLast()).contains(" \"7\" {\"entries\":[]}");
    }

    @Test
    void putTellsRefusalsApart() throws Exception {
        api.on("PUT " + PATH, 412, "{\"code\":\"list.stale\",\"detail\":\"stale\"}");
        CliProcess.Result stale =
                run("list", "put", "vpn", "--tenant", "acme", "--file", file, "--if-match", "6");
        assertThat(stale.status()).isEqualTo(ExitStatus.FAILURE);
        assertThat(stale.err()).contains("nothing was changed", "list.stale");

        api.on(
                "PUT " + PATH,
                422,
                "{\"code\":\"list.invalid\",\"detail\":\"it has a fault\",\"errors\":[{\"code\":\"a.b\","
                        + "\"pointer\":\"/entries/0\",\"detail\":\"is odd\",\"hint\":\"\"}]}");
        CliProcess.Result invalid =
                run("list", "put", "vpn", "--tenant", "acme", "--file", file, "--if-match", "6");
        assertThat(invalid.status()).isEqualTo(ExitStatus.INVALID_POLICY);
        assertThat(invalid.err()).contains("/entries/0  is odd");
    }

    @Test
    void listsAreShownRemovedAndTraced() throws Exception {
        api.on("GET " + PATH, 200, LIST, "\"7\"")
                .on("DELETE " + PATH, 204, "")
                .on(
                        "GET " + PATH + "/used-by",
                        200,
                        "{\"items\":[{\"tenant\":\"acme\",\"revision\":3,\"rules\":[{\"rule\":\"office\","
                                + "\"inSources\":true,\"inExcept\":false},{\"rule\":\"trusted\",\"inSources\":false,"
                                + "\"inExcept\":true}]}],\"next\":null}")
                .on(
                        "GET /api/v1/tenants/acme/lists",
                        200,
                        "{\"items\":[{\"name\":\"vpn\",\"count\":2,\"usedBy\":1}],\"next\":null}");
        assertThat(run("list", "show", "vpn", "--tenant", "acme").out())
                .contains("vpn, version \"7\"", "203.0.113.0/24");
        assertThat(run("list", "get", "vpn", "--tenant", "acme").out())
                .isEqualToIgnoringWhitespace(LIST);
        assertThat(run("list", "used-by", "vpn", "--tenant", "acme").out())
                .contains("office, trusted (except)");
        assertThat(run("list", "list", "--tenant", "acme").out()).contains("vpn");
        assertThat(run("list", "delete", "vpn", "--tenant", "acme").status()).isZero();
    }

    @Test
    void whoseListItIsMustBeSaidAndOnlyOnce() throws Exception {
        assertThat(run("list", "show", "vpn").status()).isEqualTo(ExitStatus.USAGE);
        assertThat(run("list", "show", "vpn", "--tenant", "acme", "--platform").status())
                .isEqualTo(ExitStatus.USAGE);
    }
}
