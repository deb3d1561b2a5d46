package dev.sallyport.control.geo;

import dev.sallyport.engine.policy.CountryCode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What country codes mean: the officially assigned codes of ISO 3166-1 alpha-2 by their English
 * names, and codes that are met though they stand for no country, each with an explanation.
 */
public final class Countries {

    /**
     * A code.
     *
     * @param code the code, two letters or, for some that stand for no country, a letter and a
     *     digit
     * @param name what it stands for
     * @param isAssigned whether it is officially assigned to a country
     * @param note what is to be known about it, or null
     */
    public record Country(String code, String name, boolean isAssigned, @Nullable String note) {}

    /* Names as in the data that comes with Java (CLDR). */
    private static final List<Country> ASSIGNED =
            Arrays.stream(Locale.getISOCountries())
                    .map(code ->
                            new Country(
                                    code,
                                    Locale.of("", code).getDisplayCountry(Locale.ENGLISH),
                                    true,
                                    null))
                    .toList();

    private static final List<Country> OTHERS =
            List.of(
                    other(
                            "A1",
                            "Anonymous proxy",
                            "no country: older databases mark proxies with it; such addresses have"
                                    + " no country here, which is `ZZ`"),
                    other(
                            "A2",
                            "Satellite provider",
                            "no country: older databases mark satellite links with it; such"
                                    + " addresses have no country here, which is `ZZ`"),
                    other("AN", "Netherlands Antilles", "withdrawn in 2010: `BQ`, `CW` and `SX`"),
                    other(
                            "AP",
                            "Asia and Pacific",
                            "no country: some databases answer it for addresses registered for the"
                                    + " region; it does not stand for the countries there"),
                    other("CS", "Serbia and Montenegro", "withdrawn in 2006: `RS` and `ME`"),
                    other("EL", "Greece", "used by the European Union; the code is `GR`"),
                    other(
                            "EU",
                            "European Union",
                            "no country: some databases answer it for addresses registered for"
                                    + " Europe as a whole; it does not stand for the member"
                                    + " states, so name each of those"),
                    other(
                            "O1",
                            "Other country",
                            "no country: older databases mark unknown places with it; such"
                                    + " addresses have no country here, which is `ZZ`"),
                    other("SU", "Soviet Union", "withdrawn in 1992; name the states of today"),
                    other(
                            "T1",
                            "Tor network",
                            "no country: a content network marks exits of Tor with it; no database"
                                    + " answers it here"),
                    other("TP", "East Timor", "withdrawn in 2002: `TL`"),
                    other("UK", "United Kingdom", "reserved and not assigned; the code is `GB`"),
                    other(
                            "XK",
                            "Kosovo",
                            "not assigned by ISO 3166-1, but in common use, also in databases"),
                    other("XX", "Unknown", "no country; addresses without one are `ZZ`"),
                    other("YU", "Yugoslavia", "withdrawn in 2003; name the states of today"),
                    other("ZR", "Zaire", "withdrawn in 1997: `CD`"),
                    other(
                            "ZZ",
                            "No answer",
                            "an address for which loaded data holds no country; where no data is"
                                    + " loaded there is doubt instead"));

    private static final List<Country> ALL = all();

    private static final Map<String, Country> BY_CODE =
            ALL.stream().collect(Collectors.toMap(Country::code, Function.identity()));

    private Countries() {}

    private static Country other(String code, String name, String note) {
        return new Country(code, name, false, note);
    }

    private static List<Country> all() {
        List<Country> countries = new ArrayList<>(ASSIGNED);
        countries.addAll(OTHERS);
        countries.sort(Comparator.comparing(Country::code));
        return List.copyOf(countries);
    }

    /** Returns every code there is something to say about, in ASCII order. */
    public static List<Country> list() {
        return ALL;
    }

    /** Returns what a code means; lower-case letters count as capitals. */
    public static Optional<Country> find(String code) {
        return Optional.ofNullable(BY_CODE.get(code.toUpperCase(Locale.ROOT)));
    }

    /** Returns the name of a code, or the code itself if nothing is known about it. */
    public static String nameOf(CountryCode code) {
        Country known = BY_CODE.get(code.value());
        return known == null ? code.value() : known.name();
    }
}
