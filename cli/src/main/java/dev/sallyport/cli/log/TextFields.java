package dev.sallyport.cli.log;

/*
 * Finds fields of a text line by number: what stands between spaces, or in quotes or brackets. A backslash in quotes takes
 * the next character with it. Not thread-safe.
 */
final class TextFields {

    private int from;
    private int to;

    /** Returns where the field found last begins, without its quotes or brackets. */
    int from() {
        return from;
    }

    /** Returns where the field found last ends, exclusive. */
    int to() {
        return to;
    }

    /**
     * Finds the field {@code number}, from 1; 0 stands for the last. Returns whether there is one.
     */
    boolean find(byte[] bytes, int lineFrom, int lineTo, int number) {
        int at = lineFrom;
        int found = 0;
        while (at < lineTo) {
            if (bytes[at] == ' ') {
                at++;
                continue;
            }
            at = field(bytes, at, lineTo);
            found++;
            if (found == number) {
                return true;
            }
        }
        return number == 0 && found > 0;
    }

    /* Takes one field and returns the place behind it. */
    private int field(byte[] bytes, int start, int lineTo) {
        byte open = bytes[start];
        if (open == '"' || open == '[') {
            int close =
                    open == '"'
                            ? closingQuote(bytes, start + 1, lineTo)
                            : closingBracket(bytes, start + 1, lineTo);
            boolean isWhole = open == '"' || close + 1 >= lineTo || bytes[close + 1] == ' ';
            if (isWhole) {
                from = start + 1;
                to = close;
                return Math.min(close + 1, lineTo);
            }
            // What goes on behind its bracket is a word: `[2001:db8::1]:443`.
        }
        int end = start;
        while (end < lineTo && bytes[end] != ' ') {
            end++;
        }
        from = start;
        to = end;
        return end;
    }

    private static int closingBracket(byte[] bytes, int start, int lineTo) {
        int at = start;
        while (at < lineTo && bytes[at] != ']') {
            at++;
        }
        return at;
    }

    /** Returns where the quoted text that begins at {@code start} ends, or the end of the line. */
    static int closingQuote(byte[] bytes, int start, int lineTo) {
        int at = start;
        while (at < lineTo && bytes[at] != '"') {
            at += bytes[at] == '\\' ? 2 : 1;
        }
        return Math.min(at, lineTo);
    }
}
