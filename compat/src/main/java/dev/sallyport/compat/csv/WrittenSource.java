package dev.sallyport.compat.csv;

import dev.sallyport.compat.imports.AddressReading;
import dev.sallyport.control.geo.Countries;
import dev.sallyport.control.problem.Quoted;
import dev.sallyport.engine.address.AddressSyntaxException;
import dev.sallyport.engine.policy.CountryCode;
import dev.sallyport.engine.policy.Source;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/* What one value of a table means as a source. */
sealed interface WrittenSource {

    /** It is a source; `change` says how it is written otherwise here, empty if it is not. */
    record Meant(Source source, String change) implements WrittenSource {}

    /** It can match nothing here. */
    record Nothing(String why, String hint) implements WrittenSource {}

    /** It is none. */
    record Faulty(String why, String hint) implements WrittenSource {}

    Pattern AS = Pattern.compile("(?:AS|ASN)?\\s*([0-9]{1,10})", Pattern.CASE_INSENSITIVE);

    /** Returns what a text in a column for addresses means; AS numbers need their letters there. */
    static WrittenSource of(String text) {
        if (text.length() >= 3
                && text.regionMatches(true, 0, "AS", 0, 2)
                && AS.matcher(text).matches()) {
            return asn(text);
        }
        if (text.length() == 2 && text.chars().allMatch(Character::isLetter)) {
            return country(text);
        }
        return address(text);
    }

    static WrittenSource address(String text) {
        try {
            AddressReading reading = AddressReading.of(text);
            return new Meant(reading.source(), reading.change());
        } catch (AddressSyntaxException refused) {
            return new Faulty(AddressReading.message(refused), refused.hint());
        }
    }

    static WrittenSource between(String first, String last) {
        try {
            AddressReading reading = AddressReading.between(first, last);
            return new Meant(reading.source(), reading.change());
        } catch (AddressSyntaxException refused) {
            return new Faulty(AddressReading.message(refused), refused.hint());
        }
    }

    static WrittenSource asn(String text) {
        Matcher matcher = AS.matcher(text);
        long number = matcher.matches() ? Long.parseLong(matcher.group(1)) : 0;
        if (number < 1 || number > 0xFFFF_FFFFL) {
            return new Faulty(
                    Quoted.text(text) + " is no number of an autonomous system",
                    "write a number from 1 to 4294967295, such as `AS64500`");
        }
        return new Meant(new Source.Asn(number), "");
    }

    static WrittenSource country(String text) {
        String upper = text.toUpperCase(Locale.ROOT);
        Optional<Countries.Country> known = Countries.find(upper);
        if (known.isEmpty()) {
            known =
                    Countries.list().stream()
                            .filter(c -> c.isAssigned() && c.name().equalsIgnoreCase(text))
                            .findFirst();
        }
        if (known.isEmpty()) {
            return new Faulty(
                    Quoted.text(text) + " is no country",
                    "write a code of ISO 3166-1 such as `FR`");
        }
        Countries.Country country = known.get();
        boolean matches = country.isAssigned() || country.code().matches("ZZ|XK");
        if (!matches) {
            return new Nothing(
                    "`%s` (%s) is no country: %s"
                            .formatted(
                                    country.code(),
                                    country.name(),
                                    country.note() == null ? "" : country.note()),
                    "name the countries that are meant");
        }
        return new Meant(
                new Source.Country(new CountryCode(country.code())),
                country.code().equals(text) ? "" : "country `" + country.code() + "`");
    }
}
