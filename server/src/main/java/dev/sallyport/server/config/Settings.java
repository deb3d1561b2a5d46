package dev.sallyport.server.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/*
 * The texts given for the keys, from all places; the first to give a key wins. Reading values collects faults, so that all
 * of them can be shown at once.
 */
final class Settings {

    /* The texts of one key and, for messages, where they were given. */
    private record Given(List<String> texts, String place) {}

    private final Map<String, Given> given = new HashMap<>();
    private final List<String> faults;

    Settings(List<String> faults) {
        this.faults = faults;
    }

    void offer(Key<?> key, List<String> texts, String place) {
        given.putIfAbsent(key.name(), new Given(texts, place));
    }

    /* Splits what was given as one text. */
    void offer(Key<?> key, String text, String place) {
        offer(key, key.isList() ? split(text) : List.of(text), place);
    }

    private static List<String> split(String text) {
        return Stream.of(text.split(","))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
    }

    boolean isGiven(Key<?> key) {
        return given.containsKey(key.name());
    }

    /* Returns the value; that of the default if the one given has a fault. */
    <T> T get(Key<T> key) {
        return find(key).or(() -> Optional.of(key.reader().apply(defaultOf(key)))).orElseThrow();
    }

    /* Returns the value given; empty if none is or it has a fault. */
    <T> Optional<T> find(Key<T> key) {
        Given texts = given.get(key.name());
        if (texts == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(key.reader().apply(texts.texts()));
        } catch (IllegalArgumentException fault) {
            String message =
                    key.isSecret()
                            ? "the value is not of the form `" + key.form() + "`"
                            : message(fault);
            fault(key, message, texts.place());
            return Optional.empty();
        }
    }

    void fault(Key<?> key, String message) {
        Given texts = given.get(key.name());
        fault(key, message, texts == null ? "" : texts.place());
    }

    private void fault(Key<?> key, String message, String place) {
        String fault =
                "`" + key.name() + "`: " + message + (place.isEmpty() ? "" : " (" + place + ")");
        if (!faults.contains(fault)) {
            faults.add(fault);
        }
    }

    private static String message(IllegalArgumentException fault) {
        return Objects.requireNonNullElse(fault.getMessage(), "the value is of another form");
    }

    private static List<String> defaultOf(Key<?> key) {
        String text = Objects.requireNonNull(key.defaultText(), key.name());
        return key.isList() ? split(text) : List.of(text);
    }
}
