package dev.sallyport.cli.log;

import java.time.DateTimeException;
import java.time.LocalDate;

/**
 * Reads the times of access logs: {@code 29/Sep/2021:14:11:34 +0200}, RFC 3339, and seconds or
 * milliseconds since 1970. Remembers the last day it read, since a log seldom jumps. Not
 * thread-safe.
 */
final class LogTime {

    /** The result for what is no time. */
    static final long REFUSED = Long.MIN_VALUE;

    private static final int SECONDS_A_DAY = 86_400;
    private static final int COMMON_LENGTH = "29/Sep/2021:14:11:34 +0200".length();
    private static final int DATE_TIME_LENGTH = "2021-09-29T14:11:34".length();

    /* Numbers above this are milliseconds, not seconds: the year 5138 as seconds, 1973 as milliseconds. */
    private static final long LARGEST_SECOND = 100_000_000_000L;
    private static final long LARGEST_MILLISECOND = LARGEST_SECOND * 1000;

    private static final String[] MONTHS = {
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"
    };

    private long knownDate = -1;
    private long knownEpochDay;

    /** Returns the second since 1970 of {@code 29/Sep/2021:14:11:34 +0200}, or {@link #REFUSED}. */
    long common(byte[] bytes, int from, int to) {
        if (to - from != COMMON_LENGTH
                || bytes[from + 2] != '/'
                || bytes[from + 6] != '/'
                || bytes[from + 11] != ':'
                || bytes[from + 20] != ' ') {
            return REFUSED;
        }
        int month = month(bytes, from + 3);
        long date = date(digits(bytes, from + 7, 4), month, digits(bytes, from, 2));
        long time = timeOfDay(bytes, from + 12);
        long offset = offset(bytes, from + 21, to);
        return date == REFUSED || time < 0 || offset == REFUSED ? REFUSED : date + time - offset;
    }

    /**
     * Returns the second since 1970 of an RFC 3339 time, a number of seconds or milliseconds, or
     * {@link #REFUSED}.
     */
    long any(byte[] bytes, int from, int to) {
        if (to - from == COMMON_LENGTH && bytes[from + 2] == '/') {
            return common(bytes, from, to);
        }
        return to - from > 4 && bytes[from + 4] == '-'
                ? rfc3339(bytes, from, to)
                : number(bytes, from, to);
    }

    private long rfc3339(byte[] bytes, int from, int to) {
        if (to - from <= DATE_TIME_LENGTH
                || bytes[from + 7] != '-'
                || ((bytes[from + 10] | 0x20) != 't' && bytes[from + 10] != ' ')) {
            return REFUSED;
        }
        long date =
                date(
                        digits(bytes, from, 4),
                        digits(bytes, from + 5, 2),
                        digits(bytes, from + 8, 2));
        long time = timeOfDay(bytes, from + 11);
        int at = from + DATE_TIME_LENGTH;
        if (bytes[at] == '.' || bytes[at] == ',') {
            do {
                at++;
            } while (at < to && bytes[at] >= '0' && bytes[at] <= '9');
        }
        long offset = offset(bytes, at, to);
        return date == REFUSED || time < 0 || offset == REFUSED ? REFUSED : date + time - offset;
    }

    private static long number(byte[] bytes, int from, int to) {
        long value = 0;
        int at = from;
        while (at < to && bytes[at] >= '0' && bytes[at] <= '9' && value <= LARGEST_MILLISECOND) {
            value = value * 10 + bytes[at] - '0';
            at++;
        }
        if (at == from || value > LARGEST_MILLISECOND) {
            return REFUSED;
        }
        if (at < to && bytes[at] == '.') {
            at++;
            while (at < to && bytes[at] >= '0' && bytes[at] <= '9') {
                at++;
            }
        }
        if (at != to) {
            return REFUSED;
        }
        return value > LARGEST_SECOND ? value / 1000 : value;
    }

    /* `Z`, `+02:00` or `+0200` in seconds. */
    private static long offset(byte[] bytes, int from, int to) {
        if (to - from == 1) {
            return (bytes[from] | 0x20) == 'z' ? 0 : REFUSED;
        }
        boolean colon = to - from == 6 && bytes[from + 3] == ':';
        if ((!colon && to - from != 5) || (bytes[from] != '+' && bytes[from] != '-')) {
            return REFUSED;
        }
        int hours = digits(bytes, from + 1, 2);
        int minutes = digits(bytes, to - 2, 2);
        if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59) {
            return REFUSED;
        }
        int seconds = hours * 3600 + minutes * 60;
        return bytes[from] == '-' ? -seconds : seconds;
    }

    /* `14:11:34` in seconds, with the leap second that some clocks write, or a negative number. */
    private static int timeOfDay(byte[] bytes, int at) {
        int hour = digits(bytes, at, 2);
        int minute = digits(bytes, at + 3, 2);
        int second = digits(bytes, at + 6, 2);
        boolean valid =
                hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 && second <= 60;
        return valid && bytes[at + 2] == ':' && bytes[at + 5] == ':'
                ? hour * 3600 + minute * 60 + second
                : -1;
    }

    /* The first second of a day, or REFUSED. */
    private long date(int year, int month, int day) {
        if (year < 0 || month < 1 || month > 12 || day < 1) {
            return REFUSED;
        }
        int date = (year * 16 + month) * 32 + day;
        if (date != knownDate) {
            try {
                knownEpochDay = LocalDate.of(year, month, day).toEpochDay();
            } catch (DateTimeException noSuchDay) {
                return REFUSED;
            }
            knownDate = date;
        }
        return knownEpochDay * SECONDS_A_DAY;
    }

    private static int month(byte[] bytes, int at) {
        for (int i = 0; i < MONTHS.length; i++) {
            String name = MONTHS[i];
            if (bytes[at] == name.charAt(0)
                    && bytes[at + 1] == name.charAt(1)
                    && bytes[at + 2] == name.charAt(2)) {
                return i + 1;
            }
        }
        return 0;
    }

    /* The decimal number of `count` digits, or a negative number if one of them is none. */
    private static int digits(byte[] bytes, int at, int count) {
        int value = 0;
        for (int i = at; i < at + count; i++) {
            int digit = bytes[i] - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value;
    }
}
