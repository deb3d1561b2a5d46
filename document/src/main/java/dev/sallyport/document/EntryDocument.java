package dev.sallyport.document;

import dev.sallyport.control.edit.PlacedEntry;
import dev.sallyport.control.finding.Findings;
import dev.sallyport.control.policy.EntrySubmission;
import dev.sallyport.control.problem.Outcome;
import dev.sallyport.control.problem.ProblemCode;
import java.io.InputStream;
import java.util.List;

/**
 * One entry of a policy as a document of its own: its members, and in answers {@code rule} and
 * {@code place}, where it stands, and what is odd about it. Strict and total as {@link
 * PolicyReader}.
 */
public final class EntryDocument {

    /** The members that are about an entry; no part of it, and skipped when sent. */
    static final List<String> PLACE =
            List.of("rule", "place", FindingsWriter.FINDINGS, FindingsWriter.COUNT);

    private EntryDocument() {}

    /** Returns the entry that the bytes hold, or its faults. The stream is closed. */
    public static Outcome<EntrySubmission> read(InputStream bytes, DocumentLimits limits) {
        return JsonCursor.read(bytes, limits, ProblemCode.POLICY_INVALID, EntryReader::readAlone);
    }

    /** Returns the document of an entry, with what is odd about it. */
    public static String write(PlacedEntry placed, Findings findings) {
        return JsonText.of(json ->
                json.object(() -> {
                    new EntryWriter(json).members(placed.entry());
                    json.member("rule", placed.rule().value())
                            .member("place", placed.place().text());
                    FindingsWriter.members(json, findings);
                }));
    }
}
