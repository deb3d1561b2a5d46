package dev.sallyport.cli.whatif;

import dev.sallyport.control.whatif.Opening;
import dev.sallyport.control.whatif.Placement;
import dev.sallyport.control.whatif.Rescue;
import dev.sallyport.control.whatif.Sighting;
import dev.sallyport.engine.decision.Reason;
import dev.sallyport.engine.policy.RuleId;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/* Puts the parts of an answer into words and numbers that a person reads. */
final class ReportWords {

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("uuuu-MM-dd", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final BigInteger LONG_NUMBER = BigInteger.valueOf(10_000_000_000L);

    private ReportWords() {}

    static String percent(long part, long whole) {
        return whole == 0 ? "" : String.format(Locale.ROOT, "%.1f %%", 100.0 * part / whole);
    }

    static String entry(Rescue rescue) {
        return switch (rescue) {
            case Rescue.ByEntry byEntry -> byEntry.entry().toString();
            case Rescue.Impossible ignored -> "none";
        };
    }

    static String opens(Rescue rescue) {
        return switch (rescue) {
            case Rescue.ByEntry byEntry -> opens(byEntry.opens());
            case Rescue.Impossible ignored -> "";
        };
    }

    static String opens(Opening opening) {
        return (opening.isExact() ? "" : "at most ") + addresses(opening.addresses());
    }

    static String goesInto(Rescue rescue) {
        return switch (rescue) {
            case Rescue.ByEntry byEntry -> goesInto(byEntry.placements());
            case Rescue.Impossible impossible -> impossible.obstacle().text();
        };
    }

    static String goesInto(List<Placement> placements) {
        return placements.stream().map(ReportWords::place).collect(Collectors.joining(" and "));
    }

    private static String place(Placement placement) {
        return switch (placement) {
            case Placement.InSources(RuleId rule) -> "sources of `" + rule + "`";
            case Placement.InExceptions(RuleId rule) -> "except of `" + rule + "`";
            case Placement.InNewRule(RuleId like) -> "a new ALLOW rule scoped like `" + like + "`";
        };
    }

    static String reason(Reason reason) {
        RuleId rule = JsonReport.rule(reason);
        return rule == null ? reason.code() : reason.code() + " `" + rule + "`";
    }

    static String days(@Nullable Sighting seen) {
        return seen == null ? "" : Integer.toString(seen.days().count());
    }

    /* The year of the last day is left out if it is that of the first. */
    static String span(@Nullable Sighting seen) {
        if (seen == null) {
            return "";
        }
        String first = DAY.format(seen.first());
        String last = DAY.format(seen.last());
        if (first.equals(last)) {
            return first;
        }
        boolean oneYear = first.substring(0, 5).equals(last.substring(0, 5));
        return first + " to " + (oneYear ? last.substring(5) : last);
    }

    static String many(long count, String noun) {
        return grouped(count) + " " + noun + (count == 1 ? "" : "s");
    }

    static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /* Numbers of IPv6 addresses are too long to read: 1.2e+24. */
    private static String addresses(BigInteger number) {
        return number.compareTo(LONG_NUMBER) < 0
                ? String.format(Locale.ROOT, "%,d", number)
                : String.format(Locale.ROOT, "%.1e", new BigDecimal(number, MathContext.DECIMAL64));
    }

    static String day(Instant instant) {
        return DAY.format(instant);
    }
}
