package dev.sallyport.server.config;

import dev.sallyport.egress.feed.FeedLimits;
import dev.sallyport.server.feed.FeedSettings;
import dev.sallyport.server.feed.FeedSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/* The keys of feeds. */
final class FeedKeys {

    private static final int MOST = 100;

    private static final List<Key<?>> ALL = new ArrayList<>();

    static final Key<List<FeedSource>> SOURCES =
            add(
                    new Key<>(
                            "feeds.sources",
                            "`PROVIDER[:FORMAT][:ipv4|ipv6]=URL|FILE`",
                            "",
                            "the feeds whose parts policies may name as `feed:PROVIDER/REGION/SERVICE`;"
                                    + " nothing else is fetched",
                            true,
                            false,
                            FeedKeys::sources));
    static final Key<Duration> INTERVAL =
            add(
                    Key.single(
                            "feeds.interval",
                            "duration",
                            "1h",
                            "how often each feed is asked for, on the condition that it changed",
                            ValueReaders.duration(Duration.ofMillis(100), Duration.ofDays(7))));
    static final Key<Duration> MAX_AGE =
            add(
                    Key.single(
                            "feeds.max-age",
                            "duration",
                            "7d",
                            "how long a feed may go without a good answer before it is called stale",
                            ValueReaders.duration(Duration.ofSeconds(1), Duration.ofDays(3650))));
    static final Key<Duration> TIMEOUT =
            add(
                    Key.single(
                            "feeds.timeout",
                            "duration",
                            "1m",
                            "how long one answer may take, however slowly it drips in",
                            ValueReaders.duration(Duration.ofMillis(100), Duration.ofMinutes(10))));
    static final Key<Double> MAX_SHRINK =
            add(
                    Key.single(
                            "feeds.max-shrink",
                            "0% to 100%",
                            "25%",
                            "how many of the prefixes of a family, and of their addresses, may be gone"
                                    + " in an edition that is put in force unasked",
                            ValueReaders::percentage));
    static final Key<Integer> MIN_PREFIXES =
            add(
                    Key.single(
                            "feeds.min-prefixes",
                            "1 to 1000000",
                            "1",
                            "the fewest prefixes of an edition that is taken",
                            ValueReaders.number(1, 1_000_000)));
    static final Key<Integer> MAX_SIZE =
            add(
                    Key.single(
                            "feeds.max-size",
                            "1KiB to 256MiB",
                            "32MiB",
                            "the longest document of a feed, as sent and unpacked",
                            ValueReaders.size(1 << 10, 256 << 20)));
    static final Key<Boolean> ALLOW_RESERVED =
            add(
                    Key.single(
                            "feeds.allow-reserved",
                            "`true`, `false`",
                            "false",
                            "whether private and reserved addresses in feeds are taken",
                            Keys::truth));

    private FeedKeys() {}

    private static <T> Key<T> add(Key<T> key) {
        ALL.add(key);
        return key;
    }

    private static List<FeedSource> sources(List<String> texts) {
        List<FeedSource> sources = texts.stream().map(FeedSource::parse).toList();
        if (sources.size() > MOST) {
            throw new IllegalArgumentException("there are more than " + MOST + " feeds");
        }
        Set<String> names = new HashSet<>();
        for (FeedSource source : sources) {
            if (!names.add(source.name())) {
                throw new IllegalArgumentException(
                        "feed `"
                                + source.name()
                                + "` is there twice; a provider may have one for"
                                + " each family: `PROVIDER:ipv4=…,PROVIDER:ipv6=…`");
            }
        }
        return sources;
    }

    static List<Key<?>> all() {
        return List.copyOf(ALL);
    }

    static FeedSettings settings(Settings settings) {
        return new FeedSettings(
                settings.get(SOURCES),
                settings.get(INTERVAL),
                settings.get(MAX_AGE),
                settings.get(TIMEOUT),
                new FeedLimits(
                        settings.get(MAX_SIZE),
                        FeedLimits.DEFAULT.maxEntries(),
                        settings.get(MIN_PREFIXES),
                        settings.get(MAX_SHRINK),
                        null,
                        settings.get(ALLOW_RESERVED)));
    }
}
