package dev.sallyport.compat.sailpoint;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The document {@code NetworkConfiguration}: which addresses are the tenant's network, and which
 * countries are trusted. Texts and their order are as they were sent.
 *
 * @param range the addresses and networks that are the tenant's own, or null; null and empty say
 *     that there is no network, and then nobody is outside it
 * @param geolocation codes of countries, or null, which is the same as none
 * @param whitelisted whether the countries are those that are trusted, or those that are not; says
 *     nothing about addresses
 */
public record NetworkConfiguration(
        @Nullable List<String> range, @Nullable List<String> geolocation, boolean whitelisted) {

    /** The configuration that restricts nothing. */
    public static final NetworkConfiguration NONE = new NetworkConfiguration(null, null, false);

    /** Copies the lists. */
    public NetworkConfiguration {
        range = range == null ? null : Collections.unmodifiableList(new ArrayList<>(range));
        geolocation =
                geolocation == null
                        ? null
                        : Collections.unmodifiableList(new ArrayList<>(geolocation));
    }
}
