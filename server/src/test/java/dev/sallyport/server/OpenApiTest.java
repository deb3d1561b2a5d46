package dev.sallyport.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.control.problem.ProblemCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The description of the API is true: it is what is served, it names only codes that exist, and
 * every operation answers as it says. What single operations do is asked elsewhere; here all of
 * them are asked what is the same for all.
 */
final class OpenApiTest {

    private static final String BODY_LIMIT = "limits.body-size=4KiB";

    private static TestServer server;
    private static Api operator;
    private static Api reader;

    @BeforeAll
    static void start(@TempDir Path folder) {
        server = TestServer.start(folder, "--" + BODY_LIMIT);
        operator = server.api().asOperator();
        operator.tenant("acme");
        operator.tenant("globex");
        reader = operator.newClient("acme", "sallyport:read");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    static Iterable<OpenApi.Operation> operations() {
        return OpenApi.read().operations();
    }

    static Iterable<OpenApi.Operation> operationsWithBody() {
        return OpenApi.read().operations().stream().filter(OpenApi.Operation::hasBody).toList();
    }

    static Iterable<OpenApi.Operation> operationsWithJson() {
        return OpenApi.read().operations().stream()
                .filter(operation -> operation.hasBody() && !operation.isPublic())
                .filter(operation -> bodyType(operation).equals("application/json"))
                .toList();
    }

    static Iterable<OpenApi.Operation> closedOperations() {
        return OpenApi.read().operations().stream()
                .filter(operation -> !operation.isPublic())
                .toList();
    }

    /**
     * openapi.json is made of openapi.yaml; {@code -Dsallyport.accept-openapi=true} makes it anew.
     */
    @Test
    void bothFormsSayTheSame() throws IOException {
        Object yaml =
                new Yaml(new SafeConstructor(new LoaderOptions()))
                        .load(Files.readString(OpenApi.YAML, UTF_8));
        JsonMapper mapper = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
        String json = mapper.writeValueAsString(yaml) + "\n";
        if (Boolean.getBoolean("sallyport.accept-openapi")) {
            Files.writeString(OpenApi.JSON, json, UTF_8);
        }

        assertThat(OpenApi.read().root()).isEqualTo(mapper.readTree(json));
    }

    @Test
    void whatIsServedIsWhatIsCheckedIn() throws IOException {
        assertThat(server.api().get("/api/v1/openapi.json").body())
                .isEqualTo(Files.readString(OpenApi.JSON, UTF_8));
        assertThat(server.api().get("/api/v1/openapi.yaml").body())
                .isEqualTo(Files.readString(OpenApi.YAML, UTF_8));
    }

    @ParameterizedTest
    @MethodSource("operations")
    void everyCodeExistsUnderItsStatus(OpenApi.Operation operation) {
        OpenApi document = OpenApi.read();
        for (Map.Entry<String, JsonNode> response :
                operation.node().get("responses").properties()) {
            for (String code : document.codes(operation, response.getKey())) {
                assertThat(ProblemCode.find(code).map(ProblemCode::httpStatus))
                        .as("%s, code %s", operation, code)
                        .contains(Integer.valueOf(response.getKey()));
            }
        }
    }

    @Test
    void everyReferenceLeadsSomewhere() throws IOException {
        OpenApi document = OpenApi.read();
        Set<String> dangling = new TreeSet<>();
        var references =
                java.util.regex.Pattern.compile("\"\\$ref\" *: *\"#([^\"]+)\"")
                        .matcher(Files.readString(OpenApi.JSON, UTF_8));
        int count = 0;
        while (references.find()) {
            count++;
            if (document.root().at(references.group(1)).isMissingNode()) {
                dangling.add(references.group(1));
            }
        }

        assertThat(dangling).isEmpty();
        assertThat(count).isGreaterThan(100);
    }

    /** Every example is an instance of the schema it stands in. */
    @Test
    void examplesFitTheirSchemas() {
        OpenApi document = OpenApi.read();
        var faults = new ArrayList<String>();
        int count = 0;
        for (Map.Entry<String, JsonNode> schema :
                document.root().at("/components/schemas").properties()) {
            if (schema.getValue().has("examples")) {
                for (JsonNode example : schema.getValue().get("examples")) {
                    count++;
                    String fault = new SchemaCheck(document).fault(schema.getValue(), example, "");
                    if (fault != null) {
                        faults.add(schema.getKey() + fault);
                    }
                }
            }
        }

        assertThat(faults).isEmpty();
        assertThat(count).isGreaterThanOrEqualTo(8);
    }

    @ParameterizedTest
    @MethodSource("closedOperations")
    void withoutATokenNothingIsAnswered(OpenApi.Operation operation) {
        Answer missing = server.api().send(operation.method(), path(operation, "acme"), "");
        Answer invalid =
                server.api()
                        .withToken("not.a.token")
                        .send(operation.method(), path(operation, "acme"), "");

        assertThat(missing.code()).isEqualTo("auth.missing");
        assertThat(missing.header("WWW-Authenticate")).startsWith("Bearer");
        assertThat(invalid.code()).isEqualTo("auth.invalid");
        OpenApi.read().assertDescribed(operation, missing);
        OpenApi.read().assertDescribed(operation, invalid);
    }

    @ParameterizedTest
    @MethodSource("operations")
    void methodsThatAreNotDescribedAreRefused(OpenApi.Operation operation) {
        Set<String> known = new TreeSet<>();
        for (OpenApi.Operation each : operations()) {
            if (each.path().equals(operation.path())) {
                known.add(each.method());
            }
        }
        for (String method : Set.of("GET", "PUT", "POST", "DELETE", "PATCH", "PROPFIND")) {
            if (!known.contains(method)) {
                Answer answer = operator.send(method, path(operation, "acme"), "");
                assertThat(answer.code())
                        .as("%s %s", method, operation.path())
                        .isEqualTo("request.method-not-allowed");
                assertThat(Set.of(answer.header("Allow").split(", "))).isEqualTo(known);
                OpenApi.read().assertDescribed(operation, answer);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("operations")
    void mediaTypesThatAreNotDescribedAreNotAnswered(OpenApi.Operation operation) {
        if (operation.path().startsWith("/denied/")) {
            return; // Whoever is refused is told so in some form.
        }
        Answer answer =
                operator.with("Accept", "image/png")
                        .with("Content-Type", bodyType(operation))
                        .send(operation.method(), path(operation, "nobody"), "");

        if (operation.method().equals("DELETE")) {
            assertThat(answer.status()).isEqualTo(404);
        } else {
            assertThat(answer.code()).isEqualTo("request.not-acceptable");
        }
        OpenApi.read().assertDescribed(operation, answer);
    }

    @ParameterizedTest
    @MethodSource("operationsWithBody")
    void mediaTypesThatAreNotDescribedAreNotRead(OpenApi.Operation operation) {
        for (String type :
                Set.of("text/plain", "text/json", "application/xml", "*/*", "nonsense")) {
            Answer answer =
                    operator.with("Content-Type", type)
                            .send(operation.method(), path(operation, "acme"), "{}");
            assertThat(answer.code()).as(type).isEqualTo("request.media-type");
            OpenApi.read().assertDescribed(operation, answer);
        }
        Answer none = operator.send(operation.method(), path(operation, "acme"), "{}");
        assertThat(none.code()).isEqualTo("request.media-type");
    }

    @ParameterizedTest
    @MethodSource("operationsWithJson")
    void bodiesOfTheWrongFormAreRefused(OpenApi.Operation operation) {
        assertRefused(operation, "", "json.empty");
        assertRefused(operation, "{\"a\":", "json.syntax");
        assertRefused(operation, "[".repeat(1000), "json.too-deep");
        assertRefused(operation, "17", null);
        assertRefused(operation, "{\"" + "x".repeat(5000) + "\":1}", "request.too-large");
    }

    private static void assertRefused(
            OpenApi.Operation operation,
            String body,
            @org.jspecify.annotations.Nullable String code) {
        Answer answer = json(operator, operation, "acme", body);
        assertThat(answer.status()).isBetween(400, 422);
        if (code != null) {
            assertThat(answer.code()).isEqualTo(code);
        }
        OpenApi.read().assertDescribed(operation, answer);
    }

    @ParameterizedTest
    @MethodSource("operationsWithJson")
    void bodiesWithoutALengthAreCutOff(OpenApi.Operation operation) {
        Answer answer =
                operator.with("Content-Type", "application/json")
                        .with("If-Match", "*")
                        .send(
                                operation.method(),
                                path(operation, "acme"),
                                java.net.http.HttpRequest.BodyPublishers.ofInputStream(() ->
                                        new java.io.ByteArrayInputStream(
                                                ("[" + " ".repeat(5000) + "]").getBytes(UTF_8))));

        assertThat(answer.status()).isEqualTo(413);
        OpenApi.read().assertDescribed(operation, answer);
    }

    @ParameterizedTest
    @MethodSource("operationsWithBody")
    void compressedBodiesAreNotRead(OpenApi.Operation operation) {
        Answer answer =
                operator.with("Content-Encoding", "gzip")
                        .with("Content-Type", bodyType(operation))
                        .with("If-Match", "*")
                        .send(operation.method(), path(operation, "acme"), "{}");

        assertThat(answer.code()).isEqualTo("request.media-type");
        OpenApi.read().assertDescribed(operation, answer);
    }

    /**
     * To a client of another tenant, and for one that does not exist, every operation on a tenant
     * answers the same.
     */
    @ParameterizedTest
    @MethodSource("closedOperations")
    void anothersTenantDoesNotExist(OpenApi.Operation operation) {
        Answer others = json(reader, operation, "globex", "{}");
        if (!operation.path().contains("{tenant}")) {
            assertThat(others.status())
                    .isEqualTo(
                            !isForAll(operation)
                                    ? 403
                                    : operation.path().contains("{") ? 404 : 200);
            OpenApi.read().assertDescribed(operation, others);
            return;
        }
        Answer nobodys = json(reader, operation, "nobody", "{}");
        Answer toOperator = json(operator, operation, "nobody", "{}");

        assertThat(others.code()).isEqualTo("tenant.unknown");
        assertThat(normalized(others)).isEqualTo(normalized(nobodys).replace("nobody", "globex"));
        assertThat(toOperator.status()).isIn(404, 422);
        OpenApi.read().assertDescribed(operation, others);
        OpenApi.read().assertDescribed(operation, toOperator);
    }

    private static boolean isForAll(OpenApi.Operation operation) {
        return operation.node().get("description").asString().contains("Any valid token");
    }

    private static String normalized(Answer answer) {
        return answer.body().replaceAll("\"instance\":\"[0-9a-f]+\"", "");
    }

    /** A client that may only read can do nothing else to its own tenant. */
    @ParameterizedTest
    @MethodSource("closedOperations")
    void readingIsNotManaging(OpenApi.Operation operation) {
        boolean reads =
                operation.node().has("description")
                        && (operation
                                        .node()
                                        .get("description")
                                        .asString()
                                        .contains("`sallyport:read`")
                                || operation
                                        .node()
                                        .get("description")
                                        .asString()
                                        .contains("Any valid token"));
        if (reads) {
            return;
        }
        Answer answer = json(reader, operation, "acme", "{}");

        assertThat(answer.code()).isEqualTo("auth.forbidden");
        OpenApi.read().assertDescribed(operation, answer);
    }

    private static Answer json(Api api, OpenApi.Operation operation, String tenant, String body) {
        return api.with("Content-Type", bodyType(operation))
                .with("If-Match", "*")
                .send(operation.method(), path(operation, tenant), body);
    }

    private static String bodyType(OpenApi.Operation operation) {
        return operation.hasBody()
                ? operation
                        .node()
                        .get("requestBody")
                        .get("content")
                        .propertyNames()
                        .iterator()
                        .next()
                : "application/json";
    }

    private static String path(OpenApi.Operation operation, String tenant) {
        return operation
                .path()
                .replace("{tenant}", tenant)
                .replace("{client}", "nobody")
                .replace("{webhook}", "nobody")
                .replace("{agent}", "nobody")
                .replace("{region}", "nowhere")
                .replace("{serial}", "1")
                .replace("{message}", "nobody")
                .replace("{list}", "nobodys")
                .replace("{issuer}", "nobody")
                .replace("{feed}", "aws")
                .replace("{requestId}", "0123456789abcdef".repeat(2))
                .replace("{secret}", "AAAAAAAAAAAAAAAAAAAAAA")
                .replace("{rule}", "nobodys")
                .replace("{entry}", "nobodys")
                .replace("{revision}", "0")
                .concat(operation.requiredQuery());
    }
}
