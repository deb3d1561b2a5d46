package dev.sallyport.egress.feed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FeedGuardTest {

    private static FeedContent text(String lines) {
        return FeedFiles.read(lines.getBytes(UTF_8), FeedFormat.TEXT);
    }

    private static List<FeedFault> faults(List<FeedObjection> objections) {
        return objections.stream().map(FeedObjection::fault).toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.0.0.6",
                "192.168.0.0/16",
                "172.16.5.0/24",
                "127.0.0.1",
                "169.254.169.254",
                "100.64.0.0/10",
                "224.0.0.1",
                "255.255.255.255",
                "198.51.100.0/24",
                "192.0.0.0/16",
                "fc00::/7",
                "fe80::1",
                "ff02::1",
                "::1",
                "2001:db8::/32",
                "2002::/16",
                "64:ff9b::/96"
            })
    void refusesPrivateAndReservedAddresses(String prefix) {
        FeedContent content = text("8.8.8.0/24\n" + prefix);

        assertThat(faults(FeedGuard.judge(null, content, FeedLimits.DEFAULT)))
                .contains(FeedFault.RESERVED);
        FeedLimits own = new FeedLimits(1000, 100, 1, 0.2, null, true);
        assertThat(faults(FeedGuard.judge(null, content, own))).doesNotContain(FeedFault.RESERVED);
    }

    @ParameterizedTest
    @CsvSource({
        "1.0.0.0/8,false",
        "2.0.0.0/7,true",
        "2a00::/20,false",
        "2a00::/19,true",
        "0.0.0.0/0,true",
        "::/0,true"
    })
    void refusesWhatIsTooBroad(String prefix, boolean refused) {
        assertThat(
                        faults(FeedGuard.judge(null, text(prefix), FeedLimits.DEFAULT))
                                .contains(FeedFault.TOO_BROAD))
                .isEqualTo(refused);
    }

    @Test
    void refusesTooFew() {
        FeedLimits ten = new FeedLimits(1000, 100, 10, 0.2, null, false);
        assertThat(faults(FeedGuard.judge(null, text("8.8.8.8"), ten)))
                .containsExactly(FeedFault.TOO_FEW);
    }

    @Test
    void refusesWhatShrankTooMuch() {
        FeedContent hundred = numbered(0, 100);
        assertThat(FeedGuard.judge(hundred, numbered(25, 100), FeedLimits.DEFAULT)).isEmpty();
        assertThat(faults(FeedGuard.judge(hundred, numbered(26, 100), FeedLimits.DEFAULT)))
                .containsExactly(FeedFault.SHRUNK);
        // As many new ones make no difference.
        assertThat(faults(FeedGuard.judge(hundred, numbered(60, 160), FeedLimits.DEFAULT)))
                .containsExactly(FeedFault.SHRUNK);
    }

    @Test
    void countsAddressesAsWellAsPrefixes() {
        FeedContent before = text("20.0.0.0/9\n" + lines(0, 99));
        assertThat(faults(FeedGuard.judge(before, numbered(0, 99), FeedLimits.DEFAULT)))
                .containsExactly(FeedFault.SHRUNK);
    }

    @Test
    void takesSplitPrefixesForWhatTheyAre() {
        assertThat(
                        FeedGuard.judge(
                                text("8.8.8.0/24"),
                                text("8.8.8.0/25\n8.8.8.128/25"),
                                FeedLimits.DEFAULT))
                .isEmpty();
    }

    @Test
    void refusesAnotherFamily() {
        assertThat(
                        faults(
                                FeedGuard.judge(
                                        text("2606:4700::/32"),
                                        text("8.8.8.8"),
                                        FeedLimits.DEFAULT)))
                .contains(FeedFault.WRONG_FAMILY);
    }

    @Test
    void refusesAStampThatWentBack() {
        List<Path> files = FeedFiles.in("aws", "ip-ranges.2026-04-13*");
        FeedContent first = FeedFiles.read(files.getFirst());
        FeedContent later = FeedFiles.read(files.getLast());

        assertThat(FeedGuard.judge(first, later, FeedLimits.DEFAULT)).isEmpty();
        assertThat(faults(FeedGuard.judge(later, first, FeedLimits.DEFAULT)))
                .containsExactly(FeedFault.STAMP_WENT_BACK);
    }

    /** Behind such a stamp every honest edition would be older, and be refused for ever. */
    @ParameterizedTest
    @CsvSource({
        "1776287224,2026-04-15-21-07-04,false",
        "1776373000,2026-04-16-20-50-00,false",
        "9999999999999,2026-04-15-21-07-04,true",
        "1776500000,2026-04-15-21-07-04,true",
        "1776287224,2099-01-01-00-00-00,true"
    })
    void refusesAStampOfATimeToCome(String token, String date, boolean refused) {
        String document =
                "{\"syncToken\":\"%s\",\"createDate\":\"%s\",\"prefixes\":[{\"ip_prefix\":\"3.5.140.0/22\",\"region\":\"a\",\"service\":\"B\",\"network_border_group\":\"a\"}],\"ipv6_prefixes\":[]}"
                        .formatted(token, date);
        if (!(FeedReader.read(document.getBytes(UTF_8), null, FeedLimits.DEFAULT)
                instanceof FeedReading.Read(FeedContent content))) {
            throw new AssertionError(document);
        }
        assertThat(faults(FeedGuard.ahead(content, Instant.parse("2026-04-15T21:10:00Z"))))
                .isEqualTo(refused ? List.of(FeedFault.STAMP_AHEAD) : List.of());
    }

    @Test
    void anotherStampAloneIsNoChange() {
        FeedContent first =
                FeedFiles.read(FeedFiles.folder().resolve("google/cloud.2024-01-05T04-00.json"));
        FeedContent second =
                FeedFiles.read(FeedFiles.folder().resolve("google/cloud.2024-01-05T10-30.json"));

        assertThat(first.stamp()).isNotEqualTo(second.stamp());
        assertThat(first.holdsTheSameAs(second)).isTrue();
        assertThat(FeedDifference.between(first.entries(), second.entries()).isEmpty()).isTrue();
    }

    /* Publications that follow each other pass, the mass removal of 2024-07-24 and the withdrawn region too. */
    @Test
    void letsRealPublicationsPass() {
        int pairs = 0;
        for (String[] each :
                new String[][] {
                    {"aws", "ip-ranges.2021-02-22*"},
                    {"aws", "ip-ranges.2024-07-24*"},
                    {"aws", "ip-ranges.2025-07*"},
                    {"aws", "ip-ranges.2026*"},
                    {"azure", "ServiceTags_Public*"},
                    {"google", "cloud.2024*"},
                    {"google", "cloud.2025*"},
                    {"github", "meta.2025*"},
                    {"oracle", "*2024*"},
                    {"oracle", "*2025*"},
                    {"atlassian", "*2024*"},
                    {"atlassian", "*2023*"},
                    {"okta", "*"},
                    {"zscaler", "*"}
                }) {
            List<FeedContent> editions =
                    FeedFiles.in(each[0], each[1]).stream().map(FeedFiles::read).toList();
            for (int i = 1; i < editions.size(); i++) {
                assertThat(
                                FeedGuard.judge(
                                        editions.get(i - 1), editions.get(i), FeedLimits.DEFAULT))
                        .as(each[0] + " " + editions.get(i).stamp())
                        .isEmpty();
                pairs++;
            }
        }
        assertThat(pairs).isGreaterThan(20);
    }

    private static FeedContent numbered(int from, int to) {
        return text(lines(from, to));
    }

    private static String lines(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> "8.8." + i + ".1")
                .collect(Collectors.joining("\n"));
    }
}
