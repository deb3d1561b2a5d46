package dev.sallyport.control.tenant;

import dev.sallyport.control.audit.Alteration;
import dev.sallyport.control.audit.Alterations;
import dev.sallyport.engine.host.HostName;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/* What a change altered of a tenant, for the audit log. */
final class TenantAlterations {

    private TenantAlterations() {}

    /** Returns what differs; null for a tenant that was not there before, or is not any more. */
    static List<Alteration> between(@Nullable Tenant before, @Nullable Tenant after) {
        Alterations all = new Alterations();
        compare(all, "/name", before, after, Tenant::name);
        compare(all, "/hosts", before, after, TenantAlterations::hosts);
        compare(all, "/region", before, after, Tenant::region);
        compare(all, "/contact", before, after, Tenant::contact);
        return all.toList();
    }

    private static void compare(
            Alterations all,
            String what,
            @Nullable Tenant before,
            @Nullable Tenant after,
            Function<Tenant, @Nullable Object> member) {
        all.compare(
                what,
                before == null ? null : member.apply(before),
                after == null ? null : member.apply(after));
    }

    private static String hosts(Tenant tenant) {
        return tenant.hosts().stream().map(HostName::toString).collect(Collectors.joining(" "));
    }
}
