package dev.sallyport.control.explain;

import dev.sallyport.control.audit.AuditAction;
import dev.sallyport.control.audit.AuditEvent;
import dev.sallyport.control.caller.Origin;
import dev.sallyport.control.port.Transactions;
import dev.sallyport.control.problem.Outcome;
import dev.sallyport.control.problem.ProblemCode;
import dev.sallyport.control.tenant.Tenants;
import java.time.Duration;
import java.time.Instant;

/**
 * The use cases of links under which an explanation can be read without a token, for a day. What is
 * shared is fixed when it is shared and masked: it tells nothing later than that and not who asked.
 * Safe for use by several threads.
 */
public final class ShareExplanation {

    /** How long a link is good. */
    public static final Duration LIFE = Duration.ofHours(24);

    /** How many links of one tenant are good at a time; the oldest go first. */
    public static final int MOST = 100;

    private final Transactions transactions;

    /** Keeps links behind {@code transactions}. */
    public ShareExplanation(Transactions transactions) {
        this.transactions = transactions;
    }

    /**
     * Keeps an explanation for a day.
     *
     * @param digest a digest of the secret part of the link, from which the link cannot be told
     * @param shared the explanation, masked
     */
    public Outcome<SharedExplanation> share(
            String digest, SharedExplanation shared, Origin origin) {
        return transactions.write(repositories -> {
            if (repositories.tenants().find(shared.tenant()).isEmpty()) {
                return Tenants.unknown(shared.tenant());
            }
            repositories.shared().purge(origin.at());
            repositories.shared().put(digest, shared, MOST);
            repositories
                    .audit()
                    .append(AuditEvent.of(AuditAction.EXPLANATION_SHARED, origin, shared.tenant()));
            return Outcome.done(shared);
        });
    }

    /**
     * Returns what a link leads to.
     *
     * @param digest as it was shared
     */
    public Outcome<SharedExplanation> find(String digest, Instant now) {
        return transactions.read(repositories ->
                repositories
                        .shared()
                        .find(digest)
                        .filter(shared -> now.isBefore(shared.expiresAt()))
                        .<Outcome<SharedExplanation>>map(Outcome::done)
                        .orElseGet(() ->
                                Outcome.refused(
                                        ProblemCode.EXPLANATION_UNKNOWN,
                                        "no explanation is shared under this link")));
    }
}
