package dev.sallyport.control.memory;

import dev.sallyport.control.people.PrincipalKinds;
import dev.sallyport.control.people.SeenFrom;
import dev.sallyport.control.port.SeenPrincipals;
import dev.sallyport.control.port.StorageException;
import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.policy.PrincipalReference;
import dev.sallyport.engine.policy.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

record MemoryPeople(Access access) implements SeenPrincipals {

    /* In the order of kind, id and network: no id holds a control character. */
    private static String key(PrincipalReference principal, String network) {
        return PrincipalKinds.text(principal.kind())
                + "\u0000"
                + principal.id()
                + "\u0000"
                + network;
    }

    private TreeMap<String, SeenFrom> rows(TenantId tenant) {
        return access.readable().seen.getOrDefault(tenant, new TreeMap<>());
    }

    @Override
    public Optional<SeenFrom> find(
            TenantId tenant, PrincipalReference principal, IpPrefix network) {
        return Optional.ofNullable(rows(tenant).get(key(principal, network.toString())));
    }

    @Override
    public void put(TenantId tenant, SeenFrom seen) {
        State state = access.writable();
        if (!state.tenants.containsKey(tenant)) {
            throw new StorageException("there is no such tenant");
        }
        state.seen
                .computeIfAbsent(tenant, id -> new TreeMap<>())
                .put(key(seen.principal(), seen.network().toString()), seen);
    }

    @Override
    public List<List<SeenFrom>> page(
            TenantId tenant, @Nullable PrincipalReference after, int limit, Instant since) {
        TreeMap<String, List<SeenFrom>> principals = new TreeMap<>();
        rows(tenant).values().stream()
                .filter(seen -> !seen.lastSeen().isBefore(since))
                .forEach(seen ->
                        principals
                                .computeIfAbsent(key(seen.principal(), ""), id -> new ArrayList<>())
                                .add(seen));
        Map<String, List<SeenFrom>> behind =
                after == null ? principals : principals.tailMap(key(after, ""), false);
        return behind.values().stream().limit(limit).toList();
    }

    @Override
    public boolean anySince(TenantId tenant, Instant since) {
        return rows(tenant).values().stream().anyMatch(seen -> !seen.lastSeen().isBefore(since));
    }

    @Override
    public boolean anySince(Instant since) {
        return access.readable().seen.keySet().stream().anyMatch(id -> anySince(id, since));
    }

    @Override
    public int forget(TenantId tenant, PrincipalReference principal) {
        State state = access.writable();
        TreeMap<String, SeenFrom> rows = state.seen.getOrDefault(tenant, new TreeMap<>());
        int before = rows.size();
        rows.values().removeIf(seen -> seen.principal().equals(principal));
        return before - rows.size();
    }

    @Override
    public int trim(TenantId tenant, int most) {
        State state = access.writable();
        TreeMap<String, SeenFrom> rows = state.seen.getOrDefault(tenant, new TreeMap<>());
        int excess = Math.max(0, rows.size() - most);
        List<String> oldest =
                rows.entrySet().stream()
                        .sorted(
                                Comparator.comparing((Map.Entry<String, SeenFrom> entry) ->
                                                entry.getValue().successes() > 0)
                                        .thenComparing(entry -> entry.getValue().lastSeen()))
                        .limit(excess)
                        .map(Map.Entry::getKey)
                        .toList();
        oldest.forEach(rows::remove);
        return excess;
    }

    @Override
    public boolean count(TenantId tenant, String key, Instant at) {
        return access.writable()
                        .counted
                        .computeIfAbsent(tenant, id -> new HashMap<>())
                        .putIfAbsent(key, at)
                == null;
    }

    @Override
    public void trimCounted(TenantId tenant, int most) {
        State state = access.writable();
        Map<String, Instant> keys = state.counted.getOrDefault(tenant, new HashMap<>());
        if (keys.size() <= most) {
            return;
        }
        Instant newest =
                keys.values().stream().sorted().skip(keys.size() - most - 1L).findFirst().get();
        keys.values().removeIf(at -> !at.isAfter(newest));
        state.horizons.merge(tenant, newest, (a, b) -> a.isAfter(b) ? a : b);
    }

    @Override
    public Optional<Instant> horizon(TenantId tenant) {
        return Optional.ofNullable(access.readable().horizons.get(tenant));
    }

    @Override
    public int purge(Instant instant) {
        State state = access.writable();
        int before = size(state);
        state.seen
                .values()
                .forEach(rows -> rows.values().removeIf(row -> row.lastSeen().isBefore(instant)));
        state.counted.values().forEach(keys -> keys.values().removeIf(at -> at.isBefore(instant)));
        return before - size(state);
    }

    private static int size(State state) {
        return state.seen.values().stream().mapToInt(Map::size).sum()
                + state.counted.values().stream().mapToInt(Map::size).sum();
    }
}
