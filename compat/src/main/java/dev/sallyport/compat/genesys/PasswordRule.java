package dev.sallyport.compat.genesys;

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

    String member() {
        return member;
    }

    int value() {
        return value;
    }
}
