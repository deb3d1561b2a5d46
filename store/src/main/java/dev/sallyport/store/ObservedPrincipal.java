package dev.sallyport.store;

import dev.sallyport.control.port.StorageException;
import dev.sallyport.engine.decision.Principal;
import dev.sallyport.engine.policy.PrincipalKind;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/*
 * A principal as one line of text, equal for equal principals. Every word is preceded by its length and a colon, so words may hold
 * anything; `-` stands for what is absent; a set is its size, a semicolon and its words in order:
 *
 *      user 5:alice 3:web 1;5:admin -
 */
final class ObservedPrincipal {

    private final String text;
    private int at;

    private ObservedPrincipal(String text) {
        this.text = text;
    }

    static int kindNumber(PrincipalKind kind) {
        return switch (kind) {
            case ANONYMOUS -> 0;
            case USER -> 1;
            case CLIENT -> 2;
            case SUPPORT -> 3;
        };
    }

    /* The class of traffic whose budget the cells of a principal count against. */
    static int groupOf(Principal principal) {
        return principal.kind() == PrincipalKind.ANONYMOUS ? Span.ANONYMOUS : Span.IDENTIFIED;
    }

    static String write(Principal principal) {
        StringBuilder text = new StringBuilder(48);
        text.append(principal.kind().name().toLowerCase(Locale.ROOT)).append(' ');
        word(text, principal.id());
        text.append(' ');
        word(text, principal.clientId());
        text.append(' ');
        set(text, principal.roles());
        text.append(' ');
        set(text, principal.authorizedClients());
        return text.toString();
    }

    private static void word(StringBuilder text, @Nullable String word) {
        if (word == null) {
            text.append('-');
        } else {
            text.append(word.length()).append(':').append(word);
        }
    }

    private static void set(StringBuilder text, @Nullable Set<String> words) {
        if (words == null) {
            text.append('-');
            return;
        }
        text.append(words.size()).append(';');
        words.stream().sorted().forEach(word -> word(text, word));
    }

    static Principal read(String text) {
        try {
            return new ObservedPrincipal(text).principal();
        } catch (IllegalArgumentException | StringIndexOutOfBoundsException damaged) {
            throw new StorageException("an observed principal cannot be understood", damaged);
        }
    }

    private Principal principal() {
        at = text.indexOf(' ');
        PrincipalKind kind = PrincipalKind.valueOf(text.substring(0, at).toUpperCase(Locale.ROOT));
        at++;
        String id = word();
        at++;
        String client = word();
        at++;
        Set<String> roles = set();
        at++;
        return new Principal(kind, id, roles == null ? Set.of() : roles, client, set());
    }

    private @Nullable String word() {
        if (text.charAt(at) == '-') {
            at++;
            return null;
        }
        int length = number(':');
        at += length;
        return text.substring(at - length, at);
    }

    private @Nullable Set<String> set() {
        if (text.charAt(at) == '-') {
            at++;
            return null;
        }
        int size = number(';');
        Set<String> words = new LinkedHashSet<>();
        for (int i = 0; i < size; i++) {
            String word = word();
            if (word != null) {
                words.add(word);
            }
        }
        return words;
    }

    private int number(char end) {
        int from = at;
        int until = text.indexOf(end, from);
        at = until + 1;
        return Integer.parseInt(text.substring(from, until));
    }
}
