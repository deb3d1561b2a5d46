package dev.sallyport.server.config;

import dev.sallyport.control.egress.EgressTerms;
import dev.sallyport.egress.document.EgressDocument;
import dev.sallyport.server.egress.PublisherSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/* The keys of the lists of our own addresses. */
final class PublisherConfigurationKeys {

    private static final Duration LONGEST = Duration.ofDays(3650);

    private static final List<Key<?>> ALL = new ArrayList<>();

    static final Key<String> PUBLISHER =
            add(
                    Key.single(
                            "egress.publisher",
                            "origin",
                            null,
                            "the origin by which customers reach this API, such as"
                                    + " `https://saas.example`; published lists name it",
                            PublisherConfigurationKeys::origin));
    static final Key<Duration> NOTICE =
            add(
                    Key.single(
                            "egress.notice",
                            "duration",
                            "14d",
                            "how long before its first use an address of ours is published",
                            ValueReaders.duration(Duration.ZERO, LONGEST)));
    static final Key<Duration> REMOVAL_NOTICE =
            add(
                    Key.single(
                            "egress.removal-notice",
                            "duration",
                            "14d",
                            "how long before an address of ours goes its end is published",
                            ValueReaders.duration(Duration.ZERO, LONGEST)));
    static final Key<Duration> NOTICE_WINDOW =
            add(
                    Key.single(
                            "egress.notice-window",
                            "duration",
                            "5m",
                            "how long changes for which nobody has to hurry are collected into one"
                                    + " notice; new addresses are told at once",
                            ValueReaders.duration(Duration.ZERO, Duration.ofDays(7))));
    static final Key<Integer> MOST_PREFIXES =
            add(
                    Key.single(
                            "egress.most-prefixes",
                            "1 to 50000",
                            "10000",
                            "the most prefixes of one region",
                            ValueReaders.number(1, 50_000)));
    static final Key<Duration> MAX_AGE =
            add(
                    Key.single(
                            "egress.max-age",
                            "duration",
                            "5m",
                            "how long caches may keep published lists without asking again",
                            ValueReaders.duration(Duration.ZERO, Duration.ofDays(7))));
    static final Key<Duration> KEY_OVERLAP =
            add(
                    Key.single(
                            "egress.key-overlap",
                            "duration",
                            "90d",
                            "how long a signing key and its successor are both believed; the"
                                    + " successor signs lists after half of it",
                            ValueReaders.duration(Duration.ofSeconds(2), LONGEST)));
    static final Key<Integer> LISTENERS =
            add(
                    Key.single(
                            "egress.most-listeners",
                            "1 to 10000",
                            "200",
                            "how many may listen to changes at a time",
                            ValueReaders.number(1, 10_000)));

    private PublisherConfigurationKeys() {}

    private static <T> Key<T> add(Key<T> key) {
        ALL.add(key);
        return key;
    }

    private static String origin(String text) {
        if (!EgressDocument.isOrigin(text)) {
            throw new IllegalArgumentException(
                    "`" + text + "` is not an origin such as `https://saas.example`");
        }
        return text;
    }

    static List<Key<?>> all() {
        return List.copyOf(ALL);
    }

    static PublisherSettings settings(Settings settings) {
        EgressTerms terms = EgressTerms.DEFAULT;
        return new PublisherSettings(
                new EgressTerms(
                        settings.get(NOTICE),
                        settings.get(REMOVAL_NOTICE),
                        settings.get(NOTICE_WINDOW),
                        settings.get(MOST_PREFIXES),
                        terms.regions(),
                        terms.agents()),
                settings.find(PUBLISHER).orElse(null),
                settings.get(MAX_AGE),
                settings.get(KEY_OVERLAP),
                settings.get(LISTENERS));
    }
}
