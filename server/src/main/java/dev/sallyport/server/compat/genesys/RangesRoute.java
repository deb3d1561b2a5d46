package dev.sallyport.server.compat.genesys;

import dev.sallyport.compat.genesys.AddressRange;
import dev.sallyport.compat.genesys.Listings;
import dev.sallyport.control.egress.EgressLists;
import dev.sallyport.control.egress.EgressRegion;
import dev.sallyport.egress.list.EgressPrefix;
import dev.sallyport.engine.policy.TenantId;
import dev.sallyport.server.compat.DoorAnswer;
import dev.sallyport.server.compat.DoorCall;
import dev.sallyport.server.compat.DoorRoute;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/* The addresses of the service itself, which are what the operator publishes of every region. */
final class RangesRoute {

    private static final String PATH = "/api/v2/ipranges";

    private final EgressLists lists;

    RangesRoute(EgressLists lists) {
        this.lists = lists;
    }

    DoorRoute route() {
        return DoorRoute.of(
                "GET", PATH, List.of(), GenesysAnswers.refusing((call, groups) -> answer(call)));
    }

    private DoorAnswer answer(DoorCall call) {
        TenantId _ = Permission.anybody(call);
        return DoorAnswer.json(200, Listings.ranges(ranges(call.at())));
    }

    /* What is only announced is listed already: customers open to it before it is used. */
    private List<AddressRange> ranges(Instant now) {
        List<AddressRange> ranges = new ArrayList<>();
        for (EgressRegion region : lists.all()) {
            for (EgressPrefix prefix : region.list().prefixes()) {
                Instant end = prefix.removeAfter();
                if (end == null || !end.isBefore(now)) {
                    ranges.add(
                            new AddressRange(
                                    prefix.prefix().toString(),
                                    prefix.service(),
                                    region.name(),
                                    prefix.direction().text()));
                }
            }
        }
        return ranges;
    }
}
