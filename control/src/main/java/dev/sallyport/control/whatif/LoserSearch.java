package dev.sallyport.control.whatif;

import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.decision.TenantSnapshot;
import dev.sallyport.evidence.column.Change;
import dev.sallyport.evidence.column.Comparison;
import dev.sallyport.evidence.column.ObservationColumns;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/* Names those with most newly denied requests, and finds for each the smallest entry that would save it. */
record LoserSearch(Comparison comparison) {

    private ObservationColumns columns() {
        return comparison.columns();
    }

    List<ObservedLoser> find(int limit) {
        List<Integer> rows = busiest(limit);
        List<Integer> addressed =
                rows.stream()
                        .filter(row -> columns().network(row) != null)
                        .sorted(Comparator.comparing(this::network))
                        .toList();
        TenantSnapshot candidate = comparison.after().candidate();
        List<Rescue> rescues =
                new RescueSearch(candidate, comparison.after().epochMillis())
                        .find(addressed.stream().map(this::traffic).toList());
        Map<Integer, Rescue> byRow = new HashMap<>();
        for (int i = 0; i < rescues.size(); i++) {
            byRow.put(addressed.get(i), rescues.get(i));
        }
        return rows.stream()
                .map(row ->
                        loser(
                                row,
                                byRow.getOrDefault(
                                        row,
                                        new Rescue.Impossible(
                                                Rescue.Obstacle.ADDRESS_UNDETERMINED))))
                .toList();
    }

    private List<Integer> busiest(int limit) {
        Comparator<Integer> order =
                Comparator.comparingLong((Integer row) -> columns().requests(row))
                        .thenComparing(Comparator.<Integer>naturalOrder().reversed());
        PriorityQueue<Integer> most = new PriorityQueue<>(order);
        for (int row = 0; row < columns().size(); row++) {
            if (comparison.change(row) == Change.NEWLY_DENIED) {
                most.add(row);
                if (most.size() > limit) {
                    Integer _ = most.remove();
                }
            }
        }
        List<Integer> rows = new ArrayList<>(most);
        rows.sort(order.reversed());
        return rows;
    }

    /* Addresses that embed others are alike in nothing, so their /64 would tell of addresses that were never seen. */
    private IpPrefix network(int row) {
        IpAddress address = columns().address(row);
        IpPrefix network =
                address != null && columns().isEmbedding(row)
                        ? IpPrefix.of(address)
                        : columns().network(row);
        if (network == null) {
            throw new IllegalStateException("a row without an address");
        }
        return network;
    }

    private Traffic traffic(int row) {
        IpPrefix network = network(row);
        IpAddress address = columns().address(row);
        return new Traffic(
                network,
                columns().principal(row),
                columns().channel(row),
                new Facts(columns().channel(row), columns().principal(row))
                        .judge(
                                comparison.after().candidate(),
                                address == null ? network.first() : address,
                                comparison.after().epochMillis()),
                columns().requests(row),
                null);
    }

    private ObservedLoser loser(int row, Rescue rescue) {
        return new ObservedLoser(
                columns().network(row),
                columns().address(row),
                columns().principal(row),
                columns().channel(row),
                columns().country(row),
                columns().asn(row),
                columns().requests(row),
                Instant.ofEpochMilli(columns().firstMillis(row)),
                Instant.ofEpochMilli(columns().lastMillis(row)),
                columns().days(row),
                comparison.after().ruling(row).orElseThrow(),
                rescue);
    }
}
