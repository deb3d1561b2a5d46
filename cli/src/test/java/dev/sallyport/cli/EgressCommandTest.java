package dev.sallyport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.cli.api.FakeApi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The commands about our own addresses, as processes, against an API that answers what was
 * prepared.
 */
class EgressCommandTest {

    private static final String PATH = "/api/v1/egress/regions/us-east-1";
    private static final String REGION =
            "{\"region\":\"us-east-1\",\"serial\":3,\"created\":\"2026-11-01T00:00:00Z\",\"prefixes\":["
                    + "{\"prefix\":\"198.51.100.1/32\",\"service\":\"default\",\"direction\":\"outbound\","
                    + "\"notBefore\":\"2026-11-01T00:00:00Z\",\"removeAfter\":null,\"label\":\"NAT a\",\"liveSince\":null}],\"urls\":{}}";

    @TempDir private Path folder;
    private final FakeApi api = new FakeApi();

    EgressCommandTest() throws IOException {}

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
    void announceAddsToTheListThatIsThere() throws Exception {
        api.on("GET " + PATH, 200, REGION, "\"us-east-1.3\"")
                .on("PUT " + PATH, 200, REGION, "\"us-east-1.4\"");
        CliProcess.Result result =
                run("egress", "announce", "--region", "us-east-1", "198.51.100.2", "--label", "b");
        assertThat(result.status()).as(result.err()).isZero();
        assertThat(result.out()).contains("198.51.100.1/32", "NAT a");
        assertThat(String.join("\n", api.asked()))
                .contains("\"us-east-1.3\"")
                .contains("{\"prefix\":\"198.51.100.2\",\"label\":\"b\"}")
                .contains("\"prefix\":\"198.51.100.1/32\"");
    }

    @Test
    void retireSetsTheEndOfAListedPrefix() throws Exception {
        api.on("GET " + PATH, 200, REGION, "\"us-east-1.3\"")
                .on(
                        "PUT " + PATH + "?override=egress.removal-too-soon&reason=burnt",
                        200,
                        REGION,
                        "\"us-east-1.4\"");
        String[] retire = {
            "egress",
            "retire",
            "--region",
            "us-east-1",
            "--after",
            "2027-01-31T00:00:00Z",
            "",
            "--override",
            "egress.removal-too-soon",
            "--reason",
            "burnt"
        };
        retire[6] = "198.51.100.1/32";
        assertThat(run(retire).status()).isZero();
        assertThat(String.join("\n", api.asked()))
                .contains("\"removeAfter\":\"2027-01-31T00:00:00Z\"");
        retire[6] = "192.0.2.1/32";
        CliProcess.Result unknown = run(retire);
        assertThat(unknown.status()).isEqualTo(1);
        assertThat(unknown.err()).contains("`192.0.2.1/32` is not listed");
    }

    @Test
    void putMakesARegionAndSaysWhyItIsRefused() throws Exception {
        String file = Files.writeString(folder.resolve("e.json"), "{\"prefixes\":[]}").toString();
        api.on("GET " + PATH, 404, "{\"code\":\"egress.region-unknown\",\"detail\":\"none\"}")
                .on(
                        "PUT " + PATH,
                        409,
                        "{\"code\":\"egress.removed-too-early\",\"detail\":\"`x` would vanish\",\"errors\":"
                                + "[{\"code\":\"egress.removed-too-early\",\"pointer\":\"/prefixes\",\"detail\":\"`x` would vanish\",\"hint\":\"leave it in\"}]}");
        CliProcess.Result result = run("egress", "put", "--region", "us-east-1", "--file", file);
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.err()).contains("would vanish").contains("leave it in");
    }

    @Test
    void impactNamesWhoHasNotOpened() throws Exception {
        api.on(
                "GET " + PATH + "/impact?prefix=192.0.2.0%2F30",
                200,
                "{\"region\":\"us-east-1\",\"prefix\":\"192.0.2.0/30\",\"serial\":3,\"listed\":true,\"notBefore\":\"2026-12-01T00:00:00Z\","
                        + "\"removeAfter\":null,\"liveSince\":null,\"open\":1,\"notOpen\":1,\"unknown\":0,\"tenants\":["
                        + "{\"tenant\":\"acme\",\"name\":\"Acme\",\"state\":\"not-open\",\"agents\":1,\"serial\":2,\"since\":null}]}");
        CliProcess.Result result = run("egress", "impact", "--region", "us-east-1", "192.0.2.0/30");
        assertThat(result.status()).as(result.err()).isZero();
        assertThat(result.out()).contains("1 not open").contains("acme").contains("not-open");
    }

    @Test
    void aSelfTestThatFindsStrangersFails() throws Exception {
        String answer =
                "{\"region\":\"us-east-1\",\"serial\":3,\"at\":\"2026-11-01T00:00:00Z\",\"live\":0,\"listedNotLive\":0,\"notListed\":1,"
                        + "\"addresses\":[{\"address\":\"8.8.8.8\",\"state\":\"not-listed\",\"prefix\":null}]}";
        api.on("POST " + PATH + "/self-test", 200, answer);
        CliProcess.Result result = run("egress", "self-test", "--region", "us-east-1", "8.8.8.8");
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.out()).contains("8.8.8.8").contains("not-listed");
        assertThat(String.join("\n", api.asked())).contains("{\"addresses\":[\"8.8.8.8\"]}");
    }

    @Test
    void agentsAndKeysHaveCommands() throws Exception {
        String key = Files.writeString(folder.resolve("k.jwk"), "{\"kty\":\"OKP\"}").toString();
        api.on("POST /api/v1/tenants/acme/egress-agents", 201, "{\"id\":\"abc\",\"name\":\"edge\"}")
                .on("DELETE /api/v1/tenants/acme/egress-agents/abc", 204, "")
                .on(
                        "POST /api/v1/egress/keys:rotate?reason=yearly",
                        200,
                        "{\"items\":[{\"id\":\"new-key\"}]}");
        assertThat(
                        run("egress", "agents", "register", "acme", "--name", "edge", "--key", key)
                                .status())
                .isZero();
        assertThat(String.join("\n", api.asked()))
                .contains("{\"name\":\"edge\",\"key\":{\"kty\":\"OKP\"}}");
        String secret =
                Files.writeString(folder.resolve("s.jwk"), "{\"kty\":\"OKP\",\"d\":\"hush\"}")
                        .toString();
        assertThat(
                        run("egress", "agents", "register", "acme", "--name", "x", "--key", secret)
                                .status())
                .isEqualTo(1);
        assertThat(String.join("\n", api.asked())).doesNotContain("hush");
        assertThat(run("egress", "agents", "remove", "acme", "abc").status()).isZero();
        CliProcess.Result rotated = run("egress", "keys", "rotate", "--reason", "yearly");
        assertThat(rotated.out()).contains("new-key");
        assertThat(run("egress").status()).isEqualTo(2);
    }
}
