package dev.sallyport.gate;

import dev.sallyport.engine.host.HostName;
import dev.sallyport.engine.policy.TenantId;

/* What a request says of its tenant. */
sealed interface TenantFact {

    /** It says something that is no tenant, or could be two. */
    record Malformed() implements TenantFact {}

    /** It says nothing. */
    record Absent() implements TenantFact {}

    /** It names a host. */
    record Host(HostName name) implements TenantFact {}

    /** It names a tenant. */
    record Id(TenantId tenant) implements TenantFact {}
}
