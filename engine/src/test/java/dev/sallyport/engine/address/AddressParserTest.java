package dev.sallyport.engine.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.engine.testdata.AsciiText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * "Four decimal octets without leading zeros; IPv6 per RFC 4291; no names, no DNS, no octal, hex,
 * short or integer forms."
 */
class AddressParserTest {

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "0.0.0.0, 0.0.0.0",
        "255.255.255.255, 255.255.255.255",
        "192.0.2.1, 192.0.2.1",
        "::, ::",
        "::1, ::1",
        "1::, 1::",
        "2001:DB8::A, 2001:db8::a",
        "2001:0db8:0000:0000:0000:0000:0000:0001, 2001:db8::1",
        "1:2:3:4:5:6:7:8, 1:2:3:4:5:6:7:8",
        "::2:3:4:5:6:7:8, 0:2:3:4:5:6:7:8",
        "1:2:3:4:5:6:7::, 1:2:3:4:5:6:7:0",
        "1:2:3::5:6:7:8, 1:2:3:0:5:6:7:8",
        "1:2:3:4:5:6:192.0.2.1, 1:2:3:4:5:6:c000:201",
        "1::192.0.2.1, 1::c000:201",
        "::192.0.2.1, ::c000:201",
        "::ffff:192.0.2.1, ::ffff:192.0.2.1",
        "::ffff:c000:201, ::ffff:192.0.2.1",
        "ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255, ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
    })
    void accepted(String text, String canonical) {
        assertThat(IpAddress.parse(text)).hasToString(canonical);
        assertThat(AddressParser.parseRequestAddress(text))
                .isEqualTo(IpAddress.parse(text).unmapped());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1:2:3:4:5:6:7:8::",
                "::1:2:3:4:5:6:7:8",
                "1:2:3:4::5:6:7:8",
                "1:2:3:4:5:6:7:192.0.2.1",
                "1:2:3:4:5:6::192.0.2.1",
                "::192.0.2.1:1",
                "192.0.2.1::",
                "1::2::3",
                ":::",
                ":",
                ":1",
                "1:",
                "1:2:3:4:5:6:7:8:",
                ":1:2:3:4:5:6:7:8",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "00001::",
                "g::",
                "::ffff:192.0.2",
                "::ffff:192.0.2.01",
                "::ffff:192.0.2.256",
                "::ffff:0x7f.1",
                "::.1.2.3",
                "1.2.3.4.",
                ".1.2.3.4",
                "1.2.3.-4",
                "+1.2.3.4",
                "1.2.3.4\n",
                "\u0661.2.3.4",
                "\uFF11.2.3.4",
                "::\uFF11",
                "\u0130::",
                "1.2.3.4\0"
            })
    void refused(String text) {
        assertThat(AddressParser.tryParse(text, 0, text.length())).isNull();
        assertThat(AddressParser.tryParseRequestAddress(text, 0, text.length())).isNull();
        assertThatThrownBy(() -> IpAddress.parse(text)).isInstanceOf(AddressSyntaxException.class);
    }

    @Test
    void partsOfAnyCharacterSequence() {
        CharSequence line = new AsciiText("for=192.0.2.1, 2001:db8::1;");
        assertThat(AddressParser.tryParse(line, 4, 13)).hasToString("192.0.2.1");
        assertThat(AddressParser.tryParse(line, 15, 26)).hasToString("2001:db8::1");
        assertThat(AddressParser.tryParse(line, 4, 14)).isNull();
        assertThat(AddressParser.tryParse(line, 4, 4)).isNull();
        assertThatThrownBy(() -> AddressParser.tryParse(line, 20, 40))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    /* "A zone id on a request address is dropped." */
    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "fe80::1%eth0, fe80::1",
        "fe80::1%25eth0, fe80::1",
        "fe80::1%1, fe80::1",
        "fe80::1%vlan-3.100_a~b, fe80::1",
        "::ffff:192.0.2.1%eth0, 192.0.2.1",
        "::ffff:192.0.2.1, 192.0.2.1",
        "192.0.2.1, 192.0.2.1",
    })
    void requestAddresses(String text, String canonical) {
        assertThat(AddressParser.parseRequestAddress(text)).hasToString(canonical);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fe80::1%",
                "192.0.2.1%eth0",
                "%eth0",
                "fe80::1%eth 0",
                "fe80::1%a/b",
                "fe80::1%a]",
                "fe80::1%\u00e9"
            })
    void noRequestAddresses(String text) {
        assertThatThrownBy(() -> AddressParser.parseRequestAddress(text))
                .isInstanceOf(AddressSyntaxException.class);
    }

    @Test
    void zonesAreBounded() {
        assertThat(AddressParser.parseRequestAddress("fe80::1%" + "z".repeat(64)))
                .hasToString("fe80::1");
        String longer = "fe80::1%" + "z".repeat(65);
        assertThat(AddressParser.tryParseRequestAddress(longer, 0, longer.length())).isNull();
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "10.0.0.0/8, 10.0.0.0/8",
        "0.0.0.0/0, 0.0.0.0/0",
        "10.0.0.1, 10.0.0.1/32",
        "10.0.0.1/32, 10.0.0.1/32",
        "2001:DB8::/32, 2001:db8::/32",
        "::/0, ::/0",
        "::1, ::1/128",
        "::ffff:0:0/95, ::fffe:0:0/95",
    })
    void prefixes(String text, String canonical) {
        if (!text.equals("::ffff:0:0/95")) {
            assertThat(IpPrefix.parse(text)).hasToString(canonical);
        }
        assertThat(AddressParser.parseVendorPrefix(text)).hasToString(canonical);
    }

    /* "Accept both forms, match the masked or IPv4 network." */
    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "10.0.0.1/8, 10.0.0.0/8",
        "2001:db8::1/32, 2001:db8::/32",
        "::ffff:10.0.0.1/104, 10.0.0.0/8",
        "::ffff:10.0.0.1, 10.0.0.1/32",
        "::ffff:10.0.0.1/95, ::fffe:0:0/95",
        "::ffff:0:0/96, 0.0.0.0/0",
    })
    void vendorPrefixes(String text, String canonical) {
        assertThat(AddressParser.parseVendorPrefix(text)).hasToString(canonical);
        assertThatThrownBy(() -> IpPrefix.parse(text)).isInstanceOf(AddressSyntaxException.class);
    }

    @Test
    void ranges() {
        assertThat(IpRange.parse("10.0.0.1-10.0.0.9")).hasToString("10.0.0.1-10.0.0.9");
        assertThat(IpRange.parse("10.0.0.1-10.0.0.1")).hasToString("10.0.0.1-10.0.0.1");
        assertThat(IpRange.parse("::-ffff::")).hasToString("::-ffff::");
        // "a … wider range never matches IPv4", but may be written
        assertThat(IpRange.parse("::1-::1:0:0:0")).hasToString("::1-::1:0:0:0");
        assertThat(AddressParser.parseVendorRange("::ffff:10.0.0.1-::ffff:10.0.0.9"))
                .hasToString("10.0.0.1-10.0.0.9");
        assertThat(AddressParser.parseVendorRange("10.0.0.1-::ffff:10.0.0.9"))
                .hasToString("10.0.0.1-10.0.0.9");
        assertThatThrownBy(() -> AddressParser.parseVendorRange("::1-::ffff:10.0.0.9"))
                .isInstanceOf(AddressSyntaxException.class);
    }
}
