package dev.sallyport.server.web;

import dev.sallyport.control.channel.Channels;
import dev.sallyport.control.check.CheckPolicy;
import dev.sallyport.control.client.ApiClients;
import dev.sallyport.control.issuer.ExternalIssuers;
import dev.sallyport.control.list.ListLimits;
import dev.sallyport.control.list.Lists;
import dev.sallyport.control.list.PutList;
import dev.sallyport.control.people.People;
import dev.sallyport.control.policy.Drafts;
import dev.sallyport.control.policy.Policies;
import dev.sallyport.control.policy.PublishPolicy;
import dev.sallyport.control.tenant.Tenants;
import dev.sallyport.document.DocumentLimits;
import dev.sallyport.engine.decision.TenantDirectory;
import dev.sallyport.gate.GateMetrics;
import dev.sallyport.gate.Measurement;
import dev.sallyport.server.feed.FeedKeeper;
import dev.sallyport.server.geo.GeoKeeper;
import dev.sallyport.server.identity.GateTokens;
import dev.sallyport.server.node.DirectoryKeeper;
import dev.sallyport.server.token.AccessTokens;
import dev.sallyport.server.token.ClientSecrets;
import dev.sallyport.server.token.ExternalTokens;
import dev.sallyport.server.token.FailedAttempts;
import dev.sallyport.server.token.Issuer;
import jakarta.servlet.Filter;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What the doors of the API open to.
 *
 * @param tenants use cases about tenants
 * @param channels use cases about channels
 * @param policies use cases that read policies
 * @param drafts use cases about drafts of policies
 * @param publish the use case that replaces one
 * @param check the use case that asks one
 * @param lists use cases that read and remove lists
 * @param putList the use case that makes or replaces one
 * @param listLimits how many lists there may be, and how large
 * @param clients use cases about clients
 * @param secrets makes their secrets
 * @param issuers use cases about issuers outside
 * @param people use cases about people who were seen
 * @param audit reads the audit log
 * @param tokens finds callers behind our own tokens
 * @param external finds callers behind tokens of issuers outside
 * @param issuer issues tokens
 * @param attempts counts failed token requests
 * @param directory the compiled tenants
 * @param keeper keeps them up to date
 * @param geo the geo data that is in force
 * @param feeds the feeds that are in force
 * @param gateMetrics what the gate counted
 * @param gateTokens the application's tokens at the gate, or null if none are looked at
 * @param documentLimits how much is read of a document
 * @param clock the present
 * @param random makes ids of requests; they need not be hard to guess
 * @param explanations why requests were decided as they were
 * @param onboarding imports, the switch, advice and denials
 * @param metrics what else is counted
 * @param evidence what was observed
 * @param confirmation provisional and older revisions
 * @param entries changes of drafts by entry
 * @param publisher the lists of our own addresses
 * @param doors answers the clients of other systems, and passes on what is not theirs
 */
public record ApiServices(
        Tenants tenants,
        Channels channels,
        Policies policies,
        Drafts drafts,
        PublishPolicy publish,
        CheckPolicy check,
        Lists lists,
        PutList putList,
        ListLimits listLimits,
        ApiClients clients,
        ClientSecrets secrets,
        ExternalIssuers issuers,
        People people,
        AuditServices audit,
        AccessTokens tokens,
        ExternalTokens external,
        Issuer issuer,
        FailedAttempts attempts,
        TenantDirectory directory,
        DirectoryKeeper keeper,
        GeoKeeper geo,
        FeedKeeper feeds,
        GateMetrics gateMetrics,
        @Nullable GateTokens gateTokens,
        DocumentLimits documentLimits,
        Clock clock,
        RandomGenerator random,
        ExplanationServices explanations,
        OnboardingServices onboarding,
        List<Supplier<List<Measurement>>> metrics,
        EvidenceServices evidence,
        ConfirmationServices confirmation,
        EntryServices entries,
        PublisherServices publisher,
        Filter doors) {

    /** Copies the list of metrics. */
    public ApiServices {
        metrics = List.copyOf(metrics);
    }
}
