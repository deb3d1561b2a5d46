package dev.sallyport.cli.region;

import dev.sallyport.egress.feed.FeedEntry;
import dev.sallyport.egress.region.RegionAnswer;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/* One answer, whether a file gave it or a server. */
record FoundRegion(
        String provider,
        String region,
        String service,
        String prefix,
        String direction,
        String detail,
        String feedDate) {

    static List<FoundRegion> of(List<RegionAnswer> answers) {
        List<FoundRegion> found = new ArrayList<>();
        for (RegionAnswer answer : answers) {
            FeedEntry entry = answer.entry();
            found.add(
                    new FoundRegion(
                            answer.provider(),
                            entry.region(),
                            entry.service(),
                            entry.prefix().toString(),
                            entry.direction().word(),
                            entry.detail(),
                            answer.edition()));
        }
        return found;
    }

    static List<FoundRegion> of(JsonNode answers) {
        List<FoundRegion> found = new ArrayList<>();
        for (JsonNode answer : answers) {
            found.add(
                    new FoundRegion(
                            answer.path("provider").asString(""),
                            answer.path("region").asString(""),
                            answer.path("service").asString(""),
                            answer.path("prefix").asString(""),
                            answer.path("direction").asString(""),
                            answer.path("detail").asString(""),
                            answer.path("feedDate").asString("")));
        }
        return found;
    }

    void write(ObjectNode node) {
        node.put("provider", provider)
                .put("region", region)
                .put("service", service)
                .put("prefix", prefix)
                .put("direction", direction)
                .put("detail", detail)
                .put("feedDate", feedDate);
    }
}
