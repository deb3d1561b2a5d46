package dev.sallyport.compat.imports;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/** JSON documents one behind the other, such as the pages of an answer, as trees. */
public final class JsonDocuments {

    private static final int MAX_DEPTH = 32;
    private static final int MAX_DOCUMENTS = 1_000;
    private static final int MAX_PARTS = 1_000_000;

    /* Of all pointers together, which grow with the length of names and the depth. */
    private static final long MAX_POINTERS = 64 << 20;

    private static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(MAX_DEPTH)
                                    .maxNameLength(1_000)
                                    .maxNumberLength(100)
                                    .maxStringLength(10_000)
                                    .build())
                    .build();

    private final JsonParser parser;
    private int parts;
    private long pointers;

    private JsonDocuments(JsonParser parser) {
        this.parser = parser;
    }

    /**
     * Returns the documents of a text, one or more. Of several, the pointers of the second begin
     * with {@code #2}, and so on.
     *
     * @throws RefusedSourceException if the text is no JSON, has a member twice in one object, or
     *     is nested more than 32 deep
     */
    public static List<JsonPart> read(String text) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            JsonDocuments reading = new JsonDocuments(parser);
            List<JsonPart> documents = new ArrayList<>();
            while (parser.nextToken() != null) {
                if (documents.size() == MAX_DOCUMENTS) {
                    throw new RefusedSourceException(
                            "there are more than " + MAX_DOCUMENTS + " documents", "");
                }
                documents.add(
                        reading.part(documents.isEmpty() ? "" : "#" + (documents.size() + 1)));
            }
            return documents;
        } catch (JacksonException stopped) {
            TokenStreamLocation location = stopped.getLocation();
            String place =
                    location == null || location.getLineNr() < 1
                            ? ""
                            : " at line "
                                    + location.getLineNr()
                                    + ", column "
                                    + location.getColumnNr();
            boolean twice = stopped.getOriginalMessage().startsWith("Duplicate");
            throw new RefusedSourceException(
                    (twice ? "a member stands twice in an object" : "the text is no JSON") + place,
                    "save the answer of the API as it came, whole");
        }
    }

    private JsonPart part(String pointer) {
        pointers += pointer.length();
        if (++parts > MAX_PARTS || pointers > MAX_POINTERS) {
            throw new RefusedSourceException(
                    "the document has too many parts", "take a part of it at a time");
        }
        JsonToken token = parser.currentToken();
        return switch (token) {
            case START_OBJECT -> members(pointer);
            case START_ARRAY -> elements(pointer);
            case VALUE_STRING -> new JsonPart.Text(pointer, parser.getString());
            default -> new JsonPart.Plain(pointer, parser.getString());
        };
    }

    private JsonPart members(String pointer) {
        Map<String, JsonPart> members = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            JsonToken _ = parser.nextToken();
            String escaped = name.replace("~", "~0").replace("/", "~1");
            members.put(name, part(pointer + "/" + escaped));
        }
        return new JsonPart.Members(pointer, Collections.unmodifiableMap(members));
    }

    private JsonPart elements(String pointer) {
        List<JsonPart> elements = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            elements.add(part(pointer + "/" + elements.size()));
        }
        return new JsonPart.Elements(pointer, List.copyOf(elements));
    }
}
