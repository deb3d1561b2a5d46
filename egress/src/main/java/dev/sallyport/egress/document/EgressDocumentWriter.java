package dev.sallyport.egress.document;

import dev.sallyport.egress.list.EgressPrefix;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Writes {@code egress.json} in its one form: no white space, members in a fixed order, prefixes in
 * ascending order, a line end behind it. Equal documents have equal bytes.
 */
public final class EgressDocumentWriter {

    private EgressDocumentWriter() {}

    /** Returns the bytes of {@code document}. */
    public static byte[] write(EgressDocument document) {
        JsonText json = new JsonText();
        json.raw("{\"format\":").text(EgressDocument.FORMAT);
        json.raw(",\"publisher\":").text(document.publisher());
        json.raw(",\"region\":").text(document.list().region());
        json.raw(",\"serial\":").number(document.list().serial());
        json.raw(",\"created\":").text(document.list().created().toString());
        json.raw(",\"prefixes\":[");
        String comma = "";
        for (EgressPrefix prefix : document.list().prefixes()) {
            json.raw(comma);
            prefix(json, prefix);
            comma = ",";
        }
        json.raw("],\"files\":[");
        comma = "";
        for (EgressDocument.FileDigest file : document.files()) {
            json.raw(comma).raw("{\"name\":").text(file.name());
            json.raw(",\"sha256\":").text(file.sha256()).raw("}");
            comma = ",";
        }
        return json.raw("]}\n").bytes();
    }

    private static void prefix(JsonText json, EgressPrefix prefix) {
        json.raw("{\"prefix\":").text(prefix.prefix().toString());
        json.raw(",\"service\":").text(prefix.service());
        json.raw(",\"direction\":").text(prefix.direction().text());
        json.raw(",\"notBefore\":").text(prefix.notBefore().toString());
        json.raw(",\"removeAfter\":").text(text(prefix.removeAfter()));
        json.raw(",\"label\":").text(prefix.label()).raw("}");
    }

    private static @Nullable String text(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }
}
