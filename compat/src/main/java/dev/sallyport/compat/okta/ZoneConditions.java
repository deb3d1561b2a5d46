package dev.sallyport.compat.okta;

import dev.sallyport.compat.imports.JsonPart;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/*
 * One of the conditions of a zone: what is in it and what is excepted. A dynamic zone has an array of what is in it, an
 * enhanced one an object with `include` and `exclude`; a condition that includes nothing holds for everything.
 */
record ZoneConditions(List<JsonPart> include, List<JsonPart> exclude, @Nullable JsonPart odd) {

    static ZoneConditions of(JsonPart.Members zone, String name) {
        JsonPart part = zone.get(name);
        if (part == null) {
            return new ZoneConditions(List.of(), List.of(), null);
        }
        return switch (part) {
            case JsonPart.Elements(var _, var elements) ->
                    new ZoneConditions(elements, List.of(), null);
            case JsonPart.Members members -> {
                List<JsonPart> include = elements(members, "include");
                List<JsonPart> exclude = elements(members, "exclude");
                boolean isOdd =
                        members.members().keySet().stream()
                                .anyMatch(key -> !key.equals("include") && !key.equals("exclude"));
                yield new ZoneConditions(include, exclude, isOdd ? part : null);
            }
            case JsonPart.Text _, JsonPart.Plain _ ->
                    new ZoneConditions(List.of(), List.of(), part);
        };
    }

    private static List<JsonPart> elements(JsonPart.Members members, String name) {
        JsonPart part = members.get(name);
        if (part == null) {
            return List.of();
        }
        return part instanceof JsonPart.Elements(var _, var elements) ? elements : List.of(part);
    }

    boolean isEmpty() {
        return include.isEmpty() && exclude.isEmpty() && odd == null;
    }

    /** Returns everything that stands in it. */
    List<JsonPart> all() {
        List<JsonPart> all = new ArrayList<>(include);
        all.addAll(exclude);
        return all;
    }
}
