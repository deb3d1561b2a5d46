package dev.sallyport.egress.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.engine.address.IpPrefix;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/* Differences as others have found them in the same documents. */
class FeedDifferenceTest {

    /* A third party reports, for each tag, the prefixes that Azure added and removed. */
    @Test
    void agreesWithTheReportsOnAzure() {
        List<Path> editions = FeedFiles.in("azure", "ServiceTags_Public*");
        int prefixes = 0;
        for (int i = 1; i < editions.size(); i++) {
            String day = editions.get(i).getFileName().toString().substring(19, 29);
            FeedDifference difference =
                    FeedDifference.between(
                            FeedFiles.read(editions.get(i - 1)).entries(),
                            FeedFiles.read(editions.get(i)).entries());
            Map<String, Set<String>> added = new TreeMap<>();
            Map<String, Set<String>> removed = new TreeMap<>();
            FeedMembers report =
                    new FeedMembers(
                            FeedJson.object(
                                    new String(
                                            FeedFiles.bytes(
                                                    FeedFiles.folder()
                                                            .resolve(
                                                                    "azure/changes."
                                                                            + day
                                                                            + ".json")),
                                            StandardCharsets.UTF_8),
                                    1_000_000),
                            "");
            for (FeedMembers change : report.objects("changes")) {
                put(added, change, "added_prefixes");
                put(removed, change, "removed_prefixes");
            }
            assertThat(byService(difference.addedEntries())).as(day).isEqualTo(added);
            assertThat(byService(difference.removedEntries())).as(day).isEqualTo(removed);
            prefixes += difference.addedEntries().size() + difference.removedEntries().size();
        }
        assertThat(editions).hasSize(4);
        assertThat(prefixes).isGreaterThan(1000);
        System.out.println("azure: " + prefixes + " changes as reported");
    }

    private static void put(Map<String, Set<String>> into, FeedMembers change, String member) {
        List<String> prefixes = change.texts(member, true);
        if (!prefixes.isEmpty()) {
            into.computeIfAbsent(change.text("service", true), key -> new TreeSet<>())
                    .addAll(
                            prefixes.stream()
                                    .map(text -> IpPrefix.parse(text).toString())
                                    .toList());
        }
    }

    private static Map<String, Set<String>> byService(List<FeedEntry> entries) {
        return entries.stream()
                .collect(
                        Collectors.groupingBy(
                                FeedEntry::service,
                                TreeMap::new,
                                Collectors.mapping(
                                        entry -> entry.prefix().toString(),
                                        Collectors.toCollection(TreeSet::new))));
    }

    /* The history of AWS, one event for each publication, was made by another program from the same files. */
    @Test
    void agreesWithTheHistoryOfAws() throws Exception {
        Map<String, FeedMembers> events = new HashMap<>();
        new String(
                        FeedFiles.bytes(
                                FeedFiles.folder().resolve("aws/events-2021..2026-08.jsonl.gz")),
                        StandardCharsets.UTF_8)
                .lines()
                .skip(1)
                .map(line -> new FeedMembers(FeedJson.object(line, 1_000_000), ""))
                .forEach(event -> events.put(event.text("create", true), event));
        int compared = 0;
        for (String run : List.of("2021-02-22", "2024-07-24", "2025-07", "2026-04")) {
            List<Path> editions = FeedFiles.in("aws", "ip-ranges." + run + "*");
            for (int i = 1; i < editions.size(); i++) {
                String create = editions.get(i).getFileName().toString().substring(10, 29);
                assertThat(events).containsKey(create);
                FeedMembers event = Objects.requireNonNull(events.get(create));
                FeedDifference difference =
                        FeedDifference.between(
                                FeedFiles.read(editions.get(i - 1)).entries(),
                                FeedFiles.read(editions.get(i)).entries());
                assertThat(texts(difference.added()))
                        .as(create)
                        .isEqualTo(event.object("add").members().keySet());
                assertThat(texts(difference.removed()))
                        .as(create)
                        .isEqualTo(new TreeSet<>(event.texts("remove", true)));
                assertThat(texts(difference.changed()))
                        .as(create)
                        .isEqualTo(event.object("change").members().keySet());
                compared++;
            }
        }
        assertThat(compared).isGreaterThanOrEqualTo(9);
        assertThat(Files.exists(FeedFiles.folder())).isTrue();
    }

    private static Set<String> texts(List<IpPrefix> prefixes) {
        return prefixes.stream()
                .map(IpPrefix::toString)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void tellsAMoveInWords() {
        FeedDifference difference =
                FeedDifference.between(
                        FeedFiles.read(
                                        FeedFiles.folder()
                                                .resolve(
                                                        "aws/ip-ranges.2025-07-22-22-43-30.json.gz"))
                                .entries(),
                        FeedFiles.read(
                                        FeedFiles.folder()
                                                .resolve(
                                                        "aws/ip-ranges.2025-07-23-05-13-30.json.gz"))
                                .entries());
        assertThat(difference.changed()).contains(IpPrefix.parse("23.228.192.0/24"));
        assertThat(difference.words(10))
                .contains(
                        "ca-west-1 AMAZON: 1 added, 0 removed",
                        "us-east-1 AMAZON: 0 added, 1 removed");
    }
}
