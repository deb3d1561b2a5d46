package dev.sallyport.control.guard;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/* Whom one change hits at several tenants. */
final class ImpactSum {

    private static final int MOST_NOTICES = 20;

    private final List<LockedOut> named = new ArrayList<>();
    private final Set<Notice> notices = new LinkedHashSet<>();
    private boolean deniesMore;
    private boolean opens;
    private int more;
    private Impact.Judged judged = Impact.Judged.NOBODY;

    void add(Impact impact) {
        deniesMore |= impact.deniesMore();
        opens |= impact.opens();
        more += impact.moreLockedOut();
        for (LockedOut each : impact.lockedOut()) {
            if (named.size() < Impact.NAMED) {
                named.add(each);
            } else {
                more++;
            }
        }
        impact.notices().stream()
                .limit(Math.max(0, MOST_NOTICES - notices.size()))
                .forEach(notices::add);
        judged =
                new Impact.Judged(
                        judged.admins() + impact.judged().admins(),
                        judged.callbacks() + impact.judged().callbacks(),
                        judged.automations() + impact.judged().automations(),
                        judged.isComplete() && impact.judged().isComplete());
    }

    void cut() {
        judged =
                new Impact.Judged(judged.admins(), judged.callbacks(), judged.automations(), false);
    }

    Impact sum() {
        return new Impact(deniesMore, opens, named, more, judged, List.copyOf(notices));
    }
}
