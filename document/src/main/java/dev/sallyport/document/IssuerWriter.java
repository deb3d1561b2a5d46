package dev.sallyport.document;

import dev.sallyport.control.issuer.ExternalIssuer;
import dev.sallyport.control.issuer.IssuerSubmission;
import dev.sallyport.control.issuer.Right;
import dev.sallyport.control.issuer.TokenAlgorithm;
import java.util.List;

/** Writes issuers as JSON. There is nothing secret about them: their keys are public. */
public final class IssuerWriter {

    private IssuerWriter() {}

    /** Returns the document that {@link IssuerReader} reads back as the same declaration. */
    public static String write(IssuerSubmission declared) {
        return JsonText.of(json -> json.object(() -> members(json, declared)));
    }

    /** Returns the document of an issuer. */
    public static String write(ExternalIssuer issuer) {
        return JsonText.of(json -> issuer(json, issuer));
    }

    /** Returns the document of several issuers: {@code {"items"}}. */
    public static String write(List<ExternalIssuer> issuers) {
        return JsonText.of(json ->
                json.object(() -> json.array("items", issuers, each -> issuer(json, each))));
    }

    private static void issuer(JsonText json, ExternalIssuer issuer) {
        json.object(() -> {
            json.member("name", issuer.name().value())
                    .member("tenant", issuer.tenant() == null ? null : issuer.tenant().value());
            members(json, issuer.declared());
            json.member("createdAt", issuer.createdAt().toString())
                    .member("updatedAt", issuer.updatedAt().toString());
        });
    }

    private static void members(JsonText json, IssuerSubmission declared) {
        json.member("issuer", declared.issuer())
                .member("jwksUrl", declared.jwksUrl().toString())
                .member("audience", declared.audience())
                .texts(
                        "algorithms",
                        declared.algorithms().stream().sorted().map(TokenAlgorithm::text).toList())
                .member("rolesClaim", declared.rolesClaim().text())
                .object(
                        "roles",
                        () ->
                                declared.roles()
                                        .forEach((role, rights) ->
                                                json.texts(
                                                        role,
                                                        rights.stream().map(Right::text).toList())))
                .member(
                        "tenantClaim",
                        declared.tenantClaim() == null ? null : declared.tenantClaim().text())
                .member("clockSkew", declared.clockSkew().toSeconds() + "s");
    }
}
