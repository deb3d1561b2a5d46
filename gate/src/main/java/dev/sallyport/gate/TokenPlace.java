package dev.sallyport.gate;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The one place of a request in which its token stands. */
public sealed interface TokenPlace {

    /**
     * A header. That named {@code authorization} holds the token behind the scheme {@code Bearer}
     * (RFC 6750 section 2.1), every other one the token and nothing else.
     *
     * @param name the header's name, in lower case
     */
    record Header(String name) implements TokenPlace {

        private static final String AUTHORIZATION = "authorization";
        private static final String SCHEME = "bearer ";

        /**
         * Turns the name to lower case.
         *
         * @throws IllegalArgumentException if it is no field name of RFC 9110 section 5.1, or the
         *     header {@code cookie}, of which a cookie is the place
         */
        public Header {
            name = name.toLowerCase(Locale.ROOT);
            if (!HeaderText.isToken(name) || name.equals(Cookie.HEADER)) {
                throw new IllegalArgumentException(
                        "a token's header is named by token characters and is not `cookie`");
            }
        }

        @Override
        public String header() {
            return name;
        }

        @Override
        public @Nullable String find(String value) {
            if (!name.equals(AUTHORIZATION)) {
                return value.isEmpty() ? null : value;
            }
            int length = SCHEME.length();
            boolean isBearer =
                    value.length() > length
                            && HeaderText.isWord(value, 0, length - 1, SCHEME.strip())
                            && value.charAt(length - 1) == ' ';
            return isBearer ? value.substring(length) : null;
        }

        @Override
        public boolean isMissing(String value) {
            return false;
        }
    }

    /**
     * A cookie (RFC 6265 section 4.2).
     *
     * @param name the cookie's name; case counts
     */
    record Cookie(String name) implements TokenPlace {

        private static final String HEADER = "cookie";

        /**
         * Checks the name.
         *
         * @throws IllegalArgumentException if it is no token of RFC 9110 section 5.6.2
         */
        public Cookie {
            if (!HeaderText.isToken(name)) {
                throw new IllegalArgumentException(
                        "a cookie's name is one or more token characters");
            }
        }

        @Override
        public String header() {
            return HEADER;
        }

        @Override
        public @Nullable String find(String value) {
            int at = next(value, 0);
            if (at < 0 || next(value, at) >= 0) {
                return null;
            }
            int end = value.indexOf(';', at);
            String token = HeaderText.trimmed(value, at, end < 0 ? value.length() : end);
            return token.isEmpty() ? null : token;
        }

        @Override
        public boolean isMissing(String value) {
            return next(value, 0) < 0;
        }

        /* Where the value of the next cookie of this name begins, or -1. */
        private int next(String value, int from) {
            return CookieText.valueOf(value, name, from);
        }
    }

    /** Returns the name, in lower case, of the header that holds this place. */
    String header();

    /**
     * Returns whether the header, which was sent, holds no token: it is there for others as well.
     */
    boolean isMissing(String value);

    /** Returns the token in the header's value, or null if the value is of another form. */
    @Nullable String find(String value);
}
