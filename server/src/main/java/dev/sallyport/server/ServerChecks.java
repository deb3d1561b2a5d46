package dev.sallyport.server;

import dev.sallyport.control.doctor.Check;
import dev.sallyport.control.doctor.FeedCheck;
import dev.sallyport.control.doctor.GeoDataCheck;
import dev.sallyport.control.doctor.PeopleCheck;
import dev.sallyport.control.doctor.TokenKeysCheck;
import dev.sallyport.control.doctor.TrustedPrefixCheck;
import dev.sallyport.control.people.People;
import dev.sallyport.engine.decision.TenantDirectory;
import dev.sallyport.gate.GateServer;
import dev.sallyport.jose.KeySetFailure;
import dev.sallyport.server.audit.AuditWatch;
import dev.sallyport.server.config.ServerConfiguration;
import dev.sallyport.server.egress.EgressWatch;
import dev.sallyport.server.feed.FeedKeeper;
import dev.sallyport.server.geo.GeoKeeper;
import dev.sallyport.server.identity.GateTokens;
import dev.sallyport.server.node.DeploymentControl;
import dev.sallyport.server.node.DirectoryKeeper;
import dev.sallyport.server.node.ForgottenPolicies;
import dev.sallyport.server.node.LockOutWatch;
import dev.sallyport.server.node.Reminders;
import dev.sallyport.server.node.ServerDoctor;
import dev.sallyport.server.webhook.WebhookCourier;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/* What the doctor of a server looks at, wired. */
record ServerChecks(
        GeoKeeper geo,
        FeedKeeper feeds,
        @Nullable GateTokens gateTokens,
        People people,
        RunningEvidence evidence,
        ForgottenPolicies forgotten,
        AuditWatch watch,
        LockOutWatch lockOuts,
        WebhookCourier courier,
        Reminders reminders,
        EgressWatch egress,
        Clock clock) {

    ServerDoctor doctor(
            ServerConfiguration.Onboarding settings,
            GateServer gate,
            TenantDirectory directory,
            DirectoryKeeper keeper,
            DeploymentControl control) {
        return new ServerDoctor(
                gate::traffic,
                directory,
                keeper,
                control,
                List.of(
                        new TrustedPrefixCheck("gate.trusted-proxies", settings.gateProxies()),
                        new TrustedPrefixCheck("server.trusted-proxies", settings.apiProxies())),
                !settings.gateProxies().isEmpty(),
                others(),
                clock);
    }

    private List<Supplier<? extends Check>> others() {
        List<Supplier<? extends Check>> checks = new ArrayList<>();
        checks.add(() -> new GeoDataCheck(geo.status()));
        checks.add(() -> new FeedCheck(feeds.status()));
        checks.add(() -> new PeopleCheck(people.source(clock.instant())));
        checks.add(evidence::check);
        checks.add(watch::check);
        checks.add(courier::check);
        checks.add(forgotten::check);
        checks.add(lockOuts::check);
        checks.add(reminders::check);
        checks.add(egress::check);
        GateTokens tokens = gateTokens;
        if (tokens != null) {
            checks.add(() -> keys(tokens));
        }
        return checks;
    }

    private static Check keys(GateTokens gateTokens) {
        KeySetFailure failure = gateTokens.keys().failure();
        return new TokenKeysCheck(gateTokens.hasKeys(), failure == null ? null : failure.detail());
    }
}
