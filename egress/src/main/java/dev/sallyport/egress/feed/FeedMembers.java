package dev.sallyport.egress.feed;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/*
 * The members of one JSON object of a feed, with the pointer at which it stands (RFC 6901). Whoever asks for a member of another
 * type than it has ends the reading.
 */
record FeedMembers(Map<String, @Nullable Object> members, String pointer) {

    boolean has(String name) {
        return members.get(name) != null;
    }

    /** Returns a text; empty if there is none and it may be left out. */
    String text(String name, boolean isNeeded) {
        Object value = members.get(name);
        if (value == null && !isNeeded) {
            return "";
        }
        if (value instanceof String text) {
            return text;
        }
        throw wrong(name, "a text");
    }

    /** Returns a whole number, written as one or as a text. */
    long number(String name) {
        Object value = members.get(name);
        if (value instanceof Long number) {
            return number;
        }
        if (value instanceof String text && text.matches("[0-9]{1,18}")) {
            return Long.parseLong(text);
        }
        throw wrong(name, "a whole number");
    }

    /** Returns the texts of an array; none if there is no such member and it may be left out. */
    List<String> texts(String name, boolean isNeeded) {
        List<String> texts = new ArrayList<>();
        for (Object element : array(name, isNeeded)) {
            if (!(element instanceof String text)) {
                throw wrong(name, "an array of texts");
            }
            texts.add(text);
        }
        return texts;
    }

    /** Returns the objects of an array. */
    List<FeedMembers> objects(String name) {
        List<FeedMembers> objects = new ArrayList<>();
        for (Object element : array(name, true)) {
            objects.add(members(element, name + "/" + objects.size()));
        }
        return objects;
    }

    /** Returns an object. */
    FeedMembers object(String name) {
        return members(members.get(name), name);
    }

    private FeedMembers members(@Nullable Object value, String name) {
        if (!(value instanceof Map<?, ?> object)) {
            throw wrong(name, "an object");
        }
        @SuppressWarnings("unchecked") // Objects are made by FeedJson, and their names are texts.
        Map<String, @Nullable Object> named = (Map<String, @Nullable Object>) object;
        return new FeedMembers(named, pointer + "/" + name);
    }

    private List<?> array(String name, boolean isNeeded) {
        Object value = members.get(name);
        if (value == null && !isNeeded) {
            return List.of();
        }
        if (value instanceof List<?> elements) {
            return elements;
        }
        throw wrong(name, "an array");
    }

    private FeedRefusedException wrong(String name, String wanted) {
        return new FeedRefusedException(
                FeedFault.WRONG_SHAPE,
                Quoted.text(pointer + "/" + name) + " is missing or not " + wanted);
    }
}
