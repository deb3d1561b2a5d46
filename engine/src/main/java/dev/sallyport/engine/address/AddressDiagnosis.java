package dev.sallyport.engine.address;

import static dev.sallyport.engine.address.QuotedText.quote;

import java.util.List;

/*
 * Says why AddressParser refused a text as an address. Total: a text that fits no particular fault is no address. A hint
 * that tells what to write names only texts that the parser takes.
 */
final class AddressDiagnosis {

    private static final String EXAMPLES = "write an address such as `192.0.2.1` or `2001:db8::1`";

    private AddressDiagnosis() {}

    static AddressSyntaxException of(CharSequence refused) {
        String text = refused.toString();
        String quoted = quote(text);
        if (text.isBlank()) {
            return fault(AddressFault.EMPTY, "the address is empty", EXAMPLES);
        }
        if (text.length() > AddressParser.LONGEST_RANGE) {
            return fault(AddressFault.TOO_LONG, "address " + quoted + " is too long", EXAMPLES);
        }
        if (hasWhiteSpace(text)) {
            return fault(
                    AddressFault.WHITE_SPACE,
                    "address " + quoted + " holds white space",
                    writeOr(withoutWhiteSpace(text), "remove the white space"));
        }
        int percent = text.indexOf('%');
        if (percent >= 0 && isAddress(text.substring(0, percent))) {
            return fault(
                    AddressFault.ZONE,
                    "address " + quoted + " has a zone id",
                    "write `" + text.substring(0, percent) + "`");
        }
        if (text.indexOf('[') >= 0 || text.indexOf(']') >= 0) {
            return fault(
                    AddressFault.PORT,
                    "address " + quoted + " has brackets, which belong to an address with a port",
                    writeOr(insideBrackets(text), EXAMPLES));
        }
        int slash = text.indexOf('/');
        if (slash >= 0 && isAddress(text.substring(0, slash))) {
            return fault(
                    AddressFault.NOT_AN_ADDRESS,
                    quoted + " is a prefix where one address belongs",
                    "write `" + text.substring(0, slash) + "`");
        }
        if (AddressParser.tryParseRange(text) != null) {
            return fault(
                    AddressFault.NOT_AN_ADDRESS,
                    quoted + " is a range where one address belongs",
                    EXAMPLES);
        }
        int colon = text.indexOf(':');
        if (colon >= 0 && colon == text.lastIndexOf(':') && text.lastIndexOf('.', colon) >= 0) {
            return ofPort(text, colon);
        }
        if (consistsOf(text, ":.0123456789abcdefABCDEF") && colon >= 0) {
            return ofIpv6(text);
        }
        if (consistsOf(text, "xX.0123456789abcdefABCDEF")
                && text.charAt(0) >= '0'
                && text.charAt(0) <= '9') {
            return ofIpv4(quoted, text, true);
        }
        return notAnAddress(quoted);
    }

    private static AddressSyntaxException ofPort(String text, int colon) {
        String host = text.substring(0, colon);
        if (!isAddress(host)) {
            return notAnAddress(quote(text));
        }
        return fault(
                AddressFault.PORT,
                "address " + quote(text) + " has a port",
                "write `" + host + "`");
    }

    private static AddressSyntaxException ofIpv6(String text) {
        String quoted = quote(text);
        String[] groups = text.split(":", -1);
        for (int i = 0; i < groups.length; i++) {
            String group = groups[i];
            boolean dotted = group.indexOf('.') >= 0;
            if (dotted && i < groups.length - 1) {
                return fault(
                        AddressFault.GROUPS,
                        "address " + quoted + " has a dotted part before its end",
                        "write dotted octets only as the last four");
            }
            if (dotted && Ipv4Text.bits(group, 0, group.length()) == Ipv4Text.REFUSED) {
                return ofIpv4(quoted, group, false);
            }
            if (!dotted && group.length() > 4) {
                return fault(
                        AddressFault.OUT_OF_RANGE,
                        "address " + quoted + " has a group of more than four digits",
                        "write at most four hexadecimal digits between colons");
            }
        }
        if (text.indexOf("::") != text.lastIndexOf("::")) {
            return fault(
                    AddressFault.GROUPS,
                    "address " + quoted + " has more than one `::`",
                    "write `::` once, for one run of zero groups");
        }
        return fault(
                AddressFault.GROUPS,
                "address " + quoted + " does not have eight groups",
                "write eight groups of hexadecimal digits, or fewer with one `::`");
    }

    /* The fault of dotted octets, which are the whole text or the end of an IPv6 text. */
    private static AddressSyntaxException ofIpv4(String quoted, String quad, boolean whole) {
        String[] octets = quad.split("\\.", -1);
        boolean decimal = consistsOf(quad, ".0123456789");
        if (decimal && hasLeadingZero(octets)) {
            return ofLeadingZero(quoted, octets, whole);
        }
        IpAddress legacy = whole ? LegacyIpv4Reading.of(quad) : null;
        if (legacy != null) {
            return fault(
                    AddressFault.SHORT_FORM,
                    "address " + quoted + " is not four decimal octets",
                    "write `" + legacy + "` if that was meant");
        }
        if (decimal && octets.length < 4) {
            return fault(
                    AddressFault.SHORT_FORM,
                    "address " + quoted + " is not four decimal octets",
                    EXAMPLES);
        }
        if (decimal && octets.length == 4 && !List.of(octets).contains("")) {
            return fault(
                    AddressFault.OUT_OF_RANGE,
                    "address " + quoted + " has an octet above 255",
                    "write four numbers from 0 to 255");
        }
        return notAnAddress(quoted);
    }

    private static AddressSyntaxException ofLeadingZero(
            String quoted, String[] octets, boolean whole) {
        String octal = String.join(".", octets);
        StringBuilder decimal = new StringBuilder();
        for (String octet : octets) {
            decimal.append(decimal.isEmpty() ? "" : ".")
                    .append(octet.replaceFirst("^0+(?=[0-9])", ""));
        }
        IpAddress asOctal = whole ? LegacyIpv4Reading.of(octal) : null;
        boolean readable = isAddress(decimal.toString());
        if (asOctal == null || !readable || octets.length != 4) {
            return fault(
                    AddressFault.LEADING_ZERO,
                    "address " + quoted + " has an octet with a leading zero",
                    readable && whole
                            ? "write `" + decimal + "`"
                            : "write octets without leading zeros");
        }
        if (asOctal.toString().contentEquals(decimal)) {
            return fault(
                    AddressFault.LEADING_ZERO,
                    "address " + quoted + " has an octet with a leading zero",
                    "write `" + decimal + "`");
        }
        return fault(
                AddressFault.LEADING_ZERO,
                "address "
                        + quoted
                        + " has an octet with a leading zero and could be read as `"
                        + decimal
                        + "` or `"
                        + asOctal
                        + "`",
                "write `" + decimal + "` or `" + asOctal + "`, whichever was meant");
    }

    private static AddressSyntaxException notAnAddress(String quoted) {
        return fault(
                AddressFault.NOT_AN_ADDRESS,
                quoted + " is not an address",
                "names are not looked up; " + EXAMPLES);
    }

    private static boolean hasLeadingZero(String[] octets) {
        for (String octet : octets) {
            if (octet.length() > 1 && octet.charAt(0) == '0') {
                return true;
            }
        }
        return false;
    }

    private static String insideBrackets(String text) {
        int open = text.indexOf('[');
        int close = text.indexOf(']');
        return open == 0 && close > 0 ? text.substring(1, close) : "";
    }

    static AddressSyntaxException fault(AddressFault fault, String message, String hint) {
        return new AddressSyntaxException(fault, message, hint);
    }

    static boolean isAddress(String text) {
        return AddressParser.tryParse(text, 0, text.length()) != null;
    }

    static boolean hasWhiteSpace(String text) {
        return text.chars().anyMatch(AddressDiagnosis::isWhiteSpace);
    }

    static String withoutWhiteSpace(String text) {
        StringBuilder rest = new StringBuilder();
        text.chars().filter(c -> !isWhiteSpace(c)).forEach(rest::appendCodePoint);
        return rest.toString();
    }

    private static boolean isWhiteSpace(int c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }

    static boolean consistsOf(String text, String characters) {
        return text.chars().allMatch(c -> characters.indexOf(c) >= 0);
    }

    private static String writeOr(String candidate, String otherwise) {
        return isAddress(candidate) ? "write `" + candidate + "`" : otherwise;
    }
}
