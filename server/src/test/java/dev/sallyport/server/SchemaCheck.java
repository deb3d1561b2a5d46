package dev.sallyport.server;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** As much of JSON Schema as the description of the API uses. */
final class SchemaCheck {

    private final OpenApi document;

    SchemaCheck(OpenApi document) {
        this.document = document;
    }

    /** Returns what is wrong with {@code value}, or null. */
    @Nullable String fault(JsonNode reference, JsonNode value, String pointer) {
        JsonNode schema = document.resolved(reference);
        if (schema.has("oneOf")) {
            for (JsonNode choice : schema.get("oneOf")) {
                if (fault(choice, value, pointer) == null) {
                    return null;
                }
            }
            return pointer + " is none of the choices";
        }
        if (schema.has("type") && !isOfType(schema.get("type"), value)) {
            return pointer + " is not of type " + schema.get("type");
        }
        if (schema.has("const") && !schema.get("const").equals(value)) {
            return pointer + " is not " + schema.get("const");
        }
        if (schema.has("enum") && !contains(schema.get("enum"), value)) {
            return pointer + " is none of " + schema.get("enum");
        }
        if (schema.has("pattern")
                && value.isString()
                && !value.asString().matches(schema.get("pattern").asString())) {
            return pointer + " does not match " + schema.get("pattern");
        }
        if (value.isArray() && schema.has("items")) {
            for (int i = 0; i < value.size(); i++) {
                String fault = fault(schema.get("items"), value.get(i), pointer + "/" + i);
                if (fault != null) {
                    return fault;
                }
            }
        }
        return value.isObject() ? membersFault(schema, value, pointer) : null;
    }

    private @Nullable String membersFault(JsonNode schema, JsonNode value, String pointer) {
        if (schema.has("required")) {
            for (JsonNode name : schema.get("required")) {
                if (!value.has(name.asString())) {
                    return pointer + " has no member " + name;
                }
            }
        }
        JsonNode others = schema.get("additionalProperties");
        boolean closed = others != null && others.isBoolean();
        for (Map.Entry<String, JsonNode> member : value.properties()) {
            JsonNode known =
                    schema.has("properties") ? schema.get("properties").get(member.getKey()) : null;
            if (known == null && others != null && others.isObject()) {
                known = others;
            }
            if (known == null && closed) {
                return pointer + " has the undescribed member " + member.getKey();
            }
            String fault =
                    known == null
                            ? null
                            : fault(known, member.getValue(), pointer + "/" + member.getKey());
            if (fault != null) {
                return fault;
            }
        }
        return null;
    }

    private static boolean isOfType(JsonNode type, JsonNode value) {
        if (type.isArray()) {
            for (JsonNode each : type) {
                if (isOfType(each, value)) {
                    return true;
                }
            }
            return false;
        }
        return switch (type.asString()) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isString();
            case "integer" -> value.isIntegralNumber();
            case "boolean" -> value.isBoolean();
            case "null" -> value.isNull();
            default -> throw new AssertionError("type " + type);
        };
    }

    private static boolean contains(JsonNode values, JsonNode value) {
        for (JsonNode each : values) {
            if (each.equals(value)) {
                return true;
            }
        }
        return false;
    }
}
