package dev.sallyport.engine.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong with a text and how to mend it: fault, message and hint. */
class AddressDiagnosisTest {

    private static final String EXAMPLE = "write an address such as `192.0.2.1` or `2001:db8::1`";

    private static AddressSyntaxException refusal(Consumer<String> parser, String text) {
        try {
            parser.accept(text);
        } catch (AddressSyntaxException refused) {
            return refused;
        }
        throw new AssertionError("accepted " + text);
    }

    private static void assertRefused(
            Consumer<String> parser, String text, AddressFault fault, String message, String hint) {
        AddressSyntaxException refused = refusal(parser, text);
        assertThat(refused.fault()).isEqualTo(fault);
        assertThat(refused).hasMessage(message);
        assertThat(refused.hint()).isEqualTo(hint.equals("EXAMPLE") ? EXAMPLE : hint);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
"""
""                | EMPTY          | the address is empty                               | EXAMPLE
" \t"             | EMPTY          | the address is empty                               | EXAMPLE
" 192.0.2.1"      | WHITE_SPACE    | address ` 192.0.2.1` holds white space             | write `192.0.2.1`
"a b"             | WHITE_SPACE    | address `a b` holds white space                    | remove the white space
010.0.0.1         | LEADING_ZERO   | address `010.0.0.1` has an octet with a leading zero and could be read as `10.0.0.1` or `8.0.0.1` | write `10.0.0.1` or `8.0.0.1`, whichever was meant
192.0.2.01        | LEADING_ZERO   | address `192.0.2.01` has an octet with a leading zero | write `192.0.2.1`
192.0.2.08        | LEADING_ZERO   | address `192.0.2.08` has an octet with a leading zero | write `192.0.2.8`
192.0.2.0777      | LEADING_ZERO   | address `192.0.2.0777` has an octet with a leading zero | write octets without leading zeros
::192.0.2.01      | LEADING_ZERO   | address `::192.0.2.01` has an octet with a leading zero | write octets without leading zeros
127.1             | SHORT_FORM     | address `127.1` is not four decimal octets         | write `127.0.0.1` if that was meant
2130706433        | SHORT_FORM     | address `2130706433` is not four decimal octets    | write `127.0.0.1` if that was meant
0x7f000001        | SHORT_FORM     | address `0x7f000001` is not four decimal octets    | write `127.0.0.1` if that was meant
0x7f.0.0.1        | SHORT_FORM     | address `0x7f.0.0.1` is not four decimal octets    | write `127.0.0.1` if that was meant
99999999999       | SHORT_FORM     | address `99999999999` is not four decimal octets   | EXAMPLE
256.0.0.1         | OUT_OF_RANGE   | address `256.0.0.1` has an octet above 255         | write four numbers from 0 to 255
12345::           | OUT_OF_RANGE   | address `12345::` has a group of more than four digits | write at most four hexadecimal digits between colons
fe80::1%eth0      | ZONE           | address `fe80::1%eth0` has a zone id               | write `fe80::1`
192.0.2.1%eth0    | ZONE           | address `192.0.2.1%eth0` has a zone id             | write `192.0.2.1`
1::2::3           | GROUPS         | address `1::2::3` has more than one `::`           | write `::` once, for one run of zero groups
1:2:3             | GROUPS         | address `1:2:3` does not have eight groups         | write eight groups of hexadecimal digits, or fewer with one `::`
192.0.2.1::       | GROUPS         | address `192.0.2.1::` has a dotted part before its end | write dotted octets only as the last four
192.0.2.1:80      | PORT           | address `192.0.2.1:80` has a port                  | write `192.0.2.1`
[2001:db8::1]:80  | PORT           | address `[2001:db8::1]:80` has brackets, which belong to an address with a port | write `2001:db8::1`
[::1]             | PORT           | address `[::1]` has brackets, which belong to an address with a port | write `::1`
10.0.0.0/8        | NOT_AN_ADDRESS | `10.0.0.0/8` is a prefix where one address belongs | write `10.0.0.0`
10.0.0.1-10.0.0.9 | NOT_AN_ADDRESS | `10.0.0.1-10.0.0.9` is a range where one address belongs | EXAMPLE
1.2.3.4.5         | NOT_AN_ADDRESS | `1.2.3.4.5` is not an address                      | names are not looked up; write an address such as `192.0.2.1` or `2001:db8::1`
1..2.3            | NOT_AN_ADDRESS | `1..2.3` is not an address                         | names are not looked up; write an address such as `192.0.2.1` or `2001:db8::1`
example.com       | NOT_AN_ADDRESS | `example.com` is not an address                    | names are not looked up; write an address such as `192.0.2.1` or `2001:db8::1`
example.com:80    | NOT_AN_ADDRESS | `example.com:80` is not an address                 | names are not looked up; write an address such as `192.0.2.1` or `2001:db8::1`
１.2.3.4          | NOT_AN_ADDRESS | `\\uff11.2.3.4` is not an address                  | names are not looked up; write an address such as `192.0.2.1` or `2001:db8::1`
""")
    void addresses(String text, AddressFault fault, String message, String hint) {
        assertRefused(IpAddress::parse, text, fault, message, hint);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
"""
""                        | EMPTY                | the prefix is empty                                | write a prefix such as `192.0.2.0/24` or `2001:db8::/32`
"10.0.0.0 / 8"            | WHITE_SPACE          | prefix `10.0.0.0 / 8` holds white space            | write `10.0.0.0/8`
10.0.0.1/8                | PREFIX_HOST_BITS     | prefix `10.0.0.1/8` has host bits set              | write `10.0.0.0/8`
2001:db8::1/32            | PREFIX_HOST_BITS     | prefix `2001:db8::1/32` has host bits set          | write `2001:db8::/32`
::ffff:10.0.0.0/24        | PREFIX_HOST_BITS     | prefix `::ffff:10.0.0.0/24` has host bits set      | write `::/24`
10.0.0.0/33               | PREFIX_LENGTH_RANGE  | prefix `10.0.0.0/33` has a length above 32         | write a number from 0 to 32 behind the `/`
::/129                    | PREFIX_LENGTH_RANGE  | prefix `::/129` has a length above 128             | write a number from 0 to 128 behind the `/`
::/99999999999            | PREFIX_LENGTH_RANGE  | prefix `::/99999999999` has a length above 128     | write a number from 0 to 128 behind the `/`
10.0.0.0/                 | PREFIX_LENGTH_SYNTAX | prefix `10.0.0.0/` has no decimal length behind the `/` | write a number from 0 to 32 behind the `/`
10.0.0.0/+8               | PREFIX_LENGTH_SYNTAX | prefix `10.0.0.0/+8` has no decimal length behind the `/` | write a number from 0 to 32 behind the `/`
10.0.0.0/8/8              | PREFIX_LENGTH_SYNTAX | prefix `10.0.0.0/8/8` has no decimal length behind the `/` | write a number from 0 to 32 behind the `/`
10.0.0.0/08               | PREFIX_LENGTH_SYNTAX | prefix `10.0.0.0/08` has a length with a leading zero | write `/8`
10.0.0.0/099              | PREFIX_LENGTH_SYNTAX | prefix `10.0.0.0/099` has a length with a leading zero | write a number from 0 to 32
10.0.0.0/255.0.0.0        | PREFIX_MASK          | prefix `10.0.0.0/255.0.0.0` has a mask behind the `/` | write `10.0.0.0/8`
10.0.0.0/0.255.255.255    | PREFIX_MASK          | prefix `10.0.0.0/0.255.255.255` has a mask behind the `/` | write `10.0.0.0/8`
10.0.0.1/255.255.255.255  | PREFIX_MASK          | prefix `10.0.0.1/255.255.255.255` has a mask behind the `/` | write `10.0.0.1/32`
10.0.0.1/0.0.0.0          | PREFIX_MASK          | prefix `10.0.0.1/0.0.0.0` has a mask behind the `/` | write a number from 0 to 32 behind the `/`
10.0.0.0/255.0.255.0      | PREFIX_MASK          | prefix `10.0.0.0/255.0.255.0` has a mask behind the `/` | write a number from 0 to 32 behind the `/`
2001:db8::/ffff:ffff::    | PREFIX_MASK          | prefix `2001:db8::/ffff:ffff::` has a mask behind the `/` | write `2001:db8::/32`
10/8                      | SHORT_FORM           | prefix `10/8` does not start with four octets      | write `10.0.0.0/8` if that was meant
10.1/16                   | SHORT_FORM           | prefix `10.1/16` does not start with four octets   | write `10.1.0.0/16` if that was meant
010.0.0.0/8               | LEADING_ZERO         | address `010.0.0.0` has an octet with a leading zero and could be read as `10.0.0.0` or `8.0.0.0` | write `10.0.0.0` or `8.0.0.0`, whichever was meant
2001:db8::%eth0/32        | ZONE                 | address `2001:db8::%eth0` has a zone id            | write `2001:db8::`
::ffff:10.0.0.1           | IPV4_MAPPED          | `::ffff:10.0.0.1` is an IPv4-mapped address        | write `10.0.0.1`
::ffff:10.0.0.0/104       | IPV4_MAPPED          | `::ffff:10.0.0.0/104` is an IPv4-mapped prefix     | write `10.0.0.0/8`
::ffff:10.0.0.1/104       | IPV4_MAPPED          | `::ffff:10.0.0.1/104` is an IPv4-mapped prefix     | write `10.0.0.0/8`
::ffff:0:0/96             | IPV4_MAPPED          | `::ffff:0:0/96` is an IPv4-mapped prefix           | write `0.0.0.0/0`
10.0.0.1-10.0.0.9         | NOT_AN_ADDRESS       | `10.0.0.1-10.0.0.9` is a range where a prefix belongs | write a prefix such as `192.0.2.0/24` or `2001:db8::/32`
""")
    void prefixes(String text, AddressFault fault, String message, String hint) {
        assertRefused(IpPrefix::parse, text, fault, message, hint);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
"""
""                                | EMPTY                | the range is empty | write a range such as `192.0.2.1-192.0.2.9`
"10.0.0.1 - 10.0.0.9"             | WHITE_SPACE          | range `10.0.0.1 - 10.0.0.9` holds white space | write `10.0.0.1-10.0.0.9`
10.0.0.1                          | RANGE_SYNTAX         | range `10.0.0.1` is not two addresses with one `-` between them | write a range such as `192.0.2.1-192.0.2.9`
10.0.0.1-10.0.0.2-10.0.0.3        | RANGE_SYNTAX         | range `10.0.0.1-10.0.0.2-10.0.0.3` is not two addresses with one `-` between them | write a range such as `192.0.2.1-192.0.2.9`
10.0.0.9-10.0.0.1                 | RANGE_REVERSED       | range `10.0.0.9-10.0.0.1` is reversed | write `10.0.0.1-10.0.0.9`
10.0.0.1-::1                      | RANGE_MIXED_FAMILIES | range `10.0.0.1-::1` has ends of two families | write one range for IPv4 and one for IPv6
10.0.0.1-9                        | SHORT_FORM           | range `10.0.0.1-9` does not end with four octets | write `10.0.0.1-10.0.0.9` if that was meant
10.0.0.1-                         | EMPTY                | the address is empty | EXAMPLE
10.0.0.0/24-10.0.1.0/24           | NOT_AN_ADDRESS       | `10.0.0.0/24` is a prefix where one address belongs | write `10.0.0.0`
::ffff:10.0.0.1-::ffff:10.0.0.9   | IPV4_MAPPED          | range `::ffff:10.0.0.1-::ffff:10.0.0.9` has an IPv4-mapped end | write `10.0.0.1-10.0.0.9`
::ffff:10.0.0.9-::ffff:10.0.0.1   | IPV4_MAPPED          | range `::ffff:10.0.0.9-::ffff:10.0.0.1` has an IPv4-mapped end | write `10.0.0.1-10.0.0.9`
10.0.0.1-::ffff:10.0.0.9          | IPV4_MAPPED          | range `10.0.0.1-::ffff:10.0.0.9` has an IPv4-mapped end | write `10.0.0.1-10.0.0.9`
::1-::ffff:10.0.0.9               | IPV4_MAPPED          | range `::1-::ffff:10.0.0.9` has an IPv4-mapped end | write the IPv4 part as a range of its own with `10.0.0.9` as one end
""")
    void ranges(String text, AddressFault fault, String message, String hint) {
        assertRefused(IpRange::parse, text, fault, message, hint);
    }

    @Test
    void inputIsCutAndItsControlCharactersShow() {
        AddressSyntaxException refused =
                refusal(IpAddress::parse, "\u0007\u202e`" + "x".repeat(70));
        assertThat(refused)
                .hasMessage("`\\u0007\\u202e\\u0060" + "x".repeat(57) + "...` is not an address");
        AddressSyntaxException tooLong = refusal(IpAddress::parse, "9".repeat(100_000));
        assertThat(tooLong.fault()).isEqualTo(AddressFault.TOO_LONG);
        assertThat(tooLong).hasMessage("address `" + "9".repeat(60) + "...` is too long");
    }

    @Test
    void codesAreDistinct() {
        Set<String> codes = new HashSet<>();
        for (AddressFault fault : EnumSet.allOf(AddressFault.class)) {
            assertThat(codes.add(fault.code())).as(fault.code()).isTrue();
        }
        assertThatThrownBy(() -> IpPrefix.parse("10.0.0.1/8"))
                .isInstanceOfSatisfying(
                        AddressSyntaxException.class,
                        refused ->
                                assertThat(refused.fault().code())
                                        .isEqualTo("prefix.host-bits-set"));
    }
}
