package dev.sallyport.server;

import dev.sallyport.compat.sailpoint.SailpointSettings;
import dev.sallyport.control.door.DoorPolicies;
import dev.sallyport.control.egress.EgressLists;
import dev.sallyport.control.policy.PublishPolicy;
import dev.sallyport.control.port.Transactions;
import dev.sallyport.control.tenant.Tenants;
import dev.sallyport.document.DocumentLimits;
import dev.sallyport.engine.decision.TenantDirectory;
import dev.sallyport.server.compat.CompatSettings;
import dev.sallyport.server.compat.DoorFilter;
import dev.sallyport.server.compat.DoorTokens;
import dev.sallyport.server.compat.VendorDoor;
import dev.sallyport.server.compat.genesys.GenesysDoor;
import dev.sallyport.server.compat.sailpoint.SailpointDoor;
import dev.sallyport.server.compat.sailpoint.SailpointTokens;
import dev.sallyport.server.config.ServerConfiguration;
import dev.sallyport.server.web.Bodies;
import java.time.Clock;
import java.util.List;
import java.util.random.RandomGenerator;

/** The doors for clients of other systems, wired. */
final class RunningDoors {

    private RunningDoors() {}

    static DoorFilter open(
            ServerConfiguration configuration,
            Transactions store,
            PublishPolicy publish,
            DoorTokens tokens,
            TenantDirectory directory,
            DocumentLimits limits,
            Clock clock,
            RandomGenerator random) {
        DoorPolicies policies =
                new DoorPolicies(store, publish, configuration.compat().initialMode());
        CompatSettings settings = configuration.compat();
        List<VendorDoor> doors =
                List.of(
                        new SailpointDoor(
                                policies,
                                new SailpointSettings(
                                        settings.isSsoGoverned(), settings.profileRoles()),
                                new SailpointTokens(tokens, new Tenants(store)),
                                limits),
                        new GenesysDoor(
                                policies, tokens, directory, new EgressLists(store), limits));
        return new DoorFilter(
                doors,
                configuration.compat().hosts(),
                tokens,
                directory,
                new Bodies(configuration.limits().bodyBytes(), configuration.api().bodyTimeout()),
                clock,
                random);
    }
}
