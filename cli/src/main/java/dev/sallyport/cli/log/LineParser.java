package dev.sallyport.cli.log;

import org.jspecify.annotations.Nullable;

/** Reads single lines of one format. Not thread-safe. */
interface LineParser {

    /**
     * Reads the bytes {@code from} to {@code to} (exclusive), which hold no line break, and fills
     * {@code line}.
     *
     * @return null if the line tells of a request, or why it does not; then {@code line} means
     *     nothing
     */
    @Nullable LineFault parse(byte[] bytes, int from, int to, LogLine line);
}
