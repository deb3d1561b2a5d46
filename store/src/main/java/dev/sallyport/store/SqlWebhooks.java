package dev.sallyport.store;

import dev.sallyport.control.port.StorageException;
import dev.sallyport.control.port.WebhookRepository;
import dev.sallyport.control.webhook.Webhook;
import dev.sallyport.control.webhook.WebhookEvent;
import dev.sallyport.control.webhook.WebhookId;
import dev.sallyport.control.webhook.WebhookMessage;
import dev.sallyport.engine.policy.TenantId;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

record SqlWebhooks(Work work) implements WebhookRepository {

    private static final String CURSOR = "cursor";
    private static final String HEAD = "head";

    /* A scheduled instant is compared, so it is a number; to the millisecond. */
    private static final String MESSAGE_ORDER = "number, at, id";

    @Override
    public Optional<Webhook> find(WebhookId id) {
        return work.reading()
                .sql("SELECT * FROM webhook WHERE id = ?")
                .param(id.value())
                .query(SqlWebhooks::webhook)
                .optional();
    }

    @Override
    public List<Webhook> of(@Nullable TenantId tenant) {
        if (tenant == null) {
            return list("SELECT * FROM webhook WHERE tenant IS NULL ORDER BY id");
        }
        return work.reading()
                .sql("SELECT * FROM webhook WHERE tenant = ? ORDER BY id")
                .param(tenant.value())
                .query(SqlWebhooks::webhook)
                .list();
    }

    @Override
    public List<Webhook> in(String region) {
        return work.reading()
                .sql(
                        "SELECT w.* FROM webhook w JOIN tenant t ON t.id = w.tenant"
                                + " WHERE t.region = ? ORDER BY w.id")
                .param(region)
                .query(SqlWebhooks::webhook)
                .list();
    }

    private List<Webhook> list(String statement) {
        return work.reading().sql(statement).query(SqlWebhooks::webhook).list();
    }

    @Override
    public List<Webhook> behind() {
        return list("SELECT * FROM webhook WHERE behind IS NOT NULL AND enabled = 1 ORDER BY id");
    }

    @Override
    public List<Webhook> due(Instant now) {
        return work.reading()
                .sql(
                        "SELECT * FROM webhook WHERE enabled = 1 AND id IN (SELECT webhook FROM webhook_message"
                                + " WHERE state = 'PENDING' AND next_at <= ?) ORDER BY id")
                .param(now.toEpochMilli())
                .query(SqlWebhooks::webhook)
                .list();
    }

    @Override
    public int withDead() {
        return work.reading()
                .sql("SELECT count(DISTINCT webhook) FROM webhook_message WHERE state = 'DEAD'")
                .query(Integer.class)
                .single();
    }

    @Override
    public List<Webhook> disabledByProgram() {
        return list("SELECT * FROM webhook WHERE disabled_because <> '' ORDER BY id");
    }

    private static Webhook webhook(ResultSet result, int row) throws SQLException {
        String tenant = result.getString("tenant");
        String rotatedAt = result.getString("rotated_at");
        long behind = result.getLong("behind");
        Long behindOrNull = result.wasNull() ? null : Long.valueOf(behind);
        return new Webhook(
                new WebhookId(result.getString("id")),
                tenant == null ? null : new TenantId(tenant),
                URI.create(result.getString("url")),
                events(result.getString("events")),
                result.getString("description"),
                result.getInt("enabled") == 1,
                result.getString("disabled_because"),
                result.getInt("generation"),
                rotatedAt == null ? null : Instant.parse(rotatedAt),
                result.getLong("since"),
                behindOrNull,
                Instant.parse(result.getString("created_at")),
                Instant.parse(result.getString("updated_at")));
    }

    private static Set<WebhookEvent> events(String texts) {
        Set<WebhookEvent> events = new HashSet<>();
        for (String text : texts.split(" ", -1)) {
            if (!text.isEmpty()) {
                events.add(event(text));
            }
        }
        return events;
    }

    private static WebhookEvent event(String text) {
        return WebhookEvent.find(text)
                .orElseThrow(() -> new StorageException("a webhook has an unknown event"));
    }

    @Override
    public void put(Webhook webhook) {
        TenantId tenant = webhook.tenant();
        Instant rotatedAt = webhook.rotatedAt();
        work.writing()
                .sql(
                        "INSERT INTO webhook (id, tenant, url, events, description, enabled, disabled_because, generation,"
                                + " rotated_at, since, behind, created_at, updated_at)"
                                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                                + " ON CONFLICT (id) DO UPDATE SET url = excluded.url, events = excluded.events,"
                                + " description = excluded.description, enabled = excluded.enabled,"
                                + " disabled_because = excluded.disabled_because, generation = excluded.generation,"
                                + " rotated_at = excluded.rotated_at, since = excluded.since, behind = excluded.behind,"
                                + " updated_at = excluded.updated_at")
                .param(webhook.id().value())
                .param(tenant == null ? null : tenant.value())
                .param(webhook.url().toString())
                .param(
                        webhook.events().stream()
                                .map(WebhookEvent::text)
                                .collect(Collectors.joining(" ")))
                .param(webhook.description())
                .param(webhook.enabled() ? 1 : 0)
                .param(webhook.disabledBecause())
                .param(webhook.generation())
                .param(rotatedAt == null ? null : rotatedAt.toString())
                .param(webhook.since())
                .param(webhook.behind())
                .param(webhook.createdAt().toString())
                .param(webhook.updatedAt().toString())
                .update();
    }

    @Override
    public void delete(WebhookId id) {
        work.writing().sql("DELETE FROM webhook WHERE id = ?").param(id.value()).update();
    }

    @Override
    public Optional<WebhookMessage> message(WebhookId webhook, String id) {
        return work.reading()
                .sql("SELECT * FROM webhook_message WHERE webhook = ? AND id = ?")
                .params(webhook.value(), id)
                .query(SqlWebhooks::message)
                .optional();
    }

    private static WebhookMessage message(ResultSet result, int row) throws SQLException {
        String lastAt = result.getString("last_at");
        return new WebhookMessage(
                new WebhookId(result.getString("webhook")),
                result.getString("id"),
                result.getLong("number"),
                event(result.getString("event")),
                Instant.parse(result.getString("happened_at")),
                result.getString("body"),
                WebhookMessage.State.valueOf(result.getString("state")),
                result.getInt("attempts"),
                Instant.ofEpochMilli(result.getLong("next_at")),
                lastAt == null ? null : Instant.parse(lastAt),
                result.getString("last_result"));
    }

    @Override
    public List<WebhookMessage> messages(WebhookId webhook, WebhookMessage.State state, int limit) {
        return work.reading()
                .sql(
                        "SELECT * FROM webhook_message WHERE webhook = ? AND state = ?"
                                + " ORDER BY number DESC, at DESC, id DESC LIMIT ?")
                .params(webhook.value(), state.name(), limit)
                .query(SqlWebhooks::message)
                .list();
    }

    @Override
    public int count(WebhookId webhook, WebhookMessage.State state) {
        return work.reading()
                .sql("SELECT count(*) FROM webhook_message WHERE webhook = ? AND state = ?")
                .params(webhook.value(), state.name())
                .query(Integer.class)
                .single();
    }

    @Override
    public Optional<WebhookMessage> first(WebhookId webhook, int least, int most, boolean byDue) {
        return work.reading()
                .sql(
                        "SELECT * FROM webhook_message WHERE webhook = ? AND state = 'PENDING'"
                                + " AND attempts >= ? AND attempts <= ? ORDER BY "
                                + (byDue ? "next_at, " : "")
                                + MESSAGE_ORDER
                                + " LIMIT 1")
                .params(webhook.value(), least, most)
                .query(SqlWebhooks::message)
                .optional();
    }

    @Override
    public void add(WebhookMessage message) {
        insert(message, "NOTHING");
    }

    @Override
    public void update(WebhookMessage message) {
        insert(
                message,
                "UPDATE SET state = excluded.state, attempts = excluded.attempts, next_at = excluded.next_at,"
                        + " last_at = excluded.last_at, last_result = excluded.last_result");
    }

    private void insert(WebhookMessage message, String onConflict) {
        Instant lastAt = message.lastAt();
        work.writing()
                .sql(
                        "INSERT INTO webhook_message (webhook, id, number, event, at, happened_at, body, state, attempts,"
                                + " next_at, last_at, last_result) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                                + " ON CONFLICT (webhook, id) DO "
                                + onConflict)
                .param(message.webhook().value())
                .param(message.id())
                .param(message.number())
                .param(message.event().text())
                .param(message.at().toEpochMilli())
                .param(message.at().toString())
                .param(message.body())
                .param(message.state().name())
                .param(message.attempts())
                .param(message.nextAt().toEpochMilli())
                .param(lastAt == null ? null : lastAt.toString())
                .param(message.lastResult())
                .update();
    }

    @Override
    public int trim(WebhookId webhook, WebhookMessage.State state, int keep) {
        return work.writing()
                .sql(
                        "DELETE FROM webhook_message WHERE webhook = ? AND id IN (SELECT id FROM webhook_message"
                                + " WHERE webhook = ? AND state = ? ORDER BY number DESC, at DESC, id DESC"
                                + " LIMIT -1 OFFSET ?)")
                .params(webhook.value(), webhook.value(), state.name(), keep)
                .update();
    }

    @Override
    public long cursor() {
        return progress(CURSOR);
    }

    @Override
    public void cursor(long number) {
        progress(CURSOR, number);
    }

    @Override
    public long toldHead() {
        return progress(HEAD);
    }

    @Override
    public void toldHead(long number) {
        progress(HEAD, number);
    }

    private long progress(String name) {
        return work.reading()
                .sql("SELECT number FROM webhook_progress WHERE name = ?")
                .param(name)
                .query(Long.class)
                .optional()
                .orElse(0L);
    }

    private void progress(String name, long number) {
        work.writing()
                .sql(
                        "INSERT INTO webhook_progress (name, number) VALUES (?, ?)"
                                + " ON CONFLICT (name) DO UPDATE SET number = excluded.number")
                .params(name, number)
                .update();
    }
}
