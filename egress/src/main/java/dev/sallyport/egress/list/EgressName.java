package dev.sallyport.egress.list;

/*
 * Names of regions and services: 1 to 63 lower-case letters, digits and hyphens, the first no hyphen. They stand in URLs and
 * in configuration of firewalls as they are.
 */
final class EgressName {

    private static final int LONGEST = 63;

    private EgressName() {}

    static boolean isName(String text) {
        if (text.isEmpty() || text.length() > LONGEST || text.charAt(0) == '-') {
            return false;
        }
        return text.chars().allMatch(c -> c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-');
    }
}
