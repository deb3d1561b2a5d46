package dev.sallyport.control.caller;

import dev.sallyport.engine.policy.TenantId;
import java.util.Set;

/** The authenticated party behind a call. */
public sealed interface Caller {

    /**
     * A client of the operator; may do everything for all tenants its scopes name.
     *
     * @param clientId its client id
     * @param scopes what its token allows
     */
    record Operator(String clientId, Set<ApiScope> scopes) implements Caller {

        /** Copies the scopes. */
        public Operator {
            scopes = Set.copyOf(scopes);
        }
    }

    /**
     * A client of one tenant.
     *
     * @param clientId its client id
     * @param tenant the tenant it belongs to
     * @param scopes what its token allows
     */
    record TenantClient(String clientId, TenantId tenant, Set<ApiScope> scopes) implements Caller {

        /** Copies the scopes. */
        public TenantClient {
            scopes = Set.copyOf(scopes);
        }
    }

    /** The program itself, when it starts. */
    record Program() implements Caller {}

    /**
     * Returns whether this caller may do what {@code scope} stands for to what belongs to {@code
     * tenant}.
     */
    default boolean may(ApiScope scope, TenantId tenant) {
        return switch (this) {
            case Operator operator -> operator.scopes().contains(ApiScope.OPERATE);
            case TenantClient client -> client.tenant().equals(tenant) && client.holds(scope);
            case Program ignored -> true;
        };
    }

    /** Returns whether this caller may do what concerns all tenants. */
    default boolean mayOperate() {
        return switch (this) {
            case Operator operator -> operator.scopes().contains(ApiScope.OPERATE);
            case TenantClient ignored -> false;
            case Program ignored -> true;
        };
    }

    /**
     * Returns whether this caller holds {@code scope} or one that includes it: managing includes
     * reading, operating includes everything.
     */
    default boolean holds(ApiScope scope) {
        Set<ApiScope> scopes =
                switch (this) {
                    case Operator operator -> operator.scopes();
                    case TenantClient client -> client.scopes();
                    case Program ignored -> Set.of(ApiScope.OPERATE);
                };
        return scopes.contains(scope)
                || scopes.contains(ApiScope.OPERATE)
                || scope == ApiScope.READ && scopes.contains(ApiScope.MANAGE);
    }

    /**
     * Returns the name under which the audit log knows this caller: {@code operator:ID}, {@code
     * client:ID} or {@code program}.
     */
    default String auditName() {
        return switch (this) {
            case Operator operator -> "operator:" + operator.clientId();
            case TenantClient client -> "client:" + client.clientId();
            case Program ignored -> "program";
        };
    }
}
