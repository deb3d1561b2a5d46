package dev.sallyport.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/*
 * The header names somebody looks at, each with a number; all other headers have none. Immutable.
 *
 *   number:  0..3 what frames messages and connections | 4 and above the facts
 */
final class HeaderTable {

    static final int NONE = -1;
    static final int CONTENT_LENGTH = 0;
    static final int TRANSFER_ENCODING = 1;
    static final int CONNECTION = 2;
    static final int EXPECT = 3;

    private static final List<String> FRAMING =
            List.of("content-length", "transfer-encoding", "connection", "expect");

    private final List<String> names = new ArrayList<>(FRAMING);
    private final int[][] numbersByLength;

    final int clientAddress;
    final int host;
    final int path;
    final int tenant;
    final int channel;
    final int principal;
    final int roles;
    final int client;
    final int authorizedClients;
    final int token;

    /* Not a fact: in which form a refusal is to be written. */
    final int accept;

    /* What counts from a trusted proxy. */
    HeaderTable(FactHeaders facts, @Nullable SentTokens tokens) {
        this(facts, tokens, false);
    }

    /* The same, and whether the form of a refusal counts. */
    HeaderTable(FactHeaders facts, @Nullable SentTokens tokens, boolean withAccept) {
        clientAddress = add(facts.clientAddress().name());
        host = add(facts.host());
        path = add(facts.path());
        tenant = add(facts.tenant());
        channel = add(facts.channel());
        principal = add(facts.principal());
        roles = add(facts.roles());
        client = add(facts.client());
        authorizedClients = add(facts.authorizedClients());
        token = add(tokens == null ? null : tokens.place().header());
        accept = withAccept && !names.contains("accept") ? add("accept") : NONE;
        numbersByLength = numbersByLength();
    }

    /* What counts from everybody else. */
    HeaderTable() {
        clientAddress = NONE;
        host = add("host");
        path = NONE;
        tenant = NONE;
        channel = NONE;
        principal = NONE;
        roles = NONE;
        client = NONE;
        authorizedClients = NONE;
        token = NONE;
        accept = NONE;
        numbersByLength = numbersByLength();
    }

    private int add(@Nullable String name) {
        if (name == null) {
            return NONE;
        }
        names.add(name);
        return names.size() - 1;
    }

    private int[][] numbersByLength() {
        int longest = names.stream().mapToInt(String::length).max().orElse(0);
        int[][] table = new int[longest + 1][];
        for (int length = 0; length <= longest; length++) {
            int wanted = length;
            table[length] =
                    IntStream.range(0, names.size())
                            .filter(number -> names.get(number).length() == wanted)
                            .toArray();
        }
        return table;
    }

    int size() {
        return names.size();
    }

    /**
     * Returns the number of the header whose name is the first bytes of a line, in any case, or
     * NONE.
     */
    int number(byte[] line, int nameLength) {
        if (nameLength >= numbersByLength.length) {
            return NONE;
        }
        for (int number : numbersByLength[nameLength]) {
            if (isName(line, names.get(number))) {
                return number;
            }
        }
        return NONE;
    }

    private static boolean isName(byte[] line, String name) {
        for (int i = 0; i < name.length(); i++) {
            if (HeaderText.lower((char) line[i]) != name.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
