package dev.sallyport.compat.genesys;

import dev.sallyport.document.JsonText;
import java.util.List;

/** Writes the settings of an organisation as the vendor's API answers them. */
public final class OrgSettingsWriter {

    static final String MULTIFACTOR = "multifactorAuthenticationRequired";
    static final String DOMAINS_ENABLED = "domainAllowlistEnabled";
    static final String DOMAINS = "domainAllowlist";
    static final String ADDRESSES = "ipAddressAllowlist";
    static final String PASSWORDS = "passwordRequirements";
    static final String EXCLUSIONS = "inactivityTimeoutExclusions";
    static final String UNIVERSAL_LOGOUT = "universalLogout";
    static final String TOKEN_STORAGE = "tokenStorageLocation";
    static final String LEGACY_ADDRESSES = "networkWhitelist";
    static final String LEGACY_ENABLED = "enableWhitelist";
    static final String LEGACY_DOMAINS = "domainWhitelist";

    private OrgSettingsWriter() {}

    /**
     * Returns the document {@code OrgAuthSettings}: both lists, and of settings that are not kept
     * what never changes. The place where clients keep tokens is left out, as its values are not
     * published.
     */
    public static String settings(OrgSettings settings) {
        return JsonText.of(json ->
                json.object(() -> {
                    json.member(MULTIFACTOR, false)
                            .member(DOMAINS_ENABLED, settings.domainsEnabled())
                            .texts(DOMAINS, settings.domains())
                            .texts(ADDRESSES, settings.addresses())
                            .object(
                                    PASSWORDS,
                                    () -> {
                                        for (PasswordRule rule : PasswordRule.values()) {
                                            json.member(rule.member(), (long) rule.value());
                                        }
                                    })
                            .texts(EXCLUSIONS, List.of())
                            .member(UNIVERSAL_LOGOUT, false);
                }));
    }

    /** Returns the settings that are kept, in the same terms; for {@link OrgSettings#kept}. */
    public static String kept(OrgSettings settings) {
        return JsonText.of(json ->
                json.object(() ->
                        json.member(DOMAINS_ENABLED, settings.domainsEnabled())
                                .texts(DOMAINS, settings.domains())
                                .texts(ADDRESSES, settings.addresses())));
    }

    /** Returns the document {@code IpAddressAuthentication}. */
    public static String addresses(OrgSettings settings) {
        return JsonText.of(
                json -> json.object(() -> json.texts(LEGACY_ADDRESSES, settings.addresses())));
    }

    /** Returns the document {@code OrgWhitelistSettings}, which is about web domains. */
    public static String domains(OrgSettings settings) {
        return JsonText.of(json ->
                json.object(() ->
                        json.member(LEGACY_ENABLED, settings.domainsEnabled())
                                .texts(LEGACY_DOMAINS, settings.domains())));
    }
}
