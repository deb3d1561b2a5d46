package dev.sallyport.control.list;

import dev.sallyport.control.port.Transactions;
import java.time.Duration;
import java.time.Instant;

/** The use case that forgets how lists were long ago. Safe for use by several threads. */
public final class ListVersions {

    /**
     * How much of the past is kept.
     *
     * @param most how many earlier versions of one list, 0 or more
     * @param age for how long a version is kept after it was replaced
     */
    public record Limits(int most, Duration age) {}

    private final Transactions transactions;
    private final Limits limits;

    /** Keeps as much as {@code limits} say of what is behind {@code transactions}. */
    public ListVersions(Transactions transactions, Limits limits) {
        this.transactions = transactions;
        this.limits = limits;
    }

    /** Removes what is too old or too much; returns how many versions that were. */
    public int purge(Instant now) {
        return transactions.write(repositories ->
                repositories.lists().purgeVersions(now.minus(limits.age()), limits.most()));
    }
}
