package dev.sallyport.engine.policy;

/**
 * A two-letter country code as in ISO 3166-1. {@code ZZ} says that data is loaded and holds no
 * answer.
 *
 * @param value two letters A to Z
 */
public record CountryCode(String value) implements Comparable<CountryCode> {

    /** How many codes can be written: every pair of letters. */
    public static final int COUNT = 26 * 26;

    /** The code of an address for which loaded data holds no country. */
    public static final CountryCode UNKNOWN = new CountryCode("ZZ");

    /**
     * Checks the form.
     *
     * @throws IllegalArgumentException if the value is not two letters A to Z
     */
    public CountryCode {
        if (!isValid(value)) {
            throw new IllegalArgumentException("a country code is two letters A to Z");
        }
    }

    /** Returns whether {@code text} is two letters A to Z. */
    public static boolean isValid(String text) {
        return text.length() == 2 && isLetter(text.charAt(0)) && isLetter(text.charAt(1));
    }

    private static boolean isLetter(char c) {
        return c >= 'A' && c <= 'Z';
    }

    /** Returns a dense number of this code: 0 for AA up to 675 for ZZ. */
    public int index() {
        return (value.charAt(0) - 'A') * 26 + value.charAt(1) - 'A';
    }

    /**
     * Returns the code with a number.
     *
     * @throws IllegalArgumentException if the index is not from 0 to 675
     */
    public static CountryCode ofIndex(int index) {
        return new CountryCode(
                String.valueOf(new char[] {(char) ('A' + index / 26), (char) ('A' + index % 26)}));
    }

    @Override
    public int compareTo(CountryCode other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
