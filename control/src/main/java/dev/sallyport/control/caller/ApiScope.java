package dev.sallyport.control.caller;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** What a client of the API may do. The names are public API. */
public enum ApiScope {
    /** Read what belongs to the client's tenant, and ask what would be decided. */
    READ("sallyport:read"),
    /** Help a person who was denied: look up denied requests, and who was seen from where. */
    SUPPORT("sallyport:support"),
    /** Prepare changes that alter no decision yet: dry runs. */
    EDIT("sallyport:edit"),
    /** Read the audit log of the client's tenant. */
    AUDIT("sallyport:audit"),
    /** Report who signed in from where; for applications, not for people. */
    REPORT("sallyport:report"),
    /** Read and change what belongs to the client's tenant; all of the above but auditing. */
    MANAGE("sallyport:manage"),
    /** Override a refusal that may be overridden, giving a reason. */
    OVERRIDE("sallyport:override"),
    /** At the SailPoint door: read the configuration of the tenant's network. */
    SAILPOINT_NETWORK_READ("sp:auth-org:read"),
    /** At the SailPoint door: read and change it. */
    SAILPOINT_NETWORK_MANAGE("sp:auth-org:manage"),
    /** The older name by which clients of that door ask to make a configuration. */
    SAILPOINT_NETWORK_CREATE("sp:auth-org:create"),
    /** The older name by which clients of that door ask to change one. */
    SAILPOINT_NETWORK_UPDATE("sp:auth-org:update"),
    /** At the SailPoint door: read whom the configuration holds for. */
    SAILPOINT_PROFILE_READ("sp:auth-profile:read"),
    /** At the SailPoint door: change whom it holds for. */
    SAILPOINT_PROFILE_UPDATE("sp:auth-profile:update"),
    /** Everything at the SailPoint door. */
    SAILPOINT_ALL("sp:scopes:all"),
    /** At the Genesys door: read the settings of the organisation. */
    GENESYS_ORGANIZATION_READ("organization:readonly"),
    /** At the Genesys door: read and change them. */
    GENESYS_ORGANIZATION("organization"),
    /** At the Genesys door: read which other organisations are authorised. */
    GENESYS_TRUST_READ("authorization:readonly"),
    /** At the Genesys door: read and change it. */
    GENESYS_TRUST("authorization"),
    /** Everything, for all tenants; only operators have it. */
    OPERATE("sallyport:operate");

    private final String text;

    ApiScope(String text) {
        this.text = text;
    }

    /** Returns the name on the wire, such as {@code sallyport:read}. */
    public String text() {
        return text;
    }

    /**
     * Returns whether whoever holds this scope may do what {@code other} stands for: every scope
     * includes itself, operating includes everything, managing includes reading, supporting,
     * editing and reporting. Whoever manages does not audit: that is another person's business.
     * Scopes of doors for clients of other systems include none of our own; ours include theirs.
     */
    public boolean includes(ApiScope other) {
        return switch (this) {
            case OPERATE -> true;
            case MANAGE -> other != AUDIT && other != OVERRIDE && other != OPERATE;
            case READ ->
                    this == other
                            || other == SAILPOINT_NETWORK_READ
                            || other == SAILPOINT_PROFILE_READ
                            || other == GENESYS_ORGANIZATION_READ
                            || other == GENESYS_TRUST_READ;
            case GENESYS_ORGANIZATION -> this == other || other == GENESYS_ORGANIZATION_READ;
            case GENESYS_TRUST -> this == other || other == GENESYS_TRUST_READ;
            case SAILPOINT_ALL -> other.text.startsWith("sp:");
            case SAILPOINT_NETWORK_MANAGE, SAILPOINT_NETWORK_CREATE, SAILPOINT_NETWORK_UPDATE ->
                    other == SAILPOINT_NETWORK_READ
                            || other == SAILPOINT_NETWORK_MANAGE
                            || other == SAILPOINT_NETWORK_CREATE
                            || other == SAILPOINT_NETWORK_UPDATE;
            case SAILPOINT_PROFILE_UPDATE -> this == other || other == SAILPOINT_PROFILE_READ;
            case SUPPORT,
                    EDIT,
                    AUDIT,
                    REPORT,
                    OVERRIDE,
                    SAILPOINT_NETWORK_READ,
                    SAILPOINT_PROFILE_READ,
                    GENESYS_ORGANIZATION_READ,
                    GENESYS_TRUST_READ ->
                    this == other;
        };
    }

    /** Returns whether any of {@code held} includes {@code scope}. */
    public static boolean isHeld(Set<ApiScope> held, ApiScope scope) {
        return held.stream().anyMatch(each -> each.includes(scope));
    }

    /** Returns the scopes among {@code wanted} that {@code held} do not include. */
    public static Set<ApiScope> notHeld(Set<ApiScope> held, Set<ApiScope> wanted) {
        Set<ApiScope> missing = EnumSet.noneOf(ApiScope.class);
        wanted.stream().filter(scope -> !isHeld(held, scope)).forEach(missing::add);
        return missing;
    }

    /** Returns the scope whose name on the wire is {@code text}, if there is one. */
    public static Optional<ApiScope> find(String text) {
        return Arrays.stream(values()).filter(scope -> scope.text.equals(text)).findFirst();
    }

    @Override
    public String toString() {
        return text;
    }
}
