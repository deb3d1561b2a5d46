package dev.sallyport.evidence.column;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/* Distinct values, numbered from 0 in the order in which they came. Not thread-safe. */
final class Dictionary<T> {

    private final Map<T, Integer> numbers = new HashMap<>();
    private final List<T> values = new ArrayList<>();
    private @Nullable T latest;
    private int latestNumber;

    /** Returns the number of a value, a new one if it is new. */
    @SuppressWarnings("ReferenceEquality") // a shortcut; equality comes after it
    int number(T value) {
        // What comes in a row is often the very same object.
        if (value == latest) {
            return latestNumber;
        }
        Integer known = numbers.putIfAbsent(value, values.size());
        if (known == null) {
            values.add(value);
        }
        latest = value;
        latestNumber = known == null ? values.size() - 1 : known;
        return latestNumber;
    }

    T value(int number) {
        return values.get(number);
    }

    List<T> values() {
        return List.copyOf(values);
    }
}
