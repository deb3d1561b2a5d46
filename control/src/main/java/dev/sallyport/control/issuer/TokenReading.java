package dev.sallyport.control.issuer;

import dev.sallyport.control.caller.ApiScope;
import dev.sallyport.control.caller.Caller;
import dev.sallyport.engine.policy.TenantId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the claims of a token, whose signature, audience and times were found good, make of its
 * bearer.
 */
public sealed interface TokenReading {

    /** The longest name of a subject, in characters. */
    int MAX_SUBJECT_LENGTH = 200;

    /** The token stands for a caller, who may have no scope at all. */
    record Known(Caller caller) implements TokenReading {}

    /**
     * The token is not one we can go by.
     *
     * @param cause why, without anything from the token
     */
    record Refused(String cause) implements TokenReading {}

    /**
     * Returns what the claims of a token of {@code issuer} make of its bearer.
     *
     * @param subject the claim {@code sub}, or null if it is no text
     * @param roles the names in the claim of the roles, none if there is no such claim, or null if
     *     it is neither a text nor a list of texts
     * @param tenant the claim of the tenant, or null if it is no text; looked at only if the
     *     issuer's declaration names one
     */
    static TokenReading of(
            ExternalIssuer issuer,
            @Nullable String subject,
            @Nullable List<String> roles,
            @Nullable String tenant) {
        if (subject == null || !isName(subject)) {
            return new Refused("the claim `sub` is missing or no name");
        }
        if (roles == null) {
            return new Refused("the claim of the roles is neither a text nor a list of texts");
        }
        Set<ApiScope> scopes = EnumSet.noneOf(ApiScope.class);
        roles.forEach(role -> scopes.addAll(scopes(issuer, role)));
        String name = issuer.name().value();
        // INVARIANT: whatever a token of a tenant's own issuer says, its bearer is that tenant's.
        if (issuer.tenant() != null) {
            return member(name, subject, issuer.tenant(), scopes);
        }
        if (issuer.declared().tenantClaim() == null) {
            return new Known(new Caller.ExternalOperator(name, subject, scopes));
        }
        return tenant != null && TenantId.isValid(tenant)
                ? member(name, subject, new TenantId(tenant), scopes)
                : new Refused("the claim of the tenant is missing or no tenant id");
    }

    /**
     * Returns the names in a claim that is one text: the text itself, and each of its words (RFC
     * 8693 section 4.2 writes scopes so).
     */
    static List<String> namesIn(String text) {
        List<String> names = new ArrayList<>(List.of(text.split(" ", -1)));
        names.add(text);
        return names;
    }

    private static TokenReading member(
            String issuer, String subject, TenantId tenant, Set<ApiScope> scopes) {
        scopes.remove(ApiScope.OPERATE);
        return new Known(new Caller.ExternalMember(issuer, subject, tenant, scopes));
    }

    private static boolean isName(String text) {
        return !text.isBlank()
                && text.length() <= MAX_SUBJECT_LENGTH
                && text.chars().noneMatch(Character::isISOControl);
    }

    private static Set<ApiScope> scopes(ExternalIssuer issuer, String role) {
        Set<ApiScope> scopes = EnumSet.noneOf(ApiScope.class);
        issuer.declared()
                .roles()
                .getOrDefault(role, List.of())
                .forEach(right -> scopes.addAll(right.scopes()));
        return scopes;
    }
}
