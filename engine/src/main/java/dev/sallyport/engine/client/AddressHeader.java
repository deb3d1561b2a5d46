package dev.sallyport.engine.client;

import java.util.Locale;

/**
 * The one header in which a trusted proxy writes for whom it forwards.
 *
 * @param name the header name in lower case
 * @param syntax how its value is read
 */
public record AddressHeader(String name, Syntax syntax) {

    /** How the value of an address header is read. */
    public enum Syntax {
        /** Addresses separated by commas, each proxy adding its peer on the right. */
        LIST,
        /** The elements of RFC 7239 section 4, of which the {@code for} parameter counts. */
        FORWARDED,
        /** Exactly one address in exactly one line. */
        SINGLE
    }

    /** The list header {@code x-forwarded-for}. */
    public static final AddressHeader X_FORWARDED_FOR =
            new AddressHeader("x-forwarded-for", Syntax.LIST);

    /** The header {@code forwarded} of RFC 7239. */
    public static final AddressHeader FORWARDED = new AddressHeader("forwarded", Syntax.FORWARDED);

    /**
     * Turns the name to lower case.
     *
     * @throws IllegalArgumentException if the name is no field name of RFC 9110 section 5.1
     */
    public AddressHeader {
        if (!Tokens.isToken(name, 0, name.length())) {
            throw new IllegalArgumentException("a header name is one or more token characters");
        }
        name = name.toLowerCase(Locale.ROOT);
    }
}
