package dev.sallyport.document;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/* What a patch has tested so far and has not moved since, as pointers with indexes. */
final class PatchTests {

    private final List<String> passed = new ArrayList<>();

    void passed(PatchPlace place) {
        passed.add(place.pointer());
    }

    /* Elements behind the place have other indexes now, and what is around it is not what it was. */
    void moved(PatchPlace place) {
        if (place.parent() instanceof JsonArray) {
            String array = place.pointer().substring(0, place.pointer().lastIndexOf('/'));
            passed.removeIf(tested -> isWithin(tested, array) || isWithin(array, tested));
        }
    }

    /** Returns whether a test has looked at an element, at a part of it, or at all around it. */
    boolean cover(String element) {
        return passed.stream()
                .anyMatch(tested -> isWithin(tested, element) || isWithin(element, tested));
    }

    private static boolean isWithin(String inner, String outer) {
        return inner.equals(outer) || inner.startsWith(outer + "/");
    }

    /** Returns whether two values are the same as RFC 6902 section 4.6 compares them. */
    static boolean isSame(JsonValue one, JsonValue other) {
        return switch (one) {
            case JsonObject object ->
                    other instanceof JsonObject that
                            && object.keySet().equals(that.keySet())
                            && object.entrySet().stream()
                                    .allMatch(member ->
                                            isSame(
                                                    member.getValue(),
                                                    that.getOrDefault(
                                                            member.getKey(), JsonValue.NULL)));
            case JsonArray array -> other instanceof JsonArray that && isSame(array, that);
            case JsonNumber number ->
                    other instanceof JsonNumber that
                            && number.bigDecimalValue().compareTo(that.bigDecimalValue()) == 0;
            default -> one.equals(other);
        };
    }

    private static boolean isSame(JsonArray one, JsonArray other) {
        if (one.size() != other.size()) {
            return false;
        }
        Iterator<JsonValue> others = other.iterator();
        for (JsonValue value : one) {
            if (!isSame(value, others.next())) {
                return false;
            }
        }
        return true;
    }
}
