package dev.sallyport.egress.feed;

import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/* The formats that are lines of text. */
final class TextFormats {

    private static final Pattern QUOTED = Pattern.compile("(['\"]?)([^'\"]*)\\1");
    private static final Pattern MODIFIED =
            Pattern.compile(
                    "#\\s*Last modified:\\s*(\\d{4}-\\d\\d-\\d\\d)[ T](\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?)");

    private TextFormats() {}

    /** Returns the format that the first line which says something looks like. */
    static FeedFormat detect(List<String> lines) {
        for (String line : lines) {
            String text = line.strip();
            if (text.isEmpty() || text.startsWith("#") || text.equals("---")) {
                continue;
            }
            if (text.startsWith("region:")
                    || text.startsWith("'region':")
                    || text.startsWith("\"region\":")) {
                return FeedFormat.SOURCE_IPS;
            }
            return text.indexOf(',') >= 0 ? FeedFormat.GEOFEED : FeedFormat.TEXT;
        }
        return FeedFormat.TEXT;
    }

    /** Takes the entries of a document and returns its stamp. */
    static FeedStamp read(FeedFormat format, List<String> lines, EntryCollector entries) {
        return switch (format) {
            case TEXT -> text(lines, entries);
            case GEOFEED -> geofeed(lines, entries);
            case SOURCE_IPS -> sourceIps(lines, entries);
            case AWS,
                    GOOGLE,
                    AZURE,
                    GITHUB,
                    ORACLE,
                    OKTA,
                    ATLASSIAN,
                    FASTLY,
                    DATADOG,
                    ZSCALER,
                    SALLYPORT ->
                    throw new FeedRefusedException(
                            FeedFault.NOT_JSON,
                            "the document is not JSON, as " + format.word() + " is");
        };
    }

    private static FeedStamp text(List<String> lines, EntryCollector entries) {
        int number = 0;
        for (String line : lines) {
            number++;
            int comment = line.indexOf('#');
            String text = (comment < 0 ? line : line.substring(0, comment)).strip();
            if (!text.isEmpty()) {
                entries.add("line " + number, text, "", "");
            }
        }
        return FeedStamp.NONE;
    }

    /* RFC 8805 section 2.1: prefix, country, region, city, postal code; the latter two are not of use here. */
    private static FeedStamp geofeed(List<String> lines, EntryCollector entries) {
        int number = 0;
        FeedStamp stamp = FeedStamp.NONE;
        for (String line : lines) {
            number++;
            String text = line.strip();
            if (text.startsWith("#")) {
                stamp = stamp.equals(FeedStamp.NONE) ? modified(text) : stamp;
                continue;
            }
            if (text.isEmpty()) {
                continue;
            }
            String[] fields = text.split(",", -1);
            if (fields.length > 6) {
                throw new FeedRefusedException(
                        FeedFault.WRONG_SHAPE,
                        "line " + number + " has " + fields.length + " fields");
            }
            String country = fields.length > 1 ? fields[1].strip() : "";
            String region = fields.length > 2 ? fields[2].strip() : "";
            String city = fields.length > 3 ? fields[3].strip() : "";
            entries.add(
                    "line " + number,
                    fields[0].strip(),
                    region.isEmpty() ? country : region,
                    "",
                    FeedDirection.UNSTATED,
                    city);
        }
        return stamp;
    }

    private static FeedStamp modified(String comment) {
        Matcher matcher = MODIFIED.matcher(comment);
        Instant date = matcher.find() ? Dates.iso(matcher.group(1) + "T" + matcher.group(2)) : null;
        return date == null ? FeedStamp.NONE : new FeedStamp("", Dates.order(date), date);
    }

    /* The two keys and the one list that our own YAML has; it is no place for a YAML reader. */
    private static FeedStamp sourceIps(List<String> lines, EntryCollector entries) {
        int number = 0;
        String region = "";
        boolean inList = false;
        for (String line : lines) {
            number++;
            String text = line.strip();
            if (text.isEmpty() || text.startsWith("#") || text.equals("---")) {
                continue;
            }
            if (inList && text.startsWith("-")) {
                String prefix = unquoted(text.substring(1).strip());
                entries.add("line " + number, prefix, region, "", FeedDirection.OUTBOUND, "");
                continue;
            }
            int colon = text.indexOf(':');
            String key = colon < 0 ? "" : unquoted(text.substring(0, colon).strip());
            String value = colon < 0 ? "" : text.substring(colon + 1).strip();
            inList = key.equals("source_ips") && value.isEmpty();
            if (key.equals("region") && region.isEmpty()) {
                region = unquoted(value);
            } else if (!inList) {
                throw new FeedRefusedException(
                        FeedFault.WRONG_SHAPE,
                        "line "
                                + number
                                + " is neither `region` nor `source_ips` nor one of the latter");
            }
        }
        if (region.isEmpty()) {
            throw new FeedRefusedException(FeedFault.WRONG_SHAPE, "there is no `region`");
        }
        return FeedStamp.NONE;
    }

    private static String unquoted(String text) {
        Matcher matcher = QUOTED.matcher(text);
        return matcher.matches() ? matcher.group(2) : text;
    }
}
