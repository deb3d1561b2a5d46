package dev.sallyport.document;

import dev.sallyport.control.search.EntryHit;
import dev.sallyport.control.search.SearchReport;
import dev.sallyport.engine.policy.Entry;
import dev.sallyport.engine.policy.Source;
import java.math.BigInteger;

/** Writes which entries contain an address. */
public final class SearchWriter {

    private SearchWriter() {}

    /** Returns the document of a search. */
    public static String write(SearchReport report) {
        return JsonText.of(json ->
                json.object(() -> {
                    json.member("searched", EntryWriter.text(report.searched()))
                            .member(
                                    "country",
                                    report.country() == null ? null : report.country().value());
                    if (report.asn() == null) {
                        json.nothing("asn");
                    } else {
                        json.member("asn", report.asn());
                    }
                    json.member(
                                    "geoEdition",
                                    report.geoEdition().isEmpty() ? null : report.geoEdition())
                            .array("hits", report.hits(), each -> hit(json, each))
                            .member("count", report.count());
                }));
    }

    private static void hit(JsonText json, EntryHit hit) {
        Entry entry = hit.entry();
        json.object(() -> {
            json.member("in", hit.inDraft() ? "draft" : "policy")
                    .member("rule", hit.rule().value())
                    .member("effect", Names.of(hit.effect()))
                    .member("place", hit.place().text())
                    .object("entry", () -> new EntryWriter(json).members(entry));
            Entry listed = hit.listed();
            if (listed == null) {
                json.nothing("list").nothing("listed");
            } else {
                String list =
                        entry.source() instanceof Source.ListReference(var name)
                                ? name.value()
                                : null;
                json.member("list", list)
                        .object("listed", () -> new EntryWriter(json).members(listed));
            }
            json.member("addresses", hit.addresses().map(BigInteger::toString).orElse(null))
                    .member("live", hit.idle() == null)
                    .member("why", hit.idle() == null ? null : hit.idle().code());
        });
    }
}
