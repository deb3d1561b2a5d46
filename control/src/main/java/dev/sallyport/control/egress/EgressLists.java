package dev.sallyport.control.egress;

import dev.sallyport.control.port.EgressRepository;
import dev.sallyport.control.port.Transactions;
import dev.sallyport.control.problem.Outcome;
import dev.sallyport.control.problem.ProblemCode;
import dev.sallyport.control.problem.Quoted;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Reads what is published of our own addresses. Safe for use by several threads. */
public final class EgressLists {

    /** The most summaries and notices that are answered at once. */
    public static final int MOST = 1000;

    private final Transactions transactions;

    /** Reads behind {@code transactions}. */
    public EgressLists(Transactions transactions) {
        this.transactions = transactions;
    }

    /** Returns all regions, in the order of their names. */
    public List<EgressRegion> all() {
        return transactions.read(repositories -> {
            EgressRepository egress = repositories.egress();
            return egress.regions().stream().map(egress::find).flatMap(Optional::stream).toList();
        });
    }

    /** Returns a region. */
    public Outcome<EgressRegion> get(String region) {
        Optional<EgressRegion> found =
                transactions.read(repositories -> repositories.egress().find(region));
        return found.<Outcome<EgressRegion>>map(Outcome::done).orElseGet(() -> unknown(region));
    }

    /** Returns what was published under a serial. */
    public Optional<Publication> publication(String region, long serial) {
        return Objects.requireNonNull(
                transactions.read(
                        repositories -> repositories.egress().publication(region, serial)));
    }

    /** Returns the newest publications of a region, the newest first. */
    public List<Publication.Summary> history(String region, int limit) {
        return transactions.read(
                repositories -> repositories.egress().history(region, Long.MAX_VALUE, limit));
    }

    /** Returns the newest notices of a region, the newest first. */
    public List<EgressNotice> notices(String region, int limit) {
        return transactions.read(repositories -> repositories.egress().notices(region, limit));
    }

    /** Returns the refusal of a call about a region of which nothing was published. */
    public static <T> Outcome<T> unknown(String region) {
        return Outcome.refused(
                ProblemCode.EGRESS_REGION_UNKNOWN,
                "nothing was published of region " + Quoted.text(region));
    }
}
