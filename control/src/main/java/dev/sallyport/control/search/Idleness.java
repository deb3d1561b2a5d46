package dev.sallyport.control.search;

import dev.sallyport.engine.policy.Life;
import java.time.Instant;
import java.util.Optional;

/** Why an entry that contains an address does not count at the moment. The codes are public API. */
public enum Idleness {
    /** The rule is switched off. */
    RULE_DISABLED("rule-disabled"),
    /** The rule is on trial: evaluated and reported, and not in force. */
    RULE_ON_TRIAL("rule-on-trial"),
    /** The {@code notBefore} of the rule has not come. */
    RULE_NOT_YET("rule-not-yet"),
    /** The rule is past its {@code expiresAt}. */
    RULE_EXPIRED("rule-expired"),
    /** The entry is switched off. */
    ENTRY_DISABLED("entry-disabled"),
    /** The {@code notBefore} of the entry has not come. */
    ENTRY_NOT_YET("entry-not-yet"),
    /** The entry is past its {@code expiresAt}. */
    ENTRY_EXPIRED("entry-expired"),
    /** The entry of the list is switched off. */
    LIST_ENTRY_DISABLED("list-entry-disabled"),
    /** The {@code notBefore} of the entry of the list has not come. */
    LIST_ENTRY_NOT_YET("list-entry-not-yet"),
    /** The entry of the list is past its {@code expiresAt}. */
    LIST_ENTRY_EXPIRED("list-entry-expired");

    private final String code;

    Idleness(String code) {
        this.code = code;
    }

    /** Returns the public code, such as {@code entry-expired}. */
    public String code() {
        return code;
    }

    static Optional<Idleness> ofRule(Life life, boolean onTrial, Instant now) {
        return onTrial && life.enabled()
                ? Optional.of(RULE_ON_TRIAL)
                : of(life, now, RULE_DISABLED, RULE_NOT_YET, RULE_EXPIRED);
    }

    static Optional<Idleness> ofEntry(Life life, Instant now) {
        return of(life, now, ENTRY_DISABLED, ENTRY_NOT_YET, ENTRY_EXPIRED);
    }

    static Optional<Idleness> ofListEntry(Life life, Instant now) {
        return of(life, now, LIST_ENTRY_DISABLED, LIST_ENTRY_NOT_YET, LIST_ENTRY_EXPIRED);
    }

    private static Optional<Idleness> of(
            Life life, Instant now, Idleness disabled, Idleness notYet, Idleness expired) {
        if (!life.enabled()) {
            return Optional.of(disabled);
        }
        if (!life.hasBegun(now)) {
            return Optional.of(notYet);
        }
        return life.isPast(now) ? Optional.of(expired) : Optional.empty();
    }

    @Override
    public String toString() {
        return code;
    }
}
