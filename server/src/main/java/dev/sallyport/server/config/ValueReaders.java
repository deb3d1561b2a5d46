package dev.sallyport.server.config;

import dev.sallyport.engine.address.AddressParser;
import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.address.IpPrefix;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/* How the texts of values are read. Every reader throws IllegalArgumentException whose message completes "KEY: ". */
final class ValueReaders {

    private static final Pattern WHOLE_NUMBER = Pattern.compile("[0-9]{1,10}");
    private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})(ms|s|m|h|d)");
    private static final Pattern PERCENTAGE = Pattern.compile("[0-9]{1,3}%");
    private static final Pattern SHARE = Pattern.compile("[01](\\.[0-9]{1,9})?");
    private static final Pattern SIZE = Pattern.compile("([0-9]{1,9})(B|KiB|MiB)");

    /* Less than any least value, of which some are zero. */
    private static final Duration MALFORMED = Duration.ofMillis(-1);

    private ValueReaders() {}

    static Function<String, Integer> number(int least, int most) {
        return text -> {
            long value = WHOLE_NUMBER.matcher(text).matches() ? Long.parseLong(text) : -1;
            if (value < least || value > most) {
                throw new IllegalArgumentException(
                        "`" + text + "` is not a whole number from " + least + " to " + most);
            }
            return (int) value;
        };
    }

    static Function<String, Duration> duration(Duration least, Duration most) {
        return text -> {
            Matcher matcher = DURATION.matcher(text);
            Duration value =
                    matcher.matches() ? duration(matcher.group(1), matcher.group(2)) : MALFORMED;
            if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
                throw new IllegalArgumentException(
                        "`"
                                + text
                                + "` is not a duration from "
                                + text(least)
                                + " to "
                                + text(most)
                                + ", written as a number and one of `ms`, `s`, `m`, `h`, `d`");
            }
            return value;
        };
    }

    private static Duration duration(String number, String unit) {
        long amount = Long.parseLong(number);
        return switch (unit) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
    }

    private static String text(Duration duration) {
        return duration.toString().substring(2).toLowerCase(Locale.ROOT);
    }

    /* Returns the share that a percentage stands for: 0 to 1. */
    static double percentage(String text) {
        int value =
                PERCENTAGE.matcher(text).matches()
                        ? Integer.parseInt(text.substring(0, text.length() - 1))
                        : -1;
        if (value < 0 || value > 100) {
            throw new IllegalArgumentException(
                    "`" + text + "` is not a whole percentage from 0% to 100%");
        }
        return value / 100.0;
    }

    /* Returns a share of the whole: 0 to 1. */
    static double share(String text) {
        double value = SHARE.matcher(text).matches() ? Double.parseDouble(text) : -1;
        if (value < 0 || value > 1) {
            throw new IllegalArgumentException("`" + text + "` is not a share from 0 to 1");
        }
        return value;
    }

    static Function<String, Integer> size(int least, int most) {
        return text -> {
            Matcher matcher = SIZE.matcher(text);
            long value = matcher.matches() ? size(matcher.group(1), matcher.group(2)) : -1;
            if (value < least || value > most) {
                throw new IllegalArgumentException(
                        "`"
                                + text
                                + "` is not a size from "
                                + least
                                + "B to "
                                + (most >> 20)
                                + "MiB, written as a number and one of `B`, `KiB`, `MiB`");
            }
            return (int) value;
        };
    }

    private static long size(String number, String unit) {
        long amount = Long.parseLong(number);
        return switch (unit) {
            case "B" -> amount;
            case "KiB" -> amount << 10;
            default -> amount << 20;
        };
    }

    static IpAddress address(String text) {
        return AddressParser.parse(text);
    }

    /* A prefix, or one address, which is the prefix that holds nothing else. */
    static IpPrefix prefix(String text) {
        return text.indexOf('/') < 0
                ? IpPrefix.of(AddressParser.parse(text))
                : IpPrefix.parse(text);
    }

    static <E extends Enum<E>> Function<String, E> choice(Class<E> type) {
        return text ->
                Arrays.stream(type.getEnumConstants())
                        .filter(value -> word(value).equals(text))
                        .findFirst()
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        "`" + text + "` is none of " + words(type)));
    }

    static <E extends Enum<E>> String words(Class<E> type) {
        return Arrays.stream(type.getEnumConstants())
                .map(value -> "`" + word(value) + "`")
                .collect(Collectors.joining(", "));
    }

    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
