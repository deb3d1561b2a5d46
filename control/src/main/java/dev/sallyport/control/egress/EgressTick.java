package dev.sallyport.control.egress;

import dev.sallyport.control.caller.Origin;
import dev.sallyport.control.port.Change;
import dev.sallyport.control.port.Repositories;
import dev.sallyport.control.port.Transactions;
import dev.sallyport.egress.list.EgressPrefix;
import dev.sallyport.engine.address.IpPrefix;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What time does by itself: a prefix whose end has passed goes, and a notice is given when the
 * window is over. Safe for use by several threads.
 */
public final class EgressTick {

    private final Transactions transactions;
    private final EgressPublishing publishing;

    /** Publishes behind {@code transactions} what {@code documents} writes. */
    public EgressTick(Transactions transactions, EgressTerms terms, EgressDocuments documents) {
        this.transactions = transactions;
        publishing = new EgressPublishing(documents, terms);
    }

    /** Does what is due; returns the regions of which something was. */
    public List<String> tick(Origin program) {
        Instant now = program.at();
        List<String> due = transactions.read(repositories -> repositories.egress().due(now));
        for (String region : due) {
            boolean _ =
                    transactions.<Boolean>write(repositories -> {
                        repositories
                                .egress()
                                .find(region)
                                .ifPresent(each -> tick(repositories, each, program));
                        return true;
                    });
        }
        return due;
    }

    private void tick(Repositories repositories, EgressRegion region, Origin program) {
        Instant now = program.at();
        List<EgressPrefix> left =
                region.list().prefixes().stream().filter(each -> each.isListedAt(now)).toList();
        EgressRegion after = region;
        if (left.size() < region.list().prefixes().size()) {
            Map<IpPrefix, Instant> live = new TreeMap<>(region.live());
            live.keySet()
                    .retainAll(left.stream().map(EgressPrefix::prefix).collect(Collectors.toSet()));
            after =
                    publishing.publish(
                            repositories, region, region.name(), left, live, Set.of(), program);
        }
        Instant due = after.noticeDue();
        if (due != null && !due.isAfter(now)) {
            repositories.egress().put(publishing.tell(repositories, after, program));
            repositories.changes().add(new Change.EgressChanged(region.name()));
        }
    }
}
