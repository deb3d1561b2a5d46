package dev.sallyport.control.geo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.engine.policy.CountryCode;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class CountriesTest {

    /** "Every country code known by name" */
    @Test
    void everyAssignedCodeHasAName() {
        assertThat(Locale.getISOCountries()).hasSizeGreaterThan(240);
        for (String code : Locale.getISOCountries()) {
            Countries.Country country = Countries.find(code).orElseThrow();
            assertThat(country.isAssigned()).as(code).isTrue();
            assertThat(country.name()).as(code).isNotEqualTo(code).isNotBlank();
        }
        assertThat(Countries.nameOf(new CountryCode("FR"))).isEqualTo("France");
        assertThat(Countries.nameOf(new CountryCode("GB"))).isEqualTo("United Kingdom");
        assertThat(Countries.nameOf(new CountryCode("QQ"))).isEqualTo("QQ");
    }

    /** "`EU`-like pseudo codes explained" */
    @Test
    void codesOfNoCountryAreExplained() {
        for (String code : List.of("EU", "AP", "A1", "A2", "O1", "T1", "UK", "EL", "XK", "ZZ")) {
            Countries.Country country = Countries.find(code).orElseThrow();
            assertThat(country.isAssigned()).as(code).isFalse();
            assertThat(country.note()).as(code).isNotBlank();
        }
        assertThat(Countries.find("uk").orElseThrow().note()).contains("`GB`");
        assertThat(Countries.find("")).isEmpty();
    }

    @Test
    void eachCodeIsThereOnceAndInOrder() {
        List<String> codes = Countries.list().stream().map(Countries.Country::code).toList();

        assertThat(codes).isSorted().doesNotHaveDuplicates();
    }
}
