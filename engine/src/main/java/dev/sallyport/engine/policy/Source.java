package dev.sallyport.engine.policy;

import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.address.IpRange;

/** From where a request may come, as one entry says it, semantics section 3. */
public sealed interface Source {

    /** The addresses of one network; a single address is a network of full length. */
    record Network(IpPrefix prefix) implements Source {
        @Override
        public String toString() {
            return prefix.toString();
        }
    }

    /** The addresses between two, both included. */
    record Range(IpRange range) implements Source {
        @Override
        public String toString() {
            return range.toString();
        }
    }

    /** The addresses that geo data places in one country. */
    record Country(CountryCode code) implements Source {
        @Override
        public String toString() {
            return "country " + code;
        }
    }

    /**
     * The addresses that one autonomous system originates.
     *
     * @param number 1 to 4294967295 (RFC 6793)
     */
    record Asn(long number) implements Source {
        /**
         * Checks the number.
         *
         * @throws IllegalArgumentException if it is outside 1 to 4294967295
         */
        public Asn {
            if (number < 1 || number > 0xFFFF_FFFFL) {
                throw new IllegalArgumentException(
                        "an autonomous system number is 1 to 4294967295");
            }
        }

        @Override
        public String toString() {
            return "asn " + number;
        }
    }

    /** Whatever the live entries of a list match. */
    record ListReference(ListName name) implements Source {
        @Override
        public String toString() {
            return "list " + name;
        }
    }

    /** Every request, also one whose address is undetermined. */
    record Any() implements Source {
        @Override
        public String toString() {
            return "any";
        }
    }
}
