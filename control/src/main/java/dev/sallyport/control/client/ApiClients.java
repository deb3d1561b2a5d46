package dev.sallyport.control.client;

import dev.sallyport.control.audit.Alteration;
import dev.sallyport.control.audit.Alterations;
import dev.sallyport.control.audit.AuditAction;
import dev.sallyport.control.audit.AuditEvent;
import dev.sallyport.control.caller.ApiScope;
import dev.sallyport.control.caller.Caller;
import dev.sallyport.control.caller.Origin;
import dev.sallyport.control.port.Repositories;
import dev.sallyport.control.port.Transactions;
import dev.sallyport.control.problem.Outcome;
import dev.sallyport.control.problem.ProblemCode;
import dev.sallyport.control.tenant.Tenants;
import dev.sallyport.engine.policy.TenantId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The use cases about clients of the API. Ids and secrets are made by whoever calls. Safe for use
 * by several threads.
 */
public final class ApiClients {

    /** The most clients a tenant may have. */
    public static final int MAX_CLIENTS = 100;

    private final Transactions transactions;

    /** Keeps clients behind {@code transactions}. */
    public ApiClients(Transactions transactions) {
        this.transactions = transactions;
    }

    /**
     * Makes a client of a tenant. Refused if the tenant is unknown or has too many, the id is
     * taken, or the caller does not hold a scope it would hand on; {@code sallyport:operate} is
     * never a tenant's.
     *
     * @param clientId a fresh id
     * @param secretHash the hash of a fresh secret
     */
    public Outcome<ApiClient> create(
            TenantId tenant,
            String name,
            Set<ApiScope> scopes,
            String clientId,
            SecretHash secretHash,
            Origin origin) {
        for (ApiScope scope : new TreeSet<>(scopes)) {
            if (scope == ApiScope.OPERATE || !origin.caller().holds(scope)) {
                return Outcome.refused(
                        ProblemCode.CLIENT_SCOPE_NOT_HELD,
                        "the caller cannot hand on the scope `" + scope + "`");
            }
        }
        return transactions.write(repositories -> {
            if (repositories.tenants().find(tenant).isEmpty()) {
                return Tenants.unknown(tenant);
            }
            if (repositories.clients().ofTenant(tenant).size() >= MAX_CLIENTS) {
                return Outcome.refused(
                        ProblemCode.CLIENT_TOO_MANY,
                        "the tenant has " + MAX_CLIENTS + " clients, as many as it may have");
            }
            ApiClient client =
                    new ApiClient(
                            clientId, tenant, name, scopes, secretHash, origin.at(), origin.at());
            return inserted(repositories, client, origin);
        });
    }

    /**
     * Makes a client of the operator. Refused if the id is taken or the caller is not the operator
     * or the program itself.
     */
    public Outcome<ApiClient> createOperator(
            String name, String clientId, SecretHash secretHash, Origin origin) {
        if (!origin.caller().mayOperate()) {
            return Outcome.refused(
                    ProblemCode.CLIENT_SCOPE_NOT_HELD,
                    "the caller cannot hand on the scope `" + ApiScope.OPERATE + "`");
        }
        ApiClient client =
                new ApiClient(
                        clientId,
                        null,
                        name,
                        Set.of(ApiScope.OPERATE),
                        secretHash,
                        origin.at(),
                        origin.at());
        return transactions.write(repositories -> inserted(repositories, client, origin));
    }

    /** Returns whether the operator has any client; on an empty data folder there is none. */
    public boolean hasOperator() {
        return transactions.read(repositories -> repositories.clients().hasOperator());
    }

    /** Returns the client with the given id, a tenant's or the operator's. */
    public Optional<ApiClient> find(String clientId) {
        return transactions.read(repositories -> repositories.clients().find(clientId));
    }

    /** Returns a tenant's clients in the order of their ids. */
    public Outcome<List<ApiClient>> list(TenantId tenant) {
        return transactions.read(repositories ->
                repositories.tenants().find(tenant).isEmpty()
                        ? Tenants.unknown(tenant)
                        : Outcome.done(repositories.clients().ofTenant(tenant)));
    }

    /**
     * Gives a tenant's client a new secret; the old one and its tokens end. Refused if the caller
     * does not hold its scopes.
     */
    public Outcome<ApiClient> rotate(
            TenantId tenant, String clientId, SecretHash secretHash, Origin origin) {
        return transactions.write(repositories -> {
            Optional<ApiClient> before = owned(repositories, tenant, clientId);
            if (before.isEmpty()) {
                return unknown(clientId);
            }
            Caller caller = origin.caller();
            if (!before.get().scopes().stream().allMatch(caller::holds)) {
                return Outcome.refused(
                        ProblemCode.CLIENT_SCOPE_NOT_HELD,
                        "the client has scopes that the caller does not hold");
            }
            ApiClient after = before.get().withSecret(secretHash, origin.at());
            repositories.clients().update(after);
            audit(repositories, AuditAction.CLIENT_ROTATED, before.get(), after, origin);
            return Outcome.done(after);
        });
    }

    /** Removes a tenant's client, which ends its tokens. */
    public Outcome<ApiClient> delete(TenantId tenant, String clientId, Origin origin) {
        return transactions.write(repositories -> {
            Optional<ApiClient> client = owned(repositories, tenant, clientId);
            if (client.isEmpty()) {
                return unknown(clientId);
            }
            repositories.clients().delete(clientId);
            audit(repositories, AuditAction.CLIENT_DELETED, client.get(), null, origin);
            return Outcome.done(client.get());
        });
    }

    private static Outcome<ApiClient> inserted(
            Repositories repositories, ApiClient client, Origin origin) {
        if (repositories.clients().find(client.clientId()).isPresent()) {
            return Outcome.refused(
                    ProblemCode.CLIENT_EXISTS,
                    "there is a client `" + client.clientId() + "` already");
        }
        repositories.clients().insert(client);
        audit(repositories, AuditAction.CLIENT_CREATED, null, client, origin);
        return Outcome.done(client);
    }

    private static Optional<ApiClient> owned(
            Repositories repositories, TenantId tenant, String clientId) {
        return repositories
                .clients()
                .find(clientId)
                .filter(client -> tenant.equals(client.tenant()));
    }

    private static <T> Outcome<T> unknown(String clientId) {
        return Outcome.refused(
                ProblemCode.CLIENT_UNKNOWN, "the tenant has no client `" + clientId + "`");
    }

    /* Of secrets there is only to say when they changed. */
    private static void audit(
            Repositories repositories,
            AuditAction action,
            @Nullable ApiClient before,
            @Nullable ApiClient after,
            Origin origin) {
        ApiClient client = Objects.requireNonNull(after == null ? before : after);
        List<Alteration> altered =
                new Alterations()
                        .compare("/name", name(before), name(after))
                        .compare("/scopes", scopes(before), scopes(after))
                        .compare("/secretChangedAt", changed(before), changed(after))
                        .toList();
        repositories
                .audit()
                .append(
                        AuditEvent.of(action, origin, client.tenant())
                                .target(client.clientId())
                                .altering(altered));
    }

    private static String name(@Nullable ApiClient client) {
        return client == null ? "" : client.name();
    }

    private static String scopes(@Nullable ApiClient client) {
        return client == null
                ? ""
                : new TreeSet<>(client.scopes())
                        .stream().map(ApiScope::text).collect(Collectors.joining(" "));
    }

    private static String changed(@Nullable ApiClient client) {
        return client == null ? "" : client.secretChangedAt().toString();
    }
}
