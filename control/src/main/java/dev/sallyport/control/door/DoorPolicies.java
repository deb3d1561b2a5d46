package dev.sallyport.control.door;

import dev.sallyport.control.audit.Alteration;
import dev.sallyport.control.audit.AuditAction;
import dev.sallyport.control.audit.AuditEvent;
import dev.sallyport.control.caller.Origin;
import dev.sallyport.control.policy.PolicySubmission;
import dev.sallyport.control.policy.Precondition;
import dev.sallyport.control.policy.Publication;
import dev.sallyport.control.policy.PublishPolicy;
import dev.sallyport.control.policy.PublishTerms;
import dev.sallyport.control.port.Repositories;
import dev.sallyport.control.port.StoredTenant;
import dev.sallyport.control.port.Transactions;
import dev.sallyport.control.problem.Outcome;
import dev.sallyport.control.problem.Problem;
import dev.sallyport.control.problem.ProblemCode;
import dev.sallyport.control.tenant.Tenants;
import dev.sallyport.engine.channel.ChannelDeclaration;
import dev.sallyport.engine.policy.Mode;
import dev.sallyport.engine.policy.Policy;
import dev.sallyport.engine.policy.TenantId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reading and changing a policy for clients of other systems, which know no entity tags: the last
 * writer wins, over the same use case, guards and audit log as everybody else's. Safe for use by
 * several threads.
 */
public final class DoorPolicies {

    /* Writers of one tenant get in each other's way; among this many one of them is always the first. */
    private static final int ATTEMPTS = 50;

    private final Transactions transactions;
    private final PublishPolicy publish;
    private final Mode initialMode;

    /**
     * Publishes by {@code publish}.
     *
     * @param initialMode the mode of a tenant for which nobody ever chose one, from the first write
     *     on
     */
    public DoorPolicies(Transactions transactions, PublishPolicy publish, Mode initialMode) {
        this.transactions = transactions;
        this.publish = publish;
        this.initialMode = initialMode;
    }

    /** Returns what {@code door} knows of a tenant. */
    public Outcome<DoorState> read(TenantId tenant, String door) {
        return transactions.read(repositories ->
                repositories
                        .tenants()
                        .findStored(tenant)
                        .<Outcome<DoorState>>map(
                                stored -> Outcome.done(state(repositories, stored, door)))
                        .orElseGet(() -> Tenants.unknown(tenant)));
    }

    private static DoorState state(Repositories repositories, StoredTenant stored, String door) {
        TenantId tenant = stored.tenant().id();
        return new DoorState(
                stored.revision(),
                repositories.doors().find(tenant, door).orElse(null),
                repositories.doors().isModeChosen(tenant),
                repositories.channels().all().stream()
                        .map(ChannelDeclaration::id)
                        .collect(Collectors.toUnmodifiableSet()));
    }

    /**
     * Changes a tenant's policy as {@code edit} says and returns the state after. A change of
     * nothing publishes nothing. The mode is left alone, unless nobody ever chose one.
     */
    public Outcome<DoorState> write(TenantId tenant, String door, DoorEdit edit, Origin origin) {
        Problem last =
                Problem.of(ProblemCode.SERVER_UNAVAILABLE, "others change the policy all the time");
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Outcome<DoorState> read = read(tenant, door);
            if (!(read instanceof Outcome.Done<DoorState>(DoorState before))) {
                return read;
            }
            switch (attempt(tenant, door, before, edit, origin)) {
                case Outcome.Done<DoorState>(DoorState after) -> {
                    return Outcome.done(after);
                }
                case Outcome.Refused<DoorState>(Problem problem) -> {
                    if (problem.code() != ProblemCode.POLICY_STALE) {
                        return Outcome.refused(problem);
                    }
                }
            }
        }
        return Outcome.refused(last);
    }

    /**
     * Changes only what is kept for a door, which decides nothing: no revision is published, and no
     * mode is chosen. A change of nothing keeps nothing. Returns the state after.
     *
     * @param edit returns what is to be kept beside a state
     */
    public Outcome<DoorState> keep(
            TenantId tenant, String door, Function<? super DoorState, String> edit, Origin origin) {
        return transactions.write(repositories -> {
            Optional<StoredTenant> stored = repositories.tenants().findStored(tenant);
            if (stored.isEmpty()) {
                return Tenants.unknown(tenant);
            }
            DoorState before = state(repositories, stored.get(), door);
            String old = before.document() == null ? "" : before.document().content().json();
            String json = edit.apply(before);
            if (json.equals(old)) {
                return Outcome.done(before);
            }
            DoorDocument document =
                    new DoorDocument(new DoorContent(door, json), before.revision().number());
            repositories.doors().put(tenant, document);
            repositories
                    .audit()
                    .append(
                            AuditEvent.of(AuditAction.DOOR_SETTINGS_CHANGED, origin, tenant)
                                    .target(door)
                                    .altering(Alteration.between("/settings", old, json)));
            return Outcome.done(
                    new DoorState(
                            before.revision(), document, before.isModeChosen(), before.channels()));
        });
    }

    private Outcome<DoorState> attempt(
            TenantId tenant, String door, DoorState before, DoorEdit edit, Origin origin) {
        return edit.apply(before)
                .flatMap(change -> {
                    Mode mode = before.isModeChosen() ? null : initialMode;
                    if (mode == null && isSame(change, before)) {
                        return Outcome.done(before);
                    }
                    DoorContent content = new DoorContent(door, change.json());
                    return publish.publishBeside(
                                    tenant,
                                    submission(change.submission(), mode),
                                    new DoorReplacement(content, before.document()),
                                    terms(before),
                                    origin)
                            .map(publication -> after(before, content, publication));
                });
    }

    private static DoorState after(DoorState before, DoorContent content, Publication publication) {
        return new DoorState(
                publication.revision(),
                new DoorDocument(content, publication.revision().number()),
                true,
                before.channels());
    }

    private static PolicySubmission submission(PolicySubmission wanted, @Nullable Mode mode) {
        return new PolicySubmission(mode, wanted.authorizedClients(), wanted.rules());
    }

    private static PublishTerms terms(DoorState before) {
        Precondition same = new Precondition.OneOf(Set.of(before.revision().entityTag()));
        return PublishTerms.of(same, List.of());
    }

    private static boolean isSame(DoorChange change, DoorState before) {
        Policy policy = before.policy();
        return before.document() != null
                && before.document().content().json().equals(change.json())
                && submission(PolicySubmission.of(policy), null)
                        .equals(submission(change.submission(), null));
    }
}
