package dev.sallyport.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Lists over the API and what the gate makes of them. */
final class ListsTest {

    private static final OpenApi DOCUMENT = OpenApi.read();
    private static final String PLATFORM = "/api/v1/lists";

    @TempDir private static Path folder;
    private static TestServer server;
    private static Api operator;

    @BeforeAll
    static void start() {
        server =
                TestServer.start(
                        folder,
                        "--gate.trusted-proxies=127.0.0.1",
                        "--server.trusted-proxies=127.0.0.1",
                        "--limits.list-entries=20",
                        "--limits.lists=25");
        operator = server.api().with("X-Forwarded-For", "198.51.100.9").asOperator();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String path(String tenant) {
        return "/api/v1/tenants/" + tenant + "/lists";
    }

    private static String list(String... prefixes) {
        List<String> entries = new ArrayList<>();
        for (String prefix : prefixes) {
            entries.add("{\"prefix\":\"" + prefix + "\"}");
        }
        return "{\"entries\":[" + String.join(",", entries) + "]}";
    }

    private static String policy(String mode, String effect, String list) {
        return "{\"mode\":\"%s\",\"rules\":[{\"id\":\"r\",\"effect\":\"%s\",\"sources\":[{\"list\":\"%s\"}]}]}"
                .formatted(mode, effect, list);
    }

    /* Publishes whatever the revision is. */
    private static Answer publish(Api api, String tenant, String policy, String query) {
        String path = "/api/v1/tenants/" + tenant + "/policy";
        return api.with("If-Match", operator.get(path).etag()).put(path + query, policy);
    }

    private static Answer replace(Api api, String path, String list) {
        return api.with("If-Match", operator.get(path).etag()).put(path, list);
    }

    private static long sequence(String tenant) {
        return check(tenant, "192.0.2.1").get("sequence").asLong();
    }

    private static JsonNode check(String tenant, String address) {
        return operator.post(
                        "/api/v1/tenants/" + tenant + "/check", "{\"address\":\"" + address + "\"}")
                .json();
    }

    private static OpenApi.Operation operation(String method, String suffix) {
        return DOCUMENT.operation(method, "/api/v1/tenants/{tenant}/lists" + suffix);
    }

    @Test
    void aListLivesAndEveryAnswerIsDescribed() {
        operator.tenant("life");
        String vpn = path("life") + "/vpn";
        assertThat(operator.get(vpn).code()).isEqualTo("list.unknown");

        Answer made = operator.put(vpn, list("203.0.113.0/24", "198.51.100.7"));
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.text("name")).isEqualTo("vpn");
        DOCUMENT.assertDescribed(operation("PUT", "/{list}"), made);

        Answer read = operator.get(vpn);
        // Whoever makes a list is told what is odd about it; it is no part of the list.
        assertThat(read.json().get("entries")).isEqualTo(made.json().get("entries"));
        assertThat(read.json().has("findings")).isFalse();
        assertThat(read.etag()).isEqualTo(made.etag());
        DOCUMENT.assertDescribed(operation("GET", "/{list}"), read);
        assertThat(operator.with("If-None-Match", read.etag()).get(vpn).status()).isEqualTo(304);

        Answer page = operator.get(path("life"));
        DOCUMENT.assertDescribed(operation("GET", ""), page);
        JsonNode item = page.json().get("items").get(0);
        assertThat(item.get("name").asString()).isEqualTo("vpn");
        assertThat(item.get("count").asInt()).isEqualTo(2);
        assertThat(item.get("etag").asString()).isEqualTo(made.etag());
        assertThat(item.get("usedBy").asInt()).isZero();

        // What was read can be sent as it is, and changes nothing then.
        long before = sequence("life");
        Answer same = operator.with("If-Match", read.etag()).put(vpn, read.body());
        assertThat(same.status()).isEqualTo(200);
        assertThat(same.etag()).isEqualTo(read.etag());
        assertThat(sequence("life")).isEqualTo(before);

        Answer gone = operator.with("If-Match", read.etag()).delete(vpn);
        assertThat(gone.status()).isEqualTo(204);
        assertThat(operator.delete(vpn).code()).isEqualTo("list.unknown");
        assertThat(operator.get(path("life")).json().get("items").size()).isZero();
    }

    @Test
    void aDryRunJudgesAndChangesNothing() {
        operator.tenant("dry");
        String vpn = path("dry") + "/vpn";
        Answer made = operator.put(vpn, list("203.0.113.0/24"));
        long before = sequence("dry");

        Answer judged =
                operator.with("If-Match", made.etag()).put(vpn + "?dryRun=true", list("10.0.0.1"));

        assertThat(judged.status()).isEqualTo(200);
        assertThat(judged.header("X-Sallyport-Dry-Run")).isEqualTo("true");
        assertThat(judged.json().at("/entries/0/prefix").asString()).isEqualTo("10.0.0.1");
        assertThat(judged.json().has("impact")).isTrue();
        assertThat(operator.put(vpn + "?dryRun=true", list("10.0.0.1")).status())
                .as("without `If-Match`")
                .isEqualTo(428);
        assertThat(operator.get(vpn).etag()).isEqualTo(made.etag());
        assertThat(sequence("dry")).isEqualTo(before);
    }

    @Test
    void aParameterThatIsNoneRefusesTheChange() {
        operator.tenant("typo");
        String policy = "/api/v1/tenants/typo/policy";
        Api first = operator.with("If-Match", "*");
        for (String query : List.of("?dryrun=true", "?confirmwithin=PT10M", "?dry%52un=1&x=1")) {
            Answer refused = first.put(policy + query, "{\"rules\":[]}");
            assertThat(refused.status()).as(query).isEqualTo(400);
            assertThat(refused.code()).isEqualTo("request.bad-parameter");
        }
        assertThat(operator.get(policy).header("X-Sallyport-Revision")).isEqualTo("0");
        assertThat(operator.put(path("typo") + "/vpn?dry-run=true", list("10.0.0.1")).status())
                .isEqualTo(400);
        assertThat(operator.get(path("typo") + "/vpn").status()).isEqualTo(404);
        assertThat(operator.get("/api/v1/tenants?limit=1&lim=2").status()).isEqualTo(400);
        assertThat(operator.get("/api/v1/tenants?limit=1").status()).isEqualTo(200);
    }

    @Test
    void preconditionsGuardEveryReplacement() {
        operator.tenant("pre");
        String vpn = path("pre") + "/vpn";
        assertThat(operator.with("If-Match", "\"1\"").put(vpn, list("192.0.2.1")).code())
                .isEqualTo("list.stale");
        Answer made = operator.with("If-None-Match", "*").put(vpn, list("192.0.2.1"));
        assertThat(made.status()).isEqualTo(201);

        assertThat(operator.put(vpn, list("192.0.2.2")).code())
                .isEqualTo("list.precondition-required");
        assertThat(operator.with("If-None-Match", "*").put(vpn, list("192.0.2.2")).code())
                .isEqualTo("list.stale");
        assertThat(operator.with("If-Match", "*").put(vpn, list("192.0.2.2")).code())
                .isEqualTo("list.stale");
        assertThat(operator.with("If-Match", "17").put(vpn, list("192.0.2.2")).code())
                .isEqualTo("request.precondition-malformed");
        assertThat(operator.with("If-Match", "W/" + made.etag()).put(vpn, list("192.0.2.2")).code())
                .isEqualTo("list.stale");
        Answer second = operator.with("If-Match", made.etag()).put(vpn, list("192.0.2.2"));
        assertThat(second.status()).isEqualTo(200);
        assertThat(second.etag()).isNotEqualTo(made.etag());
        assertThat(operator.with("If-Match", made.etag()).put(vpn, list("192.0.2.3")).code())
                .isEqualTo("list.stale");
        assertThat(operator.with("If-Match", made.etag()).delete(vpn).code())
                .isEqualTo("list.stale");

        // A list made again under the same name is another one.
        assertThat(operator.delete(vpn).status()).isEqualTo(204);
        assertThat(operator.with("If-Match", "*").put(vpn, list("192.0.2.1")).etag())
                .isNotIn(made.etag(), second.etag());
    }

    @Test
    void idsStayWithTheirSources() {
        operator.tenant("ids");
        String vpn = path("ids") + "/vpn";
        JsonNode first = operator.put(vpn, list("192.0.2.1", "192.0.2.2")).json().get("entries");
        JsonNode second =
                replace(operator, vpn, list("192.0.2.2", "192.0.2.3", "192.0.2.1"))
                        .json()
                        .get("entries");
        assertThat(second.get(0).get("id")).isEqualTo(first.get(1).get("id"));
        assertThat(second.get(2).get("id")).isEqualTo(first.get(0).get("id"));
        assertThat(List.of(first.get(0).get("id"), first.get(1).get("id")))
                .doesNotContain(second.get(1).get("id"));
    }

    @Test
    void aChangeIsInForceWhenItIsAnsweredAndAdvancesItsUsersOnly() {
        operator.tenant("user1");
        operator.tenant("bystander");
        String vpn = path("user1") + "/vpn";
        operator.put(vpn, list("203.0.113.0/24"));
        assertThat(publish(operator, "user1", policy("ENFORCE", "ALLOW", "vpn"), "").status())
                .isEqualTo(200);
        assertThat(server.ask("user1.example.com", "203.0.113.7")).isEqualTo(204);
        assertThat(server.ask("user1.example.com", "192.0.2.7")).isEqualTo(403);
        long before = sequence("user1");
        long bystander = sequence("bystander");

        assertThat(replace(operator, vpn, list("192.0.2.0/24")).status()).isEqualTo(200);

        assertThat(server.ask("user1.example.com", "203.0.113.7")).isEqualTo(403);
        assertThat(server.ask("user1.example.com", "192.0.2.7")).isEqualTo(204);
        assertThat(sequence("user1")).isEqualTo(before + 1);
        assertThat(sequence("bystander")).isEqualTo(bystander);
    }

    @Test
    void thePlatformsListIsForAllAndItsUseIsSeenByEachForItself() {
        operator.tenant("plat1");
        operator.tenant("plat2");
        Api tenant = server.api().with("X-Forwarded-For", "203.0.113.7").asOperator();
        Api client = operator.newClient("plat1", "sallyport:manage");
        Api viewer = operator.newClient("plat2", "sallyport:read");
        String relays = PLATFORM + "/relays";

        assertThat(client.put(relays, list("192.0.2.0/24")).code()).isEqualTo("auth.forbidden");
        Answer made = tenant.put(relays, list("192.0.2.0/24"));
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.text("name")).isEqualTo("platform:relays");
        DOCUMENT.assertDescribed(DOCUMENT.operation("PUT", PLATFORM + "/{list}"), made);
        assertThat(client.get(relays).json().get("entries")).isEqualTo(made.json().get("entries"));
        assertThat(client.delete(relays).code()).isEqualTo("auth.forbidden");

        for (String id : List.of("plat1", "plat2")) {
            assertThat(
                            publish(operator, id, policy("ENFORCE", "DENY", "platform:relays"), "")
                                    .status())
                    .isEqualTo(200);
            assertThat(server.ask(id + ".example.com", "192.0.2.7")).isEqualTo(403);
        }
        replace(operator, relays, list("198.51.100.0/24"));
        for (String id : List.of("plat1", "plat2")) {
            assertThat(server.ask(id + ".example.com", "192.0.2.7")).isEqualTo(204);
            assertThat(server.ask(id + ".example.com", "198.51.100.7")).isEqualTo(403);
        }

        Answer all = operator.get(relays + "/used-by");
        DOCUMENT.assertDescribed(DOCUMENT.operation("GET", PLATFORM + "/{list}/used-by"), all);
        assertThat(all.json().get("items"))
                .extracting(use -> use.get("tenant").asString())
                .containsExactly("plat1", "plat2");
        assertThat(client.get(relays + "/used-by").body())
                .contains("plat1")
                .doesNotContain("plat2");
        assertThat(viewer.get(relays + "/used-by").body())
                .contains("plat2")
                .doesNotContain("plat1");
        assertThat(operator.get(PLATFORM).body()).contains("\"usedBy\":2");
        assertThat(client.get(PLATFORM).body()).contains("\"usedBy\":1");
        Answer first = operator.get(relays + "/used-by?limit=1");
        assertThat(operator.get(relays + "/used-by?limit=1&cursor=" + first.text("next")).body())
                .contains("plat2")
                .contains("\"next\":null");
    }

    @Test
    void aTenantNeitherReadsNorNamesAnothersList() {
        operator.tenant("mine");
        operator.tenant("yours");
        operator.put(path("yours") + "/secret", list("203.0.113.0/24"));
        Api client = operator.newClient("mine", "sallyport:manage");

        assertThat(client.get(path("yours") + "/secret").code()).isEqualTo("tenant.unknown");
        assertThat(client.get(path("yours")).code()).isEqualTo("tenant.unknown");
        assertThat(client.get(path("yours") + "/secret/used-by").code())
                .isEqualTo("tenant.unknown");
        assertThat(client.put(path("yours") + "/mine", list()).code()).isEqualTo("tenant.unknown");
        assertThat(client.delete(path("yours") + "/secret").code()).isEqualTo("tenant.unknown");
        // The same name is another list here, and there is none.
        assertThat(publish(client, "mine", policy("MONITOR", "ALLOW", "secret"), "").code())
                .isEqualTo("policy.list-missing");
    }

    @ParameterizedTest
    @CsvSource({"platform:x", "platform%3Ax", "feed:x", "X", "-x", "x_y", "%20", "über"})
    void otherNamesAreNone(String name) {
        String tenant = "names-" + Integer.toHexString(name.hashCode());
        operator.tenant(tenant);
        String path = path(tenant) + "/" + encoded(name);
        for (String each : List.of(path, PLATFORM + "/" + encoded(name))) {
            assertThat(operator.get(each).code()).isEqualTo("list.name-invalid");
            assertThat(operator.put(each, list()).code()).isEqualTo("list.name-invalid");
            assertThat(operator.delete(each).code()).isEqualTo("list.name-invalid");
        }
    }

    private static String encoded(String name) {
        return name.replace("ü", "%C3%BC");
    }

    @Test
    void whatIsNamedIsNotRemovedAndTheRulesAreNamed() {
        operator.tenant("used");
        String vpn = path("used") + "/vpn";
        operator.put(vpn, list("203.0.113.0/24"));
        String policy =
                """
                {"mode":"ENFORCE","rules":[
                  {"id":"a","effect":"ALLOW","sources":[{"list":"vpn"}]},
                  {"id":"b","effect":"DENY","sources":[{"any":true}],"except":[{"list":"vpn"}]},
                  {"id":"c","effect":"DENY","sources":[{"prefix":"192.0.2.1"}]}]}
                """;
        publish(operator, "used", policy, "");

        Answer refused = operator.delete(vpn);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("list.in-use");
        assertThat(refused.json().get("errors").size()).isEqualTo(2);
        assertThat(refused.body())
                .contains("rule `a` names it in `sources`", "rule `b` names it in `except`");
        DOCUMENT.assertDescribed(operation("DELETE", "/{list}"), refused);
        Answer uses = operator.get(vpn + "/used-by");
        DOCUMENT.assertDescribed(operation("GET", "/{list}/used-by"), uses);
        assertThat(uses.json().get("items").get(0).get("rules").size()).isEqualTo(2);

        publish(operator, "used", "{\"rules\":[]}", "");
        assertThat(operator.delete(vpn).status()).isEqualTo(204);
    }

    @Test
    void namingAListThatNeverWasIsRefusedUnlessOverriddenAndMakingItMendsThat() {
        operator.tenant("missing");
        String policy = policy("ENFORCE", "ALLOW", "vpn");
        assertThat(publish(operator, "missing", policy, "").code())
                .isEqualTo("policy.list-missing");
        assertThat(
                        publish(
                                        operator,
                                        "missing",
                                        policy,
                                        "?override=policy.list-missing,policy.no-live-entry&reason=soon")
                                .status())
                .isEqualTo(200);
        assertThat(server.ask("missing.example.com", "203.0.113.7")).isEqualTo(403);

        assertThat(operator.put(path("missing") + "/vpn", list("203.0.113.0/24")).status())
                .isEqualTo(201);
        assertThat(server.ask("missing.example.com", "203.0.113.7")).isEqualTo(204);
    }

    @Test
    void emptyingAListThatAnEnforcedRuleLivesByIsRefusedUnlessOverridden() {
        operator.tenant("empty");
        String vpn = path("empty") + "/vpn";
        operator.put(vpn, list("203.0.113.0/24"));
        publish(operator, "empty", policy("ENFORCE", "ALLOW", "vpn"), "");

        Answer refused = replace(operator, vpn, list());
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("policy.no-live-entry");
        assertThat(refused.body()).contains("rule `r`").contains("\"pointer\":\"/entries\"");
        DOCUMENT.assertDescribed(operation("PUT", "/{list}"), refused);
        String expired =
                "{\"entries\":[{\"prefix\":\"203.0.113.0/24\",\"expiresAt\":\"2020-01-01T00:00:00Z\"}]}";
        assertThat(replace(operator, vpn, expired).code()).isEqualTo("policy.no-live-entry");
        assertThat(server.ask("empty.example.com", "203.0.113.7")).isEqualTo(204);

        String overridden = vpn + "?override=policy.no-live-entry&reason=closed";
        assertThat(
                        operator.with("If-Match", operator.get(vpn).etag())
                                .put(overridden, list())
                                .status())
                .isEqualTo(200);
        assertThat(server.ask("empty.example.com", "203.0.113.7")).isEqualTo(403);
        // What was so before is not this change's fault.
        String described = "{\"description\":\"closed\",\"entries\":[]}";
        assertThat(replace(operator, vpn, described).status()).isEqualTo(200);
    }

    @Test
    void aTenantsClientCannotLockItselfOutThroughAListAndAnOperatorIsNeverJudged() {
        operator.tenant("lock");
        Api client =
                operator.newClient("lock", "sallyport:manage", "sallyport:read")
                        .with("X-Forwarded-For", "203.0.113.7");
        String vpn = path("lock") + "/vpn";
        client.put(vpn, list("203.0.113.0/24"));
        assertThat(publish(client, "lock", policy("ENFORCE", "ALLOW", "vpn"), "").status())
                .isEqualTo(200);

        Answer refused = replace(client, vpn, list("192.0.2.0/24"));
        assertThat(refused.code()).isEqualTo("policy.would-lock-out");
        assertThat(refused.body()).contains("203.0.113.7");
        assertThat(replace(operator, vpn, list("192.0.2.0/24")).status()).isEqualTo(200);
        // Locked out already: no change of his makes it so.
        assertThat(replace(client, vpn, list("192.0.2.0/25")).status()).isEqualTo(200);
        assertThat(replace(client, vpn, list("192.0.2.0/25", "203.0.113.7")).status())
                .isEqualTo(200);
        assertThat(server.ask("lock.example.com", "203.0.113.7")).isEqualTo(204);
    }

    @Test
    void aChangeOfThePlatformsListNamesTheTenantItWouldHarm() {
        operator.tenant("harm1");
        operator.tenant("harm2");
        operator.tenant("harm3");
        String shared = PLATFORM + "/shared";
        operator.put(shared, list("203.0.113.0/24"));
        publish(operator, "harm1", policy("ENFORCE", "ALLOW", "platform:shared"), "");
        publish(operator, "harm2", policy("MONITOR", "ALLOW", "platform:shared"), "");
        publish(operator, "harm3", policy("ENFORCE", "DENY", "platform:shared"), "");

        Answer refused = replace(operator, shared, list());
        assertThat(refused.code()).isEqualTo("policy.no-live-entry");
        assertThat(refused.json().get("errors").size()).isEqualTo(1);
        assertThat(refused.body()).contains("tenant `harm1`: rule `r`");
        assertThat(operator.delete(shared).body()).contains("tenant `harm1`", "tenant `harm2`");
    }

    @Test
    void countriesInAListNeedGeoDataWhereARuleNamesIt() {
        operator.tenant("geo");
        String vpn = path("geo") + "/vpn";
        String france = "{\"entries\":[{\"country\":\"FR\"},{\"prefix\":\"203.0.113.0/24\"}]}";
        assertThat(operator.put(vpn, france).status()).isEqualTo(201);
        assertThat(publish(operator, "geo", policy("MONITOR", "ALLOW", "vpn"), "").code())
                .isEqualTo("policy.geo-missing");
        replace(operator, vpn, list("203.0.113.0/24"));
        assertThat(publish(operator, "geo", policy("MONITOR", "ALLOW", "vpn"), "").status())
                .isEqualTo(200);
        assertThat(replace(operator, vpn, france).code()).isEqualTo("policy.geo-missing");
    }

    @Test
    void checkNamesTheEntryOfTheListThatDetermines() {
        operator.tenant("explain");
        String vpn = path("explain") + "/vpn";
        JsonNode entries =
                operator.put(vpn, list("203.0.113.0/24", "203.0.113.7", "192.0.2.0/24"))
                        .json()
                        .get("entries");
        publish(operator, "explain", policy("ENFORCE", "ALLOW", "vpn"), "");

        JsonNode inner = check("explain", "203.0.113.7");
        assertThat(inner.get("rule").asString()).isEqualTo("r");
        assertThat(inner.get("entry")).isEqualTo(entries.get(1).get("id"));
        assertThat(check("explain", "203.0.113.8").get("entry"))
                .isEqualTo(entries.get(0).get("id"));
        assertThat(check("explain", "198.51.100.1").get("entry").isNull()).isTrue();

        // An earlier revision is asked with the lists it names, as they are today.
        publish(operator, "explain", "{\"rules\":[]}", "");
        JsonNode earlier =
                operator.post(
                                "/api/v1/tenants/explain/check",
                                "{\"address\":\"203.0.113.7\",\"revision\":1}")
                        .json();
        assertThat(earlier.get("entry")).isEqualTo(entries.get(1).get("id"));
    }

    /** Modes times lives of the inner entry, at the gate. */
    @ParameterizedTest
    @CsvSource({
        "ENFORCE, past, 403, DENY",
        "ENFORCE, now, 204, ALLOW",
        "ENFORCE, future, 403, DENY",
        "ENFORCE, disabled, 403, DENY",
        "MONITOR, past, 204, DENY",
        "MONITOR, now, 204, ALLOW",
        "DISABLED, past, 204, DENY",
        "DISABLED, future, 204, DENY",
    })
    void livesInsideAListCountAsOutside(String mode, String life, int status, String evaluated) {
        String id = "life-" + mode.toLowerCase(java.util.Locale.ROOT) + "-" + life;
        operator.tenant(id);
        String members =
                switch (life) {
                    case "past" -> ",\"expiresAt\":\"" + Instant.now().minusSeconds(1) + "\"";
                    case "future" -> ",\"notBefore\":\"" + Instant.now().plusSeconds(3600) + "\"";
                    case "disabled" -> ",\"enabled\":false";
                    default -> ",\"expiresAt\":\"" + Instant.now().plusSeconds(3600) + "\"";
                };
        String list =
                "{\"entries\":[{\"prefix\":\"203.0.113.0/24\"%s},{\"prefix\":\"192.0.2.9\"}]}"
                        .formatted(members);
        assertThat(operator.put(path(id) + "/vpn", list).status()).isEqualTo(201);
        assertThat(publish(operator, id, policy(mode, "ALLOW", "vpn"), "").status()).isEqualTo(200);

        assertThat(server.ask(id + ".example.com", "203.0.113.7")).isEqualTo(status);
        assertThat(check(id, "203.0.113.7").get("evaluated").asString()).isEqualTo(evaluated);
    }

    @Test
    void anEntryOfAListEndsAtItsInstant() throws InterruptedException {
        operator.tenant("ending");
        Instant end = Instant.now().plusMillis(2500);
        operator.put(
                path("ending") + "/vpn",
                "{\"entries\":[{\"prefix\":\"203.0.113.0/24\",\"expiresAt\":\"" + end + "\"}]}");
        publish(operator, "ending", policy("ENFORCE", "ALLOW", "vpn"), "");
        assertThat(server.ask("ending.example.com", "203.0.113.7")).isEqualTo(204);
        while (Instant.now().isBefore(end.plusMillis(5))) {
            Thread.sleep(20);
        }
        assertThat(server.ask("ending.example.com", "203.0.113.7")).isEqualTo(403);
    }

    @Test
    void everyFaultOfASubmissionIsNamedAtOnce() {
        operator.tenant("faults");
        Answer refused =
                operator.put(
                        path("faults") + "/vpn",
                        """
                        {"name":"other","extra":1,"entries":[
                          {"prefix":"10.0.0.1/8"},{"list":"x"},{"any":true},{},
                          {"prefix":"192.0.2.1","asn":7},{"country":"fr"}]}
                        """);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.code()).isEqualTo("list.invalid");
        assertThat(refused.json().get("errors"))
                .extracting(
                        each -> each.get("pointer").asString() + " " + each.get("code").asString())
                .containsExactlyInAnyOrder(
                        "/name json.unknown-value",
                        "/extra json.unknown-member",
                        "/entries/0/prefix policy.prefix-host-bits-set",
                        "/entries/1/list list.source-impossible",
                        "/entries/2/any list.source-impossible",
                        "/entries/3 policy.source-missing",
                        "/entries/4 policy.source-ambiguous",
                        "/entries/5/country policy.country-invalid");
        DOCUMENT.assertDescribed(operation("PUT", "/{list}"), refused);
        assertThat(operator.get(path("faults") + "/vpn").code()).isEqualTo("list.unknown");
    }

    @Test
    void limitsAreKept() {
        operator.tenant("limits");
        String[] many = new String[21];
        for (int i = 0; i < many.length; i++) {
            many[i] = "192.0.2." + i;
        }
        Answer tooLong = operator.put(path("limits") + "/vpn", list(many));
        assertThat(tooLong.status()).isEqualTo(422);
        assertThat(tooLong.body()).contains("list.too-many-entries");
        for (int i = 0; i < 25; i++) {
            assertThat(operator.put(path("limits") + "/l" + i, list()).status()).isEqualTo(201);
        }
        assertThat(operator.put(path("limits") + "/l25", list()).code()).isEqualTo("list.too-many");
        assertThat(replace(operator, path("limits") + "/l3", list("192.0.2.1")).status())
                .isEqualTo(200);
        Answer first = operator.get(path("limits") + "?limit=20");
        Answer second = operator.get(path("limits") + "?cursor=" + first.text("next"));
        assertThat(first.json().get("items").size()).isEqualTo(20);
        assertThat(second.json().get("items").size()).isEqualTo(5);
        assertThat(operator.get(path("limits") + "?cursor=%20").code())
                .isEqualTo("request.bad-parameter");
    }

    @Test
    void readersReadAndNothingElse() {
        operator.tenant("readers");
        String vpn = path("readers") + "/vpn";
        operator.put(vpn, list("192.0.2.1"));
        Api reader = operator.newClient("readers", "sallyport:read");
        assertThat(reader.get(vpn).status()).isEqualTo(200);
        assertThat(reader.put(vpn, list()).code()).isEqualTo("auth.forbidden");
        assertThat(reader.delete(vpn).code()).isEqualTo("auth.forbidden");
    }

    @Test
    void aTenantsListsGoWithIt() {
        operator.tenant("again");
        operator.put(path("again") + "/vpn", list("192.0.2.1"));
        operator.delete("/api/v1/tenants/again");
        operator.tenant("again");
        assertThat(operator.get(path("again") + "/vpn").code()).isEqualTo("list.unknown");
    }
}
