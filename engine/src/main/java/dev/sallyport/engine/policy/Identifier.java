package dev.sallyport.engine.policy;

/* The one grammar of ids that people choose: [a-z0-9][a-z0-9-]{0,62}. */
final class Identifier {

    private Identifier() {}

    static boolean isValid(String text) {
        if (text.isEmpty() || text.length() > 63 || text.charAt(0) == '-') {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-')) {
                return false;
            }
        }
        return true;
    }

    static String check(String text, String what) {
        if (!isValid(text)) {
            throw new IllegalArgumentException(
                    what + " is not of the form [a-z0-9][a-z0-9-]{0,62}");
        }
        return text;
    }
}
