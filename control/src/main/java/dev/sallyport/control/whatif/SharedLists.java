package dev.sallyport.control.whatif;

import dev.sallyport.control.list.ListId;
import dev.sallyport.control.list.ListSummary;
import dev.sallyport.control.port.Repositories;
import dev.sallyport.control.port.StoredList;
import dev.sallyport.engine.address.IpSet;
import dev.sallyport.engine.policy.Entry;
import dev.sallyport.engine.policy.ListName;
import dev.sallyport.engine.policy.NetworkList;
import dev.sallyport.engine.policy.Source;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Lists of the operator that say behind which addresses strangers are. */
public final class SharedLists {

    /**
     * Lists of the operator whose names say that strangers share their addresses; each is a label
     * under its own name.
     */
    public static final Pattern NAMES =
            Pattern.compile("platform:.*(relay|cloud|vpn|proxy|proxies|tor|hosting|runner).*");

    private static final int PAGE = 500;

    private SharedLists() {}

    /** Returns the live addresses of those lists, by the name of the list. */
    public static Map<String, IpSet> of(Repositories repositories, Instant now) {
        Map<String, IpSet> shared = new HashMap<>();
        ListName after = null;
        List<ListSummary> page = repositories.lists().page(null, after, PAGE);
        while (!page.isEmpty()) {
            for (ListSummary summary : page) {
                ListId id = summary.id();
                if (NAMES.matcher(id.name().value()).matches()) {
                    repositories
                            .lists()
                            .find(id)
                            .map(StoredList::list)
                            .ifPresent(list -> shared.put(id.name().value(), networks(list, now)));
                }
            }
            page = repositories.lists().page(null, page.getLast().id().name(), PAGE);
        }
        return shared;
    }

    private static IpSet networks(NetworkList list, Instant now) {
        IpSet.Builder networks = IpSet.builder();
        for (Entry entry : list.entries()) {
            if (!entry.life().isLive(now)) {
                continue;
            }
            switch (entry.source()) {
                case Source.Network(var prefix) -> networks.add(prefix);
                case Source.Range(var range) -> networks.add(range);
                case Source.Country ignored -> {}
                case Source.Asn ignored -> {}
                case Source.ListReference ignored -> {}
                case Source.Any ignored -> {}
            }
        }
        return networks.build();
    }
}
