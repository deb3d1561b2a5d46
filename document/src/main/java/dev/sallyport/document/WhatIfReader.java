package dev.sallyport.document;

import dev.sallyport.control.policy.PolicySubmission;
import dev.sallyport.control.problem.Outcome;
import dev.sallyport.control.problem.ProblemCode;
import dev.sallyport.control.whatif.ObservedWhatIf;
import dev.sallyport.control.whatif.Proposal;
import dev.sallyport.control.whatif.Window;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads what is to be tried on observed traffic: one of {@code policy} (as {@link PolicyReader}
 * reads it), {@code draft} ({@code true}) and {@code revision}; {@code days}, or {@code from} and
 * {@code until}; and how many {@code losers} are to be named. Strict and total.
 */
public final class WhatIfReader {

    /**
     * What is asked.
     *
     * @param proposal the policy to be tried
     * @param window the hours to look at
     * @param losers how many losers are to be named
     */
    public record Question(Proposal proposal, Window window, int losers) {}

    private static final List<String> MEMBERS =
            Stream.concat(
                            Stream.of("policy", "draft", "revision", "losers"),
                            WindowReader.MEMBERS.stream())
                    .toList();
    private static final int DEFAULT_LOSERS = 100;

    private final JsonCursor cursor;
    private final DocumentLimits limits;
    private final WindowReader window;
    private @Nullable PolicySubmission policy;
    private boolean draft;
    private @Nullable Long revision;
    private int losers = DEFAULT_LOSERS;

    private WhatIfReader(JsonCursor cursor, DocumentLimits limits) {
        this.cursor = cursor;
        this.limits = limits;
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
                cursor -> new WhatIfReader(cursor, limits).question(now));
    }

    private @Nullable Question question(Instant now) {
        JsonCursor.Members members = cursor.object(MEMBERS, this::member);
        if (!members.isObject()) {
            return null;
        }
        Window asked = window.window(now);
        long named = Stream.of("policy", "draft", "revision").filter(members::has).count();
        if (named == 0) {
            cursor.require(members, "policy");
        } else if (named > 1) {
            cursor.memberFault(
                    members.has("policy") ? "policy" : "draft",
                    ProblemCode.JSON_UNKNOWN_VALUE,
                    "more than one policy is named",
                    "name one of `policy`, `draft`, `revision`");
        }
        Proposal proposal = proposal();
        return proposal == null ? null : new Question(proposal, asked, losers);
    }

    private @Nullable Proposal proposal() {
        if (policy != null) {
            return new Proposal.Submitted(policy);
        }
        if (revision != null) {
            return new Proposal.Published(revision);
        }
        return draft ? new Proposal.Drafted() : null;
    }

    private void member(String name) {
        switch (name) {
            case "policy" -> policy = PolicyReader.read(cursor, limits);
            case "draft" -> {
                draft = Boolean.TRUE.equals(cursor.truth());
                if (!draft) {
                    cursor.fault(
                            ProblemCode.JSON_UNKNOWN_VALUE,
                            "`draft` is given and is not `true`",
                            "write `true`, or leave it out");
                }
            }
            case "revision" ->
                    revision = cursor.wholeNumber(0, Long.MAX_VALUE, ProblemCode.JSON_WRONG_TYPE);
            case "losers" -> {
                Long number =
                        cursor.wholeNumber(
                                0, ObservedWhatIf.MOST_LOSERS, ProblemCode.JSON_WRONG_TYPE);
                losers = number == null ? 0 : number.intValue();
            }
            default -> window.member(name);
        }
    }
}
