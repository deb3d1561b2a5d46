package dev.sallyport.compat.sailpoint;

import dev.sallyport.engine.address.AddressFault;
import dev.sallyport.engine.address.AddressParser;
import dev.sallyport.engine.address.AddressSyntaxException;
import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.address.IpPrefix;

/**
 * One element of {@code range}: an address, or an address with a prefix length or a dotted mask.
 * Host bits may be set and match nothing more.
 */
final class NetworkText {

    private static final int LONGEST_SHOWN = 60;
    private static final String EXAMPLE =
            "write an address such as `203.0.113.7`, or a network such as `203.0.113.0/24`";

    private NetworkText() {}

    /**
     * Returns the network that {@code text} names.
     *
     * @throws AddressSyntaxException if it names none: a range with a dash, a wildcard, a mask with
     *     holes or anything else
     */
    static IpPrefix parse(String text) {
        int slash = text.indexOf('/');
        boolean isMasked = slash > 0 && text.indexOf('.', slash) > 0 && text.indexOf(':') < 0;
        try {
            return isMasked
                    ? masked(text, text.substring(0, slash), text.substring(slash + 1))
                    : AddressParser.parseVendorPrefix(text);
        } catch (AddressSyntaxException refused) {
            throw new AddressSyntaxException(refused.fault(), detail(text), EXAMPLE);
        }
    }

    private static IpPrefix masked(String text, String address, String mask) {
        int ones = AddressParser.parse(mask).ipv4Bits();
        int length = Integer.bitCount(ones);
        if (length != 0 && ones != -1 << (32 - length)) {
            throw new AddressSyntaxException(
                    AddressFault.PREFIX_LENGTH_SYNTAX, detail(text), EXAMPLE);
        }
        return IpPrefix.around(AddressParser.parse(address), length);
    }

    private static String detail(String text) {
        String shown =
                text.length() > LONGEST_SHOWN ? text.substring(0, LONGEST_SHOWN) + "..." : text;
        boolean isVisible = shown.chars().allMatch(c -> c >= ' ' && c <= '~' && c != '`');
        return (isVisible ? "`" + shown + "`" : "the text")
                + " is neither an address nor an address with a mask";
    }

    /** Returns how this API writes a network: one address without a length. */
    static String of(IpPrefix prefix) {
        IpAddress address = prefix.address();
        return prefix.length() == address.family().bits() ? address.toString() : prefix.toString();
    }
}
