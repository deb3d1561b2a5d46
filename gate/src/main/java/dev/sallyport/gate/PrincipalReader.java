package dev.sallyport.gate;

import dev.sallyport.engine.decision.Principal;
import dev.sallyport.engine.policy.PrincipalKind;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/*
 * Who asks, from the text of the fact headers:
 *
 *   principal          = "anonymous" / kind [ ":" id ]         kind = "user" / "client" / "support"
 *   client             = id
 *   roles              = list                                  authorized-clients = list
 *   list               = "" / DQUOTE DQUOTE / id *( OWS "," OWS id )
 *   id                 = 1*256 characters, each visible ASCII but `%` `,` and `"`, or UTF-8 with every byte as %XX
 *
 * A kind without an id is somebody whose id is not known. Both forms of the empty list mean none; the quotes are for proxies
 * that drop empty headers, since a list of authorised clients that is missing is something else than an empty one.
 *
 * INVARIANT: what was sent and is not of this form is null here, never anonymous and never left out.
 */
final class PrincipalReader {

    private static final int LONGEST_ID = 256;
    private static final int MOST_ITEMS = 256;
    private static final String ANONYMOUS = "anonymous";
    private static final String EMPTY_LIST = "\"\"";

    private PrincipalReader() {}

    /**
     * Returns the principal that the values denote, each null if it was not sent; null if one is
     * malformed.
     */
    static @Nullable Principal read(
            @Nullable String principal,
            @Nullable String roles,
            @Nullable String client,
            @Nullable String authorizedClients) {
        if (principal == null && roles == null && client == null && authorizedClients == null) {
            return Principal.ANONYMOUS;
        }
        String who = principal == null ? ANONYMOUS : principal;
        int colon = who.indexOf(':');
        PrincipalKind kind = kind(colon < 0 ? who : who.substring(0, colon));
        String id = colon < 0 ? null : id(who, colon + 1);
        String clientId = client == null ? null : id(client, 0);
        Set<String> roleSet = roles == null ? Set.of() : list(roles);
        Set<String> authorized = authorizedClients == null ? null : list(authorizedClients);
        if (kind == null || roleSet == null) {
            return null;
        }
        boolean malformed =
                (colon >= 0 && (id == null || kind == PrincipalKind.ANONYMOUS))
                        || (client != null && clientId == null)
                        || (authorizedClients != null && authorized == null);
        return malformed ? null : new Principal(kind, id, roleSet, clientId, authorized);
    }

    private static @Nullable PrincipalKind kind(String word) {
        return switch (word) {
            case ANONYMOUS -> PrincipalKind.ANONYMOUS;
            case "user" -> PrincipalKind.USER;
            case "client" -> PrincipalKind.CLIENT;
            case "support" -> PrincipalKind.SUPPORT;
            default -> null;
        };
    }

    private static @Nullable Set<String> list(String text) {
        Set<String> items = new HashSet<>();
        if (text.isEmpty() || text.equals(EMPTY_LIST)) {
            return items;
        }
        int from = 0;
        while (from <= text.length()) {
            int comma = text.indexOf(',', from);
            int to = comma < 0 ? text.length() : comma;
            String item = id(HeaderText.trimmed(text, from, to), 0);
            if (item == null || items.size() == MOST_ITEMS) {
                return null;
            }
            items.add(item);
            from = to + 1;
        }
        return items;
    }

    private static @Nullable String id(String text, int from) {
        boolean plain = true;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c <= ' ' || c > '~' || c == ',' || c == '"') {
                return null;
            }
            plain &= c != '%';
        }
        String id = plain ? text.substring(from) : decoded(text, from);
        return id == null || id.isEmpty() || id.length() > LONGEST_ID ? null : id;
    }

    private static @Nullable String decoded(String text, int from) {
        ByteBuffer bytes = ByteBuffer.allocate(text.length() - from);
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '%') {
                bytes.put((byte) c);
                continue;
            }
            if (i + 2 >= text.length()) {
                return null;
            }
            int high = Character.digit(text.charAt(i + 1), 16);
            int low = Character.digit(text.charAt(i + 2), 16);
            if (high < 0 || low < 0) {
                return null;
            }
            bytes.put((byte) (high << 4 | low));
            i += 2;
        }
        try {
            String id = StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
            return id.chars().anyMatch(Character::isISOControl) ? null : id;
        } catch (CharacterCodingException notUtf8) {
            return null;
        }
    }
}
