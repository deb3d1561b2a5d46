package dev.sallyport.control.whatif;

/**
 * Why an answer has to be taken with care: something that policies look at and the traffic does not
 * tell.
 */
public enum Caution {
    /** No request names a person. */
    PEOPLE_UNKNOWN(
            "people unknown: nothing in the traffic says who asked, so everybody was judged as"
                    + " anonymous"),
    /** Rules name roles, which traffic does not tell. */
    ROLES_UNKNOWN(
            "some rules are scoped to roles or clients, which the traffic does not tell: nobody was"
                    + " taken to have one"),
    /** Clients have to be authorised, and traffic does not tell which are. */
    AUTHORIZED_CLIENTS_UNKNOWN(
            "the policy looks at authorised clients, which the traffic does not tell: nobody was"
                    + " taken to have a list"),
    /** Rules name countries or origins, and there is no data. */
    GEO_MISSING(
            "some rules name countries or networks by number, but no geo data for them is loaded,"
                    + " or for one family only: doubt counts against access"),
    /** Rules name lists that are not loaded. */
    LISTS_MISSING("some rules name lists that are not loaded: doubt counts against access");

    private final String text;

    Caution(String text) {
        this.text = text;
    }

    /** Returns the caution as a sentence without a final stop. */
    public String text() {
        return text;
    }
}
