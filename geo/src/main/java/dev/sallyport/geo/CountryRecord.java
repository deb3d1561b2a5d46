package dev.sallyport.geo;

import com.maxmind.db.MaxMindDbConstructor;
import com.maxmind.db.MaxMindDbCreator;
import com.maxmind.db.MaxMindDbParameter;
import org.jspecify.annotations.Nullable;

/**
 * The member {@code country} of a data record. Public only because the reader makes it by
 * reflection.
 *
 * @param isoCode the two-letter code, or null
 */
public record CountryRecord(@Nullable String isoCode) {

    /** Takes the code. */
    @MaxMindDbConstructor
    public CountryRecord(@MaxMindDbParameter(name = "iso_code") @Nullable String isoCode) {
        this.isoCode = isoCode;
    }

    /** Returns what a country that is a mere text says: it is a name, and names are not read. */
    @MaxMindDbCreator
    public static CountryRecord ofText(String ignored) {
        return new CountryRecord(null);
    }
}
