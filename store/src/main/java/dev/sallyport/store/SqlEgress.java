package dev.sallyport.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sallyport.control.egress.Acknowledgement;
import dev.sallyport.control.egress.EgressAgent;
import dev.sallyport.control.egress.EgressCustomer;
import dev.sallyport.control.egress.EgressNotice;
import dev.sallyport.control.egress.EgressRegion;
import dev.sallyport.control.egress.Publication;
import dev.sallyport.control.port.EgressRepository;
import dev.sallyport.control.port.StorageException;
import dev.sallyport.egress.document.DocumentLimits;
import dev.sallyport.egress.document.EgressDocumentReader;
import dev.sallyport.egress.list.EgressList;
import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.policy.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/* Lists are kept as the documents that were published: what was signed is what is read again. */
record SqlEgress(Work work) implements EgressRepository {

    private static final DocumentLimits LIMITS =
            new DocumentLimits(Integer.MAX_VALUE, Integer.MAX_VALUE);

    @Override
    public List<String> regions() {
        return work.reading()
                .sql("SELECT name FROM egress_region ORDER BY name")
                .query((result, row) -> result.getString(1))
                .list();
    }

    @Override
    public Optional<EgressRegion> find(String region) {
        return work.reading()
                .sql(
                        "SELECT r.*, p.document FROM egress_region r JOIN egress_publication p"
                                + " ON p.region = r.name AND p.serial = r.serial WHERE r.name = ?")
                .param(region)
                .query(SqlEgress::region)
                .optional();
    }

    private static EgressRegion region(ResultSet result, int row) throws SQLException {
        long due = result.getLong("notice_due");
        Instant noticeDue = result.wasNull() ? null : Instant.ofEpochMilli(due);
        return new EgressRegion(
                list(result.getString("document")),
                live(result.getString("live")),
                result.getLong("version"),
                result.getLong("told"),
                noticeDue);
    }

    private static EgressList list(String document) {
        try {
            return EgressDocumentReader.read(document.getBytes(UTF_8), LIMITS).orThrow().list();
        } catch (IllegalArgumentException unreadable) {
            throw new StorageException("a published list cannot be read", unreadable);
        }
    }

    private static Map<IpPrefix, Instant> live(String lines) {
        Map<IpPrefix, Instant> live = new TreeMap<>();
        lines.lines()
                .forEach(line -> {
                    int space = line.indexOf(' ');
                    live.put(
                            IpPrefix.parse(line.substring(0, space)),
                            Instant.parse(line.substring(space + 1)));
                });
        return live;
    }

    @Override
    public void put(EgressRegion region) {
        if (publication(region.name(), region.list().serial()).isEmpty()) {
            throw new StorageException("nothing was published under this serial");
        }
        Instant due = region.noticeDue();
        work.writing()
                .sql(
                        "INSERT INTO egress_region (name, serial, version, live, told, notice_due, next_removal)"
                                + " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (name) DO UPDATE SET"
                                + " serial = excluded.serial, version = excluded.version, live = excluded.live,"
                                + " told = excluded.told, notice_due = excluded.notice_due,"
                                + " next_removal = excluded.next_removal")
                .param(region.name())
                .param(region.list().serial())
                .param(region.version())
                .param(
                        region.live().entrySet().stream()
                                .map(each -> each.getKey() + " " + each.getValue())
                                .collect(Collectors.joining("\n")))
                .param(region.told())
                .param(due == null ? null : due.toEpochMilli())
                .param(region.nextRemoval().map(Instant::toEpochMilli).orElse(null))
                .update();
    }

    @Override
    public List<String> due(Instant now) {
        return work.reading()
                .sql(
                        "SELECT name FROM egress_region WHERE next_removal < ? OR notice_due <= ? ORDER BY name")
                .params(now.toEpochMilli(), now.toEpochMilli())
                .query((result, row) -> result.getString(1))
                .list();
    }

    @Override
    public void add(Publication publication) {
        EgressList list = publication.list();
        if (!list(publication.document()).equals(list)) {
            throw new StorageException("a list could not be read again as it was written");
        }
        long last =
                work.reading()
                        .sql(
                                "SELECT coalesce(max(serial), 0) FROM egress_publication WHERE region = ?")
                        .param(list.region())
                        .query(Long.class)
                        .single();
        if (last >= list.serial()) {
            throw new StorageException("the serial was given before");
        }
        work.writing()
                .sql(
                        "INSERT INTO egress_publication (region, serial, created_at, document, words)"
                                + " VALUES (?, ?, ?, ?, ?)")
                .params(
                        list.region(),
                        list.serial(),
                        list.created().toString(),
                        publication.document(),
                        String.join("\n", publication.words()))
                .update();
    }

    @Override
    public Optional<Publication> publication(String region, long serial) {
        return work.reading()
                .sql(
                        "SELECT document, words FROM egress_publication WHERE region = ? AND serial = ?")
                .params(region, serial)
                .query((result, row) ->
                        new Publication(
                                list(result.getString("document")),
                                result.getString("document"),
                                words(result.getString("words"))))
                .optional();
    }

    private static List<String> words(String lines) {
        return lines.lines().toList();
    }

    @Override
    public List<Publication.Summary> history(String region, long below, int limit) {
        return work.reading()
                .sql(
                        "SELECT serial, created_at, words FROM egress_publication"
                                + " WHERE region = ? AND serial < ? ORDER BY serial DESC LIMIT ?")
                .params(region, below, limit)
                .query((result, row) ->
                        new Publication.Summary(
                                result.getLong("serial"),
                                Instant.parse(result.getString("created_at")),
                                words(result.getString("words"))))
                .list();
    }

    @Override
    public void add(EgressNotice notice) {
        work.writing()
                .sql(
                        "INSERT INTO egress_notice (region, serial, previous, at, words) VALUES (?, ?, ?, ?, ?)")
                .params(
                        notice.region(),
                        notice.serial(),
                        notice.previous(),
                        notice.at().toString(),
                        String.join("\n", notice.words()))
                .update();
    }

    @Override
    public List<EgressNotice> notices(String region, int limit) {
        return work.reading()
                .sql("SELECT * FROM egress_notice WHERE region = ? ORDER BY serial DESC LIMIT ?")
                .params(region, limit)
                .query((result, row) ->
                        new EgressNotice(
                                result.getString("region"),
                                result.getLong("previous"),
                                result.getLong("serial"),
                                Instant.parse(result.getString("at")),
                                words(result.getString("words"))))
                .list();
    }

    @Override
    public List<EgressAgent> agents(TenantId tenant) {
        return work.reading()
                .sql("SELECT * FROM egress_agent WHERE tenant = ? ORDER BY id")
                .param(tenant.value())
                .query(SqlEgress::agent)
                .list();
    }

    @Override
    public List<EgressAgent> agentsWith(String id) {
        return work.reading()
                .sql("SELECT * FROM egress_agent WHERE id = ? ORDER BY tenant")
                .param(id)
                .query(SqlEgress::agent)
                .list();
    }

    @Override
    public List<EgressAgent> agentsIn(String region) {
        return work.reading()
                .sql(
                        "SELECT a.* FROM egress_agent a JOIN tenant t ON t.id = a.tenant"
                                + " WHERE t.region = ? ORDER BY a.tenant, a.id")
                .param(region)
                .query(SqlEgress::agent)
                .list();
    }

    private static EgressAgent agent(ResultSet result, int row) throws SQLException {
        return new EgressAgent(
                new TenantId(result.getString("tenant")),
                result.getString("id"),
                result.getString("public_key"),
                result.getString("name"),
                Instant.parse(result.getString("created_at")),
                acknowledgement(result));
    }

    private static @Nullable Acknowledgement acknowledgement(ResultSet result) throws SQLException {
        String region = result.getString("region");
        return region == null
                ? null
                : new Acknowledgement(
                        region,
                        result.getLong("serial"),
                        Instant.parse(result.getString("applied_at")),
                        Instant.parse(result.getString("received_at")),
                        result.getString("target"));
    }

    @Override
    public void put(EgressAgent agent) {
        Acknowledgement last = agent.last();
        work.writing()
                .sql(
                        "INSERT INTO egress_agent (tenant, id, public_key, name, created_at, region, serial, applied_at,"
                                + " received_at, target) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                                + " ON CONFLICT (tenant, id) DO UPDATE SET public_key = excluded.public_key,"
                                + " name = excluded.name, region = excluded.region, serial = excluded.serial,"
                                + " applied_at = excluded.applied_at, received_at = excluded.received_at,"
                                + " target = excluded.target")
                .param(agent.tenant().value())
                .param(agent.id())
                .param(agent.key())
                .param(agent.name())
                .param(agent.createdAt().toString())
                .param(last == null ? null : last.region())
                .param(last == null ? null : last.serial())
                .param(last == null ? null : last.appliedAt().toString())
                .param(last == null ? null : last.receivedAt().toString())
                .param(last == null ? null : last.target())
                .update();
    }

    @Override
    public void delete(TenantId tenant, String id) {
        work.writing()
                .sql("DELETE FROM egress_agent WHERE tenant = ? AND id = ?")
                .params(tenant.value(), id)
                .update();
    }

    @Override
    public List<EgressCustomer> customersOf(String region) {
        return work.reading()
                .sql("SELECT id, name FROM tenant WHERE region = ? ORDER BY id")
                .param(region)
                .query((result, row) ->
                        new EgressCustomer(
                                new TenantId(result.getString("id")), result.getString("name")))
                .list();
    }
}
