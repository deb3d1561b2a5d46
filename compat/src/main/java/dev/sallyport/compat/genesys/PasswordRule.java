package dev.sallyport.compat.genesys;

import java.util.Arrays;

/* The members of `passwordRequirements` and what is answered for each; people have no passwords here. */
enum PasswordRule {
    MINIMUM_LENGTH("minimumLength", 8),
    MINIMUM_DIGITS("minimumDigits", 1),
    MINIMUM_LETTERS("minimumLetters", 0),
    MINIMUM_UPPER("minimumUpper", 1),
    MINIMUM_LOWER("minimumLower", 1),
    MINIMUM_SPECIALS("minimumSpecials", 1),
    MINIMUM_AGE_SECONDS("minimumAgeSeconds", 0),
    EXPIRATION_DAYS("expirationDays", 0);

    private final String member;
    private final int value;

    PasswordRule(String member, int value) {
        this.member = member;
        this.value = value;
    }

    /** Returns the rule of a member, which is one of these. */
    static PasswordRule of(String member) {
        return Arrays.stream(values())
                .filter(each -> each.member.equals(member))
                .findFirst()
                .orElseThrow();
    }

    String member() {
        return member;
    }

    int value() {
        return value;
    }
}
