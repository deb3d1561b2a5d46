package dev.sallyport.control.memory;

import dev.sallyport.control.observation.ObservationExtent;
import dev.sallyport.control.observation.ObservationExtent.Share;
import dev.sallyport.control.port.ObservationStore;
import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.channel.Channel;
import dev.sallyport.engine.decision.Principal;
import dev.sallyport.engine.policy.PrincipalKind;
import dev.sallyport.engine.policy.PrincipalReference;
import dev.sallyport.engine.policy.TenantId;
import dev.sallyport.evidence.Observation;
import dev.sallyport.evidence.Outcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Observations in memory, without a budget: for tests, and for what is judged without a server. */
public final class InMemoryObservations implements ObservationStore {

    private record Key(
            TenantId tenant,
            long hour,
            @Nullable IpPrefix network,
            Channel channel,
            Principal principal,
            Outcome outcome) {

        static Key of(Observation cell) {
            return new Key(
                    cell.tenant(),
                    cell.hour(),
                    cell.network(),
                    cell.channel(),
                    cell.principal(),
                    cell.outcome());
        }
    }

    private final Map<Key, Observation> cells = new LinkedHashMap<>();
    private final Map<TenantId, Map<String, Long>> imports = new HashMap<>();

    @Override
    public synchronized void add(Iterable<Observation> observations) {
        observations.forEach(this::put);
    }

    private void put(Observation each) {
        cells.merge(Key.of(each), each, InMemoryObservations::sum);
    }

    private static Observation sum(Observation a, Observation b) {
        Observation later = b.lastMillis() >= a.lastMillis() ? b : a;
        return new Observation(
                a.tenant(),
                a.hour(),
                a.network(),
                a.channel(),
                a.principal(),
                a.outcome(),
                later.newest(),
                later.country(),
                later.asn(),
                a.count() + b.count(),
                Math.min(a.firstMillis(), b.firstMillis()),
                later.lastMillis());
    }

    @Override
    public synchronized boolean addOnce(
            TenantId tenant, String key, Iterable<Observation> observations) {
        long last = Long.MIN_VALUE;
        for (Observation each : observations) {
            last = Math.max(last, each.hour());
        }
        if (imports.computeIfAbsent(tenant, id -> new HashMap<>()).putIfAbsent(key, last) != null) {
            return false;
        }
        add(observations);
        return true;
    }

    @Override
    public synchronized boolean wasAdded(TenantId tenant, String key) {
        return imports.getOrDefault(tenant, Map.of()).containsKey(key);
    }

    private List<Observation> of(
            TenantId tenant, long fromHour, long untilHour, Comparator<Observation> order) {
        return cells.values().stream()
                .filter(cell -> cell.tenant().equals(tenant))
                .filter(cell -> cell.hour() >= fromHour && cell.hour() < untilHour)
                .sorted(order)
                .toList();
    }

    @Override
    public synchronized void read(
            TenantId tenant, long fromHour, long untilHour, Consumer<? super Observation> reader) {
        of(tenant, fromHour, untilHour, Comparator.comparingLong(Observation::hour))
                .forEach(reader);
    }

    @Override
    public synchronized Page newest(
            TenantId tenant, long fromHour, long untilHour, String after, int limit) {
        int from = after.isEmpty() ? 0 : Integer.parseInt(after);
        List<Observation> all =
                of(
                        tenant,
                        fromHour,
                        untilHour,
                        Comparator.comparingLong(Observation::hour).reversed());
        int until = Math.min(all.size(), from + limit);
        return new Page(
                all.subList(Math.min(from, until), until),
                until < all.size() ? Integer.toString(until) : "");
    }

    @Override
    public synchronized List<Observation> biggest(
            TenantId tenant, long fromHour, long untilHour, int limit) {
        return of(
                        tenant,
                        fromHour,
                        untilHour,
                        Comparator.comparingLong(Observation::count).reversed())
                .stream()
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized ObservationExtent extent(TenantId tenant) {
        List<Observation> all =
                of(
                        tenant,
                        Long.MIN_VALUE,
                        Long.MAX_VALUE,
                        Comparator.comparingLong(Observation::hour));
        if (all.isEmpty()) {
            return ObservationExtent.NOTHING;
        }
        return new ObservationExtent(
                all.getFirst().hour(), all.getLast().hour(), share(all, true), share(all, false));
    }

    private static Share share(List<Observation> all, boolean anonymous) {
        long count = 0;
        long decisions = 0;
        long foldedCells = 0;
        long foldedDecisions = 0;
        for (Observation cell : all) {
            if (anonymous == (cell.principal().kind() == PrincipalKind.ANONYMOUS)) {
                count++;
                decisions += cell.count();
                foldedCells += cell.isFolded() ? 1 : 0;
                foldedDecisions += cell.isFolded() ? cell.count() : 0;
            }
        }
        return new Share(count, decisions, foldedCells, foldedDecisions, 0, 0, 0);
    }

    @Override
    public synchronized int erase(TenantId tenant, PrincipalReference principal) {
        int before = cells.size();
        cells.keySet()
                .removeIf(key ->
                        key.tenant().equals(tenant)
                                && key.principal().kind() == principal.kind()
                                && principal.id().equals(key.principal().id()));
        return before - cells.size();
    }

    @Override
    public synchronized void rename(TenantId tenant, UnaryOperator<Principal> change) {
        List<Observation> all = new ArrayList<>(cells.values());
        cells.clear();
        all.forEach(cell -> put(cell.tenant().equals(tenant) ? renamed(cell, change) : cell));
    }

    private static Observation renamed(Observation cell, UnaryOperator<Principal> change) {
        return new Observation(
                cell.tenant(),
                cell.hour(),
                cell.network(),
                cell.channel(),
                change.apply(cell.principal()),
                cell.outcome(),
                cell.newest(),
                cell.country(),
                cell.asn(),
                cell.count(),
                cell.firstMillis(),
                cell.lastMillis());
    }

    @Override
    public synchronized Set<TenantId> tenants() {
        return cells.keySet().stream().map(Key::tenant).collect(Collectors.toSet());
    }

    @Override
    public synchronized void remove(TenantId tenant) {
        cells.keySet().removeIf(key -> key.tenant().equals(tenant));
        imports.remove(tenant);
    }

    @Override
    public synchronized int purge(long hour) {
        int before = cells.size();
        cells.keySet().removeIf(key -> key.hour() < hour);
        imports.values().forEach(keys -> keys.values().removeIf(last -> last < hour));
        return before - cells.size();
    }
}
