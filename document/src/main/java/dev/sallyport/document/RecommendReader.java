package dev.sallyport.document;

import dev.sallyport.control.problem.Outcome;
import dev.sallyport.control.problem.ProblemCode;
import dev.sallyport.control.whatif.RecommendQuestion;
import dev.sallyport.control.whatif.Window;
import dev.sallyport.evidence.recommend.Budget;
import java.io.InputStream;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads what entries are wanted: {@code entries}, {@code shortestIpv4}, {@code shortestIpv6},
 * {@code space}, {@code minimumDays}, {@code wanted} labels, and the window as {@link
 * WhatIfReader}; all of them may be left out. Strict and total.
 */
public final class RecommendReader {

    /**
     * What is asked.
     *
     * @param question what entries are wanted
     * @param window the hours to look at
     */
    public record Question(RecommendQuestion question, Window window) {}

    private static final List<String> MEMBERS =
            Stream.concat(
                            Stream.of(
                                    "entries",
                                    "shortestIpv4",
                                    "shortestIpv6",
                                    "space",
                                    "minimumDays",
                                    "wanted"),
                            WindowReader.MEMBERS.stream())
                    .toList();
    private static final int MOST_LABELS = 100;
    private static final int MAX_LABEL_LENGTH = 100;

    private final JsonCursor cursor;
    private final WindowReader window;
    private long entries = Budget.USUAL.entries();
    private long shortestIpv4 = Budget.USUAL.shortestIpv4();
    private long shortestIpv6 = Budget.USUAL.shortestIpv6();
    private long space = Budget.USUAL.space();
    private long minimumDays = RecommendQuestion.USUAL.minimumDays();
    private final Set<String> wanted = new HashSet<>();

    private RecommendReader(JsonCursor cursor) {
        this.cursor = cursor;
        window = new WindowReader(cursor);
    }

    /**
     * Returns the question that the bytes hold, or its faults under {@code request.invalid}. The
     * stream is closed.
     *
     * @param now the present, where the window ends unless it says otherwise
     */
    public static Outcome<Question> read(InputStream bytes, DocumentLimits limits, Instant now) {
        return JsonCursor.read(
                bytes,
                limits,
                ProblemCode.REQUEST_INVALID,
                cursor -> new RecommendReader(cursor).question(now));
    }

    private @Nullable Question question(Instant now) {
        JsonCursor.Members members = cursor.object(MEMBERS, this::member);
        if (!members.isObject() || cursor.faultCount() > 0) {
            return null;
        }
        return new Question(
                new RecommendQuestion(
                        new Budget((int) entries, (int) shortestIpv4, (int) shortestIpv6, space),
                        (int) minimumDays,
                        wanted),
                window.window(now));
    }

    private void member(String name) {
        switch (name) {
            case "entries" -> entries = number(1, Budget.MOST_ENTRIES, entries);
            case "shortestIpv4" -> shortestIpv4 = number(0, 32, shortestIpv4);
            case "shortestIpv6" -> shortestIpv6 = number(16, 64, shortestIpv6);
            case "space" -> space = number(1, Long.MAX_VALUE, space);
            case "minimumDays" -> minimumDays = number(1, Long.SIZE, minimumDays);
            case "wanted" ->
                    cursor.array(
                            MOST_LABELS,
                            () -> {
                                String label = cursor.name(MAX_LABEL_LENGTH);
                                if (label != null) {
                                    boolean _ = wanted.add(label);
                                }
                            });
            default -> window.member(name);
        }
    }

    private long number(long least, long most, long otherwise) {
        Long number = cursor.wholeNumber(least, most, ProblemCode.JSON_WRONG_TYPE);
        return number == null ? otherwise : number;
    }
}
