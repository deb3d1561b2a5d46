package dev.sallyport.document;

import dev.sallyport.control.expiry.Deadline;
import dev.sallyport.control.expiry.ExpiringReport;

/** Writes what expires soon. */
public final class ExpiringWriter {

    private ExpiringWriter() {}

    /** Returns the document of a report. */
    public static String write(ExpiringReport report) {
        return JsonText.of(json ->
                json.object(() ->
                        json.member("from", report.from().toString())
                                .member("to", report.to().toString())
                                .array(
                                        "deadlines",
                                        report.deadlines(),
                                        each -> deadline(json, each))
                                .member("count", report.count())));
    }

    private static void deadline(JsonText json, Deadline deadline) {
        json.object(() ->
                json.member("at", deadline.at().toString())
                        .member("kind", deadline.kind().text())
                        .member("rule", deadline.rule() == null ? null : deadline.rule().value())
                        .member("list", deadline.list() == null ? null : deadline.list().value())
                        .member("entry", deadline.entry() == null ? null : deadline.entry().value())
                        .member("what", deadline.what())
                        .member("label", deadline.label())
                        .member("owner", deadline.owner()));
    }
}
