package dev.sallyport.document;

import dev.sallyport.control.audit.Alteration;
import dev.sallyport.control.audit.AuditEvent;
import dev.sallyport.control.audit.AuditRecord;
import dev.sallyport.control.tenant.Page;
import java.util.List;

/** Writes records of the audit log as JSON. */
public final class AuditWriter {

    private AuditWriter() {}

    /** Returns the document of a page as operators see it: with the chain of hashes. */
    public static String write(Page<AuditRecord> page) {
        return JsonText.of(json ->
                json.object(() ->
                        json.array(
                                        "items",
                                        page.items(),
                                        record -> json.object(() -> chained(json, record)))
                                .member("next", page.next())));
    }

    /**
     * Returns the document of a page as a tenant sees it. The hashes chain records of all tenants
     * and are left out.
     */
    public static String writeOfTenant(Page<AuditRecord> page) {
        return JsonText.of(json ->
                json.object(() ->
                        json.array(
                                        "items",
                                        page.items(),
                                        record -> json.object(() -> members(json, record)))
                                .member("next", page.next())));
    }

    /** Returns a record as one line with the chain of hashes. */
    public static String line(AuditRecord record) {
        return JsonText.asciiOf(json -> json.object(() -> chained(json, record)));
    }

    /** Returns a record as one line as a tenant sees it. */
    public static String lineOfTenant(AuditRecord record) {
        return JsonText.asciiOf(json -> json.object(() -> members(json, record)));
    }

    private static void chained(JsonText json, AuditRecord record) {
        members(json, record);
        json.member("previousHash", record.previousHash()).member("hash", record.hash());
    }

    private static void members(JsonText json, AuditRecord record) {
        AuditEvent event = record.event();
        json.member("number", record.number())
                .member("at", event.at().toString())
                .member("action", event.action().text())
                .member("actor", event.actor())
                .member("address", event.address().isEmpty() ? null : event.address())
                .member("requestId", event.requestId().isEmpty() ? null : event.requestId())
                .member("tenant", event.tenant() == null ? null : event.tenant().value())
                .member("target", event.target())
                .member("reason", event.reason())
                .texts("overrides", event.overrides())
                .array("alterations", event.alterations(), each -> alteration(json, each));
    }

    /** Returns the array of what a change altered. */
    public static String writeAlterations(List<Alteration> alterations) {
        return JsonText.of(json -> json.array(alterations, each -> alteration(json, each)));
    }

    private static void alteration(JsonText json, Alteration alteration) {
        json.object(() ->
                json.member("what", alteration.what())
                        .member("before", alteration.before())
                        .member("after", alteration.after()));
    }
}
