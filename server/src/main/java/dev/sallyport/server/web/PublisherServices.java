package dev.sallyport.server.web;

import dev.sallyport.control.egress.EgressAgents;
import dev.sallyport.control.egress.EgressImpact;
import dev.sallyport.control.egress.EgressLists;
import dev.sallyport.control.egress.GoLive;
import dev.sallyport.control.egress.PutEgress;
import dev.sallyport.control.port.Transactions;
import dev.sallyport.gate.TenantSource;
import dev.sallyport.server.egress.Acknowledgements;
import dev.sallyport.server.egress.EgressWatch;
import dev.sallyport.server.egress.PublishedNetwork;
import dev.sallyport.server.egress.PublisherKeys;
import dev.sallyport.server.egress.PublisherSettings;
import dev.sallyport.server.node.Contacts;
import dev.sallyport.server.token.FailedAttempts;

/**
 * What the doors to our own addresses open to.
 *
 * @param settings how they are published
 * @param transactions where it is noted that the keys were changed
 * @param lists reads regions
 * @param put the use case that replaces a list
 * @param live the use case that takes a prefix into use
 * @param impact the use case that says who has opened
 * @param agents use cases about tenants' agents
 * @param acknowledgements takes what they say
 * @param attempts counts what they say without being known
 * @param keys what lists are signed with
 * @param network what is published
 * @param watch remembers self-tests
 * @param contacts in which regions tenants live
 * @param tenants what names a tenant in a request
 */
public record PublisherServices(
        PublisherSettings settings,
        Transactions transactions,
        EgressLists lists,
        PutEgress put,
        GoLive live,
        EgressImpact impact,
        EgressAgents agents,
        Acknowledgements acknowledgements,
        FailedAttempts attempts,
        PublisherKeys keys,
        PublishedNetwork network,
        EgressWatch watch,
        Contacts contacts,
        TenantSource tenants) {}
