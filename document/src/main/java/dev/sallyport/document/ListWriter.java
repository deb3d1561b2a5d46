package dev.sallyport.document;

import dev.sallyport.control.finding.Findings;
import dev.sallyport.control.guard.Impact;
import dev.sallyport.control.list.ListSummary;
import dev.sallyport.control.list.ListUse;
import dev.sallyport.control.list.RuleUse;
import dev.sallyport.control.people.PeopleSource;
import dev.sallyport.control.tenant.Page;
import dev.sallyport.engine.policy.NetworkList;

/** Writes lists, pages of them and what they are to tenants. */
public final class ListWriter {

    private ListWriter() {}

    /**
     * Returns the document of a list, {@code name}, {@code description} and {@code entries}, as
     * {@link ListReader} reads it back.
     */
    public static String write(NetworkList list, String description) {
        return JsonText.of(json ->
                json.object(() ->
                        json.member("name", list.name().value())
                                .member("description", description)
                                .array("entries", list.entries(), new EntryWriter(json)::write)));
    }

    /**
     * Returns the document of a list that was put, with whom that hits and what is odd about it.
     */
    public static String write(
            NetworkList list,
            String description,
            Impact impact,
            PeopleSource people,
            Findings findings) {
        return JsonText.of(json ->
                json.object(() -> {
                    json.member("name", list.name().value())
                            .member("description", description)
                            .array("entries", list.entries(), new EntryWriter(json)::write);
                    FindingsWriter.members(json, findings);
                    new LockOutWriter(json).write(impact, people);
                }));
    }

    /**
     * Returns the entries of a list as a document that is meant to be kept: short, and always the
     * same for the same entries.
     */
    public static String writeShort(NetworkList list) {
        return JsonText.of(json ->
                json.object(() ->
                        json.array("entries", list.entries(), new EntryWriter(json)::writeShort)));
    }

    /** Returns the document of a page of lists without their entries: {@code {"items", "next"}}. */
    public static String writePage(Page<ListSummary> page) {
        return JsonText.of(json ->
                json.object(() ->
                        json.array("items", page.items(), each -> summary(json, each))
                                .member("next", page.next())));
    }

    private static void summary(JsonText json, ListSummary summary) {
        json.object(() ->
                json.member("name", summary.id().name().value())
                        .member("description", summary.description())
                        .member("count", summary.entryCount())
                        .member("etag", "\"" + summary.version() + "\"")
                        .member("usedBy", summary.users())
                        .member("createdAt", summary.createdAt().toString())
                        .member("updatedAt", summary.updatedAt().toString()));
    }

    /** Returns the document of a page of users: {@code {"items", "next"}}. */
    public static String writeUses(Page<ListUse> page) {
        return JsonText.of(json ->
                json.object(() ->
                        json.array("items", page.items(), each -> use(json, each))
                                .member("next", page.next())));
    }

    private static void use(JsonText json, ListUse use) {
        json.object(() ->
                json.member("tenant", use.tenant().value())
                        .member("revision", use.revision())
                        .array("rules", use.rules(), each -> rule(json, each)));
    }

    private static void rule(JsonText json, RuleUse use) {
        json.object(() ->
                json.member("rule", use.rule().value())
                        .member("inSources", use.inSources())
                        .member("inExcept", use.inExcept()));
    }
}
