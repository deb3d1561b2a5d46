package dev.sallyport.compat.imports;

import dev.sallyport.engine.address.AddressParser;
import dev.sallyport.engine.address.AddressSyntaxException;
import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.address.IpRange;
import dev.sallyport.engine.policy.Source;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An address, prefix or range as other systems write it: host bits may be set, a mask may stand
 * behind the slash or a blank, trailing octets may be {@code *}, a range may have blanks around its
 * dash. What is meant is read exactly or refused, never guessed; semantics section 3.
 *
 * @param source what is meant
 * @param change how it is written here and why, empty if it is written the same
 */
public record AddressReading(Source source, String change) {

    /* Longer texts are none of these, whatever they hold; expressions are not tried on them. */
    private static final int LONGEST = 120;

    private static final Pattern MASKED =
            Pattern.compile("([0-9.]{7,15})(?:\\s*/\\s*|\\s+)([0-9]+\\.[0-9.]{5,13})");
    private static final Pattern WILDCARD =
            Pattern.compile("([0-9]{1,3}(?:\\.[0-9]{1,3}){0,2})((?:\\.\\*){1,3})");
    private static final Pattern DASH = Pattern.compile("\\s*[-\u2013\u2014]\\s*");

    /**
     * Returns what the text means.
     *
     * @throws AddressSyntaxException if it is none of the forms above
     */
    public static AddressReading of(String text) {
        if (text.length() > LONGEST) {
            return ofPrefix(text, text);
        }
        AddressReading masked = ofMask(text);
        if (masked != null) {
            return masked;
        }
        AddressReading wildcard = ofWildcard(text);
        if (wildcard != null) {
            return wildcard;
        }
        if (DASH.matcher(text).find()) {
            return ofRange(text);
        }
        return ofPrefix(text, text);
    }

    private static AddressReading ofPrefix(String text, String written) {
        IpPrefix exact = AddressParser.tryParsePrefix(text);
        if (exact != null) {
            return new AddressReading(
                    new Source.Network(exact),
                    text.equals(written) ? "" : "written as `" + text(exact) + "` here");
        }
        IpPrefix prefix = AddressParser.parseVendorPrefix(text);
        boolean mapped = prefix.family().bits() == 32 && text.indexOf(':') >= 0;
        return new AddressReading(
                new Source.Network(prefix),
                mapped
                        ? "IPv4 written as IPv6: `" + text(prefix) + "`"
                        : "host bits are set: `" + text(prefix) + "`, " + addresses(prefix));
    }

    private static String addresses(IpPrefix prefix) {
        int bits = prefix.family().bits() - prefix.length();
        return bits > 32 ? "2^" + bits + " addresses" : "%,d addresses".formatted(1L << bits);
    }

    /** Returns a prefix as policies write it: one address without a length. */
    public static String text(IpPrefix prefix) {
        return prefix.length() == prefix.family().bits()
                ? prefix.address().toString()
                : prefix.toString();
    }

    private static AddressReading ofRange(String text) {
        String plain = DASH.matcher(text).replaceAll("-");
        IpRange range = AddressParser.parseVendorRange(plain);
        boolean same = plain.equals(text) && AddressParser.tryParseRange(text) != null;
        return ofRange(range, same ? "" : "written as `" + range + "` here");
    }

    /**
     * Returns the range between two addresses.
     *
     * @throws AddressSyntaxException if the two are no range
     */
    public static AddressReading between(String first, String last) {
        return ofRange(AddressParser.parseVendorRange(first + "-" + last), "");
    }

    private static AddressReading ofRange(IpRange range, String change) {
        return range.first().equals(range.last())
                ? new AddressReading(
                        new Source.Network(IpPrefix.of(range.first())),
                        "a range of one address: `" + range.first() + "`")
                : new AddressReading(new Source.Range(range), change);
    }

    private static @Nullable AddressReading ofMask(String text) {
        Matcher matcher = MASKED.matcher(text);
        if (!matcher.matches()) {
            return null;
        }
        IpAddress address = AddressParser.tryParse(matcher.group(1), 0, matcher.group(1).length());
        IpAddress mask = AddressParser.tryParse(matcher.group(2), 0, matcher.group(2).length());
        if (address == null || mask == null) {
            return null;
        }
        int length = Long.bitCount(mask.low());
        boolean contiguous = mask.equals(IpPrefix.around(IpAddress.ipv4(-1), length).address());
        if (!contiguous || length == 0) {
            return null;
        }
        IpPrefix prefix = IpPrefix.around(address, length);
        return new AddressReading(
                new Source.Network(prefix),
                "a mask instead of a length: `" + text(prefix) + "`, " + addresses(prefix));
    }

    private static @Nullable AddressReading ofWildcard(String text) {
        Matcher matcher = WILDCARD.matcher(text);
        if (!matcher.matches()) {
            return null;
        }
        int octets = matcher.group(1).split("\\.", -1).length;
        int stars = matcher.group(2).length() / 2;
        IpPrefix prefix =
                octets + stars == 4
                        ? AddressParser.tryParsePrefix(
                                matcher.group(1) + ".0".repeat(stars) + "/" + octets * 8)
                        : null;
        return prefix == null
                ? null
                : new AddressReading(
                        new Source.Network(prefix),
                        "wildcards: `" + prefix + "`, " + addresses(prefix));
    }

    /** Returns the message of a refusal. */
    public static String message(AddressSyntaxException refused) {
        String message = refused.getMessage();
        return message == null ? "the text is no address" : message;
    }

    /** Returns whether a text is an address, prefix or range in one of these forms. */
    static boolean isAny(String text) {
        try {
            AddressReading _ = of(text);
            return true;
        } catch (AddressSyntaxException refused) {
            return false;
        }
    }
}
