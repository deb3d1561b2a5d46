package dev.sallyport.server.web;

import dev.sallyport.control.denial.LookUpDenial;
import dev.sallyport.control.denial.RecentDenials;
import dev.sallyport.control.tenant.TenantImport;
import dev.sallyport.gate.TenantContacts;
import dev.sallyport.server.node.DeploymentControl;
import dev.sallyport.server.node.ServerDoctor;

/**
 * What the doors for bringing tenants in, and for looking why somebody is refused, open to.
 *
 * @param imports the use case that makes many tenants at a time
 * @param deployment the switch of the deployment
 * @param doctor advice about the set-up
 * @param denials the denials of the last minutes
 * @param lookUp the use case that explains one
 * @param contacts whom the people of each tenant ask
 */
public record OnboardingServices(
        TenantImport imports,
        DeploymentControl deployment,
        ServerDoctor doctor,
        RecentDenials denials,
        LookUpDenial lookUp,
        TenantContacts contacts) {}
