package dev.sallyport.document;

import dev.sallyport.control.history.RevisionDifference;
import dev.sallyport.control.history.RevisionNote;
import dev.sallyport.control.history.RevisionSummary;
import dev.sallyport.control.tenant.Page;

/** Writes what revisions there were, and how they differ. */
public final class HistoryWriter {

    private HistoryWriter() {}

    /** Returns the document of a page. */
    public static String write(Page<RevisionSummary> page) {
        return JsonText.of(json ->
                json.object(() ->
                        json.array(
                                        "items",
                                        page.items(),
                                        summary -> json.object(() -> members(json, summary)))
                                .member("next", page.next())));
    }

    private static void members(JsonText json, RevisionSummary summary) {
        RevisionNote note = summary.note();
        json.member("revision", summary.number())
                .member("sequence", summary.sequence())
                .member("kind", note.kind().text());
        if (note.of() == null) {
            json.nothing("of");
        } else {
            json.member("of", note.of());
        }
        json.member("standing", note.standing().text())
                .member("publishedAt", summary.publishedAt().toString())
                .member("publishedBy", summary.publishedBy())
                .member("address", summary.address().isEmpty() ? null : summary.address())
                .member("reason", summary.reason())
                .member("mode", Names.of(summary.mode()))
                .member("rules", summary.rules())
                .member("entries", summary.entries());
    }

    /** Returns the document of how two revisions differ. */
    public static String write(RevisionDifference difference) {
        return JsonText.of(json ->
                json.object(() ->
                        json.member("revision", difference.number())
                                .member("against", difference.against())
                                .texts("words", difference.difference().words())
                                .array(
                                        "alterations",
                                        difference.difference().alterations(),
                                        each ->
                                                json.object(() ->
                                                        json.member("what", each.what())
                                                                .member("before", each.before())
                                                                .member("after", each.after())))));
    }
}
