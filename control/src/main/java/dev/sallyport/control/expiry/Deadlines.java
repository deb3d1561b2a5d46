package dev.sallyport.control.expiry;

import dev.sallyport.engine.policy.Entry;
import dev.sallyport.engine.policy.Life;
import dev.sallyport.engine.policy.ListName;
import dev.sallyport.engine.policy.NetworkList;
import dev.sallyport.engine.policy.Policy;
import dev.sallyport.engine.policy.Rule;
import dev.sallyport.engine.policy.RuleId;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/* Finds the deadlines of what is switched on; what is off ends nothing. */
final class Deadlines {

    private final Instant from;
    private final Instant to;
    private final Consumer<? super Deadline> found;

    /* Those after `from`, and not after `to`. */
    Deadlines(Instant from, Instant to, Consumer<? super Deadline> found) {
        this.from = from;
        this.to = to;
        this.found = found;
    }

    void of(Policy policy) {
        for (Rule rule : policy.rules()) {
            if (!rule.life().enabled()) {
                continue;
            }
            expiry(rule.life(), rule.id(), null, null, rule.name());
            entries(rule.sources(), rule.id(), null);
            entries(rule.except(), rule.id(), null);
        }
    }

    void of(NetworkList list) {
        entries(list.entries(), null, list.name());
    }

    private void entries(List<Entry> entries, @Nullable RuleId rule, @Nullable ListName list) {
        for (Entry entry : entries) {
            if (!entry.life().enabled()) {
                continue;
            }
            expiry(entry.life(), rule, list, entry, entry.source().toString());
            Instant reviewAt = entry.reviewAt();
            if (reviewAt != null && isIn(reviewAt)) {
                found.accept(
                        new Deadline(
                                reviewAt,
                                Deadline.Kind.REVIEW,
                                rule,
                                list,
                                entry.id(),
                                entry.source().toString(),
                                entry.label(),
                                entry.owner()));
            }
        }
    }

    private void expiry(
            Life life,
            @Nullable RuleId rule,
            @Nullable ListName list,
            @Nullable Entry entry,
            String what) {
        if (isIn(life.expiresAt())) {
            found.accept(
                    new Deadline(
                            life.expiresAt(),
                            Deadline.Kind.EXPIRES,
                            rule,
                            list,
                            entry == null ? null : entry.id(),
                            what,
                            entry == null ? "" : entry.label(),
                            entry == null ? "" : entry.owner()));
        }
    }

    private boolean isIn(Instant instant) {
        return instant.isAfter(from) && !instant.isAfter(to);
    }
}
