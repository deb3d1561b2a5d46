package dev.sallyport.egress.feed;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The formats that are read. */
public enum FeedFormat {
    /** Amazon Web Services, {@code ip-ranges.json}. */
    AWS,
    /** Google, {@code cloud.json} and {@code goog.json}. */
    GOOGLE,
    /** Microsoft Azure, {@code ServiceTags_….json}. */
    AZURE,
    /** GitHub, {@code api.github.com/meta}. */
    GITHUB,
    /** Oracle Cloud, {@code public_ip_ranges.json}. */
    ORACLE,
    /** Okta, {@code ip_ranges.json}. */
    OKTA,
    /** Atlassian, {@code ip-ranges.atlassian.com}. */
    ATLASSIAN,
    /** Fastly, {@code public-ip-list}. */
    FASTLY,
    /** Datadog, {@code ip-ranges.datadoghq.com}. */
    DATADOG,
    /** Zscaler, the recommended hub prefixes. */
    ZSCALER,
    /** Our own rich document, {@code egress.json}. */
    SALLYPORT,
    /** Our own short document, {@code source_ips.json} and {@code source_ips.yaml}. */
    SOURCE_IPS,
    /** A geofeed, RFC 8805. */
    GEOFEED,
    /** One prefix a line, such as Cloudflare's lists; {@code #} begins a comment. */
    TEXT;

    /** Returns the public name: lower case, words joined by {@code -}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Returns the format of that name. */
    public static Optional<FeedFormat> named(String word) {
        return Arrays.stream(values()).filter(format -> format.word().equals(word)).findFirst();
    }
}
