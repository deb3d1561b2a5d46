package dev.sallyport.store;

import dev.sallyport.control.audit.Alteration;
import dev.sallyport.control.audit.AuditAction;
import dev.sallyport.control.audit.AuditEvent;
import dev.sallyport.control.caller.ApiScope;
import dev.sallyport.control.caller.Caller;
import dev.sallyport.control.caller.Origin;
import dev.sallyport.control.client.ApiClient;
import dev.sallyport.control.client.SecretHash;
import dev.sallyport.control.issuer.ClaimPath;
import dev.sallyport.control.issuer.ExternalIssuer;
import dev.sallyport.control.issuer.IssuerName;
import dev.sallyport.control.issuer.IssuerSubmission;
import dev.sallyport.control.issuer.Right;
import dev.sallyport.control.issuer.TokenAlgorithm;
import dev.sallyport.control.policy.EntryIds;
import dev.sallyport.control.policy.EntrySubmission;
import dev.sallyport.control.policy.PolicyRevision;
import dev.sallyport.control.policy.PolicySubmission;
import dev.sallyport.control.policy.RuleSubmission;
import dev.sallyport.control.policy.ScopeSubmission;
import dev.sallyport.control.tenant.Contact;
import dev.sallyport.control.tenant.Tenant;
import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.address.IpRange;
import dev.sallyport.engine.client.ClientAddress;
import dev.sallyport.engine.host.HostName;
import dev.sallyport.engine.policy.ChannelId;
import dev.sallyport.engine.policy.ClientAuthorization;
import dev.sallyport.engine.policy.CountryCode;
import dev.sallyport.engine.policy.Effect;
import dev.sallyport.engine.policy.Entry;
import dev.sallyport.engine.policy.EntryId;
import dev.sallyport.engine.policy.Life;
import dev.sallyport.engine.policy.ListName;
import dev.sallyport.engine.policy.Mode;
import dev.sallyport.engine.policy.Policy;
import dev.sallyport.engine.policy.PrincipalKind;
import dev.sallyport.engine.policy.Rule;
import dev.sallyport.engine.policy.RuleId;
import dev.sallyport.engine.policy.Scope;
import dev.sallyport.engine.policy.Source;
import dev.sallyport.engine.policy.TenantId;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Values that tests of the store share. */
final class Samples {

    static final Instant NOW = Instant.parse("2026-03-01T12:00:00.123456789Z");

    static final TenantId ACME = new TenantId("acme");
    static final TenantId ZETA = new TenantId("zeta");

    private Samples() {}

    static Tenant tenant(TenantId id, String... hosts) {
        return new Tenant(
                id,
                "Tenant " + id,
                Stream.of(hosts).map(HostName::new).toList(),
                "us-east-1",
                new Contact("mailto:it@" + id + ".example"),
                NOW,
                NOW);
    }

    static PolicyRevision revision(long number) {
        return new PolicyRevision(
                number,
                number + 1,
                policy("203.0.113." + number % 200),
                NOW,
                "operator:root",
                "2001:db8::1",
                "why");
    }

    static Policy policy(String address) {
        Life life = new Life(true, NOW, Instant.parse("2027-01-31T00:00:00Z"));
        List<Entry> sources =
                List.of(
                        new Entry(
                                new EntryId("e1"),
                                new Source.Network(IpPrefix.parse(address)),
                                life,
                                "Büro ✓",
                                "o",
                                NOW),
                        Entry.of(
                                new EntryId("e2"),
                                new Source.Range(IpRange.parse("192.0.2.1-192.0.2.9"))),
                        Entry.of(new EntryId("e3"), new Source.Country(new CountryCode("FR"))),
                        Entry.of(new EntryId("e4"), new Source.Asn(4_294_967_295L)),
                        Entry.of(
                                new EntryId("e5"),
                                new Source.ListReference(new ListName("feed:a/B"))));
        Scope scope =
                new Scope(
                        Set.of(ChannelId.OTHER),
                        Set.of(),
                        Set.of(PrincipalKind.USER),
                        Set.of("admin"),
                        Set.of("web"));
        Rule rule =
                new Rule(
                        new RuleId("office"),
                        "Offices",
                        Effect.ALLOW,
                        sources,
                        List.of(Entry.of(new EntryId("e6"), new Source.Any())),
                        scope,
                        life,
                        true);
        return new Policy(Mode.ENFORCE, ClientAuthorization.WHEN_PRESENT, List.of(rule));
    }

    static PolicySubmission submission(String address) {
        return new PolicySubmission(
                Mode.MONITOR,
                ClientAuthorization.IGNORE,
                List.of(
                        new RuleSubmission(
                                new RuleId("office"),
                                "",
                                Effect.ALLOW,
                                List.of(
                                        EntrySubmission.of(
                                                new Source.Network(IpPrefix.parse(address)))),
                                List.of(),
                                ScopeSubmission.ALL,
                                Life.ALWAYS,
                                false)));
    }

    static Origin operator() {
        return new Origin(
                new Caller.Operator("root", Set.of(ApiScope.OPERATE)),
                new ClientAddress.Determined(IpAddress.parse("192.0.2.1"), ClientAddress.PEER),
                NOW,
                "a reason",
                "00000000deadbeef");
    }

    static ApiClient client(String id, @Nullable TenantId tenant) {
        return new ApiClient(
                id,
                tenant,
                "Client " + id,
                tenant == null ? Set.of(ApiScope.OPERATE) : Set.of(ApiScope.READ, ApiScope.MANAGE),
                SecretHash.of("secret of " + id),
                NOW,
                NOW);
    }

    static ExternalIssuer issuer(IssuerName name, @Nullable TenantId tenant, String issuer) {
        return new ExternalIssuer(
                name,
                tenant,
                new IssuerSubmission(
                        issuer,
                        URI.create("https://login.example.com/keys?a=b"),
                        "Büro ✓",
                        Set.of(TokenAlgorithm.ES256, TokenAlgorithm.EDDSA),
                        new ClaimPath("realm_access.roles"),
                        Map.of(
                                "net/admin ~",
                                List.of(
                                        Right.parse("publisher").orElseThrow(),
                                        Right.parse("sallyport:override").orElseThrow()),
                                "none",
                                List.of()),
                        tenant == null ? new ClaimPath("org") : null,
                        Duration.ofSeconds(5)),
                NOW,
                NOW);
    }

    static AuditEvent event(@Nullable TenantId tenant, String target) {
        return AuditEvent.of(AuditAction.CLIENT_CREATED, operator(), tenant)
                .target(target)
                .overriding(List.of("policy.would-lock-out", "policy.geo-missing"))
                .altering(
                        List.of(
                                new Alteration("/name", "", "Büro \"2\"\n"),
                                new Alteration("/hosts", "a b", "")));
    }

    static EntryIds entryIds() {
        AtomicLong last = new AtomicLong();
        return () -> new EntryId("e" + last.incrementAndGet());
    }
}
