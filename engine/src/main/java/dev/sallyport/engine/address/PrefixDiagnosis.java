package dev.sallyport.engine.address;

import static dev.sallyport.engine.address.AddressDiagnosis.fault;
import static dev.sallyport.engine.address.QuotedText.quote;

/* Says why AddressParser refused a text as a prefix. Total; see AddressDiagnosis. */
final class PrefixDiagnosis {

    private static final String EXAMPLES =
            "write a prefix such as `192.0.2.0/24` or `2001:db8::/32`";

    private PrefixDiagnosis() {}

    static AddressSyntaxException of(CharSequence refused) {
        String text = refused.toString();
        String quoted = quote(text);
        if (text.isBlank()) {
            return fault(AddressFault.EMPTY, "the prefix is empty", EXAMPLES);
        }
        if (text.length() > AddressParser.LONGEST_RANGE) {
            return fault(AddressFault.TOO_LONG, "prefix " + quoted + " is too long", EXAMPLES);
        }
        if (AddressDiagnosis.hasWhiteSpace(text)) {
            String rest = AddressDiagnosis.withoutWhiteSpace(text);
            return fault(
                    AddressFault.WHITE_SPACE,
                    "prefix " + quoted + " holds white space",
                    AddressParser.tryParsePrefix(rest) == null
                            ? "remove the white space"
                            : "write `" + rest + "`");
        }
        int slash = text.indexOf('/');
        if (slash < 0) {
            return ofBareAddress(text);
        }
        String host = text.substring(0, slash);
        IpAddress address = AddressParser.tryParse(host, 0, slash);
        if (address == null) {
            return ofHost(text, host, text.substring(slash + 1));
        }
        return ofLength(quoted, address, text.substring(slash + 1));
    }

    private static AddressSyntaxException ofBareAddress(String text) {
        IpAddress address = AddressParser.tryParse(text, 0, text.length());
        if (address != null) {
            return mapped(quote(text), IpPrefix.of(address), address.unmapped().toString());
        }
        if (AddressParser.tryParseRange(text) != null) {
            return fault(
                    AddressFault.NOT_AN_ADDRESS,
                    quote(text) + " is a range where a prefix belongs",
                    EXAMPLES);
        }
        return AddressDiagnosis.of(text);
    }

    private static AddressSyntaxException ofHost(String text, String host, String length) {
        AddressSyntaxException cause = AddressDiagnosis.of(host);
        String completed = completed(host) + "/" + length;
        if (cause.fault() == AddressFault.SHORT_FORM
                && AddressParser.tryParsePrefix(completed) != null) {
            return fault(
                    AddressFault.SHORT_FORM,
                    "prefix " + quote(text) + " does not start with four octets",
                    "write `" + completed + "` if that was meant");
        }
        return cause;
    }

    /* The octets given with zeros behind them. */
    private static String completed(String host) {
        int octets = host.split("\\.", -1).length;
        return host + ".0".repeat(Math.max(0, 4 - octets));
    }

    private static AddressSyntaxException ofLength(
            String quoted, IpAddress address, String length) {
        int bits = address.family().bits();
        if (length.indexOf('.') >= 0 || length.indexOf(':') >= 0) {
            return ofMask(quoted, address, length);
        }
        if (length.isEmpty() || !AddressDiagnosis.consistsOf(length, "0123456789")) {
            return fault(
                    AddressFault.PREFIX_LENGTH_SYNTAX,
                    "prefix " + quoted + " has no decimal length behind the `/`",
                    "write a number from 0 to " + bits + " behind the `/`");
        }
        String digits = length.replaceFirst("^0+(?=[0-9])", "");
        int value = digits.length() > 3 ? Integer.MAX_VALUE : Integer.parseInt(digits);
        if (digits.length() < length.length()) {
            return fault(
                    AddressFault.PREFIX_LENGTH_SYNTAX,
                    "prefix " + quoted + " has a length with a leading zero",
                    value > bits ? "write a number from 0 to " + bits : "write `/" + digits + "`");
        }
        if (value > bits) {
            return fault(
                    AddressFault.PREFIX_LENGTH_RANGE,
                    "prefix " + quoted + " has a length above " + bits,
                    "write a number from 0 to " + bits + " behind the `/`");
        }
        IpPrefix masked = IpPrefix.around(address, value);
        if (masked.isIpv4Mapped()) {
            return mapped(quoted, masked, masked.unmapped().toString());
        }
        return fault(
                AddressFault.PREFIX_HOST_BITS,
                "prefix " + quoted + " has host bits set",
                "write `" + masked + "`");
    }

    private static AddressSyntaxException ofMask(String quoted, IpAddress address, String text) {
        IpAddress mask = AddressParser.tryParse(text, 0, text.length());
        int length = mask == null || mask.family() != address.family() ? -1 : maskLength(mask);
        return fault(
                AddressFault.PREFIX_MASK,
                "prefix " + quoted + " has a mask behind the `/`",
                length >= 0
                        ? "write `" + IpPrefix.around(address, length).unmapped() + "`"
                        : "write a number from 0 to "
                                + address.family().bits()
                                + " behind the `/`");
    }

    /*
     * The length of 255.255.255.0 or of its inverse, 0.0.0.255; -1 if the ones are not in one piece at one end. All zeros
     * could be meant either way, as everything or as one address, so they count as neither.
     */
    private static int maskLength(IpAddress mask) {
        IpFamily family = mask.family();
        for (int length = 1; length <= family.bits(); length++) {
            if (mask.equals(IpPrefix.around(ones(family), length).address())) {
                return length;
            }
        }
        for (int length = 1; length < family.bits(); length++) {
            if (mask.equals(IpPrefix.around(zero(family), length).last())) {
                return length;
            }
        }
        return -1;
    }

    private static IpAddress ones(IpFamily family) {
        return family == IpFamily.IPV4 ? IpAddress.ipv4(-1) : IpAddress.ipv6(-1, -1);
    }

    private static IpAddress zero(IpFamily family) {
        return family == IpFamily.IPV4 ? IpAddress.ipv4(0) : IpAddress.ipv6(0, 0);
    }

    private static AddressSyntaxException mapped(String quoted, IpPrefix prefix, String ipv4) {
        return fault(
                AddressFault.IPV4_MAPPED,
                quoted + " is an IPv4-mapped " + (prefix.length() == 128 ? "address" : "prefix"),
                "write `" + ipv4 + "`");
    }
}
