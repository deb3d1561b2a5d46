package dev.sallyport.gate;

import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.channel.Channel;
import dev.sallyport.engine.channel.RequestPath;
import dev.sallyport.engine.client.AddressHeader;
import dev.sallyport.engine.client.ClientAddress;
import dev.sallyport.engine.client.ClientAddressResolver;
import dev.sallyport.engine.decision.DeploymentSwitch;
import dev.sallyport.engine.decision.Principal;
import dev.sallyport.engine.decision.Reason;
import dev.sallyport.engine.decision.Request;
import dev.sallyport.engine.decision.TenantDirectory;
import dev.sallyport.engine.decision.TenantSnapshot;
import dev.sallyport.engine.decision.Verdict;
import dev.sallyport.engine.host.HostName;
import dev.sallyport.engine.policy.ChannelId;
import dev.sallyport.engine.policy.Effect;
import dev.sallyport.evidence.recording.Recorder;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/*
 * Facts of one request in, answer out. Stateless and thread-safe.
 *
 * The order is that of semantics section 7: first every fact is read, and a repeated or malformed one ends it whatever the
 * tenant's mode; then the tenant is looked for; then its snapshot decides. A tenant that is known is decided for also
 * while others are still being loaded.
 */
final class Decider {

    private static final Reason REQUEST_AMBIGUOUS = new Reason.RequestAmbiguous();
    private static final Reason TENANT_UNKNOWN = new Reason.TenantUnknown();
    private static final Reason NOT_READY = new Reason.NotReady();

    private final GateConfiguration configuration;
    private final TenantDirectory directory;
    private final InstantSource clock;
    private final ClientAddressResolver resolver;
    private final TenantReader tenants;
    private final @Nullable SentTokens tokens;
    private final GateMetrics metrics;
    private final @Nullable DecisionListener listener;

    Decider(
            GateConfiguration configuration,
            TenantDirectory directory,
            InstantSource clock,
            GateMetrics metrics,
            @Nullable DecisionListener listener) {
        this.configuration = configuration;
        this.directory = directory;
        this.clock = clock;
        this.metrics = metrics;
        this.listener = listener;
        tenants = new TenantReader(configuration.tenants());
        tokens = configuration.tokens();
        if (configuration.tenants() instanceof TenantSource.Token && tokens == null) {
            throw new IllegalArgumentException(
                    "tenants are named by tokens that are not looked at");
        }
        resolver =
                new ClientAddressResolver(
                        configuration.trustedProxies(),
                        configuration.factHeaders().clientAddress());
    }

    Answer decide(
            RequestHead head,
            @Nullable IpAddress peer,
            boolean isTrusted,
            EventLoopState eventLoop) {
        long epochMillis = clock.millis();
        eventLoop.watch.asked(isTrusted, epochMillis);
        RequestIds id = isTrusted ? eventLoop.ids : null;
        Answer answer = answer(head, peer, epochMillis, eventLoop, id);
        metrics.decided(answer.verdict());
        if (answer.tenant() == null && listener != null) {
            ClientAddress client = resolver.resolve(peer, head.addressLines(), false);
            listener.undecided(high(id), low(id), client, epochMillis, answer.verdict());
        }
        return answer;
    }

    /* The id is null where the answer will carry none. */
    private Answer answer(
            RequestHead head,
            @Nullable IpAddress peer,
            long epochMillis,
            EventLoopState eventLoop,
            @Nullable RequestIds id) {
        TrafficWatch watch = eventLoop.watch;
        HeaderTable table = head.table();
        boolean repeatedAddress =
                resolver.header().syntax() == AddressHeader.Syntax.SINGLE
                        && head.addressLines().size() > 1;
        if (head.hasRepeatedFact() || repeatedAddress) {
            return ambiguous();
        }
        TokenIdentity identity = null;
        String tokenHeader = head.fact(table.token);
        if (tokens != null && tokenHeader != null && !tokens.place().isMissing(tokenHeader)) {
            identity = identity(tokens, tokenHeader);
            if (identity == null) {
                metrics.tokenRefused();
                return ambiguous();
            }
        }
        Principal principal = identity == null ? principal(head) : identity.principal();
        String path = path(head);
        Channel channel =
                table.channel == HeaderTable.NONE
                        ? directory.channels().classifyDecoded(tenants.channelPath(path))
                        : channelNamed(head);
        TenantFact tenant = tenants.read(head, path, identity);
        if (principal == null || channel == null || tenant instanceof TenantFact.Malformed) {
            return ambiguous();
        }
        TenantSnapshot snapshot = tenants.find(tenant, directory);
        if (snapshot == null) {
            if (tenants.isByHost(head) && directory.isReady()) {
                watch.hostUnknown(
                        tenant instanceof TenantFact.Host(HostName name) ? name.value() : "",
                        epochMillis);
            }
            return new Answer(withoutSnapshot(), null);
        }
        if (identity != null
                && tokens != null
                && tokens.isTenantChecked()
                && !snapshot.state().tenant().equals(identity.tenant())) {
            metrics.tokenOfOtherTenant();
            return ambiguous();
        }
        ClientAddress client = resolver.resolve(peer, head.addressLines(), false);
        watch.decided(snapshot.state().tenant(), client, epochMillis);
        Request request = new Request(client, epochMillis, channel, principal);
        return decide(snapshot, request, head, peer, eventLoop.recorder, id);
    }

    private Answer decide(
            TenantSnapshot snapshot,
            Request request,
            RequestHead head,
            @Nullable IpAddress peer,
            @Nullable Recorder recorder,
            @Nullable RequestIds id) {
        Verdict verdict = snapshot.decide(request).under(directory.deployment());
        if (request.client() instanceof ClientAddress.Undetermined undetermined) {
            metrics.undetermined(undetermined.cause());
        }
        if (request.channel() instanceof Channel.Ambiguous) {
            metrics.pathAmbiguous();
        }
        if (recorder != null) {
            metrics.recorded(recorder.record(snapshot.state().tenant(), request, verdict));
        }
        if (listener != null) {
            listener.decided(
                    high(id), low(id), peer, head.addressLines(), snapshot, request, verdict);
        }
        return new Answer(verdict, snapshot.state().tenant());
    }

    private static long high(@Nullable RequestIds id) {
        return id == null ? 0 : id.high();
    }

    private static long low(@Nullable RequestIds id) {
        return id == null ? 0 : id.low();
    }

    private Answer ambiguous() {
        return new Answer(Verdict.withoutTenant(REQUEST_AMBIGUOUS, directory.deployment()), null);
    }

    private static @Nullable Principal principal(RequestHead head) {
        HeaderTable table = head.table();
        return PrincipalReader.read(
                head.fact(table.principal),
                head.fact(table.roles),
                head.fact(table.client),
                head.fact(table.authorizedClients));
    }

    private static @Nullable TokenIdentity identity(SentTokens tokens, String header) {
        String token = tokens.place().find(header);
        return token == null ? null : tokens.facts().read(token);
    }

    /* The decoded path, or null if it is missing or ambiguous. */
    private static @Nullable String path(RequestHead head) {
        boolean own = head.table().path == HeaderTable.NONE;
        String target = own ? head.target : head.fact(head.table().path);
        return target == null ? null : RequestPath.decode(target);
    }

    /* Null if the text is no channel id; a channel that nobody declared is doubt about the door. */
    private @Nullable Channel channelNamed(RequestHead head) {
        String name = head.fact(head.table().channel);
        if (name == null || name.equals(ChannelId.AMBIGUOUS)) {
            return Channel.AMBIGUOUS;
        }
        if (!ChannelId.isValid(name)) {
            return null;
        }
        ChannelId id = new ChannelId(name);
        return directory.channels().knows(id) ? Channel.of(id) : Channel.AMBIGUOUS;
    }

    private Verdict withoutSnapshot() {
        DeploymentSwitch deployment = directory.deployment();
        if (directory.isReady()) {
            metrics.hostUnknown();
            return Verdict.withoutTenant(TENANT_UNKNOWN, deployment);
        }
        Verdict verdict = Verdict.withoutTenant(NOT_READY, deployment);
        if (configuration.whileNotReady() == Effect.DENY) {
            return verdict;
        }
        return new Verdict(
                verdict.evaluated(), Effect.ALLOW, NOT_READY, null, 0, 0, null, null, deployment);
    }
}
