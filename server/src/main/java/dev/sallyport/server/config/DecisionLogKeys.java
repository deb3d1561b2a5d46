package dev.sallyport.server.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/* The keys of the decision log. */
final class DecisionLogKeys {

    private static final List<Key<?>> ALL = new ArrayList<>();

    static final Key<Path> FILE =
            add(
                    Key.single(
                            "decision-log.file",
                            "file",
                            null,
                            "where decisions are logged, one JSON document a line; if absent, they"
                                    + " are not",
                            Path::of));
    static final Key<Double> ALLOWS =
            add(
                    Key.single(
                            "decision-log.allows",
                            "0 to 1",
                            "0.01",
                            "which share of the allowed requests is logged",
                            ValueReaders::share));
    static final Key<Integer> DENIES_PER_SECOND =
            add(
                    Key.single(
                            "decision-log.denies-per-second",
                            "1 to 1000000",
                            "1000",
                            "the most lines in a second for denials, the most for what only a draft"
                                    + " or trial denies, and the most for requests without a tenant",
                            ValueReaders.number(1, 1_000_000)));
    static final Key<Integer> MAX_BYTES =
            add(
                    Key.single(
                            "decision-log.max-bytes",
                            "size",
                            "100MiB",
                            "how long the file may get before the next one is begun",
                            ValueReaders.size(64 << 10, 1 << 30)));
    static final Key<Integer> FILES =
            add(
                    Key.single(
                            "decision-log.files",
                            "1 to 1000",
                            "10",
                            "how many files are kept, the one that is written included",
                            ValueReaders.number(1, 1000)));

    private DecisionLogKeys() {}

    private static <T> Key<T> add(Key<T> key) {
        ALL.add(key);
        return key;
    }

    static List<Key<?>> all() {
        return List.copyOf(ALL);
    }
}
