package dev.sallyport.conformance.nginx;

import dev.sallyport.engine.channel.ChannelDeclaration;
import dev.sallyport.engine.channel.ChannelTable;
import dev.sallyport.engine.policy.ChannelId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The doors of one application, declared alike to everybody who reads paths. */
final class Doors {

    /** Channel by path prefix, which matches on segment borders. */
    static final Map<String, String> BY_PREFIX =
            new TreeMap<>(
                    Map.of(
                            "/saml", "sso",
                            "/oauth2/callback", "sso",
                            "/api", "api",
                            "/api/public", "public",
                            "/scim/v2", "scim"));

    /** What everybody calls a path behind none of them. */
    static final String OTHER = "other";

    private Doors() {}

    /** Returns the same for the engine. */
    static ChannelTable table() {
        return new ChannelTable(
                BY_PREFIX.values().stream()
                        .distinct()
                        .map(channel ->
                                new ChannelDeclaration(new ChannelId(channel), prefixes(channel)))
                        .toList());
    }

    private static List<String> prefixes(String channel) {
        return BY_PREFIX.entrySet().stream()
                .filter(entry -> entry.getValue().equals(channel))
                .map(Map.Entry::getKey)
                .toList();
    }

    /**
     * Returns the same for nginx, which answers with the name of the door.
     *
     * @param mergeSlashes what nginx makes of several slashes: {@code on}, as it does unasked, or
     *     {@code off}
     */
    static String nginxSite(String mergeSlashes) {
        StringBuilder site =
                new StringBuilder("server {\nlisten LISTEN;\ndefault_type text/plain;\n");
        site.append("merge_slashes ").append(mergeSlashes).append(";\n");
        BY_PREFIX.forEach((prefix, channel) -> {
            String answer = " { return 200 " + channel + "; }\n";
            site.append("location = ").append(prefix).append(answer);
            site.append("location ").append(prefix).append('/').append(answer);
        });
        return site.append("location / { return 200 " + OTHER + "; }\n}\n").toString();
    }
}
