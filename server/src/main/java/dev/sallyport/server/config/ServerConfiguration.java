package dev.sallyport.server.config;

import dev.sallyport.control.expiry.LeadTimes;
import dev.sallyport.control.finding.Breadth;
import dev.sallyport.control.list.ListLimits;
import dev.sallyport.control.list.ListVersions;
import dev.sallyport.control.observation.ObservationBudget;
import dev.sallyport.control.people.PeopleLimits;
import dev.sallyport.control.policy.PolicyLimits;
import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.address.Nat64Prefix;
import dev.sallyport.engine.client.ClientAddressResolver;
import dev.sallyport.engine.decision.DeploymentSwitch;
import dev.sallyport.engine.policy.ChannelId;
import dev.sallyport.gate.GateConfiguration;
import dev.sallyport.server.compat.CompatSettings;
import dev.sallyport.server.decision.DecisionLogSettings;
import dev.sallyport.server.egress.PublisherSettings;
import dev.sallyport.server.feed.FeedSettings;
import dev.sallyport.server.geo.GeoSettings;
import dev.sallyport.server.identity.TokenSettings;
import dev.sallyport.server.webhook.WebhookSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Everything a server is told when it starts.
 *
 * @param dataFolder where everything is kept
 * @param api the port of the API
 * @param gate the decision port
 * @param gateTokens which tokens of the application the gate looks at, or null for none
 * @param deployment the switch of the whole deployment
 * @param nat64Prefixes the deployment's own prefixes that embed IPv4 addresses
 * @param geo geo data
 * @param tokens access tokens
 * @param people what is kept of people who were seen
 * @param limits how large things may be
 * @param operator the first operator's client, on an empty data folder
 * @param onboarding imports and denials
 * @param decisionLog the decision log, or null if none is written
 * @param observations what is kept of decisions
 * @param webhooks how webhooks are told
 * @param egress how our own addresses are published
 * @param feeds feeds of others
 * @param entries what is said of entries
 * @param compat the doors for clients of other systems
 */
public record ServerConfiguration(
        Path dataFolder,
        Api api,
        GateConfiguration gate,
        @Nullable TokenSettings gateTokens,
        DeploymentSwitch deployment,
        List<Nat64Prefix> nat64Prefixes,
        GeoSettings geo,
        Tokens tokens,
        People people,
        Limits limits,
        Operator operator,
        Onboarding onboarding,
        @Nullable DecisionLogSettings decisionLog,
        Observations observations,
        WebhookSettings webhooks,
        PublisherSettings egress,
        FeedSettings feeds,
        Entries entries,
        CompatSettings compat) {

    /** Copies the prefixes. */
    public ServerConfiguration {
        nat64Prefixes = List.copyOf(nat64Prefixes);
    }

    /**
     * The port of the API.
     *
     * @param address the address it listens on
     * @param port the port, 0 for any free one
     * @param clientAddresses finds the address of a caller
     * @param maxConnections the most connections at a time
     * @param bodyTimeout how long a request may take to arrive whole
     * @param shutdownGrace how long requests that have begun may take when the server is stopped
     */
    public record Api(
            IpAddress address,
            int port,
            ClientAddressResolver clientAddresses,
            int maxConnections,
            Duration bodyTimeout,
            Duration shutdownGrace) {}

    /**
     * Access tokens.
     *
     * @param life how long one is good for
     * @param failuresPerMinute how many failed requests one address may make in a minute
     */
    public record Tokens(Duration life, int failuresPerMinute) {}

    /**
     * What is kept of people who were seen.
     *
     * @param adminRoles the roles that make somebody an admin
     * @param callbackChannels the channels by which others sign people in or set them up
     * @param limits how much is kept, and how long
     */
    public record People(
            Set<String> adminRoles, Set<ChannelId> callbackChannels, PeopleLimits limits) {

        /** Copies the roles. */
        public People {
            adminRoles = Set.copyOf(adminRoles);
            callbackChannels = Set.copyOf(callbackChannels);
        }
    }

    /**
     * How large things may be.
     *
     * @param policy rules and entries of a policy
     * @param lists lists, and entries of one
     * @param listVersions how much is kept of how lists were
     * @param bodyBytes the longest body of a request
     * @param nesting how deep arrays and objects may be nested
     */
    public record Limits(
            PolicyLimits policy,
            ListLimits lists,
            ListVersions.Limits listVersions,
            int bodyBytes,
            int nesting) {}

    /**
     * Imports of tenants and what is done for people who are refused.
     *
     * @param bulkLines the most lines of one import
     * @param denyPage whether the gate's refusals carry a page
     * @param denialsKept how long a denied request can be looked up
     * @param denialsPerTenant how many of one tenant are kept
     * @param denialsMost how many of all tenants are kept
     * @param gateProxies the trusted proxies of the gate as they were written, for advice
     * @param apiProxies those of the API
     */
    public record Onboarding(
            int bulkLines,
            boolean denyPage,
            Duration denialsKept,
            int denialsPerTenant,
            int denialsMost,
            List<IpPrefix> gateProxies,
            List<IpPrefix> apiProxies) {

        /** Copies the prefixes. */
        public Onboarding {
            gateProxies = List.copyOf(gateProxies);
            apiProxies = List.copyOf(apiProxies);
        }
    }

    /**
     * What is kept of decisions.
     *
     * @param interval how often the gate's counts are stored
     * @param retention how long they are kept
     * @param budget how many cells are kept of one tenant
     */
    public record Observations(Duration interval, Duration retention, ObservationBudget budget) {}

    /**
     * What is said of entries.
     *
     * @param leadTimes how long before something expires people are told
     * @param breadth from when on a rule is too broad
     */
    public record Entries(LeadTimes leadTimes, Breadth breadth) {}

    /**
     * The first operator's client.
     *
     * @param clientId its id
     * @param clientSecret its secret, or null if one is to be made
     */
    public record Operator(String clientId, @Nullable String clientSecret) {

        /** Returns words that do not give the secret away. */
        @Override
        public String toString() {
            return "Operator[" + clientId + ", secret redacted]";
        }
    }
}
