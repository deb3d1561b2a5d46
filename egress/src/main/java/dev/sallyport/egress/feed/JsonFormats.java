package dev.sallyport.egress.feed;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/* The JSON formats: how each is recognised, and what is taken of it. */
final class JsonFormats {

    private JsonFormats() {}

    /** Returns the format that the top level looks like. */
    static Optional<FeedFormat> detect(FeedMembers top) {
        if ("sallyport-egress/1".equals(top.members().get("format"))) {
            return Optional.of(FeedFormat.SALLYPORT);
        }
        for (FeedFormat format : FeedFormat.values()) {
            if (looksLike(format, top)) {
                return Optional.of(format);
            }
        }
        return Optional.empty();
    }

    private static boolean looksLike(FeedFormat format, FeedMembers top) {
        return switch (format) {
            case AWS -> top.has("prefixes") && top.has("createDate");
            case GOOGLE -> top.has("prefixes") && top.has("creationTime");
            case AZURE -> top.has("changeNumber") && top.has("values");
            case GITHUB -> top.has("verifiable_password_authentication") && top.has("hooks");
            case ORACLE -> top.has("regions") && top.has("last_updated_timestamp");
            case OKTA ->
                    !top.members().isEmpty()
                            && top.members().values().stream().allMatch(JsonFormats::isCell);
            case ATLASSIAN -> top.has("items") && top.has("syncToken");
            case FASTLY -> top.has("addresses") && top.has("ipv6_addresses");
            case DATADOG -> top.has("version") && top.has("modified");
            case ZSCALER -> top.has("hubPrefixes");
            case SOURCE_IPS -> top.has("region") && top.has("source_ips");
            case SALLYPORT, GEOFEED, TEXT -> false;
        };
    }

    private static boolean isCell(@Nullable Object value) {
        return value instanceof Map<?, ?> cell && cell.get("ip_ranges") instanceof List<?>;
    }

    /** Takes the entries of a document and returns its stamp. */
    static FeedStamp read(FeedFormat format, FeedMembers top, EntryCollector entries) {
        return switch (format) {
            case AWS -> aws(top, entries);
            case GOOGLE -> google(top, entries);
            case AZURE -> azure(top, entries);
            case GITHUB -> github(top, entries);
            case ORACLE -> oracle(top, entries);
            case OKTA -> okta(top, entries);
            case ATLASSIAN -> atlassian(top, entries);
            case FASTLY -> fastly(top, entries);
            case DATADOG -> datadog(top, entries);
            case ZSCALER -> zscaler(top, entries);
            case SALLYPORT -> sallyport(top, entries);
            case SOURCE_IPS -> sourceIps(top, entries);
            case GEOFEED, TEXT ->
                    throw new FeedRefusedException(
                            FeedFault.WRONG_SHAPE,
                            "the document is JSON and should be " + format.word());
        };
    }

    private static FeedStamp aws(FeedMembers top, EntryCollector entries) {
        for (FeedMembers each : top.objects("prefixes")) {
            awsEntry(each, each.text("ip_prefix", true), entries);
        }
        for (FeedMembers each : top.objects("ipv6_prefixes")) {
            awsEntry(each, each.text("ipv6_prefix", true), entries);
        }
        return new FeedStamp(
                top.text("syncToken", true),
                top.number("syncToken"),
                Dates.dashed(top.text("createDate", true)));
    }

    private static void awsEntry(FeedMembers each, String prefix, EntryCollector entries) {
        entries.add(
                each.pointer(),
                prefix,
                each.text("region", true),
                each.text("service", true),
                FeedDirection.UNSTATED,
                each.text("network_border_group", false));
    }

    private static FeedStamp google(FeedMembers top, EntryCollector entries) {
        for (FeedMembers each : top.objects("prefixes")) {
            String prefix = each.text(each.has("ipv4Prefix") ? "ipv4Prefix" : "ipv6Prefix", true);
            entries.add(
                    each.pointer(), prefix, each.text("scope", false), each.text("service", false));
        }
        return new FeedStamp(
                top.text("syncToken", true),
                top.number("syncToken"),
                Dates.iso(top.text("creationTime", true)));
    }

    private static FeedStamp azure(FeedMembers top, EntryCollector entries) {
        for (FeedMembers each : top.objects("values")) {
            String tag = each.text("name", true);
            FeedMembers properties = each.object("properties");
            String region = properties.text("region", false);
            String system = properties.text("systemService", false);
            int at = 0;
            for (String prefix : properties.texts("addressPrefixes", true)) {
                entries.add(
                        properties.pointer() + "/addressPrefixes/" + at++,
                        prefix,
                        region,
                        tag,
                        FeedDirection.UNSTATED,
                        system);
            }
        }
        long number = top.number("changeNumber");
        return new FeedStamp(Long.toString(number), number, null);
    }

    /* Lists of addresses stand beside lists of names and keys; the latter are left alone. */
    private static FeedStamp github(FeedMembers top, EntryCollector entries) {
        for (String service : top.members().keySet()) {
            if (!(top.members().get(service) instanceof List<?>) || service.startsWith("ssh_")) {
                continue;
            }
            int at = 0;
            for (String prefix : top.texts(service, true)) {
                entries.add("/" + service + "/" + at++, prefix, "", service);
            }
        }
        return FeedStamp.NONE;
    }

    private static FeedStamp oracle(FeedMembers top, EntryCollector entries) {
        for (FeedMembers region : top.objects("regions")) {
            for (FeedMembers each : region.objects("cidrs")) {
                for (String tag : each.texts("tags", true)) {
                    entries.add(
                            each.pointer(),
                            each.text("cidr", true),
                            region.text("region", true),
                            tag);
                }
            }
        }
        String text = top.text("last_updated_timestamp", true);
        Instant date = Dates.iso(text);
        return new FeedStamp(text, Dates.order(date), date);
    }

    private static FeedStamp okta(FeedMembers top, EntryCollector entries) {
        for (String cell : top.members().keySet()) {
            FeedMembers members = top.object(cell);
            int at = 0;
            for (String prefix : members.texts("ip_ranges", true)) {
                entries.add(members.pointer() + "/ip_ranges/" + at++, prefix, cell, "");
            }
        }
        return FeedStamp.NONE;
    }

    private static FeedStamp atlassian(FeedMembers top, EntryCollector entries) {
        for (FeedMembers each : top.objects("items")) {
            FeedDirection direction = direction(each.texts("direction", false));
            String prefix = each.text("cidr", true);
            String perimeter = each.text("perimeter", false);
            for (String region : orNone(each.texts("region", false))) {
                for (String product : orNone(each.texts("product", false))) {
                    entries.add(each.pointer(), prefix, region, product, direction, perimeter);
                }
            }
        }
        return new FeedStamp(
                Long.toString(top.number("syncToken")),
                top.number("syncToken"),
                Dates.iso(top.text("creationDate", true)));
    }

    private static List<String> orNone(List<String> texts) {
        return texts.isEmpty() ? List.of("") : texts;
    }

    private static FeedDirection direction(List<String> words) {
        boolean out = words.contains("egress");
        boolean in = words.contains("ingress");
        if (out && in) {
            return FeedDirection.BOTH;
        }
        if (out) {
            return FeedDirection.OUTBOUND;
        }
        return in ? FeedDirection.INBOUND : FeedDirection.UNSTATED;
    }

    private static FeedStamp fastly(FeedMembers top, EntryCollector entries) {
        for (String name : List.of("addresses", "ipv6_addresses")) {
            int at = 0;
            for (String prefix : top.texts(name, true)) {
                entries.add("/" + name + "/" + at++, prefix, "", "");
            }
        }
        return FeedStamp.NONE;
    }

    private static FeedStamp datadog(FeedMembers top, EntryCollector entries) {
        for (String service : top.members().keySet()) {
            if (!(top.members().get(service) instanceof Map<?, ?>)) {
                continue;
            }
            FeedMembers members = top.object(service);
            for (String name : List.of("prefixes_ipv4", "prefixes_ipv6")) {
                int at = 0;
                for (String prefix : members.texts(name, false)) {
                    entries.add(members.pointer() + "/" + name + "/" + at++, prefix, "", service);
                }
            }
        }
        long version = top.number("version");
        return new FeedStamp(
                Long.toString(version), version, Dates.dashed(top.text("modified", true)));
    }

    private static FeedStamp zscaler(FeedMembers top, EntryCollector entries) {
        int at = 0;
        for (String prefix : top.texts("hubPrefixes", true)) {
            entries.add("/hubPrefixes/" + at++, prefix, "", "");
        }
        return FeedStamp.NONE;
    }

    private static FeedStamp sallyport(FeedMembers top, EntryCollector entries) {
        String region = top.text("region", true);
        for (FeedMembers each : top.objects("prefixes")) {
            entries.add(
                    each.pointer(),
                    each.text("prefix", true),
                    region,
                    each.text("service", true),
                    ours(each.text("direction", true)),
                    each.text("label", false));
        }
        long serial = top.number("serial");
        return new FeedStamp(Long.toString(serial), serial, Dates.iso(top.text("created", true)));
    }

    private static FeedDirection ours(String word) {
        return switch (word) {
            case "outbound" -> FeedDirection.OUTBOUND;
            case "inbound" -> FeedDirection.INBOUND;
            case "both" -> FeedDirection.BOTH;
            default ->
                    throw new FeedRefusedException(
                            FeedFault.WRONG_SHAPE, Quoted.text(word) + " is no direction");
        };
    }

    private static FeedStamp sourceIps(FeedMembers top, EntryCollector entries) {
        int at = 0;
        String region = top.text("region", true);
        for (String prefix : top.texts("source_ips", true)) {
            entries.add("/source_ips/" + at++, prefix, region, "", FeedDirection.OUTBOUND, "");
        }
        return FeedStamp.NONE;
    }
}
