package dev.sallyport.document;

import dev.sallyport.control.people.PeopleSource;
import dev.sallyport.control.tenant.Page;
import dev.sallyport.control.tenant.Tenant;
import dev.sallyport.engine.host.HostName;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes tenants as JSON. */
public final class TenantWriter {

    private TenantWriter() {}

    /** Returns the document of a tenant. */
    public static String write(Tenant tenant) {
        return JsonText.of(json -> tenant(json, tenant));
    }

    /** Returns the document of a tenant whose people are known by {@code people}. */
    public static String write(Tenant tenant, PeopleSource people) {
        return JsonText.of(json ->
                json.object(() -> {
                    members(json, tenant);
                    json.member("people", people.text());
                }));
    }

    /**
     * Returns the document of a tenant as above, with where its people find our own addresses.
     *
     * @param urls the published files of its region, by their names; empty if there are none
     */
    public static String write(Tenant tenant, PeopleSource people, Map<String, String> urls) {
        return JsonText.of(json ->
                json.object(() -> {
                    members(json, tenant);
                    json.member("people", people.text());
                    if (urls.isEmpty()) {
                        json.nothing("egress");
                        return;
                    }
                    json.object(
                            "egress",
                            () ->
                                    json.member("region", tenant.region())
                                            .object("urls", () -> urls.forEach(json::member)));
                }));
    }

    /** Returns the document of a page: {@code {"items", "next"}}. */
    public static String write(Page<Tenant> page) {
        return JsonText.of(json ->
                json.object(() ->
                        json.array("items", page.items(), each -> tenant(json, each))
                                .member("next", page.next())));
    }

    private static @Nullable String contact(Tenant tenant) {
        return tenant.contact() == null ? null : tenant.contact().text();
    }

    private static void tenant(JsonText json, Tenant tenant) {
        json.object(() -> members(json, tenant));
    }

    private static void members(JsonText json, Tenant tenant) {
        json.member("id", tenant.id().value())
                .member("name", tenant.name())
                .texts("hosts", tenant.hosts().stream().map(HostName::value).toList())
                .member("region", tenant.region())
                .member("contact", contact(tenant))
                .member("createdAt", tenant.createdAt().toString())
                .member("updatedAt", tenant.updatedAt().toString());
    }
}
