package dev.sallyport.compat.genesys;

import dev.sallyport.engine.address.AddressFault;
import dev.sallyport.engine.address.AddressParser;
import dev.sallyport.engine.address.AddressSyntaxException;
import dev.sallyport.engine.address.IpPrefix;

/**
 * One entry of the list of allowed addresses: an IPv4 network in CIDR notation, as somebody wrote
 * it. Private networks are entries like all others; host bits may be set and match nothing more.
 *
 * @param text as it was written, which is how it is answered
 * @param prefix what it matches: the network that the text names, host bits cleared
 */
public record AllowedNetwork(String text, IpPrefix prefix) {

    private static final String EXAMPLE = "write an IPv4 network such as `203.0.113.0/24`";

    /**
     * Returns the entry that {@code text} is.
     *
     * @throws AddressSyntaxException if it is no IPv4 address, {@code /} and a prefix length: a
     *     bare address, a mask, a range, IPv6 or anything else; its code says what
     */
    public static AllowedNetwork parse(String text) {
        if (text.indexOf(':') >= 0) {
            throw refusal(text, "the list holds IPv4 networks only");
        }
        IpPrefix prefix = prefix(text);
        if (text.indexOf('/') < 0) {
            throw new AddressSyntaxException(
                    AddressFault.PREFIX_LENGTH_SYNTAX,
                    "address `" + text + "` has no prefix length",
                    "write `" + text + "/32`");
        }
        return new AllowedNetwork(text, prefix);
    }

    private static IpPrefix prefix(String text) {
        try {
            return AddressParser.parseVendorPrefix(text);
        } catch (AddressSyntaxException refused) {
            String message = refused.getMessage();
            throw new AddressSyntaxException(
                    refused.fault(), message == null ? "the text is no network" : message, EXAMPLE);
        }
    }

    private static AddressSyntaxException refusal(String text, String why) {
        String shown = text.length() > 60 ? text.substring(0, 60) + "..." : text;
        boolean isVisible = shown.chars().allMatch(c -> c > ' ' && c <= '~' && c != '`');
        return new AddressSyntaxException(
                AddressFault.NOT_AN_ADDRESS,
                isVisible ? "`" + shown + "` is no IPv4 network: " + why : why,
                EXAMPLE);
    }
}
