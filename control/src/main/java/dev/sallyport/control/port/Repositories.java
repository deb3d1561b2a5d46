package dev.sallyport.control.port;

import java.util.function.Consumer;

/**
 * What one transaction can see and change.
 *
 * @param tenants the tenants
 * @param revisions their policies
 * @param provisionals revisions that wait for a confirmation
 * @param drafts policies that are to be published one day
 * @param sequences the numbers of the last changes that could alter a decision
 * @param lists the lists that policies name
 * @param channels the channels of the deployment
 * @param clients the clients of the API
 * @param issuers the issuers outside
 * @param people who was seen from where
 * @param shared explanations that are shared by a link
 * @param observations how observations are to be kept
 * @param monitoring who answers for policies that only monitor
 * @param webhooks who is told of what happens
 * @param reminders of which deadlines people were told
 * @param doors what is kept for clients of other systems
 * @param egress what is published of our own addresses, and who follows it
 * @param audit the audit log
 * @param deployment what there is once for the whole deployment
 * @param changes takes what is to be announced after the commit
 */
public record Repositories(
        TenantRepository tenants,
        RevisionRepository revisions,
        ProvisionalRepository provisionals,
        DraftRepository drafts,
        SequenceRepository sequences,
        ListRepository lists,
        ChannelRepository channels,
        ApiClientRepository clients,
        IssuerRepository issuers,
        SeenPrincipals people,
        SharedExplanations shared,
        ObservationSettings observations,
        MonitoringRepository monitoring,
        WebhookRepository webhooks,
        ReminderRepository reminders,
        DoorRepository doors,
        EgressRepository egress,
        AuditLog audit,
        DeploymentRepository deployment,
        Announcements changes) {

    /** Takes changes that are announced to the listeners if and when the transaction commits. */
    @FunctionalInterface
    public interface Announcements {
        /** Announces {@code change} after the commit. */
        void add(Change change);

        /** Returns announcements that go to {@code consumer} at once. */
        static Announcements to(Consumer<? super Change> consumer) {
            return consumer::accept;
        }
    }
}
