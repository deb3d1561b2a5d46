package dev.sallyport.server.identity;

import dev.sallyport.engine.decision.Principal;
import dev.sallyport.engine.policy.PrincipalKind;
import dev.sallyport.engine.policy.TenantId;
import dev.sallyport.gate.TokenIdentity;
import dev.sallyport.jose.ClaimPath;
import dev.sallyport.jose.ClaimValue;
import dev.sallyport.jose.Claims;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/*
 * Claims as a principal and a tenant.
 *
 * INVARIANT: a claim that is there and of another form makes the whole token one that says nothing, semantics section 1: a
 * principal that is sent but malformed is never taken for anonymous, nor for one with fewer roles.
 */
final class ClaimsReader {

    /* As long and as many as in the gate's headers. */
    private static final int LONGEST = 256;
    private static final int MOST_ITEMS = 256;

    /* A claim that cannot be read; never leaves this class. */
    private static final class MalformedException extends Exception {
        private static final long serialVersionUID = 1L;
    }

    private final ClaimsMap map;

    ClaimsReader(ClaimsMap map) {
        this.map = map;
    }

    /** Returns what the claims say; empty if one of them is missing that must be there, or odd. */
    Optional<TokenIdentity> read(Claims claims) {
        try {
            String id = text(claims, map.id());
            if (id == null) {
                return Optional.empty();
            }
            String client = text(claims, map.client());
            Set<String> roles = items(claims, map.roles());
            Set<String> authorized = items(claims, map.authorizedClients());
            Principal principal =
                    new Principal(
                            kind(claims, id, client),
                            id,
                            roles == null ? Set.of() : roles,
                            client,
                            authorized);
            return Optional.of(new TokenIdentity(principal, tenant(claims)));
        } catch (MalformedException odd) {
            return Optional.empty();
        }
    }

    private PrincipalKind kind(Claims claims, String id, @Nullable String client)
            throws MalformedException {
        String word = text(claims, map.kind());
        if (map.kind() == null) {
            return id.equals(client) ? PrincipalKind.CLIENT : PrincipalKind.USER;
        }
        return switch (word) {
            case "user" -> PrincipalKind.USER;
            case "client" -> PrincipalKind.CLIENT;
            case "support" -> PrincipalKind.SUPPORT;
            case null, default -> throw new MalformedException();
        };
    }

    private @Nullable TenantId tenant(Claims claims) throws MalformedException {
        String text = text(claims, map.tenant());
        if (text != null && !TenantId.isValid(text)) {
            throw new MalformedException();
        }
        return text == null ? null : new TenantId(text);
    }

    private static ClaimValue find(Claims claims, @Nullable ClaimPath path) {
        return path == null ? new ClaimValue.Absent() : claims.find(path);
    }

    private static @Nullable String text(Claims claims, @Nullable ClaimPath path)
            throws MalformedException {
        return switch (find(claims, path)) {
            case ClaimValue.Absent _ -> null;
            case ClaimValue.Text(String value) -> checked(value);
            case ClaimValue.Texts _, ClaimValue.Other _ -> throw new MalformedException();
        };
    }

    private static @Nullable Set<String> items(Claims claims, @Nullable ClaimPath path)
            throws MalformedException {
        List<String> texts =
                switch (find(claims, path)) {
                    case ClaimValue.Absent _ -> null;
                    case ClaimValue.Text(String value) ->
                            Arrays.stream(value.split(" "))
                                    .filter(item -> !item.isEmpty())
                                    .toList();
                    case ClaimValue.Texts(List<String> values) -> values;
                    case ClaimValue.Other _ -> throw new MalformedException();
                };
        if (texts == null) {
            return null;
        }
        if (texts.size() > MOST_ITEMS) {
            throw new MalformedException();
        }
        Set<String> items = new HashSet<>();
        for (String text : texts) {
            items.add(checked(text));
        }
        return items;
    }

    private static String checked(String text) throws MalformedException {
        boolean isOdd =
                text.isBlank()
                        || text.length() > LONGEST
                        || text.chars().anyMatch(Character::isISOControl)
                        || text.chars().anyMatch(c -> Character.isSurrogate((char) c))
                                && !isWellFormed(text);
        if (isOdd) {
            throw new MalformedException();
        }
        return text;
    }

    private static boolean isWellFormed(String text) {
        return text.codePoints().noneMatch(c -> c >= 0xD800 && c <= 0xDFFF);
    }
}
