package dev.sallyport.control.geo;

import dev.sallyport.control.audit.AuditAction;
import dev.sallyport.control.audit.AuditEvent;
import dev.sallyport.control.caller.Origin;
import dev.sallyport.control.port.Change;
import dev.sallyport.control.port.Transactions;
import dev.sallyport.control.problem.ProblemCode;
import java.util.List;

/** The use case that puts other geo data in force. Safe for use by several threads. */
public final class GeoEditions {

    private static final String NOTHING = "";

    private final Transactions transactions;

    /** Keeps behind {@code transactions} which data is in force. */
    public GeoEditions(Transactions transactions) {
        this.transactions = transactions;
    }

    /**
     * Notes that other data is in force from now on. Any answer can change with it, and every
     * decision tells country, origin and edition, so the sequence of every tenant advances,
     * semantics section 1. Does nothing if this data was in force the last time, too.
     *
     * @param digest a text that differs where the data does; empty for none
     * @param edition its edition; empty for none
     * @param different whether it is put in force in spite of a refusal to do so unasked
     * @return whether it is other data than the last time
     */
    public boolean adopt(String digest, String edition, boolean different, Origin origin) {
        return transactions.write(repositories -> {
            if (repositories.deployment().geoDigest().orElse(NOTHING).equals(digest)) {
                return false;
            }
            repositories.deployment().geoDigest(digest);
            repositories.sequences().advanceAll();
            AuditEvent event =
                    AuditEvent.of(AuditAction.GEO_REPLACED, origin, null)
                            .target(edition.isEmpty() ? "none" : edition);
            repositories
                    .audit()
                    .append(
                            different
                                    ? event.overriding(
                                            List.of(ProblemCode.GEO_TOO_DIFFERENT.code()))
                                    : event);
            repositories.changes().add(new Change.GeoReplaced());
            return true;
        });
    }
}
