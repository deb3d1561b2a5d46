package dev.sallyport.engine.address;

import static dev.sallyport.engine.address.AddressDiagnosis.fault;
import static dev.sallyport.engine.address.QuotedText.quote;

/* Says why AddressParser refused a text as a range. Total; see AddressDiagnosis. */
final class RangeDiagnosis {

    private static final String EXAMPLES = "write a range such as `192.0.2.1-192.0.2.9`";

    private RangeDiagnosis() {}

    static AddressSyntaxException of(CharSequence refused) {
        String text = refused.toString();
        String quoted = quote(text);
        if (text.isBlank()) {
            return fault(AddressFault.EMPTY, "the range is empty", EXAMPLES);
        }
        if (text.length() > 2 * AddressParser.LONGEST_RANGE) {
            return fault(AddressFault.TOO_LONG, "range " + quoted + " is too long", EXAMPLES);
        }
        if (AddressDiagnosis.hasWhiteSpace(text)) {
            String rest = AddressDiagnosis.withoutWhiteSpace(text);
            return fault(
                    AddressFault.WHITE_SPACE,
                    "range " + quoted + " holds white space",
                    AddressParser.tryParseRange(rest) == null
                            ? "remove the white space"
                            : "write `" + rest + "`");
        }
        int dash = text.indexOf('-');
        if (dash < 0 || dash != text.lastIndexOf('-')) {
            return fault(
                    AddressFault.RANGE_SYNTAX,
                    "range " + quoted + " is not two addresses with one `-` between them",
                    EXAMPLES);
        }
        IpAddress first = AddressParser.tryParse(text, 0, dash);
        if (first == null) {
            return AddressDiagnosis.of(text.substring(0, dash));
        }
        IpAddress last = AddressParser.tryParse(text, dash + 1, text.length());
        if (last == null) {
            return ofLast(text, dash);
        }
        return ofEnds(quoted, first, last);
    }

    /* `192.0.2.1-9` is how some programs write `192.0.2.1-192.0.2.9`. */
    private static AddressSyntaxException ofLast(String text, int dash) {
        String last = text.substring(dash + 1);
        String completed = text.substring(0, text.lastIndexOf('.', dash) + 1) + last;
        boolean octet = !last.isEmpty() && AddressDiagnosis.consistsOf(last, "0123456789");
        if (octet && AddressParser.tryParseRange(text.substring(0, dash + 1) + completed) != null) {
            return fault(
                    AddressFault.SHORT_FORM,
                    "range " + quote(text) + " does not end with four octets",
                    "write `" + text.substring(0, dash + 1) + completed + "` if that was meant");
        }
        return AddressDiagnosis.of(last);
    }

    private static AddressSyntaxException ofEnds(String quoted, IpAddress first, IpAddress last) {
        boolean mapped = first.isIpv4Mapped() || last.isIpv4Mapped();
        IpAddress from = first.unmapped();
        IpAddress to = last.unmapped();
        if (mapped && from.family() == to.family()) {
            IpRange range = from.compareTo(to) <= 0 ? new IpRange(from, to) : new IpRange(to, from);
            return fault(
                    AddressFault.IPV4_MAPPED,
                    "range " + quoted + " has an IPv4-mapped end",
                    "write `" + range + "`");
        }
        if (mapped) {
            IpAddress ipv4 = from.isIpv4() ? from : to;
            return fault(
                    AddressFault.IPV4_MAPPED,
                    "range " + quoted + " has an IPv4-mapped end",
                    "write the IPv4 part as a range of its own with `" + ipv4 + "` as one end");
        }
        if (first.family() != last.family()) {
            return fault(
                    AddressFault.RANGE_MIXED_FAMILIES,
                    "range " + quoted + " has ends of two families",
                    "write one range for IPv4 and one for IPv6");
        }
        return fault(
                AddressFault.RANGE_REVERSED,
                "range " + quoted + " is reversed",
                "write `" + new IpRange(/* first= */ last, /* last= */ first) + "`");
    }
}
