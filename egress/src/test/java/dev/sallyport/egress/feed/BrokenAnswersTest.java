package dev.sallyport.egress.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.engine.address.IpFamily;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/* What the addresses of feeds really answered on bad days: each is refused by name, and what was in force stays. */
class BrokenAnswersTest {

    private static final Map<String, FeedFault> EXPECTED =
            Map.of(
                    "cloudflare-v4-ip-ranges.2023-09-22.answer", FeedFault.PAGE,
                    "cloudflare-v4-ip-ranges.2024-10-29.answer", FeedFault.PAGE,
                    "cloudflare-v6-holding-v4-list.2021-08-02.txt", FeedFault.WRONG_FAMILY,
                    "digitalocean.2022-01-31.answer", FeedFault.PAGE,
                    "fastly-ip-ranges.2024-10-08.answer", FeedFault.EMPTY,
                    "github-ip-ranges.2025-02-06.answer", FeedFault.PAGE,
                    "microsoft-azure-ip-ranges.2022-03-29.answer", FeedFault.PAGE,
                    "microsoft-azure-ip-ranges.2022-06-21.answer", FeedFault.PAGE,
                    "oracle-cloud-ip-ranges.2022-04-28.answer", FeedFault.PAGE);

    private static final Map<String, FeedFormat> FORMATS =
            Map.of(
                    "cloudflare", FeedFormat.TEXT,
                    "digitalocean", FeedFormat.GEOFEED,
                    "fastly", FeedFormat.FASTLY,
                    "github", FeedFormat.GITHUB,
                    "microsoft", FeedFormat.AZURE,
                    "oracle", FeedFormat.ORACLE);

    @Test
    void refusesEachByName() {
        Map<String, FeedFault> found = new TreeMap<>();
        for (Path file : FeedFiles.in("broken", "*")) {
            String name = file.getFileName().toString();
            byte[] bytes = FeedFiles.bytes(file);
            for (@Nullable FeedFormat format : Arrays.asList(format(name), null)) {
                List<FeedObjection> objections = objections(bytes, format);
                assertThat(objections).as(name).isNotEmpty();
                found.put(name, objections.getFirst().fault());
            }
            System.out.println(name + " -> " + objections(bytes, null).getFirst());
        }
        assertThat(found).isEqualTo(new TreeMap<>(EXPECTED));
    }

    private static @Nullable FeedFormat format(String file) {
        return FORMATS.entrySet().stream()
                .filter(each -> file.startsWith(each.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow();
    }

    /* The last good is the IPv6 list; it is what any of these answers would have replaced. */
    private static List<FeedObjection> objections(byte[] bytes, @Nullable FeedFormat format) {
        FeedContent good =
                FeedFiles.read(FeedFiles.folder().resolve("cloudflare/ips-v6.2023-10-11.txt"));
        FeedLimits limits = FeedLimits.DEFAULT.of(IpFamily.IPV6);
        return switch (FeedReader.read(bytes, format, limits)) {
            case FeedReading.Refused(List<FeedObjection> objections) -> objections;
            case FeedReading.Read(FeedContent content) -> {
                // By what was there before alone, too.
                assertThat(FeedGuard.judge(good, content, FeedLimits.DEFAULT))
                        .anyMatch(objection -> objection.fault() == FeedFault.WRONG_FAMILY);
                yield FeedGuard.judge(Objects.requireNonNull(good), content, limits);
            }
        };
    }
}
