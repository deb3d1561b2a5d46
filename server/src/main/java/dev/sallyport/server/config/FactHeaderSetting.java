package dev.sallyport.server.config;

import java.util.Locale;
import java.util.Set;

/* One element of `gate.fact-headers`: a fact and the header that carries it. */
record FactHeaderSetting(String fact, String header) {

    private static final Set<String> FACTS =
            Set.of("tenant", "channel", "principal", "roles", "client", "authorized-clients");

    /* Reads `tenant` (the conventional header) or `tenant=X-Customer`. */
    static FactHeaderSetting parse(String text) {
        int equals = text.indexOf('=');
        String fact = (equals < 0 ? text : text.substring(0, equals)).strip();
        if (!FACTS.contains(fact)) {
            throw new IllegalArgumentException(
                    "`"
                            + fact
                            + "` is none of the facts "
                            + String.join(", ", FACTS.stream().sorted().toList()));
        }
        String header = equals < 0 ? "x-sallyport-" + fact : text.substring(equals + 1).strip();
        return new FactHeaderSetting(fact, header.toLowerCase(Locale.ROOT));
    }
}
