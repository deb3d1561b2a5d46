package dev.sallyport.control.caller;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * A name for the scopes that a kind of person or program needs. The names are public API; what is
 * granted and kept are the scopes.
 */
public enum Role {
    /** Sees the policy and what it decides. */
    VIEWER("viewer"),
    /** Helps people who were denied. */
    HELP_DESK("help-desk"),
    /** Prepares changes. */
    EDITOR("editor"),
    /** Puts changes in force. */
    PUBLISHER("publisher"),
    /** Sees who changed what. */
    AUDITOR("auditor"),
    /** Runs the deployment; never a tenant's. */
    OPERATOR("operator");

    private final String text;

    Role(String text) {
        this.text = text;
    }

    /** Returns the public name, such as {@code help-desk}. */
    public String text() {
        return text;
    }

    /** Returns the scopes this role stands for. */
    public Set<ApiScope> scopes() {
        return switch (this) {
            case VIEWER -> EnumSet.of(ApiScope.READ);
            case HELP_DESK -> EnumSet.of(ApiScope.READ, ApiScope.SUPPORT);
            case EDITOR -> EnumSet.of(ApiScope.READ, ApiScope.EDIT);
            case PUBLISHER -> EnumSet.of(ApiScope.READ, ApiScope.EDIT, ApiScope.MANAGE);
            case AUDITOR -> EnumSet.of(ApiScope.READ, ApiScope.AUDIT);
            case OPERATOR -> EnumSet.of(ApiScope.OPERATE);
        };
    }

    /** Returns the role whose public name is {@code text}, if there is one. */
    public static Optional<Role> find(String text) {
        return Arrays.stream(values()).filter(role -> role.text.equals(text)).findFirst();
    }

    /** Returns the role that stands for exactly these scopes, if there is one. */
    public static Optional<Role> of(Set<ApiScope> scopes) {
        return Arrays.stream(values()).filter(role -> role.scopes().equals(scopes)).findFirst();
    }

    @Override
    public String toString() {
        return text;
    }
}
