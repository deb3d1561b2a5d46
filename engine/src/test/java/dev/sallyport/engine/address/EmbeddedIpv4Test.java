package dev.sallyport.engine.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * "6to4 (bits 16–47), Teredo client (low 32 bits inverted), 64:ff9b::/96, 64:ff9b:1::/48 (both its
 * /48 form and the low 32 bits count) and configured NAT64 prefixes (RFC 6052), ::ffff:0:0:0/96,
 * ::/96 except :: and ::1."
 */
class EmbeddedIpv4Test {

    private static List<String> embedded(String address, String... configured) {
        List<Nat64Prefix> prefixes = new ArrayList<>();
        for (String prefix : configured) {
            prefixes.add(new Nat64Prefix(IpPrefix.parse(prefix)));
        }
        EmbeddedIpv4 forms = new EmbeddedIpv4(prefixes);
        IpAddress parsed = IpAddress.parse(address);
        List<String> found = new ArrayList<>();
        for (int form = forms.next(parsed, 0); form >= 0; form = forms.next(parsed, form + 1)) {
            found.add(IpAddress.ipv4(forms.bits(parsed, form)).toString());
        }
        return found;
    }

    @ParameterizedTest(name = "{0}: {1} embeds {2}")
    @CsvSource({
        "6to4,                        2002:c000:221::1,            192.0.2.33",
        "6to4 with all bits,          2002:ffff:ffff:ffff::,       255.255.255.255",
        "Teredo client,               2001::3fff:fdde,             192.0.2.33",
        "Teredo with server and port, 2001:0:4136:e378:8000:63bf:3fff:fdd2, 192.0.2.45",
        "NAT64 well-known,            64:ff9b::c000:221,           192.0.2.33",
        "NAT64 well-known lowest,     64:ff9b::,                   0.0.0.0",
        "IPv4-translated,             ::ffff:0:c000:221,           192.0.2.33",
        "IPv4-compatible,             ::192.0.2.33,                192.0.2.33",
        "IPv4-compatible lowest,      ::2,                         0.0.0.2",
    })
    void wellKnownForms(String name, String address, String ipv4) {
        assertThat(embedded(address)).as(name).containsExactly(ipv4);
    }

    /* RFC 8215 leaves the length within 64:ff9b:1::/48 to the operator, so both readings count. */
    @Test
    void localUseTranslationHasTwoReadings() {
        assertThat(embedded("64:ff9b:1:c000:2:2100::")).containsExactly("192.0.2.33", "0.0.0.0");
        assertThat(embedded("64:ff9b:1::c000:221")).containsExactly("0.0.0.0", "192.0.2.33");
        assertThat(embedded("64:ff9b:1:c000:2:2100:c633:6407"))
                .containsExactly("192.0.2.33", "198.51.100.7");
    }

    /* The worked examples of RFC 6052 section 2.4. */
    @ParameterizedTest(name = "{0} in {1}")
    @CsvSource({
        "2001:db8::/32,             2001:db8:c000:221::",
        "2001:db8:100::/40,         2001:db8:1c0:2:21::",
        "2001:db8:122::/48,         2001:db8:122:c000:2:2100::",
        "2001:db8:122:300::/56,     2001:db8:122:3c0:0:221::",
        "2001:db8:122:344::/64,     2001:db8:122:344:c0:2:2100::",
        "2001:db8:122:344::/96,     2001:db8:122:344::192.0.2.33",
    })
    void configuredPrefixes(String prefix, String address) {
        assertThat(embedded(address, prefix)).containsExactly("192.0.2.33");
        assertThat(embedded(address)).isEmpty();
    }

    @ParameterizedTest(name = "all ones behind {0}")
    @ValueSource(
            strings = {
                "2001:db8::/32",
                "2001:db8:100::/40",
                "2001:db8:122::/48",
                "2001:db8:122:300::/56",
                "2001:db8:122:344::/64",
                "2001:db8:122:344::/96"
            })
    void noBitOutsideTheAddressCounts(String text) {
        IpPrefix prefix = IpPrefix.parse(text);
        assertThat(embedded(prefix.last().toString(), text)).containsExactly("255.255.255.255");
        assertThat(embedded(prefix.first().toString(), text)).containsExactly("0.0.0.0");
    }

    @Test
    void severalFormsAreAllFound() {
        assertThat(embedded("2002:c000:221::c633:6407", "2002:c000:221::/96", "2002::/32"))
                .containsExactly("192.0.2.33", "198.51.100.7");
        assertThat(embedded("2002:c000:221::c633:6407", "2002:c000::/32"))
                .containsExactly("192.0.2.33", "2.33.0.0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "192.0.2.33",
                "::",
                "::1",
                "::ffff:192.0.2.33",
                "::1:c000:221",
                "2001:1::3fff:fdde",
                "2003:c000:221::",
                "64:ff9b::1:c000:221",
                "64:ff9b:2::c000:221",
                "::fffe:0:c000:221",
                "2001:db8::c000:221"
            })
    void neighboursEmbedNothing(String address) {
        assertThat(embedded(address)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"2001:db8::/33", "2001:db8::/128", "::/0", "192.0.2.0/32", "10.0.0.0/8"})
    void otherLengthsAreRefused(String prefix) {
        assertThatThrownBy(() -> new Nat64Prefix(IpPrefix.parse(prefix)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
