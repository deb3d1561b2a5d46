package dev.sallyport.document;

import dev.sallyport.control.denial.Denial;
import dev.sallyport.control.denial.ExplainedDenial;
import dev.sallyport.engine.channel.Channel;
import dev.sallyport.engine.client.ClientAddress;
import dev.sallyport.engine.client.UndeterminedCause;
import dev.sallyport.engine.decision.Decision;
import dev.sallyport.engine.decision.Principal;
import dev.sallyport.engine.decision.Reason;
import dev.sallyport.engine.decision.Verdict;
import dev.sallyport.engine.policy.TenantId;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes denied requests as JSON. */
public final class DenialWriter {

    private DenialWriter() {}

    /** Returns the document of a denial. */
    public static String write(ExplainedDenial explained) {
        return JsonText.of(json -> json.object(() -> members(json, explained)));
    }

    private static void members(JsonText json, ExplainedDenial explained) {
        Denial denial = explained.denial();
        Verdict verdict = denial.verdict();
        Decision decision = explained.explanation();
        TenantId tenant = denial.tenant();
        Channel channel = denial.channel();
        json.member("requestId", denial.id().toString())
                .member("tenant", tenant == null ? null : tenant.value())
                .member("at", Instant.ofEpochMilli(denial.epochMillis()).toString())
                .member("evaluated", Names.of(verdict.evaluated()))
                .member("enforced", Names.of(verdict.enforced()))
                .member("reason", verdict.reason().code())
                .member("rule", rule(verdict.reason()))
                .member(
                        "entry",
                        decision == null || decision.entry() == null
                                ? null
                                : decision.entry().value())
                .member("mode", verdict.mode() == null ? null : Names.of(verdict.mode()))
                .member("revision", verdict.revision())
                .member("sequence", verdict.sequence())
                .member("address", address(denial.client()))
                .member("derivedFrom", denial.client().label())
                .member("undeterminedCause", cause(denial.client()))
                .member("channel", channel == null ? null : channel.label());
        principal(json, denial.principal());
        json.member(
                "country",
                decision == null || decision.country() == null ? null : decision.country().value());
        if (decision != null && decision.asn().isPresent()) {
            json.member("asn", decision.asn().getAsLong());
        } else {
            json.nothing("asn");
        }
        json.member("geoEdition", decision == null ? null : decision.geoEdition())
                .member("deployment", Names.of(verdict.deployment()))
                .member("explained", decision != null);
    }

    private static void principal(JsonText json, @Nullable Principal principal) {
        if (principal == null) {
            json.nothing("principal");
            return;
        }
        json.object(
                "principal",
                () -> json.member("kind", Names.of(principal.kind())).member("id", principal.id()));
    }

    private static @Nullable String rule(Reason reason) {
        return reason instanceof Reason.DeniedByRule(var rule) ? rule.value() : null;
    }

    private static @Nullable String address(ClientAddress client) {
        return client instanceof ClientAddress.Determined determined
                ? determined.address().toString()
                : null;
    }

    static @Nullable String cause(ClientAddress client) {
        return client instanceof ClientAddress.Undetermined(UndeterminedCause cause)
                ? cause.name().toLowerCase(Locale.ROOT).replace('_', '-')
                : null;
    }
}
