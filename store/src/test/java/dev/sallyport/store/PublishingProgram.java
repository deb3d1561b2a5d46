package dev.sallyport.store;

import dev.sallyport.control.policy.PolicyLimits;
import dev.sallyport.control.policy.PolicyRevision;
import dev.sallyport.control.policy.Precondition;
import dev.sallyport.control.policy.Publication;
import dev.sallyport.control.policy.PublishPolicy;
import dev.sallyport.control.policy.PublishTerms;
import dev.sallyport.control.policy.Surroundings;
import dev.sallyport.control.port.Transactions;
import dev.sallyport.control.problem.Outcome;
import dev.sallyport.control.tenant.TenantSubmission;
import dev.sallyport.control.tenant.Tenants;
import dev.sallyport.engine.policy.EntryId;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Publishes without end and says after each answer what was answered, until somebody kills it. */
final class PublishingProgram {

    private PublishingProgram() {}

    /** Publishes to the folder that the first argument names. */
    public static void main(String[] arguments) {
        SqliteStore store = SqliteStore.open(Path.of(arguments[0]));
        new Tenants(store)
                .create(
                        new TenantSubmission(Samples.ACME, "Acme", List.of(), null),
                        Samples.operator());
        PublishPolicy publishPolicy =
                new PublishPolicy(
                        store,
                        PolicyLimits.DEFAULT,
                        () -> new EntryId(UUID.randomUUID().toString()),
                        () -> Surroundings.NONE);
        while (true) {
            publish(store, publishPolicy);
        }
    }

    private static void publish(Transactions store, PublishPolicy publishPolicy) {
        PolicyRevision before =
                store.read(all -> all.tenants().findStored(Samples.ACME).orElseThrow().revision());
        Outcome<Publication> outcome =
                publishPolicy.publish(
                        Samples.ACME,
                        Samples.submission("192.0.2." + (before.number() + 1) % 256),
                        PublishTerms.of(
                                new Precondition.OneOf(Set.of(before.entityTag())), List.of()),
                        Samples.operator());
        if (outcome instanceof Outcome.Done<Publication>(Publication done)) {
            PolicyRevision revision = done.revision();
            System.out.println("published " + revision.number() + " " + revision.entityTag());
            System.out.flush();
        }
    }
}
