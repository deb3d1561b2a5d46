package dev.sallyport.geo;

import com.maxmind.db.MaxMindDbConstructor;
import com.maxmind.db.MaxMindDbCreator;
import com.maxmind.db.MaxMindDbParameter;
import org.jspecify.annotations.Nullable;

/**
 * The members of a data record that are looked at; the reader skips all others unread. Public only
 * because the reader makes it by reflection.
 *
 * @param country the country in the layout of GeoIP2 and GeoLite2, or null
 * @param countryCode the country's code in flat layouts, or null
 * @param asn the number of the origin, or null
 */
public record GeoRecord(
        @Nullable CountryRecord country, @Nullable String countryCode, @Nullable Long asn) {

    static final GeoRecord EMPTY = new GeoRecord(null, null, null);

    /** Takes the members. */
    @MaxMindDbConstructor
    public GeoRecord(
            @MaxMindDbParameter(name = "country") @Nullable CountryRecord country,
            @MaxMindDbParameter(name = "country_code") @Nullable String countryCode,
            @MaxMindDbParameter(name = "autonomous_system_number") @Nullable Long asn) {
        this.country = country;
        this.countryCode = countryCode;
        this.asn = asn;
    }

    /** Returns what a record that is a mere text says: nothing of interest. */
    @MaxMindDbCreator
    public static GeoRecord ofText(String ignored) {
        return EMPTY;
    }

    /** Returns the code at {@code country.iso_code}, else at {@code country_code}, else null. */
    public @Nullable String code() {
        return country != null && country.isoCode() != null ? country.isoCode() : countryCode;
    }
}
