package dev.sallyport.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Older revisions over the API: listed, compared, and made the policy again. */
final class HistoryTest {

    private static final OpenApi DOCUMENT = OpenApi.read();
    private static final String POLICY = "/api/v1/tenants/acme/policy";
    private static final String REVISIONS = POLICY + "/revisions";
    private static final String FIRST =
            """
            {"mode":"MONITOR","rules":[{"id":"office","effect":"ALLOW","sources":[
              {"prefix":"203.0.113.0/24","label":"Paris"},{"prefix":"198.51.100.7"}]}]}
            """;
    private static final String SECOND =
            """
            {"mode":"ENFORCE","rules":[{"id":"office","effect":"ALLOW","sources":[
              {"prefix":"203.0.113.0/24","label":"Lyon"}]}]}
            """;

    @TempDir private Path folder;

    private static OpenApi.Operation operation(String method, String suffix) {
        return DOCUMENT.operation(
                method, "/api/v1/tenants/{tenant}/policy/revisions/{revision}" + suffix);
    }

    private static Answer publish(Api api, String policy) {
        Answer answer = api.with("If-Match", api.get(POLICY).etag()).put(POLICY, policy);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer;
    }

    private static List<String> words(Answer difference) {
        List<String> words = new ArrayList<>();
        difference.json().get("words").forEach(each -> words.add(each.asString()));
        return words;
    }

    @Test
    void differencesAreToldInWordsAndPlaces() {
        try (TestServer server = TestServer.start(folder)) {
            Api operator = server.api().asOperator();
            operator.tenant("acme");
            String paris = publish(operator, FIRST).json().at("/rules/0/sources/0/id").asString();
            publish(operator, SECOND);
            Answer difference = operator.get(REVISIONS + "/2/diff");
            DOCUMENT.assertDescribed(operation("GET", "/diff"), difference);
            assertThat(words(difference))
                    .containsExactly(
                            "the mode changed from `MONITOR` to `ENFORCE`",
                            "203.0.113.0/24 in rule `office` changed its label from `Paris` to `Lyon`",
                            "198.51.100.7/32 was removed from rule `office`");
            assertThat(difference.body()).contains("/rules/office/sources/" + paris + "/label");
            assertThat(words(operator.get(REVISIONS + "/2/diff?against=2"))).isEmpty();
            assertThat(words(operator.get(REVISIONS + "/0/diff?against=2")))
                    .contains("rule `office` was removed: ALLOW, 1 source");
            Answer none = operator.get(REVISIONS + "/2/diff?against=9");
            assertThat(none.code()).isEqualTo("policy.revision-unknown");
            DOCUMENT.assertDescribed(operation("GET", "/diff"), none);
            // The audit log tells the same places.
            assertThat(operator.get("/api/v1/audit?limit=1").body())
                    .contains("/rules/office/sources/" + paris + "/label");
        }
    }

    @Test
    void anOlderRevisionBecomesTheNewestWithTheIdsItHad() {
        try (TestServer server = TestServer.start(folder)) {
            Api operator = server.api().asOperator();
            operator.tenant("acme");
            Answer first = publish(operator, FIRST);
            Answer second = publish(operator, SECOND);
            assertThat(server.ask("acme.example.com", "127.0.0.1")).isEqualTo(403);

            String restore = REVISIONS + "/1:restore";
            Answer unconditional = operator.post(restore, "");
            assertThat(unconditional.code()).isEqualTo("policy.precondition-required");
            DOCUMENT.assertDescribed(operation("POST", ":restore"), unconditional);
            assertThat(operator.with("If-Match", first.etag()).post(restore, "").code())
                    .isEqualTo("policy.stale");
            Answer judged = operator.post(restore + "?dryRun=true", "");
            assertThat(judged.status()).as(judged.body()).isEqualTo(200);
            assertThat(operator.get(POLICY).etag()).isEqualTo(second.etag());

            Answer restored =
                    operator.with("If-Match", second.etag()).post(restore + "?reason=oops", "");
            assertThat(restored.status()).as(restored.body()).isEqualTo(200);
            DOCUMENT.assertDescribed(operation("POST", ":restore"), restored);
            assertThat(restored.header("X-Sallyport-Revision")).isEqualTo("3");
            assertThat(operator.get(POLICY).body())
                    .isEqualTo(operator.get(REVISIONS + "/1").body());
            assertThat(server.ask("acme.example.com", "127.0.0.1")).isEqualTo(204);
            JsonNode newest = operator.get(REVISIONS).json().get("items").get(0);
            assertThat(newest.get("kind").asString()).isEqualTo("rollback");
            assertThat(newest.get("of").asLong()).isEqualTo(1);
            assertThat(newest.get("reason").asString()).isEqualTo("oops");
            assertThat(operator.get("/api/v1/audit?limit=1").body()).contains("policy.rolled-back");

            // Back to where every tenant begins, and only if it is confirmed.
            Answer toBegin =
                    operator.with("If-Match", restored.etag())
                            .post(REVISIONS + "/0:restore?confirmWithin=PT1H", "");
            assertThat(toBegin.status()).as(toBegin.body()).isEqualTo(200);
            assertThat(toBegin.header("X-Sallyport-Confirm-By")).isNotEmpty();
            assertThat(
                            operator.with("If-Match", toBegin.etag())
                                    .post(REVISIONS + "/1:restore", "")
                                    .code())
                    .isEqualTo("policy.unconfirmed");
            assertThat(operator.with("If-Match", "*").post(REVISIONS + "/77:restore", "").code())
                    .isEqualTo("policy.revision-unknown");
        }
    }

    @Test
    void pagesMeetAndTellATenantNothingOfTheOperator() {
        try (TestServer server = TestServer.start(folder)) {
            Api operator = server.api().asOperator();
            operator.tenant("acme");
            Api reader = operator.newClient("acme", "sallyport:read");
            for (int i = 0; i < 5; i++) {
                publish(operator, FIRST.replace("Paris", "Paris " + i));
            }
            List<Long> numbers = new ArrayList<>();
            String cursor = "";
            while (!cursor.equals("null")) {
                Answer page = reader.get(REVISIONS + "?limit=2" + cursor);
                for (JsonNode each : page.json().get("items")) {
                    numbers.add(each.get("revision").asLong());
                    assertThat(each.get("publishedBy").asString()).isIn("operator", "");
                    assertThat(each.get("address").isNull()).isTrue();
                    assertThat(each.get("entries").asInt())
                            .isEqualTo(each.get("revision").asLong() == 0 ? 0 : 2);
                }
                JsonNode next = page.json().get("next");
                cursor = next.isNull() ? "null" : "&cursor=" + next.asString();
            }
            assertThat(numbers).containsExactly(5L, 4L, 3L, 2L, 1L, 0L);
            assertThat(reader.get(REVISIONS + "?cursor=x").code())
                    .isEqualTo("request.bad-parameter");
            assertThat(operator.get(REVISIONS).body()).contains("operator:operator");
        }
    }
}
