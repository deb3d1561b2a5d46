package dev.sallyport.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code sallyport region} as a process. */
class RegionCommandTest {

    private static final String AWS =
            """
            {"syncToken":"1776287224","createDate":"2026-04-15-21-07-04","prefixes":[
              {"ip_prefix":"3.5.0.0/16","region":"GLOBAL","service":"AMAZON","network_border_group":"GLOBAL"},
              {"ip_prefix":"3.5.140.0/22","region":"ap-northeast-2","service":"AMAZON","network_border_group":"ap-northeast-2"},
              {"ip_prefix":"3.5.140.0/22","region":"ap-northeast-2","service":"S3","network_border_group":"ap-northeast-2"},
              {"ip_prefix":"127.0.0.0/8","region":"here","service":"AMAZON","network_border_group":"here"}],
             "ipv6_prefixes":[{"ipv6_prefix":"2600:1f00::/24","region":"us-east-1","service":"EC2",
              "network_border_group":"us-east-1"},{"ipv6_prefix":"::1/128","region":"here","service":"EC2",
              "network_border_group":"here"}]}
            """;

    @TempDir private Path folder;
    private String feed = "";

    @BeforeEach
    void write() throws IOException {
        feed = Files.writeString(folder.resolve("ip-ranges.json"), AWS).toString();
    }

    @Test
    void showsEveryAnswerTheLongestPrefixFirst() throws Exception {
        CliProcess.Result result =
                new CliProcess()
                        .run(
                                "region",
                                "3.5.140.7",
                                "2600:1f00::1",
                                "--feed",
                                feed,
                                "--output",
                                "json",
                                "--offline");

        assertThat(result.err()).contains("reserved").doesNotContain("Exception");
        assertThat(result.status()).isEqualTo(0);
        JsonNode answers = JsonMapper.shared().readTree(result.out()).get(0).get("answers");
        assertThat(answers).hasSize(3);
        assertThat(List.of(answers.get(0), answers.get(1)))
                .allMatch(answer -> answer.get("prefix").asString().equals("3.5.140.0/22"))
                .extracting(answer -> answer.get("service").asString())
                .containsExactly("AMAZON", "S3");
        assertThat(answers.get(2).get("region").asString()).isEqualTo("GLOBAL");
        assertThat(answers.get(0).get("feedDate").asString()).isEqualTo("2026-04-15");
        assertThat(answers.get(0).get("provider").asString()).isEqualTo("aws");
    }

    @Test
    void readsGzipAndNamesProviders() throws Exception {
        Path packed = folder.resolve("clouds.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            out.write("8.8.8.0/24\n".getBytes(UTF_8));
        }
        CliProcess.Result result =
                new CliProcess().run("region", "8.8.8.8", "--offline", "--feed", "dns=" + packed);

        assertThat(result.status()).isEqualTo(0);
        assertThat(result.out()).contains("dns").contains("8.8.8.0/24");
    }

    /* All addresses of a host are answered, of whichever family it has some. */
    @Test
    void asksForTheAddressesOfAHost() throws Exception {
        CliProcess.Result result =
                new CliProcess().run("region", "localhost", "--feed", feed, "--output", "json");

        assertThat(result.status()).isEqualTo(0);
        JsonNode all = JsonMapper.shared().readTree(result.out());
        assertThat(all.size()).isPositive();
        assertThat(all).allMatch(each -> each.get("asked").asString().equals("localhost"));
        assertThat(all.get(0).get("answers").get(0).get("region").asString()).isEqualTo("here");
    }

    @Test
    void saysWhatIsInNoFeedAndGoesOn() throws Exception {
        CliProcess.Result result =
                new CliProcess()
                        .run(
                                "region",
                                "9.9.9.9",
                                "3.5.1.1",
                                "no.such.host.invalid",
                                "--feed",
                                feed);

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.out()).contains("in no feed").contains("GLOBAL");
        assertThat(result.err()).contains("`no.such.host.invalid` has no address");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "3.5.140",
                "0x7f000001",
                "127.1",
                "3.5.140.7/32",
                "3.5.140.07",
                "::g",
                "1.2.3.4:80",
                ""
            })
    void refusesWhatIsNeitherAddressNorHost(String text) throws Exception {
        CliProcess.Result result = new CliProcess().run("region", text, "--feed", feed);

        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err()).contains("host name");
        assertThat(result.out()).isEmpty();
    }

    @Test
    void asksNothingWhenOffline() throws Exception {
        assertThat(
                        new CliProcess()
                                .run("region", "localhost", "--offline", "--feed", feed)
                                .status())
                .isEqualTo(2);
        assertThat(new CliProcess().run("region", "3.5.1.1", "--offline").status()).isEqualTo(2);
    }

    @Test
    void refusesBrokenFeedsByName() throws Exception {
        Path page =
                Files.writeString(
                        folder.resolve("page.json"), "<html><title>502 Bad Gateway</title>");
        CliProcess.Result result =
                new CliProcess()
                        .run(
                                "region",
                                "3.5.1.1",
                                "--feed",
                                page.toString(),
                                "--feed",
                                folder.resolve("none").toString());

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.err())
                .contains("page: ")
                .contains("502 Bad Gateway")
                .contains("there is no such file");
    }

    @Test
    void saysThatNoServerAnswers() throws Exception {
        CliProcess.Result result =
                new CliProcess()
                        .with("SALLYPORT_TOKEN", "x")
                        .run("region", "3.5.1.1", "--server", "http://127.0.0.1:1");
        assertThat(result.status()).isEqualTo(5);
    }
}
