package dev.sallyport.geo;

/** What geo data says of an address. */
public enum GeoKind {
    /** Its country. */
    COUNTRY("country", "countries"),
    /** The number of the autonomous system that originates it. */
    ASN("asn", "origins");

    private final String word;
    private final String plural;

    GeoKind(String word, String plural) {
        this.word = word;
        this.plural = plural;
    }

    /** Returns the public name: {@code country} or {@code asn}. */
    public String word() {
        return word;
    }

    /** Returns the word for sentences: {@code countries} or {@code origins}. */
    public String plural() {
        return plural;
    }
}
