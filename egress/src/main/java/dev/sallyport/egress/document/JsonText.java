package dev.sallyport.egress.document;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;

/* Writes JSON in one form only: no white space, members in a fixed order, RFC 8785 section 3.2.2.2 for texts. */
final class JsonText {

    private final StringBuilder out = new StringBuilder();

    JsonText raw(String text) {
        out.append(text);
        return this;
    }

    JsonText number(long value) {
        out.append(value);
        return this;
    }

    JsonText text(@Nullable CharSequence text) {
        if (text == null) {
            return raw("null");
        }
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < ' ') {
                        out.append(String.format("\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
        return this;
    }

    byte[] bytes() {
        return out.toString().getBytes(UTF_8);
    }
}
