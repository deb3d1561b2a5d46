package dev.sallyport.control.issuer;

import dev.sallyport.control.audit.AuditAction;
import dev.sallyport.control.audit.AuditEvent;
import dev.sallyport.control.caller.ApiScope;
import dev.sallyport.control.caller.Origin;
import dev.sallyport.control.port.Repositories;
import dev.sallyport.control.port.Transactions;
import dev.sallyport.control.problem.Fault;
import dev.sallyport.control.problem.FaultList;
import dev.sallyport.control.problem.Outcome;
import dev.sallyport.control.problem.ProblemCode;
import dev.sallyport.control.problem.Quoted;
import dev.sallyport.control.tenant.Tenants;
import dev.sallyport.engine.policy.TenantId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The use cases about issuers outside. Declaring one makes this server fetch a URL and lets others
 * say who may call it, so only operators may. Safe for use by several threads.
 */
public final class ExternalIssuers {

    /** The most issuers of the whole deployment; each tenant may have one more. */
    public static final int MAX_ISSUERS = 100;

    private final Transactions transactions;

    /** Keeps issuers behind {@code transactions}. */
    public ExternalIssuers(Transactions transactions) {
        this.transactions = transactions;
    }

    /**
     * Declares an issuer of the whole deployment, or replaces what was declared. Refused if there
     * are too many, another issuer has the same {@code iss}, or tenants' callers would be
     * operators.
     */
    public Outcome<ExternalIssuer> put(IssuerName name, IssuerSubmission declared, Origin origin) {
        return put(name, null, declared, origin);
    }

    /**
     * Declares the own issuer of a tenant, or replaces what was declared. Refused if the tenant is
     * unknown, another issuer has the same {@code iss}, its tokens would name tenants, or its
     * callers would be operators.
     */
    public Outcome<ExternalIssuer> putOf(
            TenantId tenant, IssuerSubmission declared, Origin origin) {
        return put(IssuerName.of(tenant), tenant, declared, origin);
    }

    private Outcome<ExternalIssuer> put(
            IssuerName name, @Nullable TenantId tenant, IssuerSubmission declared, Origin origin) {
        if (!origin.caller().mayOperate()) {
            return Outcome.refused(
                    ProblemCode.AUTH_FORBIDDEN, "this needs the scope `" + ApiScope.OPERATE + "`");
        }
        FaultList faults = faults(tenant, declared);
        if (!faults.isEmpty()) {
            return Outcome.refused(
                    faults.toProblem(
                            ProblemCode.REQUEST_INVALID, faults.kept().getFirst().detail()));
        }
        return transactions.write(repositories -> {
            if (tenant != null && repositories.tenants().find(tenant).isEmpty()) {
                return Tenants.unknown(tenant);
            }
            Optional<ExternalIssuer> before = repositories.issuers().find(name);
            boolean isTaken =
                    repositories
                            .issuers()
                            .findByIssuer(declared.issuer())
                            .filter(other -> !other.name().equals(name))
                            .isPresent();
            if (isTaken || declared.issuer().equals(ExternalIssuer.BUILT_IN)) {
                return Outcome.refused(
                        new Fault(
                                ProblemCode.ISSUER_TAKEN,
                                "/issuer",
                                "issuer "
                                        + Quoted.text(declared.issuer())
                                        + " is declared already or our own",
                                "one issuer has one declaration; change that, or remove it first"));
            }
            if (before.isEmpty()
                    && tenant == null
                    && repositories.issuers().ofDeployment().size() >= MAX_ISSUERS) {
                return Outcome.refused(
                        ProblemCode.ISSUER_TOO_MANY,
                        "there are " + MAX_ISSUERS + " issuers, as many as there may be");
            }
            ExternalIssuer after =
                    new ExternalIssuer(
                            name,
                            tenant,
                            declared,
                            before.map(ExternalIssuer::createdAt).orElse(origin.at()),
                            origin.at());
            repositories.issuers().put(after);
            audit(repositories, AuditAction.ISSUER_DECLARED, before.orElse(null), after, origin);
            return Outcome.done(after);
        });
    }

    private static FaultList faults(@Nullable TenantId tenant, IssuerSubmission declared) {
        FaultList faults = new FaultList();
        if (tenant != null && declared.tenantClaim() != null) {
            faults.add(
                    ProblemCode.JSON_UNKNOWN_MEMBER,
                    "/tenantClaim",
                    "a tenant's own issuer names no other tenant",
                    "remove the member, or declare an issuer of the whole deployment");
        }
        if (tenant == null && declared.tenantClaim() == null) {
            return faults;
        }
        declared.roles()
                .forEach((role, rights) -> {
                    boolean operates =
                            rights.stream()
                                    .anyMatch(right -> right.scopes().contains(ApiScope.OPERATE));
                    if (operates) {
                        faults.add(
                                ProblemCode.ISSUER_RIGHT_NOT_POSSIBLE,
                                "/roles/" + role.replace("~", "~0").replace("/", "~1"),
                                "role "
                                        + Quoted.text(role)
                                        + " would make operators of a tenant's callers",
                                "only an issuer of the whole deployment without `tenantClaim` may");
                    }
                });
        return faults;
    }

    /** Returns the issuer of the whole deployment that has the given name. */
    public Outcome<ExternalIssuer> get(IssuerName name) {
        return transactions.read(repositories ->
                repositories
                        .issuers()
                        .find(name)
                        .<Outcome<ExternalIssuer>>map(Outcome::done)
                        .orElseGet(() -> unknown("there is no issuer `" + name + "`")));
    }

    /** Returns the own issuer of a tenant. */
    public Outcome<ExternalIssuer> getOf(TenantId tenant) {
        return transactions.read(repositories -> ofTenant(repositories, tenant));
    }

    private static Outcome<ExternalIssuer> ofTenant(Repositories repositories, TenantId tenant) {
        if (repositories.tenants().find(tenant).isEmpty()) {
            return Tenants.unknown(tenant);
        }
        return repositories
                .issuers()
                .find(IssuerName.of(tenant))
                .<Outcome<ExternalIssuer>>map(Outcome::done)
                .orElseGet(() -> unknown("the tenant has no issuer of its own"));
    }

    /** Returns the issuers of the whole deployment in the order of their names. */
    public List<ExternalIssuer> list() {
        return transactions.read(repositories -> repositories.issuers().ofDeployment());
    }

    /** Removes an issuer of the whole deployment, which ends its tokens. */
    public Outcome<ExternalIssuer> delete(IssuerName name, Origin origin) {
        return transactions.write(repositories ->
                removed(
                        repositories,
                        repositories
                                .issuers()
                                .find(name)
                                .<Outcome<ExternalIssuer>>map(Outcome::done)
                                .orElseGet(() -> unknown("there is no issuer `" + name + "`")),
                        origin));
    }

    /** Removes the own issuer of a tenant, which ends its tokens. */
    public Outcome<ExternalIssuer> deleteOf(TenantId tenant, Origin origin) {
        return transactions.write(
                repositories -> removed(repositories, ofTenant(repositories, tenant), origin));
    }

    private static Outcome<ExternalIssuer> removed(
            Repositories repositories, Outcome<ExternalIssuer> found, Origin origin) {
        return found.map(issuer -> {
            repositories.issuers().delete(issuer.name());
            audit(repositories, AuditAction.ISSUER_REMOVED, issuer, null, origin);
            return issuer;
        });
    }

    /**
     * Returns the issuer whose tokens have the given {@code iss}; empty if there is none, or the
     * tenant whose own it was is gone.
     */
    public Optional<ExternalIssuer> findByIssuer(String issuer) {
        return transactions.read(repositories -> repositories.issuers().findByIssuer(issuer));
    }

    /** Returns whether there is such a tenant, to which a token may say that its bearer belongs. */
    public boolean knows(TenantId tenant) {
        return transactions.read(repositories -> repositories.tenants().find(tenant).isPresent());
    }

    private static <T> Outcome<T> unknown(String detail) {
        return Outcome.refused(ProblemCode.ISSUER_UNKNOWN, detail);
    }

    private static void audit(
            Repositories repositories,
            AuditAction action,
            @Nullable ExternalIssuer before,
            @Nullable ExternalIssuer after,
            Origin origin) {
        ExternalIssuer issuer = Objects.requireNonNull(after == null ? before : after);
        repositories
                .audit()
                .append(
                        AuditEvent.of(action, origin, issuer.tenant())
                                .target(issuer.name().value())
                                .altering(IssuerAlterations.between(before, after)));
    }
}
