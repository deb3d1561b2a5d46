package dev.sallyport.server.config;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One thing that can be configured.
 *
 * @param name the name in the file and, behind {@code --}, on the command line: kebab-case, groups
 *     separated by dots
 * @param form what a value looks like, for people
 * @param defaultText the value of a deployment that gives none, or null if there is none
 * @param meaning what it is for, one sentence
 * @param isList whether there can be several values: a list in the file, separated by commas
 *     elsewhere
 * @param isSecret whether its value is never shown
 * @param reader turns the texts, of which there is exactly one unless this is a list, into the
 *     value
 * @param <T> the type of the value
 */
record Key<T>(
        String name,
        String form,
        @Nullable String defaultText,
        String meaning,
        boolean isList,
        boolean isSecret,
        Function<List<String>, T> reader) {

    static <T> Key<T> single(
            String name,
            String form,
            @Nullable String defaultText,
            String meaning,
            Function<String, T> reader) {
        return new Key<>(
                name,
                form,
                defaultText,
                meaning,
                false,
                false,
                texts -> reader.apply(texts.getFirst()));
    }

    static <T> Key<List<T>> list(
            String name, String form, String meaning, Function<String, T> reader) {
        return new Key<>(
                name, form, "", meaning, true, false, texts -> texts.stream().map(reader).toList());
    }

    Key<T> secret() {
        return new Key<>(name, form, defaultText, meaning, isList, true, reader);
    }

    /** Returns the name of the environment variable, such as {@code SALLYPORT_GATE_PROFILE}. */
    String variable() {
        return Keys.VARIABLE_PREFIX
                + name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }
}
