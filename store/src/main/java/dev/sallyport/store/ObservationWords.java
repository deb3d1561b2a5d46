package dev.sallyport.store;

import dev.sallyport.control.port.StorageException;
import dev.sallyport.engine.channel.Channel;
import dev.sallyport.engine.decision.Principal;
import dev.sallyport.engine.policy.ChannelId;
import dev.sallyport.engine.policy.TenantId;
import dev.sallyport.evidence.Outcome;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/*
 * The numbers that stand for words, of one transaction; what was looked up is remembered up to a bound. Numbers are given out when
 * a word is first seen.
 */
final class ObservationWords {

    private static final int REMEMBERED = 20_000;

    private record Whose(long tenant, Principal principal) {}

    private final Connection connection;
    private final Map<TenantId, Long> tenants = new HashMap<>();
    private final Map<Channel, Long> channels = new HashMap<>();
    private final Map<Outcome, Long> outcomes = new HashMap<>();
    private final Map<Whose, Long> principals = new HashMap<>();
    private final Map<Long, Channel> channelOf = new HashMap<>();
    private final Map<Long, Outcome> outcomeOf = new HashMap<>();
    private final Map<Long, Principal> principalOf = new HashMap<>();

    ObservationWords(Connection connection) {
        this.connection = connection;
    }

    /* A map that forgets everything when it is full: the words of one moment are few. */
    private static <K, V> V remembered(Map<K, V> known, K key, Lookup<K, V> lookup)
            throws SQLException {
        V value = known.get(key);
        if (value == null) {
            if (known.size() >= REMEMBERED) {
                known.clear();
            }
            value = lookup.find(key);
            known.put(key, value);
        }
        return value;
    }

    private interface Lookup<K, V> {
        V find(K key) throws SQLException;
    }

    long tenant(TenantId tenant) throws SQLException {
        return remembered(
                tenants,
                tenant,
                id ->
                        numbered(
                                "SELECT id FROM tenant WHERE name = ?",
                                "INSERT INTO tenant (name) VALUES (?)",
                                id.value()));
    }

    /* The number of a tenant, or 0 if nothing is known of it. */
    static long knownTenant(Connection connection, TenantId tenant) throws SQLException {
        return Sql.number(connection, 0, "SELECT id FROM tenant WHERE name = ?", tenant.value());
    }

    long channel(Channel channel) throws SQLException {
        return remembered(
                channels,
                channel,
                each ->
                        numbered(
                                "SELECT id FROM channel WHERE name = ?",
                                "INSERT INTO channel (name) VALUES (?)",
                                each.label()));
    }

    long outcome(Outcome outcome) throws SQLException {
        return remembered(
                outcomes,
                outcome,
                each ->
                        numbered(
                                "SELECT id FROM outcome WHERE text = ?",
                                "INSERT INTO outcome (text) VALUES (?)",
                                ObservedOutcome.write(each)));
    }

    private long numbered(String select, String insert, String word) throws SQLException {
        long known = Sql.number(connection, 0, select, word);
        if (known != 0) {
            return known;
        }
        int _ = Sql.update(connection, insert, word);
        return Sql.number(connection, 0, select, word);
    }

    long principal(long tenant, Principal principal) throws SQLException {
        return remembered(
                principals,
                new Whose(tenant, principal),
                whose -> {
                    String text = ObservedPrincipal.write(principal);
                    String select = "SELECT id FROM principal WHERE tenant = ? AND text = ?";
                    long known = Sql.number(connection, 0, select, tenant, text);
                    if (known != 0) {
                        return known;
                    }
                    int _ =
                            Sql.update(
                                    connection,
                                    "INSERT INTO principal (tenant, kind, name, text) VALUES (?, ?, ?, ?)",
                                    tenant,
                                    ObservedPrincipal.kindNumber(principal.kind()),
                                    principal.id(),
                                    text);
                    return Sql.number(connection, 0, select, tenant, text);
                });
    }

    Channel channelOf(long number) throws SQLException {
        return remembered(
                channelOf,
                number,
                id ->
                        read(
                                "SELECT name FROM channel WHERE id = ?",
                                id,
                                name ->
                                        name.equals(Channel.AMBIGUOUS.label())
                                                ? Channel.AMBIGUOUS
                                                : Channel.of(new ChannelId(name))));
    }

    Outcome outcomeOf(long number) throws SQLException {
        return remembered(
                outcomeOf,
                number,
                id -> read("SELECT text FROM outcome WHERE id = ?", id, ObservedOutcome::read));
    }

    Principal principalOf(long number) throws SQLException {
        return remembered(
                principalOf,
                number,
                id -> read("SELECT text FROM principal WHERE id = ?", id, ObservedPrincipal::read));
    }

    private <T> T read(String select, long id, Function<String, T> meaning) throws SQLException {
        try (PreparedStatement prepared = connection.prepareStatement(select)) {
            prepared.setLong(1, id);
            try (ResultSet rows = prepared.executeQuery()) {
                if (rows.next()) {
                    return meaning.apply(rows.getString(1));
                }
            }
        }
        throw new StorageException("an observation names a word that is not there");
    }
}
