package dev.sallyport.egress.feed;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;

/*
 * The JSON of a feed (RFC 8259) as a tree: no member twice, nothing behind the end, a bounded number of values. Short texts that
 * repeat, such as regions, are one object.
 *
 * Values are String, Long or Double, Boolean, null, List and Map of these.
 */
final class FeedJson {

    private static final int LONGEST_SHARED = 40;
    private static final int MOST_SHARED = 20_000;

    private static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
                    .disable(TokenStreamFactory.Feature.INTERN_PROPERTY_NAMES)
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(16)
                                    .maxNameLength(1_000)
                                    .maxNumberLength(40)
                                    .maxStringLength(100_000)
                                    .build())
                    .build();

    private final JsonParser parser;
    private final Map<String, String> shared = new HashMap<>();
    private int left;

    private FeedJson(JsonParser parser, int most) {
        this.parser = parser;
        left = most;
    }

    /**
     * Returns the members of the one object that the text is.
     *
     * @param most the most values in it
     * @throws FeedRefusedException if it is none or has more
     */
    static Map<String, @Nullable Object> object(String text, int most) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new FeedRefusedException(
                        FeedFault.UNKNOWN_FORMAT, "the document is no JSON object");
            }
            Map<String, @Nullable Object> members = new FeedJson(parser, most).members();
            if (parser.nextToken() != null) {
                throw new FeedRefusedException(
                        FeedFault.NOT_JSON, "something stands behind the end of the document");
            }
            return members;
        } catch (JacksonException notJson) {
            throw new FeedRefusedException(
                    FeedFault.NOT_JSON,
                    "the document is not JSON or was cut off: line "
                            + notJson.getLocation().getLineNr()
                            + ", column "
                            + notJson.getLocation().getColumnNr()
                            + " of "
                            + text.length()
                            + " characters");
        }
    }

    private Map<String, @Nullable Object> members() {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = shared(parser.currentName());
            parser.nextToken();
            members.put(name, value());
        }
        return members;
    }

    private @Nullable Object value() {
        left--;
        if (left < 0) {
            throw new FeedRefusedException(FeedFault.TOO_MANY, "the document has too many values");
        }
        return switch (parser.currentToken()) {
            case START_OBJECT -> members();
            case START_ARRAY -> {
                List<@Nullable Object> elements = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    elements.add(value());
                }
                yield elements;
            }
            case VALUE_STRING -> shared(parser.getString());
            case VALUE_NUMBER_INT ->
                    parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                            ? (Object) parser.getDoubleValue()
                            : (Object) parser.getLongValue();
            case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            case null, default -> throw new IllegalStateException("the parser is inside a value");
        };
    }

    private String shared(String text) {
        if (text.length() > LONGEST_SHARED || shared.size() > MOST_SHARED) {
            return text;
        }
        String before = shared.putIfAbsent(text, text);
        return before == null ? text : before;
    }
}
