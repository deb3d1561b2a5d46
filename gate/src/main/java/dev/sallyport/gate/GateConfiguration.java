package dev.sallyport.gate;

import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.client.TrustedProxies;
import dev.sallyport.engine.policy.Effect;
import org.jspecify.annotations.Nullable;

/**
 * Everything a decision port is told when it starts.
 *
 * @param bindAddress the address to listen on
 * @param port the port to listen on, 0 for any free one, at most 65535
 * @param trustedProxies the peers whose facts count; from all others the peer address, {@code Host}
 *     and the request's own path count, and they get the bare answer
 * @param factHeaders the one header of each fact
 * @param answerHeaders how much an answer to a trusted proxy says
 * @param tenants what of a request names its tenant
 * @param tokens the application's tokens that come with requests, or null if none are looked at
 * @param whileNotReady what is done about hosts unknown to a node that has not loaded every tenant
 * @param threads how many event loops, 0 for one per processor
 * @param observationMemory how many bytes of the heap all observations may take that were not
 *     drained yet, of all event loops together; 0 if nothing is to be recorded
 * @param limits sizes, counts and deadlines
 */
public record GateConfiguration(
        IpAddress bindAddress,
        int port,
        TrustedProxies trustedProxies,
        FactHeaders factHeaders,
        AnswerHeaders answerHeaders,
        TenantSource tenants,
        @Nullable SentTokens tokens,
        Effect whileNotReady,
        int threads,
        long observationMemory,
        GateLimits limits) {

    /** How many bytes of the heap observations take at most, unless told otherwise. */
    public static final long DEFAULT_OBSERVATION_MEMORY = 32L << 20;

    private static final int LOOPBACK = 127 << 24 | 1;

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if the port is outside 0 to 65535, the number of threads
     *     outside 0 to 1024, the room for observations is negative, or tokens and headers both say
     *     who asks or for which tenant
     */
    public GateConfiguration {
        if (port < 0 || port > 0xFFFF) {
            throw new IllegalArgumentException("a port is 0 to 65535");
        }
        if (threads < 0 || threads > 1024) {
            throw new IllegalArgumentException("the number of threads is 0 to 1024");
        }
        if (observationMemory < 0) {
            throw new IllegalArgumentException("observations take 0 bytes or more");
        }
        if (tokens != null) {
            factHeaders.checkBeside(tokens.place());
        }
        if (factHeaders.tenant() != null && !tenants.equals(TenantSource.ownedHosts())) {
            throw new IllegalArgumentException("two sources name the tenant");
        }
    }

    /**
     * Returns the configuration of a profile with everything else as it is by default: any free
     * port of 127.0.0.1, no trusted proxy, DENY while not ready, one event loop per processor.
     */
    public static GateConfiguration of(GateProfile profile) {
        return of(profile.factHeaders(), profile.answerHeaders());
    }

    /** Returns the configuration of a custom profile with everything else as it is by default. */
    public static GateConfiguration of(FactHeaders factHeaders, AnswerHeaders answerHeaders) {
        return new GateConfiguration(
                IpAddress.ipv4(LOOPBACK),
                0,
                TrustedProxies.NONE,
                factHeaders,
                answerHeaders,
                TenantSource.ownedHosts(),
                null,
                Effect.DENY,
                0,
                DEFAULT_OBSERVATION_MEMORY,
                GateLimits.DEFAULT);
    }

    /** Returns this with another address and port to listen on. */
    public GateConfiguration withBind(IpAddress address, int otherPort) {
        return new GateConfiguration(
                address,
                otherPort,
                trustedProxies,
                factHeaders,
                answerHeaders,
                tenants,
                tokens,
                whileNotReady,
                threads,
                observationMemory,
                limits);
    }

    /** Returns this with other trusted proxies. */
    public GateConfiguration withTrustedProxies(TrustedProxies proxies) {
        return new GateConfiguration(
                bindAddress,
                port,
                proxies,
                factHeaders,
                answerHeaders,
                tenants,
                tokens,
                whileNotReady,
                threads,
                observationMemory,
                limits);
    }

    /** Returns this with other fact headers. */
    public GateConfiguration withFactHeaders(FactHeaders headers) {
        return new GateConfiguration(
                bindAddress,
                port,
                trustedProxies,
                headers,
                answerHeaders,
                tenants,
                tokens,
                whileNotReady,
                threads,
                observationMemory,
                limits);
    }

    /** Returns this with other answer headers. */
    public GateConfiguration withAnswerHeaders(AnswerHeaders headers) {
        return new GateConfiguration(
                bindAddress,
                port,
                trustedProxies,
                factHeaders,
                headers,
                tenants,
                tokens,
                whileNotReady,
                threads,
                observationMemory,
                limits);
    }

    /** Returns this with something else that names tenants. */
    public GateConfiguration withTenants(TenantSource source) {
        return new GateConfiguration(
                bindAddress,
                port,
                trustedProxies,
                factHeaders,
                answerHeaders,
                source,
                tokens,
                whileNotReady,
                threads,
                observationMemory,
                limits);
    }

    /** Returns this with other tokens, or null for none. */
    public GateConfiguration withTokens(@Nullable SentTokens others) {
        return new GateConfiguration(
                bindAddress,
                port,
                trustedProxies,
                factHeaders,
                answerHeaders,
                tenants,
                others,
                whileNotReady,
                threads,
                observationMemory,
                limits);
    }

    /** Returns this with another effect while the node is not ready. */
    public GateConfiguration withWhileNotReady(Effect effect) {
        return new GateConfiguration(
                bindAddress,
                port,
                trustedProxies,
                factHeaders,
                answerHeaders,
                tenants,
                tokens,
                effect,
                threads,
                observationMemory,
                limits);
    }

    /** Returns this with another number of event loops. */
    public GateConfiguration withThreads(int number) {
        return new GateConfiguration(
                bindAddress,
                port,
                trustedProxies,
                factHeaders,
                answerHeaders,
                tenants,
                tokens,
                whileNotReady,
                number,
                observationMemory,
                limits);
    }

    /** Returns this with other room for observations, 0 for none. */
    public GateConfiguration withObservationMemory(long bytes) {
        return new GateConfiguration(
                bindAddress,
                port,
                trustedProxies,
                factHeaders,
                answerHeaders,
                tenants,
                tokens,
                whileNotReady,
                threads,
                bytes,
                limits);
    }

    /* How many event loops there are. */
    int eventLoops() {
        return threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
    }

    /** Returns this with other limits. */
    public GateConfiguration withLimits(GateLimits others) {
        return new GateConfiguration(
                bindAddress,
                port,
                trustedProxies,
                factHeaders,
                answerHeaders,
                tenants,
                tokens,
                whileNotReady,
                threads,
                observationMemory,
                others);
    }
}
