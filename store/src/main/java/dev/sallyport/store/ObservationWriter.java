package dev.sallyport.store;

import dev.sallyport.control.observation.ObservationBudget;
import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.evidence.Observation;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/* Adds observations in one transaction. */
final class ObservationWriter implements AutoCloseable {

    /*
     * Cells are added up in memory, so many at a time, then put into the table in the order of its key, so that each page is
     * touched once. A cell that is there takes what is new; one that is not is made, or folded first if its hour is coarse.
     */

    private static final int AT_A_TIME = 20_000;

    private final ObservationWords words;
    private final SpanTable spans;
    private final SpanFolding folding;
    private final BudgetKeeping budget;
    private final CellTable cells;
    private final Map<CellKey, CellValue> waiting = new HashMap<>();

    ObservationWriter(Connection connection, ObservationBudget limits) throws SQLException {
        words = new ObservationWords(connection);
        spans = new SpanTable(connection);
        folding = new SpanFolding(connection, words);
        budget = new BudgetKeeping(connection, spans, folding, limits);
        cells = new CellTable(connection);
    }

    void add(Iterable<Observation> observations) throws SQLException {
        for (Observation each : observations) {
            add(each);
            if (waiting.size() >= AT_A_TIME) {
                write();
            }
        }
        write();
        for (SpanTable.Owner owner : spans.saveTouched()) {
            budget.keepBudget(owner);
        }
    }

    private void add(Observation each) throws SQLException {
        long tenant = words.tenant(each.tenant());
        int group = ObservedPrincipal.groupOf(each.principal());
        Span span = spans.of(tenant, group, each.hour());
        int form = CellKey.formOf(each.network());
        CellKey key =
                new CellKey(
                        tenant,
                        span.hour(),
                        group,
                        form,
                        CellKey.numberOf(each.network()),
                        words.channel(each.channel()),
                        words.principal(tenant, each.principal()),
                        words.outcome(each.outcome()));
        long start = span.hour() * Observation.HOUR_MILLIS;
        IpAddress newest = each.newest();
        CellValue value =
                new CellValue(
                        form == CellKey.FULL_IPV6 && newest != null ? newest.low() : null,
                        each.country() == null ? 0 : 1 + each.country().index(),
                        each.asn(),
                        each.count(),
                        each.firstMillis() - start,
                        each.lastMillis() - start);
        put(waiting, key, value);
    }

    private static void put(Map<CellKey, CellValue> cells, CellKey key, CellValue value) {
        boolean isFull = key.form() == CellKey.FULL_IPV4 || key.form() == CellKey.FULL_IPV6;
        cells.merge(key, value, (a, b) -> a.and(b, !isFull));
    }

    private void write() throws SQLException {
        List<CellKey> absent = cells.addToKnown(sorted(waiting), waiting);
        note(waiting, absent);
        Map<CellKey, CellValue> folded = new HashMap<>();
        List<CellKey> fresh = new ArrayList<>();
        Set<Span> written = new HashSet<>();
        for (CellKey key : absent) {
            Span span = spans.of(key.tenant(), key.group(), key.hour());
            written.add(span);
            if (span.level() == FoldLevel.NONE) {
                fresh.add(key);
                span.written(key, count(waiting, key), true);
            } else {
                fold(key, span.level(), folded);
            }
        }
        cells.insert(fresh, waiting);
        List<CellKey> wider = cells.addToKnown(sorted(folded), folded);
        note(folded, wider);
        for (CellKey key : wider) {
            spans.of(key.tenant(), key.group(), key.hour()).written(key, count(folded, key), true);
        }
        cells.insert(wider, folded);
        waiting.clear();
        for (Span span : written) {
            budget.keepShare(span);
        }
    }

    private void fold(CellKey key, FoldLevel level, Map<CellKey, CellValue> folded)
            throws SQLException {
        long nameless =
                level.isNameless()
                        ? folding.nameless(key.tenant(), words.principalOf(key.principal()).kind())
                        : key.principal();
        CellValue value = waiting.get(key);
        CellKey wider = key.folded(level, nameless);
        if (value != null) {
            put(folded, wider, wider.isFolded() ? value.withoutAddress() : value);
        }
    }

    /* Takes note of the cells that were there already. */
    private void note(Map<CellKey, CellValue> values, List<CellKey> absent) throws SQLException {
        Set<CellKey> without = new HashSet<>(absent);
        for (Map.Entry<CellKey, CellValue> each : values.entrySet()) {
            CellKey key = each.getKey();
            if (!without.contains(key)) {
                spans.of(key.tenant(), key.group(), key.hour())
                        .written(key, each.getValue().count(), false);
            }
        }
    }

    private static long count(Map<CellKey, CellValue> values, CellKey key) {
        CellValue value = values.get(key);
        return value == null ? 0 : value.count();
    }

    private static List<CellKey> sorted(Map<CellKey, CellValue> values) {
        return values.keySet().stream().sorted().toList();
    }

    @Override
    public void close() throws SQLException {
        cells.close();
    }
}
