package dev.sallyport.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * What can be asked about entries over the API: what is odd, which contain an address, what ends.
 */
final class EntriesTest {

    private static final OpenApi DOCUMENT = OpenApi.read();
    private static final String TENANT = "/api/v1/tenants/acme";
    private static final String POLICY = TENANT + "/policy";
    private static final String OFFICE =
            """
            {"mode":"MONITOR","rules":[{"id":"office","effect":"ALLOW",
             "sources":[{"prefix":"5.6.0.0/16","label":"Paris"},
                        {"prefix":"5.6.7.0/24"},
                        {"range":"5.6.7.0-5.6.7.255"},
                        {"list":"vpn"},
                        {"list":"platform:ci-runners"}],
             "except":[{"prefix":"5.6.7.8"}]}]}
            """;

    @TempDir private Path folder;

    private static Answer described(Answer answer, String path) {
        DOCUMENT.assertDescribed(
                DOCUMENT.operation("GET", "/api/v1/tenants/{tenant}/policy" + path), answer);
        return answer;
    }

    private static List<String> each(JsonNode array, String... members) {
        List<String> texts = new ArrayList<>();
        for (JsonNode element : array) {
            List<String> values = new ArrayList<>();
            for (String member : members) {
                values.add(element.at(member).asString("-"));
            }
            texts.add(String.join(" ", values));
        }
        return texts;
    }

    @Test
    void searchFindsEveryEntryMostSpecificFirst() {
        try (TestServer server = TestServer.start(folder)) {
            Api operator = server.api().asOperator();
            operator.tenant("acme");
            operator.put(
                    TENANT + "/lists/vpn",
                    "{\"entries\":[{\"prefix\":\"5.6.7.0/28\",\"enabled\":false},{\"prefix\":\"9.9.9.9\"}]}");
            operator.put("/api/v1/lists/ci-runners", "{\"entries\":[{\"prefix\":\"5.6.7.0/25\"}]}");
            Answer active = operator.with("If-Match", "*").put(POLICY, OFFICE);
            assertThat(active.status()).as(active.body()).isEqualTo(200);
            assertThat(
                            operator.with("If-Match", active.etag())
                                    .post(
                                            POLICY + "/draft/rules/office/sources",
                                            "{\"prefix\":\"5.6.7.8\"}")
                                    .status())
                    .isEqualTo(201);

            Answer found = described(operator.get(POLICY + "/search?address=5.6.7.8"), "/search");

            assertThat(found.json().at("/count").asInt()).isEqualTo(13);
            List<String> hits =
                    each(found.json().at("/hits"), "/in", "/place", "/list", "/addresses", "/why");
            // Of equals the smallest id comes first, and ids are made at random.
            assertThat(hits.subList(0, 3))
                    .containsExactlyInAnyOrder(
                            "draft sources - 1 -", "policy except - 1 -", "draft except - 1 -");
            assertThat(hits.subList(3, hits.size()))
                    .startsWith(
                            "policy sources vpn 16 list-entry-disabled",
                            "draft sources vpn 16 list-entry-disabled",
                            "policy sources platform:ci-runners 128 -")
                    .endsWith("policy sources - 65536 -", "draft sources - 65536 -");
            assertThat(
                            operator.get(POLICY + "/search?address=5.6.0.0/17")
                                    .json()
                                    .at("/count")
                                    .asInt())
                    .isEqualTo(2);
            assertThat(described(operator.get(POLICY + "/search"), "/search").code())
                    .isEqualTo("request.bad-parameter");
            assertThat(operator.get(POLICY + "/search?address=5.6.7").code())
                    .isEqualTo("request.bad-parameter");
        }
    }

    @Test
    void whatIsOddIsToldAndNothingIsChanged() {
        try (TestServer server = TestServer.start(folder, "--findings.broad-ipv4=17")) {
            Api operator = server.api().asOperator();
            operator.tenant("acme");
            Answer list =
                    operator.put(
                            TENANT + "/lists/vpn",
                            "{\"entries\":[{\"prefix\":\"10.0.0.1\"},{\"prefix\":\"10.0.0.1/32\"}]}");
            assertThat(each(list.json().at("/findings"), "/code", "/pointer"))
                    .containsExactly(
                            "entry.duplicate /entries/1",
                            "entry.private /entries/0",
                            "entry.private /entries/1");
            operator.put("/api/v1/lists/ci-runners", "{\"entries\":[{\"prefix\":\"5.6.7.0/25\"}]}");
            Answer saved = operator.with("If-Match", "*").put(POLICY + "/draft", OFFICE);
            Answer published =
                    operator.with("If-Match", saved.etag()).post(POLICY + "/draft:publish", "");
            assertThat(published.status()).as(published.body()).isEqualTo(200);

            List<String> expected =
                    List.of(
                            "rule.too-broad /rules/0/sources",
                            "entry.shared-egress /rules/0/sources/0",
                            "entry.shared-egress /rules/0/sources/1",
                            "entry.shared-egress /rules/0/sources/2",
                            "entry.duplicate /rules/0/sources/2",
                            "entry.covered /rules/0/sources/1");
            assertThat(each(saved.json().at("/findings"), "/code", "/pointer")).isEqualTo(expected);
            assertThat(each(published.json().at("/findings"), "/code", "/pointer"))
                    .isEqualTo(expected);
            assertThat(published.json().at("/findingCount").asInt()).isEqualTo(6);

            Answer review = described(operator.get(POLICY + "/findings"), "/findings");
            assertThat(each(review.json().at("/findings"), "/code", "/pointer"))
                    .isEqualTo(expected);
            assertThat(review.json().at("/aggregated/0/entries").asInt()).isEqualTo(5);
            assertThat(review.json().at("/aggregated/0/prefixes/0").asString())
                    .isEqualTo("5.6.0.0/16");
            assertThat(review.header("X-Sallyport-Reviewed")).isEqualTo(published.etag());
            assertThat(
                            described(operator.get(POLICY + "/draft/findings"), "/draft/findings")
                                    .code())
                    .isEqualTo("policy.draft-unknown");
            assertThat(operator.get(POLICY).json().at("/rules/0/sources")).hasSize(5);
            // What was answered can be sent back.
            assertThat(
                            operator.with("If-Match", published.etag())
                                    .put(POLICY, published.body())
                                    .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void whatEndsSoonIsListed() {
        try (TestServer server = TestServer.start(folder)) {
            Api operator = server.api().asOperator();
            operator.tenant("acme");
            Instant soon = Instant.now().truncatedTo(ChronoUnit.SECONDS).plus(10, ChronoUnit.DAYS);
            Answer published =
                    operator.with("If-Match", "*")
                            .put(
                                    POLICY,
                                    "{\"mode\":\"MONITOR\",\"rules\":[{\"id\":\"office\",\"effect\":\"ALLOW\",\"sources\":"
                                            + "[{\"prefix\":\"5.6.7.8\",\"expiresAt\":\""
                                            + soon
                                            + "\",\"reviewAt\":\"2020-01-01T00:00:00Z\",\"owner\":\"net\"},{\"any\":true}]}]}");
            assertThat(published.status()).as(published.body()).isEqualTo(200);
            Answer listed = described(operator.get(POLICY + "/expiring"), "/expiring");

            assertThat(each(listed.json().at("/deadlines"), "/at", "/kind", "/rule", "/owner"))
                    .containsExactly(soon + " expires office net");
            assertThat(operator.get(POLICY + "/expiring?within=P9D").json().at("/count").asInt())
                    .isZero();
            assertThat(
                            described(operator.get(POLICY + "/expiring?within=soon"), "/expiring")
                                    .code())
                    .isEqualTo("request.bad-parameter");
            assertThat(operator.get("/metrics").body())
                    .contains("sallyport_entries_expiring", "sallyport_entries_review_due");
        }
    }
}
