package dev.sallyport.egress.feed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.engine.address.IpPrefix;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeedReaderTest {

    private static final Map<String, FeedFormat> FORMATS =
            Map.ofEntries(
                    Map.entry("aws", FeedFormat.AWS),
                    Map.entry("google", FeedFormat.GOOGLE),
                    Map.entry("azure", FeedFormat.AZURE),
                    Map.entry("github", FeedFormat.GITHUB),
                    Map.entry("oracle", FeedFormat.ORACLE),
                    Map.entry("okta", FeedFormat.OKTA),
                    Map.entry("atlassian", FeedFormat.ATLASSIAN),
                    Map.entry("fastly", FeedFormat.FASTLY),
                    Map.entry("datadog", FeedFormat.DATADOG),
                    Map.entry("zscaler", FeedFormat.ZSCALER),
                    Map.entry("cloudflare", FeedFormat.TEXT),
                    Map.entry("akamai", FeedFormat.TEXT),
                    Map.entry("linode", FeedFormat.GEOFEED),
                    Map.entry("digitalocean", FeedFormat.GEOFEED),
                    Map.entry("sailpoint", FeedFormat.SOURCE_IPS));

    /* Every real document is recognised, read and taken by the guard; the sums were counted with another program. */
    @Test
    void readsEveryRealDocument() {
        int documents = 0;
        for (Map.Entry<String, FeedFormat> each : FORMATS.entrySet()) {
            for (Path file :
                    FeedFiles.in(
                            each.getKey(),
                            "{ip,cloud,goog,Service,meta,public,hubs,geofeed,source}*")) {
                FeedContent content = FeedFiles.read(file);
                assertThat(content.format()).as(file.toString()).isEqualTo(each.getValue());
                assertThat(FeedGuard.judge(null, content, FeedLimits.DEFAULT))
                        .as(file.toString())
                        .isEmpty();
                documents++;
            }
        }
        assertThat(documents).isGreaterThan(45);
    }

    @ParameterizedTest
    @CsvSource({
        "aws/ip-ranges.2026-04-15-21-07-04.json.gz, 10245, 15497, 1776287224, 2026-04-15",
        "aws/ip-ranges.2021-02-22-11-44-12.json.gz, 3669, 4997, 1613994252, 2021-02-22",
        "azure/ServiceTags_Public.2025-10-27.json.gz, 52340, 93362, 374, 374",
        "google/cloud.2025-05-30T23-00.json, 777, 777, 1748635727030, 2025-05-30",
        "google/goog.2022-08-21.json, 87, 87, 1661015026669, 2022-08-20",
        "oracle/public_ip_ranges.2025-01-21.json, 777, 819, 2025-01-21T09:58:35.298665, 2025-01-21",
        "linode/geofeed.2024-01-27.csv, 3499, 3499, '', 2024-01-27",
        "fastly/public-ip-list.2024-10-08.json, 21, 21, '', ''",
    })
    void takesAllOfIt(String file, int prefixes, int entries, String stamp, String edition) {
        FeedContent content = FeedFiles.read(FeedFiles.folder().resolve(file));

        assertThat(content.prefixes()).hasSize(prefixes);
        assertThat(content.entries()).hasSize(entries);
        assertThat(content.stamp().text()).isEqualTo(stamp);
        assertThat(content.stamp().edition()).isEqualTo(edition);
    }

    @Test
    void saysWhatPublishersSay() {
        FeedContent aws =
                FeedFiles.read(
                        FeedFiles.folder().resolve("aws/ip-ranges.2025-07-23-05-13-30.json.gz"));
        assertThat(aws.entries())
                .contains(
                        new FeedEntry(
                                IpPrefix.parse("23.228.192.0/24"),
                                "ca-west-1",
                                "AMAZON",
                                FeedDirection.UNSTATED,
                                "ca-west-1"));
        FeedContent atlassian =
                FeedFiles.read(
                        FeedFiles.folder().resolve("atlassian/ip-ranges.2024-12-06T03-24.json"));
        assertThat(atlassian.entries())
                .contains(
                        new FeedEntry(
                                IpPrefix.parse("104.192.136.0/21"),
                                "global",
                                "jira",
                                FeedDirection.BOTH,
                                "commercial"));
        FeedContent example =
                FeedFiles.read(
                        FeedFiles.folder().resolve("sailpoint/source_ips.us-east-1.example.yaml"));
        assertThat(example.entries())
                .hasSize(5)
                .allMatch(entry -> entry.region().equals("us-east-1"));
    }

    @Test
    void readsOurOwnDocuments() {
        FeedContent rich =
                FeedFiles.read(
                        """
                        {"format":"sallyport-egress/1","publisher":"https://saas.example","region":"us-east-1","serial":7,
                         "created":"2026-01-02T03:04:05Z","prefixes":[{"prefix":"198.51.100.1/32","service":"default",
                         "direction":"outbound","notBefore":"2026-01-02T03:04:05Z","removeAfter":null,"label":"NAT"}],"files":[]}
                        """
                                .getBytes(UTF_8),
                        null);
        assertThat(rich.format()).isEqualTo(FeedFormat.SALLYPORT);
        assertThat(rich.stamp().order()).isEqualTo(7);
        assertThat(rich.entries().getFirst().direction()).isEqualTo(FeedDirection.OUTBOUND);
        FeedContent brief =
                FeedFiles.read(
                        "{\"region\":\"us-east-1\",\"source_ips\":[\"198.51.100.1/32\"]}"
                                .getBytes(UTF_8),
                        null);
        assertThat(brief.entries())
                .containsExactly(
                        new FeedEntry(
                                IpPrefix.parse("198.51.100.1/32"),
                                "us-east-1",
                                "",
                                FeedDirection.OUTBOUND,
                                ""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | EMPTY",
                "'  \n ' | EMPTY",
                "'# only a comment' | EMPTY",
                "'<html><title>502</title>' | PAGE",
                "'\uFEFF<?xml version=\"1.0\"?><Error/>' | PAGE",
                "'{\"a\":' | NOT_JSON",
                "'{\"a\":1}' | UNKNOWN_FORMAT",
                "'{\"message\":\"API rate limit exceeded\"}' | UNKNOWN_FORMAT",
                "'[]' | UNKNOWN_FORMAT",
                "'{}' | UNKNOWN_FORMAT",
                "'{\"addresses\":[],\"ipv6_addresses\":[]}' | EMPTY",
                "'{\"addresses\":[1],\"ipv6_addresses\":[]}' | WRONG_SHAPE",
                "'{\"addresses\":\"x\",\"ipv6_addresses\":[]}' | WRONG_SHAPE",
                "'{\"addresses\":[\"1.2.3.4/8\"],\"ipv6_addresses\":[]}' | BAD_PREFIX",
                "'{\"addresses\":[],\"addresses\":[],\"ipv6_addresses\":[]}' | NOT_JSON",
                "'{\"addresses\":[],\"ipv6_addresses\":[]} {}' | NOT_JSON",
                "'1.2.3.4 5.6.7.8' | BAD_PREFIX",
                "'01.2.3.4' | BAD_PREFIX",
                "'::ffff:1.2.3.4' | BAD_PREFIX",
                "'1.2.3.4/33' | BAD_PREFIX",
                "'Too Many Requests' | BAD_PREFIX",
                "'region: x\nother: y' | WRONG_SHAPE",
                "'1.2.3.0/24,a,b,c,d,e,f' | WRONG_SHAPE",
            })
    void refusesByName(String text, FeedFault fault) {
        FeedReading reading = FeedReader.read(text.getBytes(UTF_8), null, FeedLimits.DEFAULT);

        assertThat(reading).isInstanceOf(FeedReading.Refused.class);
        assertThat(((FeedReading.Refused) reading).objections().getFirst().fault())
                .isEqualTo(fault);
    }

    @Test
    void refusesWhatIsTooLongOrTooMuch() {
        FeedLimits small = new FeedLimits(100, 3, 1, 0.2, null, false);
        assertThat(fault(FeedReader.read(new byte[101], null, small)))
                .isEqualTo(FeedFault.TOO_LARGE);
        assertThat(
                        fault(
                                FeedReader.read(
                                        "1.1.1.1\n2.2.2.2\n3.3.3.3\n4.4.4.4".getBytes(UTF_8),
                                        null,
                                        small)))
                .isEqualTo(FeedFault.TOO_MANY);
        assertThat(fault(FeedReader.read(new byte[] {(byte) 0xC3, 0x28}, null, small)))
                .isEqualTo(FeedFault.NOT_TEXT);
    }

    @Test
    void refusesAnotherFormatThanTheOneNamed() {
        byte[] text = "1.1.1.1".getBytes(UTF_8);
        assertThat(fault(FeedReader.read(text, FeedFormat.AWS, FeedLimits.DEFAULT)))
                .isEqualTo(FeedFault.NOT_JSON);
        byte[] google = FeedFiles.bytes(FeedFiles.folder().resolve("google/goog.2022-08-21.json"));
        assertThat(fault(FeedReader.read(google, FeedFormat.AWS, FeedLimits.DEFAULT)))
                .isEqualTo(FeedFault.WRONG_SHAPE);
    }

    /* A document that is cut off anywhere is refused, wherever that is. */
    @Test
    void refusesEveryTruncationOfJson() {
        for (String name :
                List.of("google/goog.2022-08-21.json", "fastly/public-ip-list.2024-10-08.json")) {
            byte[] whole = FeedFiles.bytes(FeedFiles.folder().resolve(name));
            int end = new String(whole, UTF_8).stripTrailing().length();
            for (int length = 0; length < end; length++) {
                FeedReading reading =
                        FeedReader.read(Arrays.copyOf(whole, length), null, FeedLimits.DEFAULT);
                assertThat(reading)
                        .as(name + " cut at " + length)
                        .isInstanceOf(FeedReading.Refused.class);
            }
        }
    }

    private static FeedFault fault(FeedReading reading) {
        assertThat(reading).isInstanceOf(FeedReading.Refused.class);
        return ((FeedReading.Refused) reading).objections().getFirst().fault();
    }
}
