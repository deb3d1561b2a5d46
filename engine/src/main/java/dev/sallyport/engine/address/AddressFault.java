package dev.sallyport.engine.address;

/**
 * Why a text is no address, prefix or range. The codes are public API: never renamed, never reused.
 */
public enum AddressFault {
    /** The text is empty or only white space. */
    EMPTY("address.empty"),
    /** The text is longer than any address, prefix or range can be. */
    TOO_LONG("address.too-long"),
    /** An octet has a leading zero, which some parsers read as octal. */
    LEADING_ZERO("address.leading-zero"),
    /** Fewer than four octets: a short, integer, octal or hexadecimal form. */
    SHORT_FORM("address.short-form"),
    /** An octet above 255 or a group above ffff. */
    OUT_OF_RANGE("address.out-of-range"),
    /** A zone id ({@code %eth0}) where none is allowed. */
    ZONE("address.zone"),
    /** A host name or other text that is no address at all. */
    NOT_AN_ADDRESS("address.not-an-address"),
    /** An IPv6 text with too many or too few groups, or more than one {@code ::}. */
    GROUPS("address.ipv6-groups"),
    /** A port or brackets where only an address belongs. */
    PORT("address.port"),
    /** White space around or inside the text. */
    WHITE_SPACE("address.white-space"),
    /** An IPv4-mapped IPv6 address, prefix or range end, which is to be written as IPv4. */
    IPV4_MAPPED("address.ipv4-mapped"),
    /** A prefix length that is no decimal number without sign and leading zero. */
    PREFIX_LENGTH_SYNTAX("prefix.length-syntax"),
    /** A prefix length above 32 or 128. */
    PREFIX_LENGTH_RANGE("prefix.length-range"),
    /** A dotted mask in place of a length. */
    PREFIX_MASK("prefix.mask"),
    /** Bits behind the prefix length are set. */
    PREFIX_HOST_BITS("prefix.host-bits-set"),
    /** A range without exactly one {@code -}. */
    RANGE_SYNTAX("range.syntax"),
    /** A range whose ends are of two families. */
    RANGE_MIXED_FAMILIES("range.mixed-families"),
    /** A range whose first address is above its last. */
    RANGE_REVERSED("range.reversed");

    private final String code;

    AddressFault(String code) {
        this.code = code;
    }

    /** Returns the public code, such as {@code prefix.host-bits-set}. */
    public String code() {
        return code;
    }
}
