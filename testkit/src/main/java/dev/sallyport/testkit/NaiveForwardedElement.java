package dev.sallyport.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/* One element of the header Forwarded, RFC 7239 section 4: pairs of a token, `=` and a value, between semicolons. */
final class NaiveForwardedElement {

    /* What one element says about whom it was forwarded for. */
    sealed interface Reading {}

    /* The value of the one `for`, its quotes taken off. */
    record Node(String value) implements Reading {}

    /* There is no `for`. */
    record Absent() implements Reading {}

    /* Some pair is wrong, or there are two `for`. */
    record Malformed() implements Reading {}

    private NaiveForwardedElement() {}

    static Reading read(String element) {
        List<String> nodes = new ArrayList<>();
        for (String pair : pairs(element)) {
            String trimmed = pair.strip();
            if (trimmed.isEmpty()) {
                continue;
            }
            int equals = trimmed.indexOf('=');
            if (equals < 0 || !isToken(trimmed.substring(0, equals))) {
                return new Malformed();
            }
            Optional<String> value = value(trimmed.substring(equals + 1));
            if (value.isEmpty()) {
                return new Malformed();
            }
            if (trimmed.substring(0, equals).equalsIgnoreCase("for")) {
                nodes.add(value.get());
            }
        }
        return switch (nodes.size()) {
            case 0 -> new Absent();
            case 1 -> new Node(nodes.getFirst());
            default -> new Malformed();
        };
    }

    private static List<String> pairs(String element) {
        List<String> pairs = new ArrayList<>();
        boolean quoted = false;
        int from = 0;
        for (int i = 0; i < element.length(); i++) {
            char c = element.charAt(i);
            if (quoted && c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == ';' && !quoted) {
                pairs.add(element.substring(from, i));
                from = i + 1;
            }
        }
        pairs.add(element.substring(from));
        return pairs;
    }

    /* value = token / quoted-string; `:`, `[` and `]` may stand without quotes, as proxies in use write them. */
    private static Optional<String> value(String text) {
        if (!text.startsWith("\"")) {
            return isToken(text.replaceAll("[:\\[\\]]", "x"))
                    ? Optional.of(text)
                    : Optional.empty();
        }
        StringBuilder content = new StringBuilder();
        for (int i = 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                return i == text.length() - 1 ? Optional.of(content.toString()) : Optional.empty();
            }
            if (c == '\\') {
                i++;
                if (i == text.length()) {
                    return Optional.empty();
                }
                c = text.charAt(i);
            }
            content.append(c);
        }
        return Optional.empty();
    }

    /* RFC 7230 section 3.2.6. */
    private static boolean isToken(String text) {
        return !text.isEmpty()
                && text.chars()
                        .allMatch(c ->
                                c >= 'a' && c <= 'z'
                                        || c >= 'A' && c <= 'Z'
                                        || c >= '0' && c <= '9'
                                        || "!#$%&'*+-.^_`|~".indexOf(c) >= 0);
    }
}
