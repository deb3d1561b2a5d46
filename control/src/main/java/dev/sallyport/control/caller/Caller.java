package dev.sallyport.control.caller;

import dev.sallyport.engine.policy.TenantId;
import java.util.Optional;
import java.util.Set;

/** The authenticated party behind a call. */
public sealed interface Caller {

    /**
     * A client of the operator. Its scopes hold for all tenants.
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

    /**
     * A person or program of one tenant for whom an issuer outside vouches.
     *
     * @param issuer the name under which the issuer is known here
     * @param subject what the issuer calls it
     * @param tenant the tenant it belongs to
     * @param scopes what its roles stand for
     */
    record ExternalMember(String issuer, String subject, TenantId tenant, Set<ApiScope> scopes)
            implements Caller {

        /** Copies the scopes. */
        public ExternalMember {
            scopes = Set.copyOf(scopes);
        }
    }

    /**
     * A person or program of the operator for whom an issuer outside vouches. Its scopes hold for
     * all tenants.
     *
     * @param issuer the name under which the issuer is known here
     * @param subject what the issuer calls it
     * @param scopes what its roles stand for
     */
    record ExternalOperator(String issuer, String subject, Set<ApiScope> scopes) implements Caller {

        /** Copies the scopes. */
        public ExternalOperator {
            scopes = Set.copyOf(scopes);
        }
    }

    /** The program itself, when it starts. */
    record Program() implements Caller {

        @Override
        public Set<ApiScope> scopes() {
            return Set.of(ApiScope.OPERATE);
        }
    }

    /**
     * Returns the tenant this caller belongs to; empty for operators and the program, who belong to
     * none.
     */
    default Optional<TenantId> ownTenant() {
        return switch (this) {
            case Operator ignored -> Optional.empty();
            case TenantClient client -> Optional.of(client.tenant());
            case ExternalMember member -> Optional.of(member.tenant());
            case ExternalOperator ignored -> Optional.empty();
            case Program ignored -> Optional.empty();
        };
    }

    /**
     * Returns whether this caller may do what {@code scope} stands for to what belongs to {@code
     * tenant}.
     */
    default boolean may(ApiScope scope, TenantId tenant) {
        return switch (this) {
            case Operator operator -> operator.holds(scope);
            case TenantClient client -> client.tenant().equals(tenant) && client.holds(scope);
            case ExternalMember member -> member.tenant().equals(tenant) && member.holds(scope);
            case ExternalOperator operator -> operator.holds(scope);
            case Program ignored -> true;
        };
    }

    /** Returns whether this caller may do what concerns all tenants. */
    default boolean mayOperate() {
        return ownTenant().isEmpty() && holds(ApiScope.OPERATE);
    }

    /** Returns whether this caller holds {@code scope} or one that includes it. */
    default boolean holds(ApiScope scope) {
        return ApiScope.isHeld(scopes(), scope);
    }

    /** Returns the scopes this caller was granted, without those that they include. */
    Set<ApiScope> scopes();

    /**
     * Returns the name under which the audit log knows this caller: {@code operator:ID}, {@code
     * client:ID}, {@code external:ISSUER:SUBJECT}, {@code external-operator:ISSUER:SUBJECT} or
     * {@code program}.
     */
    default String auditName() {
        return switch (this) {
            case Operator operator -> "operator:" + operator.clientId();
            case TenantClient client -> "client:" + client.clientId();
            case ExternalMember member -> "external:" + member.issuer() + ":" + member.subject();
            case ExternalOperator operator ->
                    "external-operator:" + operator.issuer() + ":" + operator.subject();
            case Program ignored -> "program";
        };
    }
}
