package dev.sallyport.server.compat.genesys;

import dev.sallyport.compat.genesys.ErrorBodies;
import dev.sallyport.compat.genesys.ErrorBody;
import dev.sallyport.control.caller.ApiScope;
import dev.sallyport.engine.policy.TenantId;
import dev.sallyport.server.compat.DoorCall;
import java.util.List;

/* What a call needs, as the vendor's API names it, and the scope that stands for it here. */
enum Permission {
    SETTINGS_READ(ApiScope.GENESYS_ORGANIZATION_READ, "directory:organization:admin"),
    SETTINGS_CHANGE(ApiScope.GENESYS_ORGANIZATION, "directory:organization:admin"),
    PAIRING_ADD(ApiScope.GENESYS_TRUST, "authorization:orgTrustee:add"),
    PAIRING_READ(
            ApiScope.GENESYS_TRUST_READ,
            "authorization:orgTrustee:view",
            "authorization:orgTrustor:view"),
    TRUSTEE_READ(ApiScope.GENESYS_TRUST_READ, "authorization:orgTrustee:view"),
    TRUSTEE_ADD(
            ApiScope.GENESYS_TRUST,
            "authorization:orgTrustee:add",
            "authorization:orgTrusteeUser:add"),
    TRUSTEE_CHANGE(ApiScope.GENESYS_TRUST, "authorization:orgTrustee:edit"),
    TRUSTEE_DELETE(ApiScope.GENESYS_TRUST, "authorization:orgTrustee:delete"),
    TRUSTOR_READ(ApiScope.GENESYS_TRUST_READ, "authorization:orgTrustor:view"),
    TRUSTOR_DELETE(ApiScope.GENESYS_TRUST, "authorization:orgTrustor:delete");

    private final ApiScope scope;
    private final String names;

    Permission(ApiScope scope, String... names) {
        this.scope = scope;
        this.names = String.join(", ", names);
    }

    /**
     * Returns the caller's own tenant, in which the caller has this permission.
     *
     * @throws ErrorBodyException if not, or the caller has no tenant
     */
    TenantId in(DoorCall call) {
        TenantId own = anybody(call);
        if (!call.caller().may(scope, own)) {
            throw new ErrorBodyException(missing());
        }
        return own;
    }

    /* Of several names all are needed to add a trustee, and any will do otherwise. */
    private ErrorBody missing() {
        return this == TRUSTEE_ADD
                ? ErrorBodies.missingAll(List.of(names))
                : ErrorBodies.missingAny(List.of(names));
    }

    /**
     * Returns the caller's own tenant, whatever the caller may do in it.
     *
     * @throws ErrorBodyException if the caller has no tenant
     */
    static TenantId anybody(DoorCall call) {
        return call.caller()
                .ownTenant()
                .orElseThrow(() -> new ErrorBodyException(ErrorBodies.notAuthorized()));
    }
}
