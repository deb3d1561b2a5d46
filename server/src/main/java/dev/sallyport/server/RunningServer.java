package dev.sallyport.server;

import dev.sallyport.control.audit.AuditTrail;
import dev.sallyport.control.caller.Caller;
import dev.sallyport.control.caller.Origin;
import dev.sallyport.control.channel.Channels;
import dev.sallyport.control.check.CheckPolicy;
import dev.sallyport.control.client.ApiClients;
import dev.sallyport.control.denial.LookUpDenial;
import dev.sallyport.control.deployment.Deployment;
import dev.sallyport.control.deployment.SwitchState;
import dev.sallyport.control.edit.EditDraft;
import dev.sallyport.control.expiry.FindExpiring;
import dev.sallyport.control.expiry.RemindOfDeadlines;
import dev.sallyport.control.explain.ExplainRequest;
import dev.sallyport.control.explain.ShareExplanation;
import dev.sallyport.control.feed.FeedEditions;
import dev.sallyport.control.feed.FeedLockOuts;
import dev.sallyport.control.finding.ReviewEntries;
import dev.sallyport.control.geo.GeoEditions;
import dev.sallyport.control.geo.GeoLockOuts;
import dev.sallyport.control.guard.RefusedLockOuts;
import dev.sallyport.control.guard.WitnessSource;
import dev.sallyport.control.history.History;
import dev.sallyport.control.issuer.ExternalIssuers;
import dev.sallyport.control.list.ListVersions;
import dev.sallyport.control.list.Lists;
import dev.sallyport.control.list.PutList;
import dev.sallyport.control.people.People;
import dev.sallyport.control.people.PeopleSource;
import dev.sallyport.control.people.Traces;
import dev.sallyport.control.policy.Drafts;
import dev.sallyport.control.policy.LockOutsAhead;
import dev.sallyport.control.policy.Policies;
import dev.sallyport.control.policy.PublishPolicy;
import dev.sallyport.control.policy.Surroundings;
import dev.sallyport.control.problem.Quoted;
import dev.sallyport.control.search.SearchEntries;
import dev.sallyport.control.tenant.TenantImport;
import dev.sallyport.control.tenant.Tenants;
import dev.sallyport.document.DocumentLimits;
import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.client.ClientAddress;
import dev.sallyport.engine.client.ClientAddressResolver;
import dev.sallyport.engine.client.UndeterminedCause;
import dev.sallyport.engine.decision.DeploymentSwitch;
import dev.sallyport.engine.decision.TenantDirectory;
import dev.sallyport.engine.policy.EntryId;
import dev.sallyport.gate.GateConfiguration;
import dev.sallyport.gate.GateServer;
import dev.sallyport.gate.GateStartException;
import dev.sallyport.gate.Measurement;
import dev.sallyport.gate.SentTokens;
import dev.sallyport.gate.TenantSource;
import dev.sallyport.geo.GeoFileException;
import dev.sallyport.jose.KeySetFetcher;
import dev.sallyport.jose.KeySetTimes;
import dev.sallyport.server.audit.AuditWatch;
import dev.sallyport.server.compat.DoorTokens;
import dev.sallyport.server.config.ServerConfiguration;
import dev.sallyport.server.confirm.ConfirmationWatch;
import dev.sallyport.server.confirm.Confirmations;
import dev.sallyport.server.decision.DecisionListeners;
import dev.sallyport.server.decision.DecisionLog;
import dev.sallyport.server.decision.DecisionLogSettings;
import dev.sallyport.server.egress.EgressWatch;
import dev.sallyport.server.feed.FeedKeeper;
import dev.sallyport.server.feed.FeedMetrics;
import dev.sallyport.server.feed.FeedPlaces;
import dev.sallyport.server.feed.FeedWatcher;
import dev.sallyport.server.geo.GeoGuard;
import dev.sallyport.server.geo.GeoKeeper;
import dev.sallyport.server.geo.GeoWatcher;
import dev.sallyport.server.identity.GateTokens;
import dev.sallyport.server.identity.TokenSettings;
import dev.sallyport.server.node.Contacts;
import dev.sallyport.server.node.DenialLog;
import dev.sallyport.server.node.DeploymentControl;
import dev.sallyport.server.node.DirectoryKeeper;
import dev.sallyport.server.node.ForgottenPolicies;
import dev.sallyport.server.node.Housekeeping;
import dev.sallyport.server.node.LockOutWatch;
import dev.sallyport.server.node.Reminders;
import dev.sallyport.server.token.AccessTokens;
import dev.sallyport.server.token.ClientSecrets;
import dev.sallyport.server.token.ExternalTokens;
import dev.sallyport.server.token.FailedAttempts;
import dev.sallyport.server.token.Issuer;
import dev.sallyport.server.token.SigningKey;
import dev.sallyport.server.web.ApiServer;
import dev.sallyport.server.web.ApiServices;
import dev.sallyport.server.web.AuditServices;
import dev.sallyport.server.web.ConfirmationServices;
import dev.sallyport.server.web.EntryServices;
import dev.sallyport.server.web.EvidenceServices;
import dev.sallyport.server.web.ExplanationServices;
import dev.sallyport.server.web.ImpactServices;
import dev.sallyport.server.web.OnboardingServices;
import dev.sallyport.store.SqliteStore;
import dev.sallyport.store.StoreRefusedException;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.server.PortInUseException;

/**
 * A server with everything it holds: state, decision node, gate and API. The one place where all
 * modules are wired. Started once and closed once; closing goes in the reverse order.
 */
public final class RunningServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RunningServer.class);
    private static final int ENTRY_ID_BYTES = 8;

    /**
     * The credentials of the first operator's client, made because none were given.
     *
     * @param clientId the id
     * @param clientSecret the secret, known to nobody else
     */
    public record MadeCredentials(String clientId, String clientSecret) {

        /** Returns words that do not give the secret away. */
        @Override
        public String toString() {
            return "MadeCredentials[" + clientId + ", secret redacted]";
        }
    }

    private final ServerConfiguration configuration;
    private final Clock clock = Clock.systemUTC();
    private final SecureRandom random = new SecureRandom();
    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    private @Nullable MadeCredentials madeCredentials;
    private SwitchState deploymentState = SwitchState.UNTOUCHED;
    private int apiPort;
    private int gatePort;

    private RunningServer(ServerConfiguration configuration) {
        this.configuration = configuration;
    }

    /**
     * Returns a server whose tenants are loaded and both of whose ports listen.
     *
     * @throws StartRefusedException if the data folder cannot be used or a port cannot be had
     */
    public static RunningServer start(ServerConfiguration configuration) {
        RunningServer server = new RunningServer(configuration);
        boolean started = false;
        try {
            server.start();
            started = true;
            return server;
        } catch (StoreRefusedException refused) {
            throw new StartRefusedException(refused.getMessage() + "; " + refused.hint(), refused);
        } catch (IOException failed) {
            throw new StartRefusedException(
                    "the data folder `"
                            + configuration.dataFolder()
                            + "` cannot be used: "
                            + failed.getMessage(),
                    failed);
        } finally {
            if (!started) {
                server.close();
            }
        }
    }

    private void start() throws IOException {
        Path folder = configuration.dataFolder().toAbsolutePath().normalize();
        DataFolder.create(folder);
        SqliteStore store = opened(SqliteStore.open(folder));
        SecretKey key = SigningKey.in(folder, random);
        AuditTrail trail = new AuditTrail(store);
        AuditWatch watch = opened(AuditWatch.start(trail, folder, clock));
        RunningWebhooks webhooks =
                opened(
                        RunningWebhooks.open(
                                folder, store, configuration.webhooks(), random, clock));
        RunningEvidence evidence =
                opened(
                        RunningEvidence.open(
                                folder, store, configuration.observations(), random, clock));

        Origin program =
                new Origin(
                        new Caller.Program(),
                        new ClientAddress.Undetermined(UndeterminedCause.PEER_UNKNOWN),
                        clock.instant(),
                        "start");
        GeoKeeper geo = geo(store, program);
        FeedKeeper feeds = feeds(store, folder, program);
        Supplier<Surroundings> now =
                () -> new Surroundings(geo.data(), configuration.nat64Prefixes());
        Deployment deployment = new Deployment(store);
        boolean _ = deployment.configured(configuration.deployment(), program);

        ApiClients clients = new ApiClients(store);
        ClientSecrets secrets = new ClientSecrets(random);
        madeCredentials = FirstOperator.make(clients, secrets, configuration.operator(), program);

        TenantDirectory directory = new TenantDirectory();
        DeploymentControl control = new DeploymentControl(deployment, directory);
        Contacts contacts = new Contacts();
        DirectoryKeeper keeper = new DirectoryKeeper(store, now, directory, contacts, clock);
        ConfirmationWatch lookout = new ConfirmationWatch();
        Confirmations confirmations =
                Confirmations.start(store, directory, lookout, knowsPrincipals(), clock);
        keeper.start();
        DenialLog denials = denialLog(directory);
        Housekeeping housekeeping = opened(new Housekeeping());
        housekeeping.everySecond(keeper::tick);
        housekeeping.everySecond(control::tick);
        housekeeping.everySecond(denials::tick);
        housekeeping.everySecond(confirmations::tick);
        deploymentState = control.status().state();
        announce(deploymentState);

        KeySetFetcher fetcher = opened(new KeySetFetcher(clock));
        TokenSettings tokenSettings = configuration.gateTokens();
        GateTokens gateTokens =
                tokenSettings == null ? null : new GateTokens(tokenSettings, fetcher, clock);
        DecisionLog decisions = decisionLog(geo);
        GateServer gate =
                opened(
                        new GateServer(
                                gate(tokenSettings, gateTokens),
                                directory,
                                clock,
                                new DecisionListeners(
                                        lookout,
                                        decisions == null
                                                ? denials
                                                : new DecisionListeners(denials, decisions)),
                                configuration.onboarding().denyPage() ? contacts : null));
        gatePort = started(gate);
        evidence.start(gate, geo, configuration.observations());

        People people = people(store, evidence.keeper());
        WitnessSource witnesses = evidence.witnesses(configuration.people());
        geo.guardBy(
                new GeoGuard(
                        new GeoLockOuts(store, witnesses),
                        new RefusedLockOuts(store),
                        configuration.nat64Prefixes()));
        feeds.guardBy(new FeedLockOuts(store, witnesses, now), new RefusedLockOuts(store));
        FeedWatcher _ = opened(FeedWatcher.start(feeds, configuration.feeds(), clock));
        LockOutWatch lockOuts = new LockOutWatch(new LockOutsAhead(store, witnesses, now), clock);
        ExternalIssuers issuers = new ExternalIssuers(store);
        ExternalTokens external = opened(new ExternalTokens(issuers, KeySetTimes.DEFAULT, clock));
        ImpactServices impact =
                evidence.impact(store, configuration.limits().policy(), this::entryId, now);
        ForgottenPolicies forgotten = new ForgottenPolicies(impact.monitoring(), clock);
        Housekeeping hourly = opened(new Housekeeping());
        ListVersions versions = new ListVersions(store, configuration.limits().listVersions());
        hourly.everyHour(() -> {
            int _ = versions.purge(clock.instant());
        });
        Reminders reminders =
                new Reminders(
                        new RemindOfDeadlines(store, configuration.entries().leadTimes()),
                        program,
                        clock);
        hourly.everyHour(forgotten::look);
        hourly.everyHour(lockOuts::tick);
        hourly.everyHour(reminders::tell);
        hourly.everyHour(() -> {
            external.forgetQuiet();
            purge(people);
        });
        hourly.everyHour(watch::keep);
        webhooks.keepHouse(hourly, watch);
        evidence.keepHouse(hourly);

        AccessTokens tokens = new AccessTokens(key, clients, configuration.tokens().life(), clock);
        CheckPolicy check = new CheckPolicy(store, now);
        RunningPublisher publisher =
                RunningPublisher.open(
                        folder,
                        store,
                        configuration.egress(),
                        this::listening,
                        configuration.gate().tenants(),
                        contacts,
                        documentLimits(),
                        configuration.tokens().failuresPerMinute(),
                        program,
                        clock);
        OnboardingServices onboarding =
                new OnboardingServices(
                        new TenantImport(store),
                        control,
                        new ServerChecks(
                                        geo,
                                        feeds,
                                        gateTokens,
                                        people,
                                        evidence,
                                        forgotten,
                                        watch,
                                        lockOuts,
                                        webhooks.courier(),
                                        reminders,
                                        publisher.watch(),
                                        clock)
                                .doctor(
                                        configuration.onboarding(),
                                        gate,
                                        directory,
                                        keeper,
                                        control),
                        denials,
                        new LookUpDenial(denials, check),
                        contacts);
        Drafts drafts = new Drafts(store, configuration.limits().policy(), this::entryId);
        PublishPolicy publish =
                new PublishPolicy(
                        store, configuration.limits().policy(), this::entryId, now, witnesses);
        Issuer issuer = new Issuer(clients, secrets, tokens);
        FailedAttempts attempts =
                new FailedAttempts(configuration.tokens().failuresPerMinute(), clock);
        ApiServices services =
                new ApiServices(
                        new Tenants(store),
                        new Channels(store),
                        new Policies(store),
                        drafts,
                        publish,
                        check,
                        new Lists(store),
                        new PutList(
                                store,
                                configuration.limits().lists(),
                                this::entryId,
                                now,
                                witnesses),
                        configuration.limits().lists(),
                        clients,
                        secrets,
                        issuers,
                        people,
                        new AuditServices(trail, watch, webhooks.services()),
                        tokens,
                        external,
                        issuer,
                        attempts,
                        directory,
                        keeper,
                        geo,
                        feeds,
                        gate.metrics(),
                        gateTokens,
                        documentLimits(),
                        clock,
                        random,
                        explanations(store, check, denials),
                        onboarding,
                        measurements(
                                decisions,
                                evidence,
                                forgotten,
                                confirmations,
                                lockOuts,
                                webhooks,
                                reminders,
                                publisher.watch(),
                                feeds),
                        new EvidenceServices(evidence.observations(), evidence.keeper(), impact),
                        new ConfirmationServices(confirmations, new History(store)),
                        new EntryServices(
                                new EditDraft(drafts),
                                new ReviewEntries(store, configuration.entries().breadth()),
                                new SearchEntries(store, now),
                                new FindExpiring(store)),
                        publisher.services(),
                        RunningDoors.open(
                                configuration,
                                store,
                                publish,
                                new DoorTokens(tokens, external, issuer, attempts),
                                directory,
                                documentLimits(),
                                clock,
                                random));
        publisher.prepare();
        apiPort = opened(started(services, folder)).port();
        publisher.start(opened(new Housekeeping()));
    }

    /* Where the API listens, as an origin. */
    private String listening() {
        IpAddress address = configuration.api().address();
        return "http://"
                + (address.isIpv4() ? address.toString() : "[" + address + "]")
                + ":"
                + (apiPort == 0 ? configuration.api().port() : apiPort);
    }

    private ExplanationServices explanations(
            SqliteStore store, CheckPolicy check, DenialLog denials) {
        ClientAddressResolver resolver =
                new ClientAddressResolver(
                        configuration.gate().trustedProxies(),
                        configuration.gate().factHeaders().clientAddress());
        return new ExplanationServices(
                new ExplainRequest(check, denials, resolver), new ShareExplanation(store), random);
    }

    private static List<Supplier<List<Measurement>>> measurements(
            @Nullable DecisionLog decisions,
            RunningEvidence evidence,
            ForgottenPolicies forgotten,
            Confirmations confirmations,
            LockOutWatch lockOuts,
            RunningWebhooks webhooks,
            Reminders reminders,
            EgressWatch egress,
            FeedKeeper feeds) {
        List<Supplier<List<Measurement>>> all = new ArrayList<>();
        all.add(webhooks.courier()::measure);
        all.add(evidence.keeper()::measure);
        all.add(forgotten::measure);
        all.add(confirmations::measure);
        all.add(lockOuts::measure);
        all.add(reminders::measure);
        all.add(egress::measure);
        all.add(() -> FeedMetrics.of(feeds.status()));
        if (decisions != null) {
            all.add(decisions::measure);
        }
        return all;
    }

    private boolean knowsPrincipals() {
        return configuration.gateTokens() != null
                || configuration.gate().factHeaders().principal() != null;
    }

    private People people(SqliteStore store, Traces traces) {
        ServerConfiguration.People settings = configuration.people();
        boolean isVouchedFor = configuration.gate().factHeaders().principal() != null;
        return new People(
                store,
                settings.limits(),
                settings.adminRoles(),
                configuration.gateTokens() != null
                        ? PeopleSource.TOKEN
                        : isVouchedFor ? PeopleSource.HEADERS : PeopleSource.UNKNOWN,
                traces);
    }

    private void purge(People people) {
        int count = people.purge(clock.instant());
        if (count > 0) {
            LOG.info("what was kept of people for too long is removed, rows: {}", count);
        }
    }

    /* Reads the files before anybody decides, and listens before the directory does. */
    private GeoKeeper geo(SqliteStore store, Origin program) {
        GeoKeeper geo = new GeoKeeper(configuration.geo(), new GeoEditions(store), clock);
        GeoWatcher _ = opened(GeoWatcher.start(geo, configuration.geo(), clock));
        try {
            geo.start(program);
        } catch (GeoFileException refused) {
            throw new StartRefusedException(String.join("; ", refused.faults()), refused);
        }
        store.addListener(geo);
        return geo;
    }

    /* The last good editions are in force before anybody decides; they are heard of before the directory is. */
    private FeedKeeper feeds(SqliteStore store, Path folder, Origin program) {
        FeedPlaces places = opened(new FeedPlaces(configuration.feeds()));
        FeedKeeper feeds =
                new FeedKeeper(
                        configuration.feeds(), new FeedEditions(store), places, folder, clock);
        feeds.start(program);
        store.feeds(feeds);
        store.addListener(feeds);
        return feeds;
    }

    private GateConfiguration gate(
            @Nullable TokenSettings tokenSettings, @Nullable GateTokens gateTokens) {
        if (tokenSettings == null || gateTokens == null) {
            return configuration.gate();
        }
        boolean isTenantChecked =
                tokenSettings.claims().tenant() != null
                        && !(configuration.gate().tenants() instanceof TenantSource.Token);
        return configuration
                .gate()
                .withTokens(new SentTokens(tokenSettings.place(), gateTokens, isTenantChecked));
    }

    /* Opened before the gate, so that it is closed when the last decision has been made. */
    private @Nullable DecisionLog decisionLog(GeoKeeper geo) {
        DecisionLogSettings settings = configuration.decisionLog();
        if (settings == null) {
            return null;
        }
        try {
            return opened(DecisionLog.start(settings, geo::data, clock));
        } catch (IOException failed) {
            throw new StartRefusedException(
                    "the decision log `"
                            + settings.file()
                            + "` cannot be written: "
                            + failed.getMessage(),
                    failed);
        }
    }

    private DenialLog denialLog(TenantDirectory directory) {
        ServerConfiguration.Onboarding settings = configuration.onboarding();
        return new DenialLog(
                settings.denialsKept(),
                settings.denialsPerTenant(),
                settings.denialsMost(),
                directory,
                clock);
    }

    private static void announce(SwitchState state) {
        if (state.position() == DeploymentSwitch.OBSERVE) {
            LOG.warn(
                    "the deployment observes: nothing is refused; since={} by={} reason={}",
                    state.since(),
                    state.by(),
                    Quoted.text(state.reason()));
        }
    }

    private DocumentLimits documentLimits() {
        ServerConfiguration.Limits limits = configuration.limits();
        return new DocumentLimits(
                limits.bodyBytes(),
                limits.nesting(),
                DocumentLimits.DEFAULT.maxTextLength(),
                limits.policy());
    }

    private EntryId entryId() {
        byte[] bytes = new byte[ENTRY_ID_BYTES];
        random.nextBytes(bytes);
        return new EntryId("e" + HexFormat.of().formatHex(bytes));
    }

    private static int started(GateServer gate) {
        try {
            return gate.start();
        } catch (GateStartException refused) {
            boolean inUse = refused.getCause() instanceof IOException;
            throw new StartRefusedException(
                    refused.getMessage() + (inUse ? ": the port is in use or not allowed" : ""),
                    refused);
        }
    }

    private ApiServer started(ApiServices services, Path folder) {
        try {
            return ApiServer.start(configuration, services, folder.resolve("work"));
        } catch (RuntimeException failed) {
            for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
                if (cause instanceof PortInUseException || cause instanceof BindException) {
                    throw new StartRefusedException(
                            "the API cannot listen on `"
                                    + configuration.api().address()
                                    + "` port "
                                    + configuration.api().port()
                                    + ": the port is in use or not allowed",
                            failed);
                }
            }
            throw failed;
        }
    }

    private <T extends AutoCloseable> T opened(T resource) {
        open.push(resource);
        return resource;
    }

    /** Returns where the deployment's switch stood at the start. */
    public SwitchState deploymentState() {
        return deploymentState;
    }

    /** Returns the port of the API. */
    public int apiPort() {
        return apiPort;
    }

    /** Returns the port of the gate. */
    public int gatePort() {
        return gatePort;
    }

    /** Returns the credentials that were made at this start, if any were. */
    public Optional<MadeCredentials> madeCredentials() {
        return Optional.ofNullable(madeCredentials);
    }

    @Override
    public synchronized void close() {
        while (!open.isEmpty()) {
            AutoCloseable resource = open.pop();
            try {
                resource.close();
            } catch (Exception failed) {
                LOG.error("something could not be closed in order", failed);
            }
        }
    }
}
