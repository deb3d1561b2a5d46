package dev.sallyport.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** The checked-in description of the API, for tests that hold it against the server. */
final class OpenApi {

    static final Path JSON = Path.of("..", "docs", "openapi.json");
    static final Path YAML = Path.of("..", "docs", "openapi.yaml");

    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

    /** One operation. */
    record Operation(String method, String path, JsonNode node) {

        @Override
        public String toString() {
            return method + " " + path;
        }

        boolean isPublic() {
            JsonNode security = node.get("security");
            return security != null && (security.isEmpty() || security.toString().contains("{}"));
        }

        /** Returns a query with the parameters that must be given, empty if there are none. */
        String requiredQuery() {
            List<String> pairs = new ArrayList<>();
            if (node.has("parameters")) {
                for (JsonNode parameter : node.get("parameters")) {
                    if (parameter.has("required")
                            && parameter.get("in").asString().equals("query")) {
                        JsonNode schema = parameter.get("schema");
                        JsonNode choices =
                                schema.has("enum") ? schema.get("enum") : schema.get("examples");
                        pairs.add(
                                parameter.get("name").asString()
                                        + "="
                                        + (choices == null ? "nobody" : choices.get(0).asString()));
                    }
                }
            }
            return pairs.isEmpty() ? "" : "?" + String.join("&", pairs);
        }

        boolean hasBody() {
            return node.has("requestBody");
        }
    }

    private final JsonNode root;

    private OpenApi(JsonNode root) {
        this.root = root;
    }

    static OpenApi read() {
        try {
            return new OpenApi(Answer.parse(Files.readString(JSON, UTF_8)));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    JsonNode root() {
        return root;
    }

    List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        for (Map.Entry<String, JsonNode> path : root.get("paths").properties()) {
            for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
                if (METHODS.contains(operation.getKey())) {
                    operations.add(
                            new Operation(
                                    operation.getKey().toUpperCase(java.util.Locale.ROOT),
                                    path.getKey(),
                                    operation.getValue()));
                }
            }
        }
        return operations;
    }

    Operation operation(String method, String path) {
        return operations().stream()
                .filter(each -> each.method().equals(method) && each.path().equals(path))
                .findFirst()
                .orElseThrow(() -> new AssertionError(method + " " + path + " is not described"));
    }

    JsonNode resolved(JsonNode node) {
        JsonNode reference = node.get("$ref");
        return reference == null ? node : root.at(reference.asString().substring(1));
    }

    /** Returns the codes that a described answer can have; empty if the answer is no problem. */
    Set<String> codes(Operation operation, String status) {
        Set<String> codes = new TreeSet<>();
        JsonNode described = resolved(operation.node().get("responses").get(status)).get("x-codes");
        if (described != null) {
            described.forEach(code -> codes.add(code.asString()));
        }
        return codes;
    }

    /** Fails unless the answer is one that the operation is described to give. */
    void assertDescribed(Operation operation, Answer answer) {
        JsonNode response =
                operation.node().get("responses").get(Integer.toString(answer.status()));
        if (response == null) {
            throw new AssertionError(
                    operation + " answered " + answer.status() + ", which is not described");
        }
        JsonNode content = resolved(response).get("content");
        if (content == null) {
            if (!answer.body().isEmpty()) {
                throw new AssertionError(operation + " " + answer.status() + " has a body");
            }
            return;
        }
        JsonNode media = content.get(answer.mediaType());
        if (media == null) {
            throw new AssertionError(
                    operation + " " + answer.status() + " is of type " + answer.mediaType());
        }
        if (answer.mediaType().equals("application/x-ndjson")) {
            for (String line : answer.body().lines().toList()) {
                String fault =
                        new SchemaCheck(this).fault(media.get("schema"), Answer.parse(line), "");
                if (fault != null) {
                    throw new AssertionError(operation + ": " + fault + " in " + line);
                }
            }
        } else if (answer.mediaType().endsWith("json")) {
            String fault = new SchemaCheck(this).fault(media.get("schema"), answer.json(), "");
            if (fault != null) {
                throw new AssertionError(
                        operation + " " + answer.status() + ": " + fault + " in " + answer.body());
            }
        }
        if (!answer.code().isEmpty()
                && !codes(operation, Integer.toString(answer.status())).contains(answer.code())) {
            throw new AssertionError(
                    operation
                            + " "
                            + answer.status()
                            + ": code "
                            + answer.code()
                            + " is not described");
        }
    }
}
