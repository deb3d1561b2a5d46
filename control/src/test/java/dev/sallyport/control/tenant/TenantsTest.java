package dev.sallyport.control.tenant;

import static dev.sallyport.control.Fixture.ACME;
import static dev.sallyport.control.Fixture.code;
import static dev.sallyport.control.Fixture.done;
import static dev.sallyport.control.Fixture.faults;
import static dev.sallyport.control.Fixture.hosts;
import static dev.sallyport.control.Fixture.operator;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.control.Fixture;
import dev.sallyport.control.audit.AuditAction;
import dev.sallyport.control.policy.PolicyRevision;
import dev.sallyport.control.port.Change;
import dev.sallyport.engine.policy.Mode;
import dev.sallyport.engine.policy.TenantId;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The use cases about tenants. */
final class TenantsTest {

    private static final TenantId ZETA = new TenantId("zeta");

    private final Fixture fixture = new Fixture();

    private static TenantSubmission submission(TenantId id, String... hosts) {
        return new TenantSubmission(id, "Name", hosts(hosts), "us-east-1");
    }

    @Test
    void tenantIsMadeWithTheInitialPolicy() {
        Tenant made = done(fixture.tenants.create(submission(ZETA, "z.example.com"), operator()));

        assertThat(done(fixture.tenants.get(ZETA))).isEqualTo(made);
        PolicyRevision revision = done(fixture.policies.current(ZETA));
        assertThat(revision.number()).isZero();
        assertThat(revision.policy().mode()).isEqualTo(Mode.MONITOR);
        assertThat(fixture.changes).containsExactly(new Change.TenantChanged(ZETA, 1));
        assertThat(fixture.audit().getLast().event().action())
                .isEqualTo(AuditAction.TENANT_CREATED);
    }

    @Test
    void takenIdIsRefused() {
        assertThat(faults(fixture.tenants.create(submission(ACME), operator())))
                .containsExactly("tenant.exists /id");
    }

    @Test
    void everyTakenHostIsNamed() {
        assertThat(
                        faults(
                                fixture.tenants.create(
                                        submission(ZETA, "z.example.com", "acme.example.com"),
                                        operator())))
                .containsExactly("tenant.host-taken /hosts/1");
        assertThat(code(fixture.tenants.get(ZETA))).isEqualTo("tenant.unknown");
        assertThat(fixture.changes).isEmpty();
    }

    @Test
    void patchChangesWhatItNames() {
        Tenant before = done(fixture.tenants.get(ACME));
        Tenant renamed =
                done(fixture.tenants.patch(ACME, new TenantPatch("New", null, "eu"), operator()));
        assertThat(renamed.name()).isEqualTo("New");
        assertThat(renamed.hosts()).isEqualTo(before.hosts());
        assertThat(renamed.region()).isEqualTo("eu");

        Tenant moved =
                done(
                        fixture.tenants.patch(
                                ACME,
                                new TenantPatch(
                                        null,
                                        hosts("new.example.com", "acme.example.com"),
                                        TenantPatch.NO_REGION),
                                operator()));
        assertThat(moved.name()).isEqualTo("New");
        assertThat(moved.hosts()).isEqualTo(hosts("acme.example.com", "new.example.com"));
        assertThat(moved.region()).isNull();
        assertThat(fixture.changes)
                .containsExactly(
                        new Change.TenantChanged(ACME, 2), new Change.TenantChanged(ACME, 3));
    }

    @Test
    void patchCannotTakeAHostAway() {
        done(fixture.tenants.create(submission(ZETA, "z.example.com"), operator()));

        assertThat(
                        faults(
                                fixture.tenants.patch(
                                        ACME,
                                        new TenantPatch(null, hosts("z.example.com"), null),
                                        operator())))
                .containsExactly("tenant.host-taken /hosts/0");
    }

    @Test
    void tenantMadeAgainStartsAnewAndGoesOnCounting() {
        fixture.published(Fixture.policy(Mode.MONITOR));
        PolicyRevision old = fixture.active();
        done(fixture.tenants.delete(ACME, operator()));
        assertThat(code(fixture.tenants.delete(ACME, operator()))).isEqualTo("tenant.unknown");
        done(fixture.tenants.create(submission(ACME, "acme.example.com"), operator()));
        PolicyRevision published = fixture.published(Fixture.policy(Mode.MONITOR));

        assertThat(published.number()).isEqualTo(old.number());
        assertThat(published.entityTag()).isNotEqualTo(old.entityTag());
        assertThat(fixture.changes)
                .containsExactly(
                        new Change.TenantChanged(ACME, 2),
                        new Change.TenantDeleted(ACME, 3),
                        new Change.TenantChanged(ACME, 4),
                        new Change.TenantChanged(ACME, 5));
    }

    @Test
    void pagesMeet() {
        for (int i = 0; i < 5; i++) {
            done(fixture.tenants.create(submission(new TenantId("t" + i)), operator()));
        }
        Page<Tenant> first = done(fixture.tenants.list(null, 4));
        Page<Tenant> second = done(fixture.tenants.list(first.next(), 4));

        assertThat(ids(first)).containsExactly("acme", "t0", "t1", "t2");
        assertThat(ids(second)).containsExactly("t3", "t4");
        assertThat(second.next()).isNull();
        assertThat(ids(done(fixture.tenants.list(null, 6)))).hasSize(6);
        assertThat(done(fixture.tenants.list(null, 6)).next()).isNull();
        assertThat(code(fixture.tenants.list("no cursor", 4))).isEqualTo("request.bad-parameter");
        assertThat(code(fixture.tenants.list(null, 0))).isEqualTo("request.bad-parameter");
    }

    private static List<String> ids(Page<Tenant> page) {
        return page.items().stream().map(tenant -> tenant.id().value()).toList();
    }
}
