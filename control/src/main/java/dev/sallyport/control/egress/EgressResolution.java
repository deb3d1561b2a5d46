package dev.sallyport.control.egress;

import dev.sallyport.control.guard.Overrides;
import dev.sallyport.control.problem.FaultList;
import dev.sallyport.control.problem.ProblemCode;
import dev.sallyport.egress.list.Direction;
import dev.sallyport.egress.list.EgressPrefix;
import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.address.IpSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/*
 * What becomes of a submission: every line with its times, what of it is live, and what stands against it.
 *
 * Promises are about addresses, not about lines. One that was listed for its direction before needs no notice, whatever prefix
 * it is in now; one that stays listed by another prefix has not vanished. So a prefix may be split or joined at any time.
 * Both directions are looked at on their own: whoever calls out from an address was not told that it can be called. So is each
 * service: who follows one loses an address that moves to another.
 */
final class EgressResolution {

    private static final List<Direction> WAYS = List.of(Direction.OUTBOUND, Direction.INBOUND);

    /* What customers follow: one direction of one service. */
    private record Way(Direction direction, String service) {}

    private final @Nullable EgressRegion before;
    private final EgressSubmission submission;
    private final EgressTerms terms;
    private final Overrides overrides;
    private final Instant now;

    private final Map<IpPrefix, EgressPrefix> listed = new HashMap<>();
    private final Map<Way, IpSet> listedAddresses;
    private final Map<IpPrefix, Integer> places = new HashMap<>();
    private final List<EgressPrefix> prefixes = new ArrayList<>();
    private final Map<IpPrefix, Instant> live = new TreeMap<>();
    private final FaultList invalid = new FaultList();
    private final FaultList standing = new FaultList();
    private final Set<ProblemCode> overridden = EnumSet.noneOf(ProblemCode.class);

    EgressResolution(
            @Nullable EgressRegion before,
            EgressSubmission submission,
            EgressTerms terms,
            Overrides overrides,
            Instant now) {
        this.before = before;
        this.submission = submission;
        this.terms = terms;
        this.overrides = overrides;
        this.now = now;
        if (before != null) {
            before.list().prefixes().stream()
                    .filter(each -> each.isListedAt(now))
                    .forEach(each -> listed.put(each.prefix(), each));
        }
        listedAddresses =
                addresses(
                        listed.values(),
                        EgressPrefix::direction,
                        EgressPrefix::service,
                        EgressPrefix::prefix);
        resolve();
    }

    private void resolve() {
        Sorted sorted = new Sorted(listed.values());
        for (int i = 0; i < submission.prefixes().size(); i++) {
            places.put(submission.prefixes().get(i).prefix(), i);
            resolve(submission.prefixes().get(i), "/prefixes/" + i, sorted);
        }
        lookForVanished();
    }

    private void resolve(EgressSubmission.Line line, String pointer, Sorted sorted) {
        if (isOver(line)) {
            return;
        }
        List<EgressPrefix> known = known(line, sorted);
        Instant promised = now.plus(terms.notice());
        boolean isFirst = before == null;
        // Where every address was listed before, the use began, or begins, when theirs did.
        Instant own = known.isEmpty() ? null : latest(known);
        Instant earliest = own == null ? promised : own.isBefore(promised) ? own : promised;
        Instant notBefore = line.notBefore();
        if (notBefore == null) {
            notBefore = isFirst ? now : own == null ? promised : own;
        } else if (!isFirst && notBefore.isBefore(earliest)) {
            stand(
                    ProblemCode.EGRESS_NOTICE_TOO_SHORT,
                    pointer + "/notBefore",
                    "`"
                            + line.prefix()
                            + "` would be used at "
                            + notBefore
                            + ", before the notice is over",
                    "put `notBefore` at " + earliest + " or later, or leave it out");
        }
        Instant liveSince = liveSince(known, notBefore);
        if (liveSince != null && notBefore.isAfter(now) && !isFirst) {
            invalid.add(
                    ProblemCode.EGRESS_PREFIX_LIVE,
                    pointer + "/notBefore",
                    "`" + line.prefix() + "` is in use since " + liveSince,
                    "leave `notBefore` out");
        }
        Instant end = line.removeAfter();
        if (end != null && !end.isAfter(notBefore)) {
            invalid.add(
                    ProblemCode.EGRESS_LIFE_EMPTY,
                    pointer + "/removeAfter",
                    "`" + line.prefix() + "` would go at " + end + " and begin at " + notBefore,
                    "put `removeAfter` behind " + notBefore);
            return;
        }
        if (end != null) {
            judgeEnd(line, end, known, pointer);
        }
        prefixes.add(
                new EgressPrefix(
                        line.prefix(),
                        line.service(),
                        line.direction(),
                        notBefore,
                        end,
                        line.label()));
        if (liveSince != null) {
            live.put(line.prefix(), liveSince);
        }
    }

    /* A line that was read before its end and is sent after it. */
    private boolean isOver(EgressSubmission.Line line) {
        Instant end = line.removeAfter();
        return end != null
                && end.isBefore(now)
                && before != null
                && before.find(line.prefix())
                        .filter(each -> end.equals(each.removeAfter()))
                        .isPresent();
    }

    /* The lines that held the addresses of this one, if they held all of them for all of its directions. */
    private List<EgressPrefix> known(EgressSubmission.Line line, Sorted sorted) {
        for (Direction direction : WAYS) {
            Way way = new Way(direction, line.service());
            if (line.direction().includes(direction)
                    && !listedAddresses.getOrDefault(way, IpSet.EMPTY).contains(line.prefix())) {
                return List.of();
            }
        }
        return sorted.overlapping(line.prefix());
    }

    private static Instant latest(List<EgressPrefix> known) {
        return known.stream()
                .map(EgressPrefix::notBefore)
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    /* What is there first is in use already; later only somebody's act makes it so. */
    private @Nullable Instant liveSince(List<EgressPrefix> known, Instant notBefore) {
        if (before == null) {
            return notBefore.isAfter(now) ? null : notBefore;
        }
        Instant since = null;
        for (EgressPrefix each : known) {
            Instant its = before.live().get(each.prefix());
            if (its == null) {
                return null;
            }
            since = since == null || its.isAfter(since) ? its : since;
        }
        return since;
    }

    private void judgeEnd(
            EgressSubmission.Line line, Instant end, List<EgressPrefix> known, String pointer) {
        boolean isAnnounced =
                !known.isEmpty()
                        && known.stream()
                                .allMatch(each -> {
                                    Instant its = each.removeAfter();
                                    return its != null && !its.isAfter(end);
                                });
        Instant promised = now.plus(terms.removalNotice());
        if (!isAnnounced && end.isBefore(promised)) {
            stand(
                    ProblemCode.EGRESS_REMOVAL_TOO_SOON,
                    pointer + "/removeAfter",
                    "`" + line.prefix() + "` would go at " + end + ", before the notice is over",
                    "put `removeAfter` at " + promised + " or later");
        }
    }

    private void lookForVanished() {
        Map<Way, IpSet> after =
                addresses(
                        submission.prefixes(),
                        EgressSubmission.Line::direction,
                        EgressSubmission.Line::service,
                        EgressSubmission.Line::prefix);
        for (Direction direction : WAYS) {
            listed.values().stream()
                    .filter(each -> each.direction().includes(direction))
                    .filter(each ->
                            !after.getOrDefault(new Way(direction, each.service()), IpSet.EMPTY)
                                    .contains(each.prefix()))
                    .sorted()
                    .forEach(each -> vanished(each, direction));
        }
    }

    private static <T> Map<Way, IpSet> addresses(
            Collection<T> lines,
            Function<T, Direction> direction,
            Function<T, String> service,
            Function<T, IpPrefix> prefix) {
        Map<Way, List<IpPrefix>> prefixes = new HashMap<>();
        for (T line : lines) {
            for (Direction way : WAYS) {
                if (direction.apply(line).includes(way)) {
                    prefixes.computeIfAbsent(
                                    new Way(way, service.apply(line)), _ -> new ArrayList<>())
                            .add(prefix.apply(line));
                }
            }
        }
        Map<Way, IpSet> addresses = new HashMap<>();
        prefixes.forEach((way, own) -> addresses.put(way, IpSet.ofPrefixes(own)));
        return addresses;
    }

    private void vanished(EgressPrefix prefix, Direction way) {
        Integer place = places.get(prefix.prefix());
        boolean isMoved =
                place != null
                        && !submission.prefixes().get(place).service().equals(prefix.service());
        Instant end = prefix.removeAfter();
        stand(
                ProblemCode.EGRESS_REMOVED_TOO_EARLY,
                place == null
                        ? "/prefixes"
                        : "/prefixes/" + place + (isMoved ? "/service" : "/direction"),
                "`"
                        + prefix.prefix()
                        + "` would no longer be listed as `"
                        + way.text()
                        + "` of `"
                        + prefix.service()
                        + "`"
                        + (end == null ? ", and has no end" : ", and its end is " + end),
                end == null
                        ? "leave it in, with `removeAfter` at "
                                + now.plus(terms.removalNotice())
                                + " or later"
                        : "leave it in until then; it goes by itself");
    }

    private void stand(ProblemCode code, String pointer, String detail, String hint) {
        if (overrides.codes().contains(code)) {
            overridden.add(code);
            return;
        }
        standing.add(code, pointer, detail, hint);
    }

    /** Returns what can be no list; nothing overrides that. */
    FaultList invalid() {
        return invalid;
    }

    /** Returns the refusals that were not overridden. */
    FaultList standing() {
        return standing;
    }

    /** Returns the refusals that were. */
    Set<ProblemCode> overridden() {
        return overridden;
    }

    /** Returns the lines. */
    List<EgressPrefix> prefixes() {
        return prefixes.stream().sorted().toList();
    }

    /** Returns since when what is live is so. */
    Map<IpPrefix, Instant> live() {
        return live;
    }

    /* Lines that do not overlap, by their first address. */
    private static final class Sorted {

        private final TreeMap<IpPrefix, EgressPrefix> lines = new TreeMap<>();

        Sorted(Iterable<EgressPrefix> prefixes) {
            prefixes.forEach(each -> lines.put(each.prefix(), each));
        }

        /* Prefixes are nested or disjoint: one around it begins at or before it, those inside begin within it. */
        List<EgressPrefix> overlapping(IpPrefix prefix) {
            List<EgressPrefix> found = new ArrayList<>();
            Map.Entry<IpPrefix, EgressPrefix> around = lines.floorEntry(prefix);
            if (around != null && around.getKey().contains(prefix)) {
                found.add(around.getValue());
                return found;
            }
            for (Map.Entry<IpPrefix, EgressPrefix> each : lines.tailMap(prefix, true).entrySet()) {
                if (!prefix.contains(each.getKey())) {
                    break;
                }
                found.add(each.getValue());
            }
            return found;
        }
    }
}
