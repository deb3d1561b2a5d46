package dev.sallyport.store;

import dev.sallyport.control.observation.ObservationBudget;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/* Keeps the cells of every tenant within its budget. */
final class BudgetKeeping {

    /*
     * One hour may take a quarter of the budget. What is beyond folds within that hour: the half of its share that belongs to the
     * addresses with the largest counts stays, the rest becomes networks, shorter prefixes each time. When the whole budget is
     * used, what is old becomes coarse first:
     *
     *      1. the hours of a day become one, oldest day first, never the newest;
     *      2. networks of /24 and /48, then /16 and /32, then /8 and /16, then one a family: oldest first, the newest last;
     *      3. principals lose their ids, oldest first;
     *      4. the oldest goes, and is counted as removed.
     *
     * Each time down to nine tenths, so that it is not done again at once.
     */

    private static final int HOURS_A_DAY = 24;

    private final Connection connection;
    private final SpanTable spans;
    private final SpanFolding folding;
    private final ObservationBudget budget;

    BudgetKeeping(
            Connection connection, SpanTable spans, SpanFolding folding, ObservationBudget budget) {
        this.connection = connection;
        this.spans = spans;
        this.folding = folding;
        this.budget = budget;
    }

    private long cells(int group) {
        return group == Span.ANONYMOUS ? budget.anonymousCells() : budget.identifiedCells();
    }

    /* Folds an hour that takes more than its share. */
    void keepShare(Span span) throws SQLException {
        long share = cells(span.group()) / 4;
        while (span.cells() > share && !span.level().isNameless()) {
            folding.fold(span, span.level().next(), share / 2);
        }
    }

    /* Makes old spans coarser if an owner has too many cells. */
    void keepBudget(SpanTable.Owner owner) throws SQLException {
        long most = cells(owner.group());
        if (spans.cells(owner) <= most) {
            return;
        }
        long target = most - most / 10;
        List<Span> all = new ArrayList<>(spans.all(owner));
        if (mergedDays(all, target) || foldedNetworks(all, target)) {
            return;
        }
        for (Span each : all) {
            folding.fold(each, FoldLevel.NAMELESS, 0);
            spans.save(each);
            if (total(all) <= target) {
                return;
            }
        }
        remove(all, target);
    }

    private static long total(List<Span> all) {
        return all.stream().mapToLong(Span::cells).sum();
    }

    private boolean mergedDays(List<Span> all, long target) throws SQLException {
        long newestDay = Math.floorDiv(all.getLast().hour(), HOURS_A_DAY);
        int at = 0;
        while (total(all) > target
                && at < all.size()
                && Math.floorDiv(all.get(at).hour(), HOURS_A_DAY) < newestDay) {
            long day = Math.floorDiv(all.get(at).hour(), HOURS_A_DAY);
            List<Span> hours = new ArrayList<>();
            while (Math.floorDiv(all.get(at).hour(), HOURS_A_DAY) == day) {
                hours.add(all.remove(at));
            }
            if (hours.size() == 1) {
                all.add(at, hours.getFirst());
            } else {
                Span merged = folding.merge(hours);
                for (Span each : hours) {
                    spans.delete(each);
                }
                spans.save(merged);
                all.add(at, merged);
            }
            at++;
        }
        return total(all) <= target;
    }

    private boolean foldedNetworks(List<Span> all, long target) throws SQLException {
        return foldedNetworks(all, all.size() - 1, target)
                || foldedNetworks(all, all.size(), target);
    }

    private boolean foldedNetworks(List<Span> all, int until, long target) throws SQLException {
        for (FoldLevel level = FoldLevel.FIRST; !level.isNameless(); level = level.next()) {
            for (Span each : all.subList(0, until)) {
                if (each.level().compareTo(level) <= 0) {
                    folding.fold(each, level, 0);
                    spans.save(each);
                    if (total(all) <= target) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private void remove(List<Span> all, long target) throws SQLException {
        while (!all.isEmpty() && total(all) > target) {
            Span oldest = all.removeFirst();
            folding.deleteCells(oldest);
            spans.delete(oldest);
            int _ =
                    Sql.update(
                            connection,
                            oldest.group() == Span.ANONYMOUS
                                    ? "UPDATE tenant SET removed_anonymous = removed_anonymous + ? WHERE id = ?"
                                    : "UPDATE tenant SET removed_identified = removed_identified + ? WHERE id = ?",
                            oldest.decisions(),
                            oldest.tenant());
        }
    }
}
