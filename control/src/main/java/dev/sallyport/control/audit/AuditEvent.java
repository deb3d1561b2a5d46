package dev.sallyport.control.audit;

import dev.sallyport.control.caller.Origin;
import dev.sallyport.engine.client.ClientAddress;
import dev.sallyport.engine.policy.TenantId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an audit record says.
 *
 * @param at when
 * @param action what was done
 * @param actor who did it, as {@link dev.sallyport.control.caller.Caller#auditName} names it
 * @param address from where, empty if undetermined
 * @param requestId the request it came with, empty if there was none
 * @param tenant the tenant concerned, or null if it concerns the deployment
 * @param target the id of the thing changed: a tenant, a revision, a client
 * @param reason why, in the caller's words; empty if not said
 * @param overrides the codes of the refusals that were overridden, in ASCII order
 * @param alterations what was before and what is after, place by place; at most {@link
 *     Alteration#MAX_COUNT} and a last one that counts the rest
 */
public record AuditEvent(
        Instant at,
        AuditAction action,
        String actor,
        String address,
        String requestId,
        @Nullable TenantId tenant,
        String target,
        String reason,
        List<String> overrides,
        List<Alteration> alterations) {

    /** Copies and sorts the overrides; cuts off alterations that are too many, counting them. */
    public AuditEvent {
        overrides = overrides.stream().sorted().toList();
        alterations = Alteration.bounded(alterations);
    }

    /** Returns an event without target and overrides. */
    public static AuditEvent of(AuditAction action, Origin origin, @Nullable TenantId tenant) {
        return new AuditEvent(
                origin.at(),
                action,
                origin.caller().auditName(),
                text(origin.address()),
                origin.requestId(),
                tenant,
                "",
                origin.reason(),
                List.of(),
                List.of());
    }

    /** Returns this event about the thing with the given id. */
    public AuditEvent target(String id) {
        return new AuditEvent(
                at, action, actor, address, requestId, tenant, id, reason, overrides, alterations);
    }

    /** Returns this event with the codes of the refusals that were overridden. */
    public AuditEvent overriding(List<String> codes) {
        return new AuditEvent(
                at, action, actor, address, requestId, tenant, target, reason, codes, alterations);
    }

    /** Returns this event with what it altered. */
    public AuditEvent altering(List<Alteration> altered) {
        return new AuditEvent(
                at, action, actor, address, requestId, tenant, target, reason, overrides, altered);
    }

    private static String text(ClientAddress address) {
        return switch (address) {
            case ClientAddress.Determined determined -> determined.address().toString();
            case ClientAddress.Undetermined ignored -> "";
        };
    }
}
