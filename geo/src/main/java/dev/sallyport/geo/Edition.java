package dev.sallyport.geo;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/*
 * The text that names the age of what is held: the date in UTC on which the files were built. As short as it can be told:
 *
 *   2025-11-01
 *   country 2025-11-01, asn 2025-10-30
 *   country IPv4 2025-11-01, country IPv6 2025-10-30
 */
final class Edition {

    private Edition() {}

    static String of(List<GeoFile> files) {
        Map<GeoPart, LocalDate> dates = new TreeMap<>();
        for (GeoFile file : files) {
            LocalDate date = LocalDate.ofInstant(file.builtAt(), ZoneOffset.UTC);
            file.parts().forEach(part -> dates.put(part, date));
        }
        if (new TreeSet<>(dates.values()).size() == 1) {
            return dates.values().iterator().next().toString();
        }
        Map<String, LocalDate> named = new LinkedHashMap<>();
        dates.forEach((part, date) -> {
            boolean same =
                    dates.entrySet().stream()
                            .filter(other -> other.getKey().kind() == part.kind())
                            .allMatch(other -> other.getValue().equals(date));
            named.put(same ? part.kind().word() : words(part), date);
        });
        return named.entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining(", "));
    }

    private static String words(GeoPart part) {
        return part.kind().word()
                + switch (part.family()) {
                    case IPV4 -> " IPv4";
                    case IPV6 -> " IPv6";
                };
    }
}
