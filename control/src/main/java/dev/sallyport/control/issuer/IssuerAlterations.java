package dev.sallyport.control.issuer;

import dev.sallyport.control.audit.Alteration;
import dev.sallyport.control.audit.Alterations;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/* What a change altered of the declaration of an issuer, for the audit log. */
final class IssuerAlterations {

    private IssuerAlterations() {}

    /**
     * Returns what differs; null for an issuer that was not declared before, or is not any more.
     */
    static List<Alteration> between(
            @Nullable ExternalIssuer before, @Nullable ExternalIssuer after) {
        Alterations all = new Alterations();
        compare(all, "/issuer", before, after, IssuerSubmission::issuer);
        compare(all, "/jwksUrl", before, after, IssuerSubmission::jwksUrl);
        compare(all, "/audience", before, after, IssuerSubmission::audience);
        compare(all, "/algorithms", before, after, IssuerAlterations::algorithms);
        compare(all, "/rolesClaim", before, after, IssuerSubmission::rolesClaim);
        compare(all, "/tenantClaim", before, after, IssuerSubmission::tenantClaim);
        compare(all, "/clockSkew", before, after, IssuerSubmission::clockSkew);
        return all.compareAll("/roles", roles(before), roles(after)).toList();
    }

    private static void compare(
            Alterations all,
            String what,
            @Nullable ExternalIssuer before,
            @Nullable ExternalIssuer after,
            Function<IssuerSubmission, @Nullable Object> member) {
        all.compare(
                what,
                before == null ? null : member.apply(before.declared()),
                after == null ? null : member.apply(after.declared()));
    }

    private static String algorithms(IssuerSubmission declared) {
        return declared.algorithms().stream()
                .map(TokenAlgorithm::name)
                .sorted()
                .collect(Collectors.joining(" "));
    }

    private static Map<String, String> roles(@Nullable ExternalIssuer issuer) {
        Map<String, String> roles = new LinkedHashMap<>();
        if (issuer != null) {
            issuer.declared()
                    .roles()
                    .forEach((role, rights) ->
                            roles.put(
                                    role,
                                    rights.isEmpty()
                                            ? "nothing"
                                            : rights.stream()
                                                    .map(Right::text)
                                                    .collect(Collectors.joining(" "))));
        }
        return roles;
    }
}
