package dev.sallyport.control.check;

import dev.sallyport.control.audit.AuditAction;
import dev.sallyport.control.audit.AuditRecord;
import dev.sallyport.control.list.ListId;
import dev.sallyport.control.port.Repositories;
import dev.sallyport.engine.policy.ListName;
import dev.sallyport.engine.policy.NetworkList;
import dev.sallyport.engine.policy.TenantId;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What was true beside a tenant's policy at an instant of the past, as far as it is kept. */
final class Past {

    private static final int RECORDS = 100;

    private final Map<ListName, NetworkList> lists = new HashMap<>();
    private final TreeSet<ListName> listsOfToday = new TreeSet<>();
    private final Instant at;

    private Past(Instant at) {
        this.at = at;
    }

    static Past of(Repositories repositories, Set<ListName> names, TenantId tenant, Instant at) {
        Past past = new Past(at);
        Map<ListName, NetworkList> today = repositories.lists().named(names, tenant);
        for (ListName name : names) {
            Optional<NetworkList> then = repositories.lists().at(ListId.named(name, tenant), at);
            if (then.isPresent()) {
                past.lists.put(name, then.get());
            } else if (today.containsKey(name)) {
                past.lists.put(name, today.get(name));
                past.listsOfToday.add(name);
            }
        }
        return past;
    }

    Map<ListName, NetworkList> lists() {
        return lists;
    }

    AsOf asOf(Repositories repositories, String editionUsed) {
        return new AsOf(
                at,
                listsOfToday,
                editionThen(repositories),
                editionUsed.isEmpty() ? null : editionUsed);
    }

    /* The audit log tells when which edition was put in force. */
    private @Nullable String editionThen(Repositories repositories) {
        long before = Long.MAX_VALUE;
        while (true) {
            List<AuditRecord> page =
                    repositories.audit().latest(AuditAction.GEO_REPLACED, before, RECORDS);
            for (AuditRecord record : page) {
                if (!record.event().at().isAfter(at)) {
                    String edition = record.event().target();
                    return edition.equals("none") ? null : edition;
                }
            }
            if (page.size() < RECORDS) {
                return null;
            }
            before = page.getLast().number();
        }
    }
}
