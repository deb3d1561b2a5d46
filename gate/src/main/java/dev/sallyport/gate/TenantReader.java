package dev.sallyport.gate;

import dev.sallyport.engine.decision.TenantDirectory;
import dev.sallyport.engine.decision.TenantSnapshot;
import dev.sallyport.engine.host.HostName;
import dev.sallyport.engine.policy.TenantId;
import org.jspecify.annotations.Nullable;

/* Which tenant a request is for, by the one source of the deployment. Stateless and thread-safe. */
final class TenantReader {

    private static final TenantFact MALFORMED = new TenantFact.Malformed();
    private static final TenantFact ABSENT = new TenantFact.Absent();

    private final TenantSource source;

    TenantReader(TenantSource source) {
        this.source = source;
    }

    /**
     * Returns what a request says.
     *
     * @param path its decoded path, or null if that is missing or ambiguous
     * @param identity what its token says, or null if it has none
     */
    TenantFact read(RequestHead head, @Nullable String path, @Nullable TokenIdentity identity) {
        HeaderTable table = head.table();
        if (table.tenant != HeaderTable.NONE) {
            return named(head.fact(table.tenant));
        }
        return switch (source) {
            case TenantSource.Host _ -> host(head.fact(table.host));
            case TenantSource.Path(PathPattern pattern) ->
                    path == null ? MALFORMED : tenant(pattern.tenantOf(path));
            case TenantSource.Token _ -> tenant(identity == null ? null : identity.tenant());
        };
    }

    private static TenantFact named(@Nullable String text) {
        if (text == null) {
            return ABSENT;
        }
        return TenantId.isValid(text) ? new TenantFact.Id(new TenantId(text)) : MALFORMED;
    }

    private static TenantFact host(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return ABSENT;
        }
        HostName name = HostName.parse(text);
        return name == null ? MALFORMED : new TenantFact.Host(name);
    }

    private static TenantFact tenant(@Nullable TenantId tenant) {
        return tenant == null ? ABSENT : new TenantFact.Id(tenant);
    }

    /** Returns the tenant's snapshot, or null if the directory knows no such tenant. */
    @Nullable TenantSnapshot find(TenantFact fact, TenantDirectory directory) {
        return switch (fact) {
            case TenantFact.Malformed _, TenantFact.Absent _ -> null;
            case TenantFact.Id(TenantId tenant) -> directory.find(tenant);
            case TenantFact.Host(HostName name) -> {
                TenantSnapshot owned = directory.findByHost(name.value());
                TenantId tenant = owned == null ? patterned(name) : null;
                yield tenant == null ? owned : directory.find(tenant);
            }
        };
    }

    private @Nullable TenantId patterned(HostName name) {
        HostPattern pattern = source instanceof TenantSource.Host host ? host.pattern() : null;
        return pattern == null ? null : pattern.tenantOf(name);
    }

    /** Returns whether the tenant of this request is named by its host alone. */
    boolean isByHost(RequestHead head) {
        return head.table().tenant == HeaderTable.NONE && source instanceof TenantSource.Host;
    }

    /**
     * Returns the decoded path by which the channel is chosen: without the tenant, if it names one.
     */
    @Nullable String channelPath(@Nullable String path) {
        return path != null
                        && source instanceof TenantSource.Path(PathPattern pattern)
                        && pattern.tenantOf(path) != null
                ? pattern.behindTenant(path)
                : path;
    }
}
