package dev.sallyport.control.policy;

import dev.sallyport.control.audit.AuditAction;
import dev.sallyport.control.audit.AuditEvent;
import dev.sallyport.control.caller.Origin;
import dev.sallyport.control.guard.LockOutAhead;
import dev.sallyport.control.guard.StrandedAdmins;
import dev.sallyport.control.guard.WitnessKind;
import dev.sallyport.control.guard.WitnessSource;
import dev.sallyport.control.guard.Witnesses;
import dev.sallyport.control.port.Repositories;
import dev.sallyport.control.port.Transactions;
import dev.sallyport.engine.channel.ChannelDeclaration;
import dev.sallyport.engine.policy.Mode;
import dev.sallyport.engine.policy.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * The use case that looks at the boundaries ahead with the admins of today: since a policy was
 * published, they have moved. Safe for use by several threads.
 */
public final class LockOutsAhead {

    /* By how many records of its tenant a boundary is known to have been noted. */
    private static final int RECORDS = 1_000;

    /* What the gate observed is read for the first of them only. */
    private static final int MOST_OBSERVED = 100;

    private final Transactions transactions;
    private final WitnessSource witnesses;
    private final Supplier<Surroundings> surroundings;

    /**
     * Looks at the tenants behind {@code transactions}.
     *
     * @param witnesses knows the admins
     * @param surroundings what is loaded at the moment
     */
    public LockOutsAhead(
            Transactions transactions,
            WitnessSource witnesses,
            Supplier<Surroundings> surroundings) {
        this.transactions = transactions;
        this.witnesses = witnesses;
        this.surroundings = surroundings;
    }

    /**
     * Returns the tenants all of whose admins are locked out, now or within 90 days, in the order
     * of their ids, and notes each boundary once in the audit log. Reads every policy.
     *
     * @param origin who looks, and when
     */
    public List<LockOutAhead> look(Origin origin) {
        List<TenantId> enforcing = new ArrayList<>();
        boolean _ =
                transactions.<Boolean>read(repositories -> {
                    repositories
                            .tenants()
                            .forEach(
                                    stored -> {
                                        if (stored.revision().policy().mode() == Mode.ENFORCE) {
                                            enforcing.add(stored.tenant().id());
                                        }
                                    },
                                    unreadable -> {});
                    return true;
                });
        List<LockOutAhead> found = new ArrayList<>();
        for (int i = 0; i < enforcing.size(); i++) {
            TenantId tenant = enforcing.get(i);
            boolean isObserved = i < MOST_OBSERVED;
            found.addAll(
                    transactions.read(
                            repositories -> ahead(repositories, tenant, isObserved, origin)));
        }
        found.stream().filter(each -> !each.isNow()).forEach(each -> note(each, origin));
        return found;
    }

    private List<LockOutAhead> ahead(
            Repositories repositories, TenantId tenant, boolean isObserved, Origin origin) {
        Witnesses seen =
                isObserved
                        ? witnesses.of(repositories, tenant, origin.at())
                        : witnesses.atHand(repositories, tenant, origin.at());
        if (seen.of(WitnessKind.ADMIN).isEmpty()) {
            return List.of();
        }
        List<ChannelDeclaration> channels = repositories.channels().all();
        return repositories
                .tenants()
                .findStored(tenant)
                .flatMap(stored ->
                        StrandedAdmins.ahead(
                                surroundings.get().judging(stored, stored.lists()),
                                channels,
                                seen,
                                origin))
                .stream()
                .toList();
    }

    private void note(LockOutAhead ahead, Origin origin) {
        String boundary = ahead.from().toString();
        boolean _ =
                transactions.<Boolean>write(repositories -> {
                    boolean isNoted =
                            repositories
                                    .audit()
                                    .before(Long.MAX_VALUE, RECORDS, ahead.tenant())
                                    .stream()
                                    .anyMatch(each ->
                                            each.event().action() == AuditAction.LOCK_OUT_AHEAD
                                                    && each.event().target().equals(boundary));
                    if (!isNoted) {
                        repositories
                                .audit()
                                .append(
                                        AuditEvent.of(
                                                        AuditAction.LOCK_OUT_AHEAD,
                                                        origin,
                                                        ahead.tenant())
                                                .target(boundary));
                    }
                    return !isNoted;
                });
    }
}
