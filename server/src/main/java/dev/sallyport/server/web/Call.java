package dev.sallyport.server.web;

import dev.sallyport.control.caller.ApiScope;
import dev.sallyport.control.caller.Caller;
import dev.sallyport.control.caller.Origin;
import dev.sallyport.control.problem.Outcome;
import dev.sallyport.control.problem.Problem;
import dev.sallyport.control.problem.ProblemCode;
import dev.sallyport.control.problem.Quoted;
import dev.sallyport.control.tenant.Tenants;
import dev.sallyport.engine.client.ClientAddress;
import dev.sallyport.engine.policy.TenantId;
import java.time.Instant;

/**
 * One authenticated call of the API: who calls, from where and when. The methods that return what a
 * call is about throw {@link RefusedException} if the caller has no business there.
 *
 * @param caller who
 * @param address from where
 * @param at when
 * @param requestId by which the answer and the log name the request
 */
record Call(Caller caller, ClientAddress address, Instant at, String requestId) {

    /** Returns where a change comes from, without a reason. */
    Origin origin() {
        return origin("");
    }

    /** Returns where a change comes from, with the caller's reason for it. */
    Origin origin(String reason) {
        return new Origin(caller, address, at, reason, requestId);
    }

    /**
     * Returns the tenant named in a path, to which this caller may do what {@code scope} stands
     * for. To a tenant's client, every other tenant is one that does not exist.
     */
    TenantId tenant(String text, ApiScope scope) {
        TenantId tenant = visible(text);
        if (!caller.may(scope, tenant)) {
            throw forbidden(scope);
        }
        return tenant;
    }

    /**
     * Returns the tenant named in a path, which this caller may change in ways that concern the
     * deployment.
     */
    TenantId tenantAsOperator(String text) {
        TenantId tenant = visible(text);
        operator();
        return tenant;
    }

    /** Returns if this caller may do what concerns all tenants. */
    void operator() {
        if (!caller.mayOperate()) {
            throw forbidden(ApiScope.OPERATE);
        }
    }

    private TenantId visible(String text) {
        if (!TenantId.isValid(text)) {
            throw new RefusedException(
                    ProblemCode.TENANT_UNKNOWN, "there is no tenant " + Quoted.text(text));
        }
        TenantId tenant = new TenantId(text);
        boolean isAnothers = caller.ownTenant().filter(own -> !own.equals(tenant)).isPresent();
        if (isAnothers && Tenants.unknown(tenant) instanceof Outcome.Refused<?>(Problem problem)) {
            throw new RefusedException(problem);
        }
        return tenant;
    }

    private static RefusedException forbidden(ApiScope scope) {
        return new RefusedException(
                ProblemCode.AUTH_FORBIDDEN, "this needs the scope `" + scope + "`");
    }
}
