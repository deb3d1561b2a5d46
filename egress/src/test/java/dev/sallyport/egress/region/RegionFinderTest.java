package dev.sallyport.egress.region;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.egress.feed.FeedContent;
import dev.sallyport.egress.feed.FeedEntry;
import dev.sallyport.egress.feed.FeedLimits;
import dev.sallyport.egress.feed.FeedReader;
import dev.sallyport.egress.feed.FeedReading;
import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.address.IpPrefix;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class RegionFinderTest {

    private static FeedContent read(String name) throws IOException {
        Path file =
                Path.of(System.getProperty("sallyport.shared-data", "../../shared/data"))
                        .resolve("cloud-feeds")
                        .resolve(name);
        Assumptions.assumeTrue(Files.exists(file), "SKIPPED: there is no shared data at " + file);
        try (InputStream in =
                name.endsWith(".gz")
                        ? new GZIPInputStream(Files.newInputStream(file))
                        : Files.newInputStream(file)) {
            FeedReading reading = FeedReader.read(in.readAllBytes(), null, FeedLimits.DEFAULT);
            assertThat(reading).isInstanceOf(FeedReading.Read.class);
            return ((FeedReading.Read) reading).content();
        }
    }

    private static FeedContent aws() throws IOException {
        return read("aws/ip-ranges.2026-04-15-21-07-04.json.gz");
    }

    /* Every entry that holds the address, by looking at each. */
    private static List<FeedEntry> scan(List<LoadedFeed> feeds, IpAddress address) {
        return feeds.stream()
                .flatMap(feed -> feed.content().entries().stream())
                .filter(entry -> entry.prefix().contains(address))
                .sorted(
                        Comparator.comparingInt((FeedEntry entry) -> entry.prefix().length())
                                .reversed())
                .toList();
    }

    @Test
    void answersAsAScanOfRealFeedsDoes() throws IOException {
        List<LoadedFeed> feeds =
                List.of(
                        new LoadedFeed("aws", aws()),
                        new LoadedFeed("google", read("google/cloud.2025-05-30T23-00.json")),
                        new LoadedFeed(
                                "azure", read("azure/ServiceTags_Public.2025-10-27.json.gz")),
                        new LoadedFeed("github", read("github/meta.2025-04-01.json")));
        RegionFinder finder = RegionFinder.of(feeds);
        long seed = 20260415;
        Random random = new Random(seed);
        List<FeedEntry> all = new ArrayList<>();
        feeds.forEach(feed -> all.addAll(feed.content().entries()));
        Collections.shuffle(all, random);
        int covered = 0;
        for (FeedEntry entry : all.subList(0, 1_500)) {
            IpPrefix prefix = entry.prefix();
            IpAddress address = random.nextBoolean() ? prefix.first() : prefix.last();
            List<FeedEntry> expected = scan(feeds, address);
            List<FeedEntry> found = finder.find(address).stream().map(RegionAnswer::entry).toList();
            assertThat(found).as("seed %d, %s", seed, address).isEqualTo(expected);
            covered += expected.size() > 1 ? 1 : 0;
        }
        for (int i = 0; i < 300; i++) {
            IpAddress address = IpAddress.ipv4(random.nextInt());
            assertThat(finder.find(address)).hasSameSizeAs(scan(feeds, address));
        }
        assertThat(covered).isGreaterThan(500);
    }

    /* The first and the last entry of the document that hold an address name another region for some. */
    @Test
    void firstAndLastMatchAreWrongOnRealData() throws IOException {
        RegionFinder finder = RegionFinder.of(List.of(new LoadedFeed("aws", aws())));
        List<Map.Entry<IpPrefix, String>> document = document();
        List<Map.Entry<IpPrefix, String>> ascending =
                document.stream().sorted(Map.Entry.comparingByKey()).toList();
        Set<IpPrefix> inside = new TreeSet<>();
        Set<IpPrefix> firstWrong = new TreeSet<>();
        Set<IpPrefix> lastWrong = new TreeSet<>();
        for (IpPrefix prefix : document.stream().map(Map.Entry::getKey).distinct().toList()) {
            List<RegionAnswer> around =
                    finder.find(prefix.first()).stream()
                            .filter(answer -> answer.entry().prefix().contains(prefix))
                            .toList();
            if (around.stream().map(answer -> answer.entry().region()).distinct().count() == 1) {
                continue;
            }
            inside.add(prefix);
            String right = longest(document, prefix.first());
            assertThat(finder.find(prefix.first()).getFirst().entry().region()).isEqualTo(right);
            if (!holding(ascending, prefix).getFirst().getValue().equals(right)) {
                firstWrong.add(prefix);
            }
            if (!holding(document, prefix).getLast().getValue().equals(right)) {
                lastWrong.add(prefix);
            }
        }
        System.out.println(
                inside.size()
                        + " prefixes lie inside another region's; the first match is wrong for "
                        + firstWrong.size()
                        + " if they are sorted, the last for "
                        + lastWrong.size()
                        + " as they are published");
        assertThat(inside).hasSize(247);
        assertThat(firstWrong).hasSizeGreaterThan(200);
        assertThat(lastWrong).hasSizeGreaterThan(200);
    }

    private static List<Map.Entry<IpPrefix, String>> holding(
            List<Map.Entry<IpPrefix, String>> entries, IpPrefix prefix) {
        return entries.stream().filter(entry -> entry.getKey().contains(prefix.first())).toList();
    }

    private static String longest(List<Map.Entry<IpPrefix, String>> holding, IpAddress address) {
        return holding.stream()
                .filter(entry -> entry.getKey().contains(address))
                .max(Comparator.comparingInt(entry -> entry.getKey().length()))
                .orElseThrow()
                .getValue();
    }

    /* Prefixes and regions in the order in which the document has them. */
    private static List<Map.Entry<IpPrefix, String>> document() throws IOException {
        Path file =
                Path.of(System.getProperty("sallyport.shared-data", "../../shared/data"))
                        .resolve("cloud-feeds/aws/ip-ranges.2026-04-15-21-07-04.json.gz");
        String text;
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        Matcher matcher =
                Pattern.compile("prefix\": \"([^\"]+)\",\\s*\"region\": \"([^\"]+)\"")
                        .matcher(text);
        List<Map.Entry<IpPrefix, String>> document = new ArrayList<>();
        while (matcher.find()) {
            document.add(Map.entry(IpPrefix.parse(matcher.group(1)), matcher.group(2)));
        }
        return document;
    }

    @Test
    void namesProviderServiceAndEdition() throws IOException {
        RegionFinder finder =
                RegionFinder.of(
                        List.of(
                                new LoadedFeed(
                                        "aws", read("aws/ip-ranges.2025-07-23-05-13-30.json.gz"))));
        List<RegionAnswer> answers = finder.find(IpAddress.parse("::ffff:23.228.192.7"));

        assertThat(answers.getFirst().entry().region()).isEqualTo("ca-west-1");
        assertThat(answers.getFirst().provider()).isEqualTo("aws");
        assertThat(answers.getFirst().edition()).isEqualTo("2025-07-23");
        assertThat(finder.find(IpAddress.parse("192.0.2.1"))).isEmpty();
    }
}
