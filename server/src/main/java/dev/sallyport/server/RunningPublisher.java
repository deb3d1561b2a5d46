package dev.sallyport.server;

import dev.sallyport.control.caller.Origin;
import dev.sallyport.control.egress.EgressAgents;
import dev.sallyport.control.egress.EgressImpact;
import dev.sallyport.control.egress.EgressLists;
import dev.sallyport.control.egress.EgressTick;
import dev.sallyport.control.egress.GoLive;
import dev.sallyport.control.egress.PutEgress;
import dev.sallyport.document.DocumentLimits;
import dev.sallyport.gate.TenantSource;
import dev.sallyport.server.egress.Acknowledgements;
import dev.sallyport.server.egress.EgressWatch;
import dev.sallyport.server.egress.PublishedNetwork;
import dev.sallyport.server.egress.PublisherKeys;
import dev.sallyport.server.egress.PublisherSettings;
import dev.sallyport.server.egress.RegionFiles;
import dev.sallyport.server.node.Contacts;
import dev.sallyport.server.node.Housekeeping;
import dev.sallyport.server.token.FailedAttempts;
import dev.sallyport.server.web.PublisherServices;
import dev.sallyport.store.SqliteStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.Supplier;

/** The lists of our own addresses, wired. */
final class RunningPublisher {

    private final PublisherServices services;
    private final PublishedNetwork network;
    private final EgressWatch watch;

    private RunningPublisher(
            PublisherServices services, PublishedNetwork network, EgressWatch watch) {
        this.services = services;
        this.network = network;
        this.watch = watch;
    }

    /* `listening` is the origin of the API's own port, which is known for certain when that is open. */
    static RunningPublisher open(
            Path folder,
            SqliteStore store,
            PublisherSettings settings,
            Supplier<String> listening,
            TenantSource tenants,
            Contacts contacts,
            DocumentLimits limits,
            int failuresPerMinute,
            Origin program,
            Clock clock)
            throws IOException {
        String named = settings.publisher();
        RegionFiles files = new RegionFiles(named == null ? listening : () -> named);
        PublisherKeys keys = PublisherKeys.in(folder, clock.instant());
        EgressLists lists = new EgressLists(store);
        PublishedNetwork network = new PublishedNetwork(lists, keys, files, clock);
        store.addListener(network);
        EgressAgents agents = new EgressAgents(store, settings.terms());
        EgressWatch watch =
                new EgressWatch(
                        new EgressTick(store, settings.terms(), files),
                        network,
                        program,
                        named != null,
                        clock);
        return new RunningPublisher(
                new PublisherServices(
                        settings,
                        store,
                        lists,
                        new PutEgress(store, settings.terms(), files),
                        new GoLive(store),
                        new EgressImpact(store),
                        agents,
                        new Acknowledgements(agents, network, limits),
                        new FailedAttempts(failuresPerMinute, clock),
                        keys,
                        network,
                        watch,
                        contacts,
                        tenants),
                network,
                watch);
    }

    /* Makes what is published, before anybody asks. */
    void prepare() {
        network.start();
    }

    /* Makes it again where it names the port, which is known by now, and keeps it in step with time. */
    void start(Housekeeping housekeeping) {
        if (services.settings().publisher() == null) {
            network.start();
        }
        housekeeping.everySecond(watch::tick);
    }

    PublisherServices services() {
        return services;
    }

    EgressWatch watch() {
        return watch;
    }
}
