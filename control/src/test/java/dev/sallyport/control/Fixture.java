package dev.sallyport.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.control.audit.AuditRecord;
import dev.sallyport.control.caller.ApiScope;
import dev.sallyport.control.caller.Caller;
import dev.sallyport.control.caller.Origin;
import dev.sallyport.control.channel.Channels;
import dev.sallyport.control.guard.ObservedWitnesses;
import dev.sallyport.control.guard.SeenWitnesses;
import dev.sallyport.control.guard.WitnessSource;
import dev.sallyport.control.memory.InMemoryObservations;
import dev.sallyport.control.memory.InMemoryTransactions;
import dev.sallyport.control.people.SeenFrom;
import dev.sallyport.control.people.Sighting;
import dev.sallyport.control.people.Traces;
import dev.sallyport.control.policy.Drafts;
import dev.sallyport.control.policy.EntrySubmission;
import dev.sallyport.control.policy.Policies;
import dev.sallyport.control.policy.PolicyLimits;
import dev.sallyport.control.policy.PolicyRevision;
import dev.sallyport.control.policy.PolicySubmission;
import dev.sallyport.control.policy.Precondition;
import dev.sallyport.control.policy.Publication;
import dev.sallyport.control.policy.PublishPolicy;
import dev.sallyport.control.policy.PublishTerms;
import dev.sallyport.control.policy.RuleSubmission;
import dev.sallyport.control.policy.ScopeSubmission;
import dev.sallyport.control.policy.Surroundings;
import dev.sallyport.control.port.Change;
import dev.sallyport.control.problem.Fault;
import dev.sallyport.control.problem.Outcome;
import dev.sallyport.control.problem.Problem;
import dev.sallyport.control.tenant.TenantSubmission;
import dev.sallyport.control.tenant.Tenants;
import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.channel.Channel;
import dev.sallyport.engine.channel.ChannelDeclaration;
import dev.sallyport.engine.client.ClientAddress;
import dev.sallyport.engine.decision.Principal;
import dev.sallyport.engine.host.HostName;
import dev.sallyport.engine.policy.ChannelId;
import dev.sallyport.engine.policy.ClientAuthorization;
import dev.sallyport.engine.policy.Effect;
import dev.sallyport.engine.policy.EntryId;
import dev.sallyport.engine.policy.Life;
import dev.sallyport.engine.policy.Mode;
import dev.sallyport.engine.policy.PrincipalKind;
import dev.sallyport.engine.policy.PrincipalReference;
import dev.sallyport.engine.policy.RuleId;
import dev.sallyport.engine.policy.Source;
import dev.sallyport.engine.policy.TenantId;
import dev.sallyport.evidence.Observation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A deployment in memory with one tenant, and short words for what tests do to it. */
public final class Fixture {

    public static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    public static final TenantId ACME = new TenantId("acme");

    /** The address every caller of a fixture comes from. */
    public static final String CALLER_ADDRESS = "192.0.2.77";

    public final InMemoryTransactions transactions = new InMemoryTransactions();
    public final List<Change> changes = new ArrayList<>();
    public final Tenants tenants = new Tenants(transactions);
    public final Channels channels = new Channels(transactions);
    public final Policies policies = new Policies(transactions);
    public final PublishPolicy publishPolicy;
    public final Drafts drafts;
    public final InMemoryObservations observations = new InMemoryObservations();
    public final WitnessSource witnesses =
            new SeenWitnesses(
                    Set.of("admin"),
                    new ObservedWitnesses(
                            observations, Set.of("admin"), Set.of(new ChannelId("sso"))),
                    Traces.NONE);
    private final AtomicLong lastEntryId = new AtomicLong();

    /** Makes a deployment with default limits. */
    public Fixture() {
        this(PolicyLimits.DEFAULT);
    }

    /** Makes a deployment with the given limits. */
    public Fixture(PolicyLimits limits) {
        publishPolicy =
                new PublishPolicy(
                        transactions,
                        limits,
                        () -> new EntryId("e" + lastEntryId.incrementAndGet()),
                        () -> Surroundings.NONE,
                        witnesses);
        drafts =
                new Drafts(
                        transactions,
                        limits,
                        () -> new EntryId("e" + lastEntryId.incrementAndGet()));
        done(
                tenants.create(
                        new TenantSubmission(ACME, "Acme", hosts("acme.example.com"), null),
                        operator()));
        done(
                channels.replace(
                        List.of(
                                new ChannelDeclaration(new ChannelId("ui"), List.of("/ui")),
                                new ChannelDeclaration(new ChannelId("api"), List.of("/api"))),
                        operator()));
        transactions.addListener(changes::add);
    }

    // Who calls.

    public static Origin operator() {
        return origin(new Caller.Operator("root", Set.of(ApiScope.OPERATE)), "");
    }

    public static Origin manager() {
        return client("", ApiScope.READ, ApiScope.MANAGE);
    }

    public static Origin client(String reason, ApiScope... scopes) {
        return origin(new Caller.TenantClient("c1", ACME, Set.of(scopes)), reason);
    }

    public static Origin origin(Caller caller, String reason) {
        return new Origin(
                caller,
                new ClientAddress.Determined(IpAddress.parse(CALLER_ADDRESS), ClientAddress.PEER),
                NOW,
                reason);
    }

    // Who was seen.

    /** Somebody was let in, with the roles given, from each of the addresses, an hour ago. */
    public void saw(PrincipalKind kind, String id, Set<String> roles, String... addresses) {
        for (String address : addresses) {
            Sighting sighting =
                    new Sighting(
                            new PrincipalReference(kind, id),
                            roles,
                            IpAddress.parse(address),
                            NOW.minusSeconds(3600),
                            true,
                            null);
            boolean _ =
                    transactions.<Boolean>write(repositories -> {
                        repositories.people().put(ACME, SeenFrom.of(sighting));
                        return true;
                    });
        }
    }

    /** An admin was let in from each of the addresses an hour ago. */
    public void sawAdmin(String id, String... addresses) {
        saw(PrincipalKind.USER, id, Set.of("admin"), addresses);
    }

    /** The gate let requests in an hour ago. */
    public void observed(Principal principal, String channel, String address, long count) {
        IpAddress from = IpAddress.parse(address);
        long millis = NOW.minusSeconds(3600).toEpochMilli();
        observations.add(
                List.of(
                        new Observation(
                                ACME,
                                Observation.hourOf(millis),
                                Observation.networkOf(from),
                                Channel.of(new ChannelId(channel)),
                                principal,
                                dev.sallyport.evidence.Outcome.UNDECIDED,
                                from,
                                null,
                                0,
                                count,
                                millis,
                                millis)));
    }

    // What is submitted.

    public static List<HostName> hosts(String... names) {
        return Stream.of(names).map(HostName::new).toList();
    }

    public static PolicySubmission policy(@Nullable Mode mode, RuleSubmission... rules) {
        return new PolicySubmission(mode, ClientAuthorization.IGNORE, List.of(rules));
    }

    public static RuleSubmission allow(String id, EntrySubmission... sources) {
        return rule(id, Effect.ALLOW, ScopeSubmission.ALL, sources);
    }

    public static RuleSubmission deny(String id, EntrySubmission... sources) {
        return rule(id, Effect.DENY, ScopeSubmission.ALL, sources);
    }

    public static RuleSubmission rule(
            String id, Effect effect, ScopeSubmission scope, EntrySubmission... sources) {
        return new RuleSubmission(
                new RuleId(id), "", effect, List.of(sources), List.of(), scope, Life.ALWAYS, false);
    }

    public static RuleSubmission living(RuleSubmission rule, Life life, boolean onTrial) {
        return new RuleSubmission(
                rule.id(),
                rule.name(),
                rule.effect(),
                rule.sources(),
                rule.except(),
                rule.scope(),
                life,
                onTrial);
    }

    public static ScopeSubmission onChannels(String... ids) {
        return new ScopeSubmission(
                Stream.of(ids).map(ChannelId::new).toList(),
                List.of(),
                Set.of(),
                Set.of(),
                Set.of());
    }

    public static EntrySubmission prefix(String text) {
        return EntrySubmission.of(new Source.Network(IpPrefix.parse(text)));
    }

    public static EntrySubmission prefix(String text, Life life) {
        return new EntrySubmission(
                null, new Source.Network(IpPrefix.parse(text)), life, "", "", null);
    }

    public static Life until(String instant) {
        return new Life(true, Instant.MIN, Instant.parse(instant));
    }

    public static Life since(String instant) {
        return new Life(true, Instant.parse(instant), Instant.MAX);
    }

    // What comes of it.

    public Outcome<PolicyRevision> publish(
            PolicySubmission submission, Origin origin, String... overrides) {
        return publishPolicy
                .publish(ACME, submission, PublishTerms.of(current(), List.of(overrides)), origin)
                .map(Publication::revision);
    }

    public PolicyRevision published(PolicySubmission submission) {
        return done(publish(submission, operator()));
    }

    public Precondition current() {
        return new Precondition.OneOf(Set.of(active().entityTag()));
    }

    public PolicyRevision active() {
        return done(policies.current(ACME));
    }

    public List<AuditRecord> audit() {
        return transactions.read(repositories -> repositories.audit().after(0, 1000));
    }

    public static <T> T done(Outcome<T> outcome) {
        return switch (outcome) {
            case Outcome.Done<T>(T value) -> value;
            case Outcome.Refused<T>(Problem problem) ->
                    throw new AssertionError("refused: " + problem);
        };
    }

    public static Problem problem(Outcome<?> outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        return ((Outcome.Refused<?>) outcome).problem();
    }

    public static String code(Outcome<?> outcome) {
        return problem(outcome).code().code();
    }

    /** Returns the faults as {@code code pointer}. */
    public static List<String> faults(Outcome<?> outcome) {
        return problem(outcome).faults().stream().map(Fixture::text).toList();
    }

    private static String text(Fault fault) {
        return (fault.code() + " " + fault.pointer()).strip();
    }
}
