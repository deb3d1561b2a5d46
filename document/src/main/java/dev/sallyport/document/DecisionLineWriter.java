package dev.sallyport.document;

import dev.sallyport.control.denial.LoggedDecision;
import dev.sallyport.engine.channel.Channel;
import dev.sallyport.engine.client.ClientAddress;
import dev.sallyport.engine.decision.Principal;
import dev.sallyport.engine.decision.Reason;
import dev.sallyport.engine.decision.Verdict;
import dev.sallyport.engine.policy.CountryCode;
import dev.sallyport.engine.policy.Effect;
import dev.sallyport.engine.policy.TenantId;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the lines of the decision log: JSON in visible ASCII, without the line's end. */
public final class DecisionLineWriter {

    private DecisionLineWriter() {}

    /**
     * Returns the line of a decision: always the same members, null where there is nothing to say.
     *
     * @param country the country of the client address, or null if it is not known
     * @param asn who originates it, 0 if that is not known
     */
    public static String write(LoggedDecision decision, @Nullable CountryCode country, long asn) {
        return JsonText.asciiOf(json -> json.object(() -> members(json, decision, country, asn)));
    }

    /**
     * Returns the line that says what was not logged since the last such line.
     *
     * @param epochMillis when it is written, in milliseconds since 1970-01-01T00:00:00Z
     * @param dropped how many decisions, by cause
     */
    public static String dropped(long epochMillis, Map<String, Long> dropped) {
        return JsonText.asciiOf(json ->
                json.object(() -> {
                    json.member("time", time(epochMillis));
                    json.object("dropped", () -> dropped.forEach(json::member));
                }));
    }

    private static void members(
            JsonText json, LoggedDecision decision, @Nullable CountryCode country, long asn) {
        Verdict verdict = decision.verdict();
        TenantId tenant = decision.tenant();
        Channel channel = decision.channel();
        json.member("time", time(decision.epochMillis()))
                .member("requestId", decision.id() == null ? null : decision.id().toString())
                .member("tenant", tenant == null ? null : tenant.value())
                .member("address", address(decision.client()))
                .member("derivedFrom", decision.client().label())
                .member("country", country == null ? null : country.value());
        if (asn == 0) {
            json.nothing("asn");
        } else {
            json.member("asn", asn);
        }
        json.member("channel", channel == null ? null : channel.label());
        principal(json, decision.principal());
        json.member("evaluated", Names.of(verdict.evaluated()))
                .member("enforced", Names.of(verdict.enforced()))
                .member("reason", verdict.reason().code())
                .member("rule", rule(verdict.reason()))
                .member("grant", grant(verdict.reason()))
                .member("exemption", exemption(verdict.reason()))
                .member("mode", verdict.mode() == null ? null : Names.of(verdict.mode()))
                .member("revision", verdict.revision())
                .member("sequence", verdict.sequence())
                .member("draft", effect(verdict.draft()))
                .member("trial", effect(verdict.trial()))
                .member("deployment", Names.of(verdict.deployment()))
                .member("sampleRate", decision.sampleRate());
    }

    private static void principal(JsonText json, @Nullable Principal principal) {
        if (principal == null) {
            json.nothing("principal");
            return;
        }
        json.object(
                "principal",
                () ->
                        json.member("kind", Names.of(principal.kind()))
                                .member("id", principal.id())
                                .member("client", principal.clientId()));
    }

    private static String time(long epochMillis) {
        return Instant.ofEpochMilli(epochMillis).toString();
    }

    private static @Nullable String address(ClientAddress client) {
        return client instanceof ClientAddress.Determined determined
                ? determined.address().toString()
                : null;
    }

    private static @Nullable String effect(@Nullable Effect effect) {
        return effect == null ? null : Names.of(effect);
    }

    private static @Nullable String rule(Reason reason) {
        if (reason instanceof Reason.DeniedByRule(var rule)) {
            return rule.value();
        }
        return reason instanceof Reason.AllowedByRule(var rule) ? rule.value() : null;
    }

    private static @Nullable String grant(Reason reason) {
        if (reason instanceof Reason.BreakGlass(String id)) {
            return id;
        }
        return reason instanceof Reason.Granted(String id) ? id : null;
    }

    private static @Nullable String exemption(Reason reason) {
        return reason instanceof Reason.Exempted(String id) ? id : null;
    }
}
