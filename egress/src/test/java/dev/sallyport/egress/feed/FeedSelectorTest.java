package dev.sallyport.egress.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.engine.policy.Entry;
import dev.sallyport.engine.policy.ListName;
import dev.sallyport.engine.policy.NetworkList;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FeedSelectorTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "AWS",
                "aws/",
                "aws//EC2",
                "aws/us east",
                "aws/*/*/*/*",
                "aws/*/*/sideways",
                "aws/a*",
                "-aws",
                "aws/ü"
            })
    void refusesOtherForms(String text) {
        assertThat(FeedSelector.parse(text)).isEmpty();
    }

    /* The counts are those of another program over the same document. */
    @ParameterizedTest
    @CsvSource({
        "feed:aws, 10245",
        "feed:aws/*, 10245",
        "feed:aws/*/*/*, 10245",
        "feed:aws/us-east-1/EC2, 475",
        "feed:aws/us-east-1, 1281",
        "feed:aws/*/CLOUDFRONT, 233",
        "feed:aws/GLOBAL, 334",
    })
    void meansWhatTheDocumentSays(String text, int known) {
        FeedContent aws =
                FeedFiles.read(
                        FeedFiles.folder().resolve("aws/ip-ranges.2026-04-15-21-07-04.json.gz"));
        ListName name = new ListName(text);
        FeedSelector selector = FeedSelector.of(name).orElseThrow();
        NetworkList list = FeedLists.list(name, selector, aws.entries());
        Set<String> expected =
                aws.entries().stream()
                        .filter(entry ->
                                selector.region() == null
                                        || entry.region().equals(selector.region()))
                        .filter(entry ->
                                selector.service() == null
                                        || entry.service().equals(selector.service()))
                        .map(entry -> entry.prefix().toString())
                        .collect(Collectors.toSet());

        assertThat(list.entries().stream().map(entry -> entry.source().toString()).toList())
                .hasSize(expected.size())
                .containsExactlyInAnyOrderElementsOf(expected)
                .isNotEmpty();
        assertThat(list.entries().stream().map(Entry::id).distinct().count())
                .isEqualTo(expected.size());
        assertThat(expected).hasSize(known);
    }

    @Test
    void writesWhatANameCannotHold() {
        assertThat(FeedSelector.written("Google Cloud")).isEqualTo("Google-Cloud");
        assertThat(FeedSelector.written("Zürich 😀")).isEqualTo("Z-rich--");
        assertThat(FeedSelector.written("us-east-1")).isEqualTo("us-east-1");
    }

    @Test
    void tellsDirectionsApart() {
        FeedContent content =
                FeedFiles.read(
                        FeedFiles.folder().resolve("atlassian/ip-ranges.2024-12-06T03-24.json"));
        int all = count(content, "feed:atlassian/*/jira");
        int out = count(content, "feed:atlassian/*/jira/outbound");
        int in = count(content, "feed:atlassian/*/jira/inbound");
        assertThat(out).isLessThanOrEqualTo(all).isPositive();
        assertThat(in).isLessThan(all).isPositive();
    }

    private static int count(FeedContent content, String text) {
        ListName name = new ListName(text);
        return FeedLists.list(name, FeedSelector.of(name).orElseThrow(), content.entries())
                .entries()
                .size();
    }
}
