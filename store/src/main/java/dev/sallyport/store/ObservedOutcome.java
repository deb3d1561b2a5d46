package dev.sallyport.store;

import dev.sallyport.control.port.StorageException;
import dev.sallyport.engine.decision.Reason;
import dev.sallyport.engine.policy.Effect;
import dev.sallyport.engine.policy.Mode;
import dev.sallyport.engine.policy.RuleId;
import dev.sallyport.evidence.Outcome;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/*
 * An outcome as one line of text, equal for equal outcomes; what the reason names stands last and may hold anything:
 *
 *      7 monitor deny allow allow - denied-by-rule office
 */
final class ObservedOutcome {

    private static final int PARTS = 8;

    private ObservedOutcome() {}

    static String write(Outcome outcome) {
        return outcome.revision()
                + " "
                + text(outcome.mode())
                + " "
                + text(outcome.evaluated())
                + " "
                + text(outcome.enforced())
                + " "
                + text(outcome.draft())
                + " "
                + text(outcome.trial())
                + " "
                + outcome.reason().code()
                + " "
                + subject(outcome.reason());
    }

    private static String text(@Nullable Enum<?> value) {
        return value == null ? "-" : value.name().toLowerCase(Locale.ROOT);
    }

    private static String subject(Reason reason) {
        return switch (reason) {
            case Reason.BreakGlass(String grant) -> grant;
            case Reason.DeniedByRule(RuleId rule) -> rule.value();
            case Reason.AllowedByRule(RuleId rule) -> rule.value();
            case Reason.Granted(String grant) -> grant;
            case Reason.Exempted(String exemption) -> exemption;
            case Reason.ClientNotAuthorized ignored -> "";
            case Reason.NotInAllowList ignored -> "";
            case Reason.NoRestriction ignored -> "";
            case Reason.TenantUnknown ignored -> "";
            case Reason.NotReady ignored -> "";
            case Reason.RequestAmbiguous ignored -> "";
        };
    }

    static Outcome read(String text) {
        String[] parts = text.split(" ", PARTS);
        if (parts.length != PARTS) {
            throw new StorageException("an observed outcome cannot be understood");
        }
        try {
            return new Outcome(
                    Long.parseLong(parts[0]),
                    parts[1].equals("-") ? null : Mode.valueOf(upper(parts[1])),
                    Effect.valueOf(upper(parts[2])),
                    Effect.valueOf(upper(parts[3])),
                    reason(parts[6], parts[7]),
                    effect(parts[4]),
                    effect(parts[5]));
        } catch (IllegalArgumentException damaged) {
            throw new StorageException("an observed outcome cannot be understood", damaged);
        }
    }

    private static String upper(String text) {
        return text.toUpperCase(Locale.ROOT);
    }

    private static @Nullable Effect effect(String text) {
        return text.equals("-") ? null : Effect.valueOf(upper(text));
    }

    /* The codes are those of Reason.code. */
    private static Reason reason(String code, String subject) {
        return switch (code) {
            case "break-glass" -> new Reason.BreakGlass(subject);
            case "client-not-authorized" -> new Reason.ClientNotAuthorized();
            case "denied-by-rule" -> new Reason.DeniedByRule(new RuleId(subject));
            case "allowed-by-rule" -> new Reason.AllowedByRule(new RuleId(subject));
            case "grant" -> new Reason.Granted(subject);
            case "exemption" -> new Reason.Exempted(subject);
            case "not-in-allow-list" -> new Reason.NotInAllowList();
            case "no-restriction" -> new Reason.NoRestriction();
            case "tenant-unknown" -> new Reason.TenantUnknown();
            case "not-ready" -> new Reason.NotReady();
            case "request-ambiguous" -> new Reason.RequestAmbiguous();
            default -> throw new IllegalArgumentException("no reason has the code " + code);
        };
    }
}
