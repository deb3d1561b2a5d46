package dev.sallyport.control.geo;

import dev.sallyport.control.audit.Alteration;
import dev.sallyport.control.audit.AuditAction;
import dev.sallyport.control.audit.AuditEvent;
import dev.sallyport.control.caller.Origin;
import dev.sallyport.control.port.Change;
import dev.sallyport.control.port.Repositories;
import dev.sallyport.control.port.Transactions;
import dev.sallyport.control.problem.ProblemCode;
import java.util.List;

/**
 * The use case that puts other geo data in force: durably, audited, announced, and with the
 * sequence of every tenant advanced. Safe for use by several threads.
 */
public final class GeoEditions {

    private static final String NOTHING = "";

    private final Transactions transactions;

    /** Keeps behind {@code transactions} which data is in force. */
    public GeoEditions(Transactions transactions) {
        this.transactions = transactions;
    }

    /**
     * Puts data in force if it is other data than the last time.
     *
     * @param digest a text that differs where the data does; empty for none
     * @param edition its edition; empty for none
     * @return whether it is
     */
    public boolean adopt(String digest, String edition, Origin origin) {
        return transactions.write(repositories -> {
            if (repositories.deployment().geoDigest().orElse(NOTHING).equals(digest)) {
                return false;
            }
            put(repositories, digest, event(edition, origin));
            return true;
        });
    }

    /**
     * Puts other data in force than what is in force now.
     *
     * @param digest a text that differs where the data does
     * @param edition its edition
     * @param overridden the refusals in spite of which that is done
     */
    public void replace(
            String digest, String edition, List<ProblemCode> overridden, Origin origin) {
        AuditEvent event = event(edition, origin);
        AuditEvent audited = event.overriding(overridden.stream().map(ProblemCode::code).toList());
        boolean _ =
                transactions.<Boolean>write(repositories -> {
                    put(repositories, digest, audited);
                    return true;
                });
    }

    /* Any answer can change, and every decision tells country, origin and edition: semantics section 1. */
    private static void put(Repositories repositories, String digest, AuditEvent event) {
        String before = repositories.deployment().geoDigest().orElse(NOTHING);
        repositories.deployment().geoDigest(digest);
        repositories.sequences().advanceAll();
        repositories.audit().append(event.altering(Alteration.between("/digest", before, digest)));
        repositories.changes().add(new Change.GeoReplaced());
    }

    private static AuditEvent event(String edition, Origin origin) {
        return AuditEvent.of(AuditAction.GEO_REPLACED, origin, null)
                .target(edition.isEmpty() ? "none" : edition);
    }
}
