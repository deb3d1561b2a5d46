package dev.sallyport.cli.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds chosen members of one JSON object (RFC 8259) and passes over all others. A member is chosen
 * by the names on the way to it with dots between; a name that holds the dots itself counts as
 * well. The whole object must be well-formed as far as strings, nesting and separators go; numbers
 * and words are not looked into. Of members with one name the first counts. Not thread-safe.
 */
final class JsonMembers {

    private static final int DEEPEST = 64;
    private static final byte[] NULL = "null".getBytes(UTF_8);
    private static final byte[] NOTHING = {};

    private static final class Node {
        private final List<byte[]> names = new ArrayList<>();
        private final List<Node> children = new ArrayList<>();
        private int place = -1;

        Node child(byte[] name) {
            for (int i = 0; i < names.size(); i++) {
                if (Arrays.equals(names.get(i), name)) {
                    return children.get(i);
                }
            }
            Node child = new Node();
            names.add(name);
            children.add(child);
            return child;
        }

        @Nullable Node find(byte[] bytes, int from, int to) {
            for (int i = 0; i < names.size(); i++) {
                byte[] name = names.get(i);
                if (name.length == to - from
                        && Arrays.equals(bytes, from, to, name, 0, name.length)) {
                    return children.get(i);
                }
            }
            return null;
        }
    }

    private final Node root = new Node();
    private final byte[][] values;
    private final int[] starts;
    private final int[] ends;
    private final boolean[] filled;
    private final boolean[] arrays;

    private byte[] bytes = NOTHING;
    private int at;
    private int end;
    private @Nullable LineFault fault;

    /* Whether the string that was passed over last holds escapes. */
    private boolean escaped;

    /** Looks for the given members; their numbers in this list are their places. */
    JsonMembers(List<String> wanted) {
        for (int place = 0; place < wanted.size(); place++) {
            String path = wanted.get(place);
            Node node = root;
            for (String name : path.split("\\.", -1)) {
                node = node.child(name.getBytes(UTF_8));
            }
            node.place = place;
            root.child(path.getBytes(UTF_8)).place = place;
        }
        values = new byte[wanted.size()][];
        starts = new int[wanted.size()];
        ends = new int[wanted.size()];
        filled = new boolean[wanted.size()];
        arrays = new boolean[wanted.size()];
    }

    /** Returns null if the bytes are one JSON object, or why they are not. */
    @Nullable LineFault read(byte[] line, int from, int to) {
        bytes = line;
        at = from;
        end = to;
        fault = null;
        Arrays.fill(filled, false);
        skipSpace();
        if (at == end || bytes[at] != '{') {
            return LineFault.NOT_JSON;
        }
        if (object(root, 1)) {
            skipSpace();
            return at == end ? null : LineFault.NOT_JSON;
        }
        return fault == null ? LineFault.NOT_JSON : fault;
    }

    /**
     * Returns whether the member is there and neither null, nor empty, nor {@code -}, nor an
     * object.
     */
    boolean isFilled(int place) {
        return filled[place];
    }

    /**
     * Returns whether the member is an array; its value is then what stands between the brackets.
     */
    boolean isArray(int place) {
        return arrays[place];
    }

    /** Returns the bytes that hold the value of a member that is filled. */
    byte[] bytes(int place) {
        return values[place];
    }

    /** Returns where the value begins, without quotes. */
    int from(int place) {
        return starts[place];
    }

    /** Returns where the value ends, exclusive. */
    int to(int place) {
        return ends[place];
    }

    private boolean object(@Nullable Node node, int depth) {
        if (depth > DEEPEST) {
            fault = LineFault.TOO_DEEP;
            return false;
        }
        at++;
        skipSpace();
        if (at < end && bytes[at] == '}') {
            at++;
            return true;
        }
        while (at < end && bytes[at] == '"') {
            int name = at + 1;
            if (!string()) {
                return false;
            }
            Node child = node == null ? null : node.find(bytes, name, at - 1);
            skipSpace();
            if (at == end || bytes[at] != ':') {
                return false;
            }
            at++;
            if (!value(child, depth)) {
                return false;
            }
            skipSpace();
            if (at < end && bytes[at] == '}') {
                at++;
                return true;
            }
            if (at == end || bytes[at] != ',') {
                return false;
            }
            at++;
            skipSpace();
        }
        return false;
    }

    private boolean array(int depth) {
        if (depth > DEEPEST) {
            fault = LineFault.TOO_DEEP;
            return false;
        }
        at++;
        skipSpace();
        if (at < end && bytes[at] == ']') {
            at++;
            return true;
        }
        while (value(null, depth)) {
            skipSpace();
            if (at < end && bytes[at] == ']') {
                at++;
                return true;
            }
            if (at == end || bytes[at] != ',') {
                return false;
            }
            at++;
        }
        return false;
    }

    private boolean value(@Nullable Node node, int depth) {
        skipSpace();
        if (at == end) {
            return false;
        }
        int start = at;
        return switch (bytes[at]) {
            case '{' -> object(node, depth + 1);
            case '[' -> kept(array(depth + 1), node, start + 1, 1, true);
            case '"' -> {
                boolean whole = string();
                if (whole && node != null) {
                    keepString(node, start + 1, at - 1);
                }
                yield whole;
            }
            default -> kept(word(), node, start, 0, false);
        };
    }

    /* Keeps the value that was passed over, unless it is null or of no interest, and returns whether it is whole. */
    private boolean kept(boolean whole, @Nullable Node node, int from, int close, boolean isArray) {
        int to = at - close;
        if (whole && node != null && !Arrays.equals(bytes, from, to, NULL, 0, NULL.length)) {
            keep(node, from, to, isArray);
        }
        return whole;
    }

    private void keepString(Node node, int from, int to) {
        boolean absent = to == from || (to - from == 1 && bytes[from] == '-');
        if (absent || node.place < 0 || filled[node.place]) {
            return;
        }
        if (!escaped) {
            keep(node, from, to, false);
            return;
        }
        byte[] plain = unescaped(from, to);
        keep(node, 0, plain.length, false);
        values[node.place] = plain;
    }

    private void keep(Node node, int from, int to, boolean isArray) {
        int place = node.place;
        if (place < 0 || filled[place]) {
            return;
        }
        filled[place] = true;
        arrays[place] = isArray;
        values[place] = bytes;
        starts[place] = from;
        ends[place] = to;
    }

    /* Passes over a string, quotes included. */
    private boolean string() {
        escaped = false;
        at++;
        while (at < end) {
            byte b = bytes[at];
            if (b == '"') {
                at++;
                return true;
            }
            if (b == '\\') {
                escaped = true;
                at++;
            } else if (b >= 0 && b < 0x20) {
                return false;
            }
            at++;
        }
        at = end;
        return false;
    }

    /* Passes over a number, true, false or null. */
    private boolean word() {
        int start = at;
        while (at < end && isWord(bytes[at])) {
            at++;
        }
        return at > start;
    }

    private static boolean isWord(byte b) {
        return (b >= '0' && b <= '9')
                || (b >= 'a' && b <= 'z')
                || b == '-'
                || b == '+'
                || b == '.'
                || b == 'E';
    }

    private void skipSpace() {
        while (at < end && (bytes[at] == ' ' || bytes[at] == '\t' || bytes[at] == '\r')) {
            at++;
        }
    }

    /* RFC 8259 section 7. What is no known escape stays as it is: it then belongs to no address. */
    private byte[] unescaped(int from, int to) {
        ByteArrayOutputStream plain = new ByteArrayOutputStream(to - from);
        StringBuilder units = new StringBuilder();
        for (int i = from; i < to; i++) {
            if (bytes[i] == '\\' && i + 5 < to && bytes[i + 1] == 'u' && codeUnit(i + 2) >= 0) {
                units.append((char) codeUnit(i + 2));
                i += 5;
                continue;
            }
            // Surrogates come in pairs of escapes, so a run of them becomes UTF-8 as a whole.
            plain.writeBytes(units.toString().getBytes(UTF_8));
            units.setLength(0);
            if (bytes[i] == '\\' && i + 1 < to) {
                i++;
                plain.write(control(bytes[i]));
            } else {
                plain.write(bytes[i]);
            }
        }
        plain.writeBytes(units.toString().getBytes(UTF_8));
        return plain.toByteArray();
    }

    private static int control(byte letter) {
        return switch (letter) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> letter;
        };
    }

    private int codeUnit(int from) {
        int unit = 0;
        for (int i = from; i < from + 4; i++) {
            int digit = Character.digit(bytes[i], 16);
            if (digit < 0) {
                return -1;
            }
            unit = unit << 4 | digit;
        }
        return unit;
    }
}
