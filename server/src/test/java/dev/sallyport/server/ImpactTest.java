package dev.sallyport.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** From requests at the gate to named losers, their smallest fixes, proposals and readiness. */
final class ImpactTest {

    private static final OpenApi DOCUMENT = OpenApi.read();
    private static final String ACME = "/api/v1/tenants/acme";
    private static final String OFFICE =
            "{\"mode\":\"MONITOR\",\"rules\":[{\"id\":\"office\",\"effect\":\"ALLOW\",\"sources\":[{\"prefix\":\"203.0.113.0/24\"}]}]}";

    @TempDir private static Path folder;
    private static TestServer server;
    private static Api operator;

    @BeforeAll
    static void start() throws InterruptedException {
        server =
                TestServer.start(
                        folder,
                        "--gate.trusted-proxies=127.0.0.1",
                        "--gate.fact-headers=principal",
                        "--observations.interval=100ms");
        operator = server.api().asOperator();
        operator.tenant("acme");
        for (int i = 0; i < 10; i++) {
            ask("203.0.113.7", "user:alice");
        }
        ask("203.0.113.9", "user:bob");
        ask("198.51.100.20", "user:bob");
        ask("198.51.100.20", "user:bob");
        ask("192.0.2.5", "user:carol");
        ask("2001:db8:7::1", "user:carol");
        ask("2001:db8:7::2", "user:carol");
        ask("192.0.2.99", "");
        eventually(() ->
                operator.get(ACME + "/observations")
                                .json()
                                .path("extent")
                                .path("identified")
                                .path("decisions")
                                .asLong()
                        == 16);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static void ask(String address, String principal) {
        ask("acme", address, principal);
    }

    private static void ask(String tenant, String address, String principal) {
        String header = principal.isEmpty() ? "" : "X-Sallyport-Principal: " + principal + "\r\n";
        String answer =
                RawHttp.send(
                        server.gatePort(),
                        "GET / HTTP/1.1\r\nHost: "
                                + tenant
                                + ".example.com\r\nX-Forwarded-For: "
                                + address
                                + "\r\n"
                                + header
                                + "X-Original-URI: /\r\nConnection: close\r\n\r\n");
        assertThat(RawHttp.status(answer)).as(answer).isEqualTo(204);
    }

    private static void eventually(BooleanSupplier condition) throws InterruptedException {
        for (int i = 0; i < 100 && !condition.getAsBoolean(); i++) {
            Thread.sleep(100);
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }

    private static JsonNode whatIf(String question) {
        Answer answer = operator.post(ACME + "/what-if", question);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        DOCUMENT.assertDescribed(
                DOCUMENT.operation("POST", "/api/v1/tenants/{tenant}/what-if"), answer);
        return answer.json();
    }

    @Test
    void aBodyIsTriedAndItsLosersAreNamedWithTheirSmallestFix() {
        JsonNode report = whatIf("{\"policy\":" + OFFICE + "}");

        assertThat(report.path("requests").path("newlyDenied").asLong()).isEqualTo(6);
        assertThat(report.path("requests").path("stillAllowed").asLong()).isEqualTo(11);
        assertThat(report.path("people").asString()).isEqualTo("headers");
        assertThat(report.path("principals").get(0).path("id").asString()).isEqualTo("carol");
        assertThat(report.path("principals").get(0).path("lockedOut").asBoolean()).isTrue();
        assertThat(report.path("principals").get(1).path("id").asString()).isEqualTo("bob");
        assertThat(report.path("principals").get(1).path("lockedOut").asBoolean()).isFalse();

        JsonNode losers = report.path("losers");
        assertThat(losers.size()).isEqualTo(4);
        assertThat(losers.get(0).path("network").asString()).isEqualTo("198.51.100.20");
        assertThat(losers.get(0).path("smallestEntry").asString()).isEqualTo("198.51.100.20/32");
        assertThat(losers.get(0).path("opens").asString()).isEqualTo("1");
        assertThat(losers.get(0).path("goesInto").get(0).path("rule").asString())
                .isEqualTo("office");
        JsonNode home = losers.get(1);
        assertThat(home.path("network").asString()).isEqualTo("2001:db8:7::/64");
        // Both may have come in one millisecond.
        assertThat(home.path("newest").asString()).startsWith("2001:db8:7::");
        assertThat(home.path("opens").asString()).isEqualTo("18446744073709551616");

        // The entry does save them, and a change of one entry judges one row again.
        String saved =
                OFFICE.replace(
                        "{\"prefix\":\"203.0.113.0/24\"}",
                        "{\"prefix\":\"203.0.113.0/24\"},{\"prefix\":\"198.51.100.20/32\"}");
        JsonNode revised = whatIf("{\"policy\":" + saved + "}");
        assertThat(revised.path("requests").path("newlyDenied").asLong()).isEqualTo(4);
        assertThat(revised.path("judgedRows").asInt()).isEqualTo(1);
    }

    @Test
    void draftsAndRevisionsAreTriedAndCountNothingWhereNothingChanges() {
        assertThat(operator.post(ACME + "/what-if", "{\"draft\":true}").code())
                .isEqualTo("policy.draft-unknown");
        assertThat(operator.post(ACME + "/what-if", "{\"revision\":99}").code())
                .isEqualTo("policy.revision-unknown");
        JsonNode same = whatIf("{\"revision\":0}");
        assertThat(same.path("requests").path("newlyDenied").asLong()).isZero();
        assertThat(same.path("losers").size()).isZero();

        assertThat(operator.with("If-Match", "*").put(ACME + "/policy/draft", OFFICE).status())
                .isEqualTo(200);
        JsonNode draft = whatIf("{\"draft\":true,\"losers\":1}");
        assertThat(draft.path("requests").path("newlyDenied").asLong()).isEqualTo(6);
        assertThat(draft.path("losers").size()).isEqualTo(1);
        assertThat(operator.delete(ACME + "/policy/draft").status()).isEqualTo(204);
    }

    /* The client embeds 203.0.113.1 (Teredo), which the exception of the ALLOW rule puts in doubt. */
    @Test
    void anEntryThatIsNamedDoesSaveWhoeverEmbedsAnotherAddress() throws InterruptedException {
        operator.tenant("teredo");
        ask("teredo", "2001:0:1:2:3:4:34ff:8efe", "user:dave");
        String path = "/api/v1/tenants/teredo";
        eventually(() ->
                operator.get(path + "/observations")
                                .json()
                                .path("extent")
                                .path("identified")
                                .path("decisions")
                                .asLong()
                        == 1);
        String policy =
                """
                {"policy":{"rules":[
                 {"id":"r1","effect":"DENY","sources":[{"range":"10.1.7.49-203.0.113.33"}],"except":[EXCEPT]},
                 {"id":"r2","effect":"ALLOW","sources":[SOURCES],"except":[{"range":"10.1.17.119-203.0.113.42"}]}]}}
                """;
        JsonNode loser =
                operator.post(
                                path + "/what-if",
                                policy.replace("EXCEPT", "")
                                        .replace("SOURCES", "{\"prefix\":\"192.0.2.0/24\"}"))
                        .json()
                        .path("losers")
                        .get(0);
        String places = loser.path("goesInto").toString();
        assertThat(loser.path("smallestEntry").isNull() || places.contains("new-rule-like-it"))
                .as(loser.toString())
                .isTrue();
    }

    @Test
    void faultsOfAQuestionAreNamedWithTheirPlaces() {
        Answer answer =
                operator.post(
                        ACME + "/what-if",
                        "{\"policy\":{\"rules\":[{\"id\":\"x\",\"effect\":\"ALLOW\",\"sources\":[{\"prefix\":\"10.0.0.1/8\"}]}]},\"days\":0}");
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body()).contains("/policy/rules/0/sources/0/prefix", "/days");
        assertThat(operator.post(ACME + "/what-if", "{}").status()).isEqualTo(422);
        assertThat(operator.post(ACME + "/what-if", "{\"draft\":true,\"revision\":0}").status())
                .isEqualTo(422);
        assertThat(
                        operator.post(
                                        ACME + "/what-if",
                                        "{\"draft\":true,\"from\":\"2026-01-02T00:00:00Z\",\"until\":\"2026-01-01T00:00:00Z\"}")
                                .body())
                .contains("/from");
        assertThat(
                        operator.post(
                                        ACME + "/what-if",
                                        "{\"revision\":0,\"until\":\"0000-01-01T00:00:00Z\"}")
                                .body())
                .contains("/from");
        assertThat(
                        whatIf(
                                        "{\"revision\":0,\"from\":\"1970-01-01T00:00:00Z\",\"until\":\"9999-12-31T23:59:59Z\"}")
                                .path("until")
                                .asString())
                .isEqualTo("9999-12-31T23:00:00Z");
    }

    @Test
    void entriesAreProposedFromWhereKnownPeopleCameFrom() {
        Answer answer =
                operator.post(ACME + "/recommendations", "{\"minimumDays\":1,\"entries\":3}");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        DOCUMENT.assertDescribed(
                DOCUMENT.operation("POST", "/api/v1/tenants/{tenant}/recommendations"), answer);
        JsonNode proposed = answer.json();
        assertThat(proposed.path("entries").size()).isEqualTo(3);
        assertThat(proposed.path("total").asLong()).isEqualTo(5);
        assertThat(proposed.path("covered").asLong()).isGreaterThanOrEqualTo(4);
        assertThat(answer.body()).doesNotContain("192.0.2.99");
    }

    @Test
    void theMonitorReportSaysWhatStandsAgainstEnforcing() {
        operator.tenant("quiet");
        assertThat(
                        operator.with("If-Match", "*")
                                .put("/api/v1/tenants/quiet/policy", OFFICE)
                                .status())
                .isEqualTo(200);
        Answer answer = operator.get("/api/v1/tenants/quiet/monitor");
        DOCUMENT.assertDescribed(
                DOCUMENT.operation("GET", "/api/v1/tenants/{tenant}/monitor"), answer);
        assertThat(answer.json().path("ready").asBoolean()).isFalse();
        assertThat(answer.body()).contains("too-little-evidence", "people-unknown");

        Answer acme = operator.get(ACME + "/monitor?days=7&limit=2");
        assertThat(acme.json().path("requests").path("all").asLong()).isEqualTo(17);
        assertThat(acme.json().path("requests").path("denied").asLong()).isZero();
        assertThat(acme.json().path("trend").size()).isBetween(1, 2);
        assertThat(acme.body()).contains("no-restriction");
        assertThat(operator.get(ACME + "/monitor?days=x").status()).isEqualTo(400);

        Answer owner =
                operator.put(
                        ACME + "/monitor",
                        "{\"owner\":\"net-team\",\"reviewAt\":\"2026-01-01T00:00:00Z\"}");
        assertThat(owner.status()).as(owner.body()).isEqualTo(200);
        assertThat(operator.get(ACME + "/monitor").text("owner")).isEqualTo("net-team");

        // Overdue: nothing was published at acme, quiet's policy is young until its date is set in
        // the past.
        assertThat(operator.get("/api/v1/doctor").body()).doesNotContain("monitoring.overdue");
        assertThat(
                        operator.put(
                                        "/api/v1/tenants/quiet/monitor",
                                        "{\"reviewAt\":\"2026-01-01T00:00:00Z\"}")
                                .status())
                .isEqualTo(200);
        assertThat(operator.get("/api/v1/doctor").body())
                .contains("monitoring.overdue", "`quiet`")
                .doesNotContain("`acme`");
        assertThat(operator.get("/api/v1/tenants/quiet/monitor").body())
                .contains("review-overdue", "nobody answers for it");
        assertThat(operator.get("/metrics").body()).contains("sallyport_policies_review_overdue 1");
    }

    @Test
    void whatWasTakenAwayIsInNoAnswerAnyMore() throws InterruptedException {
        String path = "/api/v1/tenants/passing";
        String question = "{\"policy\":" + OFFICE + "}";
        operator.tenant("passing");
        importOf(path, "one", "alice", "bob");
        assertThat(operator.post(path + "/what-if", question).body()).contains("alice", "bob");

        importOf(path, "two", "carol");
        assertThat(operator.post(path + "/what-if", question).body()).contains("carol");

        assertThat(operator.delete(path + "/principals?kind=user&id=alice").status())
                .isEqualTo(204);
        assertThat(operator.post(path + "/what-if", question).body())
                .contains("bob")
                .doesNotContain("alice");

        assertThat(operator.put(path + "/observations/settings", "{\"pseudonyms\":true}").status())
                .isEqualTo(200);
        assertThat(operator.get(path + "/monitor").body()).contains("p-").doesNotContain("bob");

        assertThat(operator.delete(path).status()).isEqualTo(204);
        operator.tenant("passing");
        assertThat(operator.get(path + "/monitor").body()).doesNotContain("p-");
        assertThat(operator.get(path + "/observations").body()).doesNotContain("p-");
    }

    private static void importOf(String path, String key, String... people) {
        String now = Instant.now().toString();
        StringBuilder lines = new StringBuilder();
        for (String person : people) {
            lines.append("{\"address\":\"198.51.100.1\",\"principal\":{\"kind\":\"user\",\"id\":\"")
                    .append(person)
                    .append("\"},\"count\":1,\"first\":\"")
                    .append(now)
                    .append("\",\"last\":\"")
                    .append(now)
                    .append("\"}\n");
        }
        Answer answer =
                operator.with("Content-Type", "application/x-ndjson")
                        .post(path + "/observations:import?key=" + key, lines.toString());
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }
}
