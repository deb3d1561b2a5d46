package dev.sallyport.gate;

import dev.sallyport.engine.decision.Reason;

/* The reasons without what they carry, so that they can be counted and written without allocating. */
enum ReasonCode {
    BREAK_GLASS("break-glass"),
    CLIENT_NOT_AUTHORIZED("client-not-authorized"),
    DENIED_BY_RULE("denied-by-rule"),
    ALLOWED_BY_RULE("allowed-by-rule"),
    GRANT("grant"),
    EXEMPTION("exemption"),
    NOT_IN_ALLOW_LIST("not-in-allow-list"),
    NO_RESTRICTION("no-restriction"),
    TENANT_UNKNOWN("tenant-unknown"),
    NOT_READY("not-ready"),
    REQUEST_AMBIGUOUS("request-ambiguous");

    private final String text;
    private final String line;

    ReasonCode(String text) {
        this.text = text;
        this.line = "X-Sallyport-Reason: " + text + "\r\n";
    }

    String text() {
        return text;
    }

    /** Returns the header line of an answer. */
    String line() {
        return line;
    }

    static ReasonCode of(Reason reason) {
        return switch (reason) {
            case Reason.BreakGlass ignored -> BREAK_GLASS;
            case Reason.ClientNotAuthorized ignored -> CLIENT_NOT_AUTHORIZED;
            case Reason.DeniedByRule ignored -> DENIED_BY_RULE;
            case Reason.AllowedByRule ignored -> ALLOWED_BY_RULE;
            case Reason.Granted ignored -> GRANT;
            case Reason.Exempted ignored -> EXEMPTION;
            case Reason.NotInAllowList ignored -> NOT_IN_ALLOW_LIST;
            case Reason.NoRestriction ignored -> NO_RESTRICTION;
            case Reason.TenantUnknown ignored -> TENANT_UNKNOWN;
            case Reason.NotReady ignored -> NOT_READY;
            case Reason.RequestAmbiguous ignored -> REQUEST_AMBIGUOUS;
        };
    }
}
