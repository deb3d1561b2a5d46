package dev.sallyport.compat.nginx;

import dev.sallyport.compat.imports.Place;
import dev.sallyport.compat.imports.RefusedSourceException;
import java.util.ArrayList;
import java.util.List;

/*
 * The text of one file as directives, as ngx_conf_read_token takes it apart: words between blanks, `;`, `{` and `}`; a word that
 * begins with a quote ends with the same; a backslash keeps the next character from having a meaning; `#` where a word could
 * begin is a comment to the end of the line. Blocks of other languages (`…_by_lua_block`) are passed over.
 */
final class ConfigurationText {

    private static final int MAX_DEPTH = 50;
    private static final int MAX_DIRECTIVES = 500_000;
    private static final int MAX_WORDS = 10_000;

    private final String file;
    private final String text;
    private int at;
    private int line;
    private int lineStart;
    private int depth;
    private int count;

    private ConfigurationText(String file, String text, int firstLine) {
        this.file = file;
        this.text = text;
        this.line = firstLine;
    }

    /**
     * Returns the directives of a file.
     *
     * @param file its name, empty if it is the only one
     * @throws RefusedSourceException if the text is no configuration
     */
    static List<Directive> read(String file, String text) {
        ConfigurationText reading = new ConfigurationText(file, text, 1);
        return reading.directives();
    }

    private List<Directive> directives() {
        List<Directive> directives = new ArrayList<>();
        while (true) {
            skipBlanksAndComments();
            if (at >= text.length()) {
                if (depth > 0) {
                    throw refused("the file ends inside a block", "add the missing `}`");
                }
                return directives;
            }
            if (text.charAt(at) == '}') {
                if (depth == 0) {
                    throw refused("there is a `}` without a `{`", "");
                }
                at++;
                return directives;
            }
            directives.add(directive());
        }
    }

    private Directive directive() {
        Place.InText place = place();
        if (++count > MAX_DIRECTIVES) {
            throw refused("there are more than " + MAX_DIRECTIVES + " directives", "");
        }
        List<String> words = new ArrayList<>();
        while (true) {
            skipBlanksAndComments();
            if (at >= text.length()) {
                throw refused(
                        "the directive `" + shown(words) + "` at " + place + " does not end",
                        "add the missing `;`");
            }
            char c = text.charAt(at);
            if (c == ';' || c == '{') {
                if (words.isEmpty()) {
                    throw refused("there is a `" + c + "` without a directive", "");
                }
                at++;
                return c == ';'
                        ? new Directive(place, List.copyOf(words), comment(), false, List.of())
                        : block(place, words);
            }
            if (c == '}') {
                throw refused(
                        "the directive `" + shown(words) + "` at " + place + " does not end",
                        "add the missing `;`");
            }
            if (words.size() == MAX_WORDS) {
                throw refused("the directive at " + place + " has too many words", "");
            }
            words.add(word());
        }
    }

    private static String shown(List<String> words) {
        String joined = String.join(" ", words);
        return joined.length() > 40 ? joined.substring(0, 40) + "…" : joined;
    }

    private Directive block(Place.InText place, List<String> words) {
        if (words.getFirst().endsWith("_by_lua_block")) {
            skipForeignBlock();
            return new Directive(place, List.copyOf(words), "", true, List.of());
        }
        if (++depth > MAX_DEPTH) {
            throw refused("blocks are nested more than " + MAX_DEPTH + " deep", "");
        }
        List<Directive> block = directives();
        depth--;
        return new Directive(place, List.copyOf(words), "", true, List.copyOf(block));
    }

    private void skipForeignBlock() {
        int open = 1;
        while (open > 0) {
            if (at >= text.length()) {
                throw refused("the file ends inside a block", "add the missing `}`");
            }
            char c = text.charAt(at);
            open += c == '{' ? 1 : c == '}' ? -1 : 0;
            advance();
        }
    }

    private String word() {
        char first = text.charAt(at);
        if (first == '"' || first == '\'') {
            return quoted(first);
        }
        StringBuilder word = new StringBuilder();
        while (at < text.length()) {
            char c = text.charAt(at);
            boolean ends = isBlank(c) || c == ';' || c == '{' && !endsWithDollar(word);
            if (ends) {
                break;
            }
            if (c == '{') {
                variable(word);
                continue;
            }
            if (c == '\\' && at + 1 < text.length()) {
                advance();
                c = text.charAt(at);
            }
            word.append(c);
            advance();
        }
        return word.toString();
    }

    private static boolean endsWithDollar(StringBuilder word) {
        return !word.isEmpty() && word.charAt(word.length() - 1) == '$';
    }

    /* `${name}` is one piece. */
    private void variable(StringBuilder word) {
        while (at < text.length()) {
            char c = text.charAt(at);
            word.append(c);
            advance();
            if (c == '}') {
                return;
            }
        }
    }

    private String quoted(char quote) {
        Place.InText place = place();
        StringBuilder word = new StringBuilder();
        at++;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == quote) {
                at++;
                boolean isEnd =
                        at >= text.length()
                                || isBlank(text.charAt(at))
                                || ";{)".indexOf(text.charAt(at)) >= 0;
                if (!isEnd) {
                    throw refused("there is text behind the closing quote", "");
                }
                return at < text.length() && text.charAt(at) == ')'
                        ? word + word()
                        : word.toString();
            }
            if (c == '\\' && at + 1 < text.length()) {
                advance();
                c = text.charAt(at);
            }
            word.append(c);
            advance();
        }
        throw refused("the quote at " + place + " is never closed", "");
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\n';
    }

    private void skipBlanksAndComments() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '#') {
                while (at < text.length() && text.charAt(at) != '\n') {
                    at++;
                }
            } else if (isBlank(c)) {
                advance();
            } else {
                return;
            }
        }
    }

    /* What stands behind a directive on its line, if that is a comment. */
    private String comment() {
        int from = at;
        while (from < text.length() && (text.charAt(from) == ' ' || text.charAt(from) == '\t')) {
            from++;
        }
        if (from >= text.length() || text.charAt(from) != '#') {
            return "";
        }
        int end = text.indexOf('\n', from);
        return text.substring(from, end < 0 ? text.length() : end).replaceFirst("^#+", "").strip();
    }

    private void advance() {
        if (text.charAt(at) == '\n') {
            line++;
            lineStart = at + 1;
        }
        at++;
    }

    private Place.InText place() {
        return new Place.InText(file, line, at - lineStart + 1);
    }

    private RefusedSourceException refused(String why, String hint) {
        return new RefusedSourceException(why + " (" + place() + ")", hint);
    }
}
