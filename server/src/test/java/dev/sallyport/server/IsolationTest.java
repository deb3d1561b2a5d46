package dev.sallyport.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.control.caller.ApiScope;
import dev.sallyport.control.caller.Role;
import dev.sallyport.egress.signature.EgressSigningKey;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every route and method of the OpenAPI document is called with the tokens of another tenant, of
 * every kind: nothing of the tenant is answered and nothing of it changes. Each call is one that
 * succeeds with the right token, which the last test proves. A route that is not in the table here
 * fails the build: whoever adds one says here who may call it.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class IsolationTest {

    /** Whose a route is. */
    private enum Whose {
        /** A tenant's: to others it does not exist. */
        TENANT,
        /** The operator's: refused to everybody else. */
        OPERATOR,
        /** The operator's, at the path of a tenant: to others that does not exist. */
        OPERATOR_AT_TENANT,
        /** Every caller's. */
        ANYBODY,
        /** Open without a token. */
        PUBLIC
    }

    /** A call that succeeds with the right token, and the scope that token needs. */
    private record Route(
            String operation, Whose whose, ApiScope needs, int success, String query, String body) {

        String method() {
            return operation.substring(0, operation.indexOf(' '));
        }

        String path() {
            return operation.substring(operation.indexOf(' ') + 1);
        }
    }

    private static final String VICTIM = "acme";
    private static final String ATTACKER = "globex";

    /* What belongs to the victim alone and must be in no answer to anybody else. */
    private static final List<String> SECRETS =
            List.of(
                    "Very Secret Works",
                    "hidden-host",
                    "203.0.113.77",
                    "198.51.100.99",
                    "gwen",
                    "head-of-nothing",
                    "secret-issuer",
                    "victims-client",
                    "secret-entry",
                    "secret-hook",
                    "secret-agent");

    private static final String POLICY =
            "{\"mode\":\"MONITOR\",\"rules\":[{\"id\":\"office\",\"effect\":\"ALLOW\",\"sources\":"
                    + "[{\"prefix\":\"203.0.113.77\",\"label\":\"secret-entry\"}]}]}";
    private static final String SIGHTINGS =
            "{\"sightings\":[{\"principal\":{\"kind\":\"user\",\"id\":\"gwen\"},\"roles\":"
                    + "[\"head-of-nothing\"],\"address\":\"198.51.100.99\",\"at\":\"NOW\",\"success\":true}]}";
    private static final String LIST =
            "{\"entries\":[{\"prefix\":\"203.0.113.77\",\"label\":\"secret-entry\"}]}";
    private static final String ENTRY = "{\"prefix\":\"198.51.100.99\",\"label\":\"secret-entry\"}";
    private static final String DRAFT = "/api/v1/tenants/{tenant}/policy/draft";
    private static final String RULE =
            "{\"id\":\"office\",\"effect\":\"ALLOW\",\"sources\":[" + ENTRY + "]}";
    private static final String OPEN_LIST = "{\"entries\":[{\"prefix\":\"192.0.2.0/24\"}]}";
    /* Nobody is there: the address is one of documentation. */
    private static final String HOOK =
            "{\"url\":\"https://192.0.2.7/\",\"description\":\"secret-hook\"}";
    private static final String EGRESS = "{\"prefixes\":[{\"prefix\":\"198.51.100.1\"}]}";
    private static final String CLIENT = "{\"name\":\"victims-client\",\"role\":\"viewer\"}";

    @TempDir private static Path folder;
    private static TestServer server;
    private static OutsideIssuer victims;
    private static OutsideIssuer attackers;
    private static OutsideIssuer corporate;
    private static OutsideIssuer spare;
    private static Api operator;
    private static String victimsClient = "";
    private static String victimsDenial = "";
    private static String victimsWebhook = "";
    private static String operatorsWebhook = "";
    private static String victimsAgent = "";

    /* In the order in which they all succeed, one after another. */
    private static List<Route> routes() {
        List<Route> routes = new ArrayList<>();
        tenant(routes, "GET /api/v1/tenants/{tenant}", ApiScope.READ, 200, "", "");
        tenant(routes, "GET /api/v1/tenants/{tenant}/policy", ApiScope.READ, 200, "", "");
        tenant(
                routes,
                "PUT /api/v1/tenants/{tenant}/policy",
                ApiScope.MANAGE,
                200,
                "?confirmWithin=PT1H",
                POLICY.replace("203.0.113.77", "203.0.113.78"));
        String active = "/api/v1/tenants/{tenant}/policy";
        tenant(routes, "GET " + active + "/confirmation", ApiScope.READ, 200, "", "");
        tenant(routes, "POST " + active + ":revert", ApiScope.MANAGE, 200, "", "");
        // Nothing waits for it any more, which only its owner is told.
        tenant(routes, "POST " + active + ":confirm", ApiScope.MANAGE, 404, "", "");
        tenant(routes, "GET " + active + "/revisions", ApiScope.READ, 200, "", "");
        tenant(routes, "GET " + active + "/revisions/{revision}/diff", ApiScope.READ, 200, "", "");
        tenant(
                routes,
                "POST " + active + "/revisions/{revision}:restore",
                ApiScope.EDIT,
                200,
                "?dryRun=true",
                "");
        tenant(
                routes,
                "GET /api/v1/tenants/{tenant}/policy/revisions/{revision}",
                ApiScope.READ,
                200,
                "",
                "");
        String draft = DRAFT;
        tenant(routes, "GET " + draft, ApiScope.READ, 200, "", "");
        tenant(routes, "PUT " + draft, ApiScope.EDIT, 200, "", POLICY);
        tenant(
                routes,
                "PATCH " + draft,
                ApiScope.EDIT,
                200,
                "",
                "[{\"op\":\"test\",\"path\":\"/mode\",\"value\":\"MONITOR\"}]");
        tenant(routes, "GET " + active + "/findings", ApiScope.READ, 200, "", "");
        tenant(routes, "GET " + active + "/expiring", ApiScope.READ, 200, "", "");
        tenant(routes, "GET " + draft + "/findings", ApiScope.READ, 200, "", "");
        tenant(
                routes,
                "GET " + active + "/search",
                ApiScope.READ,
                200,
                "?address=203.0.113.77",
                "");
        String rule = draft + "/rules/{rule}";
        tenant(routes, "GET " + rule, ApiScope.READ, 200, "", "");
        tenant(routes, "POST " + rule + "/sources", ApiScope.EDIT, 201, "", ENTRY);
        tenant(routes, "POST " + rule + "/except", ApiScope.EDIT, 201, "", ENTRY);
        tenant(routes, "GET " + draft + "/entries/{entry}", ApiScope.READ, 200, "", "");
        tenant(
                routes,
                "PATCH " + draft + "/entries/{entry}",
                ApiScope.EDIT,
                200,
                "",
                "{\"label\":\"secret-entry\"}");
        tenant(routes, "DELETE " + draft + "/entries/{entry}", ApiScope.EDIT, 204, "", "");
        tenant(routes, "PUT " + rule, ApiScope.EDIT, 200, "", RULE);
        tenant(routes, "DELETE " + rule, ApiScope.EDIT, 204, "", "");
        tenant(routes, "POST " + draft + ":publish", ApiScope.EDIT, 200, "?dryRun=true", "");
        tenant(routes, "DELETE " + draft, ApiScope.EDIT, 204, "", "");
        tenant(
                routes,
                "POST /api/v1/tenants/{tenant}/check",
                ApiScope.READ,
                200,
                "",
                "{\"address\":\"192.0.2.1\"}");
        tenant(
                routes,
                "POST /api/v1/tenants/{tenant}/what-if",
                ApiScope.EDIT,
                200,
                "",
                "{\"revision\":0}");
        tenant(
                routes,
                "POST /api/v1/tenants/{tenant}/recommendations",
                ApiScope.EDIT,
                200,
                "",
                "{}");
        tenant(routes, "GET /api/v1/tenants/{tenant}/monitor", ApiScope.SUPPORT, 200, "", "");
        tenant(
                routes,
                "PUT /api/v1/tenants/{tenant}/monitor",
                ApiScope.EDIT,
                200,
                "",
                "{\"owner\":\"gwen\"}");
        tenant(
                routes,
                "POST /api/v1/tenants/{tenant}/explanations",
                ApiScope.READ,
                200,
                "",
                "{\"address\":\"192.0.2.1\"}");
        tenant(routes, "GET /api/v1/tenants/{tenant}/clients", ApiScope.MANAGE, 200, "", "");
        tenant(routes, "POST /api/v1/tenants/{tenant}/clients", ApiScope.MANAGE, 201, "", CLIENT);
        tenant(
                routes,
                "POST /api/v1/tenants/{tenant}/clients/{client}/rotate",
                ApiScope.MANAGE,
                200,
                "",
                "");
        tenant(
                routes,
                "DELETE /api/v1/tenants/{tenant}/clients/{client}",
                ApiScope.MANAGE,
                204,
                "",
                "");
        tenant(
                routes,
                "POST /api/v1/tenants/{tenant}/sightings",
                ApiScope.REPORT,
                200,
                "",
                SIGHTINGS);
        String observations = "/api/v1/tenants/{tenant}/observations";
        tenant(routes, "GET " + observations, ApiScope.SUPPORT, 200, "", "");
        tenant(
                routes,
                "POST " + observations + ":import",
                ApiScope.MANAGE,
                200,
                "?key=x",
                "{\"address\":\"198.51.100.99\",\"count\":1,\"first\":\"NOW\",\"last\":\"NOW\"}");
        tenant(
                routes,
                "PUT " + observations + "/settings",
                ApiScope.MANAGE,
                200,
                "",
                "{\"pseudonyms\":true}");
        tenant(routes, "GET /api/v1/tenants/{tenant}/principals", ApiScope.SUPPORT, 200, "", "");
        tenant(
                routes,
                "DELETE /api/v1/tenants/{tenant}/principals",
                ApiScope.MANAGE,
                204,
                "?kind=user&id=gwen",
                "");
        String list = "/api/v1/tenants/{tenant}/lists/{list}";
        tenant(routes, "GET /api/v1/tenants/{tenant}/lists", ApiScope.READ, 200, "", "");
        tenant(routes, "GET " + list, ApiScope.READ, 200, "", "");
        tenant(routes, "GET " + list + "/used-by", ApiScope.READ, 200, "", "");
        tenant(routes, "PUT " + list, ApiScope.MANAGE, 200, "", LIST.replace("77", "79"));
        tenant(routes, "DELETE " + list, ApiScope.MANAGE, 204, "", "");
        tenant(routes, "GET /api/v1/tenants/{tenant}/audit", ApiScope.AUDIT, 200, "", "");
        tenant(routes, "GET /api/v1/tenants/{tenant}/audit:export", ApiScope.AUDIT, 200, "", "");
        webhooks(
                "/api/v1/tenants/{tenant}/webhooks",
                (operation, success, body) ->
                        tenant(routes, operation, ApiScope.MANAGE, success, "", body));
        webhooks(
                "/api/v1/webhooks",
                (operation, success, body) -> routes.add(operator(operation, success, body)));
        tenant(routes, "GET /api/v1/tenants/{tenant}/issuer", ApiScope.READ, 200, "", "");
        routes.add(
                operatorAtTenant(
                        "PUT /api/v1/tenants/{tenant}/issuer",
                        200,
                        victims.declaration("{\"all\":\"publisher\"}", null)));
        routes.add(operatorAtTenant("DELETE /api/v1/tenants/{tenant}/issuer", 204, ""));
        routes.add(
                operatorAtTenant("PATCH /api/v1/tenants/{tenant}", 200, "{\"name\":\"New name\"}"));
        routes.add(operator("GET /api/v1/tenants", 200, ""));
        routes.add(operator("POST /api/v1/tenants", 201, "{\"id\":\"fresh\"}"));
        routes.add(operator("GET /api/v1/audit", 200, ""));
        routes.add(operator("GET /api/v1/audit:export", 200, ""));
        routes.add(operator("GET /api/v1/audit/head", 200, ""));
        tenant(
                routes,
                "PUT /api/v1/tenants/{tenant}/contact",
                ApiScope.MANAGE,
                200,
                "",
                "{\"contact\":\"somebody\"}");
        tenant(
                routes,
                "GET /api/v1/tenants/{tenant}/denials/{requestId}",
                ApiScope.SUPPORT,
                200,
                "",
                "");
        routes.add(operator("GET /api/v1/denials/{requestId}", 200, ""));
        routes.add(operator("POST /api/v1/tenants:bulk", 200, "{\"id\":\"bulk\"}"));
        routes.add(operator("GET /api/v1/deployment", 200, ""));
        routes.add(
                operator(
                        "PUT /api/v1/deployment",
                        200,
                        "{\"switch\":\"enforce\",\"reason\":\"it stands there\"}"));
        routes.add(operator("GET /api/v1/doctor", 200, ""));
        routes.add(operator("GET /api/v1/unknown-hosts", 200, ""));
        // This server has no geo files, which only the operator is told.
        routes.add(operator("POST /api/v1/geo:reload", 409, ""));
        routes.add(operator("GET /api/v1/issuers", 200, ""));
        routes.add(
                operator(
                        "PUT /api/v1/issuers/{issuer}",
                        200,
                        spare.declaration("{\"all\":\"viewer\"}", null)));
        routes.add(operator("GET /api/v1/issuers/{issuer}", 200, ""));
        routes.add(operator("DELETE /api/v1/issuers/{issuer}", 204, ""));
        routes.add(operator("PUT /api/v1/channels", 200, "[]"));
        routes.add(operator("GET /metrics", 200, ""));
        for (String open :
                List.of(
                        "GET /api/v1/channels",
                        "GET /api/v1/audit/keys",
                        "GET /api/v1/geo",
                        "GET /api/v1/countries",
                        "GET /api/v1/lists",
                        "GET /api/v1/lists/{list}",
                        "GET /api/v1/lists/{list}/used-by")) {
            routes.add(new Route(open, Whose.ANYBODY, ApiScope.READ, 200, "", ""));
        }
        routes.add(operator("PUT /api/v1/lists/{list}", 200, OPEN_LIST));
        routes.add(operator("DELETE /api/v1/lists/{list}", 204, ""));
        for (String open :
                List.of(
                        "POST /oauth/token",
                        "GET /health",
                        "GET /health/live",
                        "GET /health/ready",
                        "GET /api/v1/openapi.json",
                        "GET /api/v1/openapi.yaml")) {
            routes.add(new Route(open, Whose.PUBLIC, ApiScope.READ, 200, "", ""));
        }
        routes.add(new Route("GET /denied/{requestId}", Whose.PUBLIC, ApiScope.READ, 403, "", ""));
        routes.add(
                new Route("GET /explanations/{secret}", Whose.PUBLIC, ApiScope.READ, 404, "", ""));
        egress(routes);
        feeds(routes);
        routes.add(operatorAtTenant("DELETE /api/v1/tenants/{tenant}", 204, ""));
        return routes;
    }

    private static void feeds(List<Route> routes) {
        routes.add(new Route("GET /api/v1/feeds", Whose.ANYBODY, ApiScope.READ, 200, "", ""));
        routes.add(
                new Route(
                        "GET /api/v1/regions",
                        Whose.ANYBODY,
                        ApiScope.READ,
                        200,
                        "?address=192.0.2.1",
                        ""));
        // This server follows no feed, which only the operator is told.
        routes.add(operator("GET /api/v1/feeds/{feed}/changes", 404, ""));
        routes.add(operator("POST /api/v1/feeds/{feed}/refresh", 404, ""));
    }

    private static void egress(List<Route> routes) {
        String agents = "/api/v1/tenants/{tenant}/egress-agents";
        tenant(routes, "GET " + agents, ApiScope.READ, 200, "", "");
        tenant(routes, "POST " + agents, ApiScope.MANAGE, 201, "", agent("another"));
        tenant(routes, "DELETE " + agents + "/{agent}", ApiScope.MANAGE, 204, "", "");
        String region = "/api/v1/egress/regions/{region}";
        routes.add(operator("GET /api/v1/egress/regions", 200, ""));
        routes.add(operator("GET " + region, 200, ""));
        routes.add(operator("PUT " + region, 200, EGRESS));
        routes.add(operator("POST " + region + "/live", 200, "{\"prefix\":\"198.51.100.1\"}"));
        routes.add(
                operator("POST " + region + "/self-test", 200, "{\"addresses\":[\"192.0.2.1\"]}"));
        routes.add(
                new Route(
                        "GET " + region + "/impact",
                        Whose.OPERATOR,
                        ApiScope.OPERATE,
                        200,
                        "?prefix=198.51.100.1",
                        ""));
        routes.add(operator("GET /api/v1/egress/keys", 200, ""));
        routes.add(operator("POST /api/v1/egress/keys:rotate", 200, ""));
        for (String open :
                List.of(
                        "GET /network/index.json",
                        "GET /network/keys.json",
                        "GET /network/keys.json.jws",
                        "GET /network/{region}/source_ips.json",
                        "GET /network/{region}/source_ips.yaml",
                        "GET /network/{region}/source_ips.txt",
                        "GET /network/{region}/egress.json",
                        "GET /network/{region}/egress.json.jws",
                        "GET /network/{region}/history.json",
                        "GET /network/{region}/changes.atom",
                        "GET /network/{region}/serials/{serial}/egress.json",
                        "GET /network/{region}/serials/{serial}/egress.json.jws")) {
            routes.add(new Route(open, Whose.PUBLIC, ApiScope.READ, 200, "", ""));
        }
        // Of a region that is not published, since of others it does not end.
        routes.add(
                new Route(
                        "GET /network/{region}/changes", Whose.PUBLIC, ApiScope.READ, 404, "", ""));
        // Signed by nobody.
        routes.add(
                new Route(
                        "POST /network/{region}/acknowledgements",
                        Whose.PUBLIC,
                        ApiScope.READ,
                        401,
                        "",
                        "a.b.c"));
        // The host is an address, and no tenant's.
        routes.add(
                new Route(
                        "GET /.well-known/sallyport-egress",
                        Whose.PUBLIC,
                        ApiScope.READ,
                        404,
                        "",
                        ""));
    }

    private static String agent(String name) {
        return "{\"name\":\""
                + name
                + "\",\"key\":{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\""
                + EgressSigningKey.generate().publicKey().x()
                + "\"}}";
    }

    /* Adds a route. */
    private interface Adding {
        void add(String operation, int success, String body);
    }

    private static void webhooks(String path, Adding routes) {
        String one = path + "/{webhook}";
        routes.add("GET " + path, 200, "");
        routes.add("POST " + path, 201, HOOK);
        routes.add("GET " + one, 200, "");
        routes.add("PATCH " + one, 200, "{\"description\":\"another\"}");
        routes.add("POST " + one + "/rotate", 200, "");
        routes.add("POST " + one + "/test", 202, "");
        routes.add("GET " + one + "/deliveries", 200, "");
        routes.add("GET " + one + "/dead-letters", 200, "");
        routes.add("POST " + one + "/dead-letters:replay", 200, "");
        // No message was given up, which only its owner is told.
        routes.add("POST " + one + "/dead-letters/{message}/replay", 404, "");
        routes.add("DELETE " + one, 204, "");
    }

    private static void tenant(
            List<Route> routes,
            String operation,
            ApiScope needs,
            int success,
            String query,
            String body) {
        routes.add(new Route(operation, Whose.TENANT, needs, success, query, body));
    }

    private static Route operatorAtTenant(String operation, int success, String body) {
        return new Route(operation, Whose.OPERATOR_AT_TENANT, ApiScope.OPERATE, success, "", body);
    }

    private static Route operator(String operation, int success, String body) {
        return new Route(operation, Whose.OPERATOR, ApiScope.OPERATE, success, "", body);
    }

    @BeforeAll
    static void start() {
        server = TestServer.start(folder, "--gate.trusted-proxies=127.0.0.1");
        victims = OutsideIssuer.start("https://secret-issuer.example.com");
        attackers = OutsideIssuer.start("https://globex.example.com");
        corporate = OutsideIssuer.start("https://corporate.example.com");
        spare = OutsideIssuer.start("https://spare.example.com");
        operator = server.api().asOperator();
        succeed(
                operator.post(
                        "/api/v1/tenants",
                        "{\"id\":\"acme\",\"name\":\"Very Secret Works\",\"hosts\":[\"hidden-host.example.com\"]}"));
        operator.tenant(ATTACKER);
        succeed(operator.with("If-Match", "*").put("/api/v1/tenants/acme/policy", POLICY));
        succeed(
                operator.with("If-Match", etag("/api/v1/tenants/acme/policy"))
                        .put("/api/v1/tenants/acme/policy/draft", POLICY));
        succeed(operator.post("/api/v1/tenants/acme/sightings", SIGHTINGS.replace("NOW", now())));
        succeed(operator.put("/api/v1/tenants/acme/lists/vault", LIST));
        succeed(operator.put("/api/v1/lists/vault", OPEN_LIST));
        victimsDenial =
                RawHttp.send(
                                server.gatePort(),
                                "GET / HTTP/1.1\r\nHost: hidden-host.example.com\r\nX-Forwarded-For: 198.51.100.99\r\nX-Original-URI: /\r\nConnection: close\r\n\r\n")
                        .replaceAll("(?s).*X-Sallyport-Request-Id: ([0-9a-f]{32}).*", "$1");
        Answer client = operator.post("/api/v1/tenants/acme/clients", CLIENT);
        succeed(client);
        victimsClient = client.text("client_id");
        Answer hook = operator.post("/api/v1/tenants/acme/webhooks", HOOK);
        succeed(hook);
        victimsWebhook = hook.text("id");
        Answer ours = operator.post("/api/v1/webhooks", "{\"url\":\"https://192.0.2.7/\"}");
        succeed(ours);
        operatorsWebhook = ours.text("id");
        Answer agent = operator.post("/api/v1/tenants/acme/egress-agents", agent("secret-agent"));
        succeed(agent);
        victimsAgent = agent.text("id");
        succeed(operator.put("/api/v1/egress/regions/us-east-1", EGRESS));
        succeed(
                operator.put(
                        "/api/v1/tenants/acme/issuer",
                        victims.declaration("{\"all\":\"publisher\"}", null)));
        String everything =
                "{\"all\":[\"publisher\",\"auditor\",\"sallyport:override\",\"sallyport:report\"]}";
        succeed(
                operator.put(
                        "/api/v1/tenants/globex/issuer", attackers.declaration(everything, null)));
        succeed(
                operator.put(
                        "/api/v1/issuers/corporate", corporate.declaration(everything, "org")));
    }

    @AfterAll
    static void stop() {
        server.close();
        List.of(victims, attackers, corporate, spare).forEach(OutsideIssuer::close);
    }

    private static String now() {
        return java.time.Instant.now().toString();
    }

    private static void succeed(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isBetween(200, 299);
    }

    /* Every kind of token that speaks for the other tenant. */
    private static Map<String, Api> tokensOf(String tenant, OutsideIssuer own) {
        Map<String, Api> tokens = new LinkedHashMap<>();
        for (Role role : Role.values()) {
            if (role != Role.OPERATOR) {
                tokens.put(
                        "role " + role,
                        operator.newClient(
                                tenant,
                                role.scopes().stream().map(ApiScope::text).toArray(String[]::new)));
            }
        }
        tokens.put(
                "every scope",
                operator.newClient(
                        tenant, "sallyport:manage", "sallyport:audit", "sallyport:override"));
        tokens.put("own issuer", server.api().withToken(own.token("eve", "all")));
        Map<String, @org.jspecify.annotations.Nullable Object> lying = own.claims("eve", "all");
        lying.put("org", VICTIM);
        lying.put("tenant", VICTIM);
        tokens.put("own issuer that names another", server.api().withToken(own.token(lying)));
        Map<String, @org.jspecify.annotations.Nullable Object> claims =
                corporate.claims("eve", "all");
        claims.put("org", tenant);
        tokens.put("issuer of all", server.api().withToken(corporate.token(claims)));
        return tokens;
    }

    private static Answer send(Api api, Route route, String tenant) {
        String path =
                route.path()
                        .replace("{tenant}", tenant)
                        .replace("{client}", victimsClient)
                        .replace(
                                "{webhook}",
                                route.whose() == Whose.OPERATOR ? operatorsWebhook : victimsWebhook)
                        .replace("{message}", "msg_0")
                        .replace("{agent}", victimsAgent)
                        .replace("{feed}", "aws")
                        .replace(
                                "{region}",
                                route.path().endsWith("/changes") ? "nowhere" : "us-east-1")
                        .replace("{serial}", "1")
                        .replace("{issuer}", "spare")
                        .replace("{list}", "vault")
                        .replace("{requestId}", victimsDenial)
                        .replace("{secret}", "AAAAAAAAAAAAAAAAAAAAAA")
                        .replace("{rule}", "office")
                        .replace("{revision}", "1");
        if (path.contains("{entry}")) {
            path = path.replace("{entry}", entry(tenant));
        }
        String body = route.body().replace("NOW", now());
        Api with =
                api.with(
                        "Content-Type",
                        route.path().equals("/oauth/token")
                                ? "application/x-www-form-urlencoded"
                                : route.path().endsWith(":bulk") || route.path().endsWith(":import")
                                        ? "application/x-ndjson"
                                        : route.operation().equals("PATCH " + DRAFT)
                                                ? "application/json-patch+json"
                                                : route.path().endsWith("/acknowledgements")
                                                        ? "application/jose"
                                                        : "application/json");
        boolean hasVersion =
                path.endsWith("/policy")
                        || path.endsWith("/draft")
                        || path.endsWith("/vault")
                        || path.endsWith("/us-east-1");
        boolean isOfDraft = path.contains("/draft/") || route.operation().equals("PATCH " + DRAFT);
        String version = isOfDraft ? path.replaceAll("/draft/.*", "/draft") : path;
        return (route.method().equals("PUT") && hasVersion || isOfDraft
                        ? with.with("If-Match", etag(version))
                        : with)
                .send(route.method(), path + route.query(), body);
    }

    private static String entry(String tenant) {
        Answer draft = operator.get("/api/v1/tenants/" + tenant + "/policy/draft");
        return draft.status() == 200
                ? draft.json().at("/rules/0/sources/0/id").asString()
                : "nothing";
    }

    private static String etag(String path) {
        Answer present = operator.get(path);
        return present.status() == 200 ? present.etag() : "\"nothing\"";
    }

    @Test
    @Order(1)
    void everyRouteIsInTheTable() {
        Set<String> described =
                OpenApi.read().operations().stream()
                        .map(OpenApi.Operation::toString)
                        .collect(Collectors.toCollection(TreeSet::new));
        Set<String> here =
                routes().stream()
                        .map(Route::operation)
                        .collect(Collectors.toCollection(TreeSet::new));
        assertThat(here).isEqualTo(described);
        OpenApi.read()
                .operations()
                .forEach(operation ->
                        assertThat(operation.isPublic())
                                .as("%s is open to everybody", operation)
                                .isEqualTo(
                                        routes().stream()
                                                .anyMatch(route ->
                                                        route.operation()
                                                                        .equals(
                                                                                operation
                                                                                        .toString())
                                                                && route.whose() == Whose.PUBLIC)));
    }

    @Test
    @Order(2)
    void withoutAGoodTokenNothingIsAnswered() {
        for (Route route : routes()) {
            if (route.whose() == Whose.PUBLIC) {
                continue;
            }
            assertThat(send(server.api(), route, VICTIM).code())
                    .as(route.operation())
                    .isEqualTo("auth.missing");
            for (String token :
                    List.of("x", "a.b.c", "..", victims.token("eve", "all") + "x", "null")) {
                Answer answer = send(server.api().withToken(token), route, VICTIM);
                assertThat(answer.status()).as(route.operation() + " " + token).isEqualTo(401);
                assertThat(answer.code()).isEqualTo("auth.invalid");
            }
        }
    }

    @Test
    @Order(3)
    void nothingIsAnsweredAboutAnotherTenantAndNothingChanges() {
        Map<String, Api> tokens = tokensOf(ATTACKER, attackers);
        String before = state();
        int calls = 0;
        for (Map.Entry<String, Api> token : tokens.entrySet()) {
            for (Route route : routes()) {
                String name = token.getKey() + ": " + route.operation();
                if (route.whose() == Whose.PUBLIC) {
                    continue;
                }
                Answer answer = send(token.getValue(), route, VICTIM);
                calls++;
                switch (route.whose()) {
                    case TENANT, OPERATOR_AT_TENANT -> {
                        assertThat(answer.code()).as(name).isEqualTo("tenant.unknown");
                        Answer nobodys = send(token.getValue(), route, "nobody");
                        assertThat(normalized(nobodys).replace("nobody", VICTIM))
                                .as(name)
                                .isEqualTo(normalized(answer));
                    }
                    case OPERATOR -> assertThat(answer.code()).as(name).isEqualTo("auth.forbidden");
                    case ANYBODY -> assertThat(answer.status()).as(name).isEqualTo(200);
                    case PUBLIC -> throw new AssertionError(name);
                }
                SECRETS.forEach(secret ->
                        assertThat(answer.body() + answer.headers())
                                .as(name)
                                .doesNotContain(secret));
            }
        }
        assertThat(state()).isEqualTo(before);
        assertThat(calls).isGreaterThan(200);
    }

    private static String normalized(Answer answer) {
        return answer.body().replaceAll("\"instance\":\"[0-9a-f]+\"", "");
    }

    /** What another tenant has is not found under the attacker's own tenant either. */
    @Test
    @Order(4)
    void whatIsAnothersIsNotFoundUnderOnesOwnName() {
        Map<String, Api> tokens = tokensOf(ATTACKER, attackers);
        String before = state();
        for (Api token : tokens.values()) {
            for (String call :
                    List.of(
                            "POST /api/v1/tenants/globex/clients/" + victimsClient + "/rotate",
                            "DELETE /api/v1/tenants/globex/clients/" + victimsClient,
                            "DELETE /api/v1/tenants/globex/webhooks/" + victimsWebhook,
                            "DELETE /api/v1/tenants/globex/egress-agents/" + victimsAgent,
                            "POST /api/v1/tenants/globex/webhooks/" + victimsWebhook + "/rotate",
                            "GET /api/v1/tenants/globex/webhooks/" + operatorsWebhook,
                            "DELETE /api/v1/tenants/globex/principals?kind=user&id=gwen")) {
                String[] parts = call.split(" ", 2);
                assertThat(token.send(parts[0], parts[1], "").status()).as(call).isIn(403, 404);
            }
        }
        assertThat(state()).isEqualTo(before);
    }

    /** In their own tenant, callers may do what their scopes say, at every route. */
    @Test
    @Order(5)
    void inOnesOwnTenantScopesDecide() {
        Map<Role, Api> roles = new LinkedHashMap<>();
        for (Role role : Role.values()) {
            if (role != Role.OPERATOR) {
                roles.put(
                        role,
                        operator.newClient(
                                ATTACKER,
                                role.scopes().stream().map(ApiScope::text).toArray(String[]::new)));
            }
        }
        int allowed = 0;
        int refused = 0;
        for (Map.Entry<Role, Api> role : roles.entrySet()) {
            for (Route route : routes()) {
                if (route.whose() == Whose.PUBLIC || route.whose() == Whose.ANYBODY) {
                    continue;
                }
                String name = role.getKey() + ": " + route.operation();
                Answer answer = withoutEffect(role.getValue(), route);
                if (ApiScope.isHeld(role.getKey().scopes(), route.needs())) {
                    assertThat(answer.status()).as(name).isNotIn(401, 403);
                    allowed++;
                } else {
                    assertThat(answer.code()).as(name).isEqualTo("auth.forbidden");
                    refused++;
                }
            }
        }
        assertThat(allowed).isGreaterThan(20);
        assertThat(refused).isGreaterThan(60);
    }

    /* The body has a fault, so that nothing happens even where it may. */
    private static Answer withoutEffect(Api api, Route route) {
        Route faulty =
                new Route(
                        route.operation(),
                        route.whose(),
                        route.needs(),
                        route.success(),
                        route.query(),
                        route.body().isEmpty() ? "" : "{\"unheard-of\":1}");
        return send(api, faulty, ATTACKER);
    }

    /** The calls above are good ones: with the right token each succeeds. */
    @Test
    @Order(6)
    void withTheRightTokenEveryRouteSucceeds() {
        Api own =
                operator.newClient(
                        VICTIM, "sallyport:manage", "sallyport:audit", "sallyport:override");
        for (Route route : routes()) {
            if (route.path().equals("/oauth/token")) {
                assertThat(server.api().token(Api.OPERATOR, Api.OPERATOR_SECRET).status())
                        .isEqualTo(200);
                continue;
            }
            Api caller =
                    switch (route.whose()) {
                        case TENANT -> own;
                        case OPERATOR, OPERATOR_AT_TENANT -> operator;
                        case ANYBODY -> own;
                        case PUBLIC -> server.api();
                    };
            Answer answer = send(caller, route, VICTIM);
            assertThat(answer.status())
                    .as(route.operation() + " " + answer.body())
                    .isEqualTo(route.success());
        }
    }

    /* Everything there is, as the operator sees it. */
    private static String state() {
        return List.of(
                        "/api/v1/tenants",
                        "/api/v1/tenants/acme/policy",
                        "/api/v1/tenants/acme/clients",
                        "/api/v1/tenants/acme/issuer",
                        "/api/v1/tenants/acme/principals",
                        "/api/v1/tenants/acme/lists/vault",
                        "/api/v1/tenants/acme/egress-agents",
                        "/api/v1/egress/regions/us-east-1",
                        "/api/v1/egress/keys",
                        "/api/v1/tenants/acme/audit",
                        "/api/v1/issuers",
                        "/api/v1/channels",
                        "/api/v1/lists/vault",
                        "/api/v1/audit?limit=1000")
                .stream()
                .map(path -> {
                    Answer answer = operator.get(path);
                    assertThat(answer.status()).as(path).isEqualTo(200);
                    return path + " " + answer.body();
                })
                .collect(Collectors.joining("\n"));
    }
}
