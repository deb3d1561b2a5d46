package dev.sallyport.document;

import dev.sallyport.control.check.AsOf;
import dev.sallyport.control.check.Checked;
import dev.sallyport.control.people.PeopleSource;
import dev.sallyport.engine.client.ClientAddress;
import dev.sallyport.engine.decision.Decision;
import dev.sallyport.engine.decision.Reason;
import dev.sallyport.engine.decision.Verdict;
import dev.sallyport.engine.policy.Effect;
import dev.sallyport.engine.policy.ListName;
import org.jspecify.annotations.Nullable;

/** Writes a decision as JSON: always the same members, null where there is nothing to say. */
public final class DecisionWriter {

    private DecisionWriter() {}

    /** Returns the document of a decision. */
    public static String write(Decision decision) {
        return JsonText.of(json -> json.object(() -> members(json, decision)));
    }

    /**
     * Returns the document of a decision of a tenant whose people are known by {@code people}.
     *
     * @param checked the decision, and with what of the past it was judged
     */
    public static String write(Checked checked, PeopleSource people) {
        return JsonText.of(json ->
                json.object(() -> {
                    members(json, checked.decision());
                    asOf(json, checked.asOf());
                    json.member("people", people.text());
                }));
    }

    /* Only where something of the past was judged with. */
    static void asOf(JsonText json, @Nullable AsOf asOf) {
        if (asOf != null) {
            json.object(
                    "asOf",
                    () ->
                            json.member("at", asOf.at().toString())
                                    .member("lists", asOf.areListsKept() ? "kept" : "today")
                                    .texts(
                                            "listsOfToday",
                                            asOf.listsOfToday().stream()
                                                    .map(ListName::value)
                                                    .toList())
                                    .member("geoEditionThen", asOf.geoEditionThen())
                                    .member("geoEditionUsed", asOf.geoEditionUsed()));
        }
    }

    static void members(JsonText json, Decision decision) {
        Verdict verdict = decision.verdict();
        ClientAddress client = decision.request().client();
        json.member("evaluated", Names.of(verdict.evaluated()))
                .member("enforced", Names.of(verdict.enforced()))
                .member("reason", verdict.reason().code())
                .member("rule", decision.rule() == null ? null : decision.rule().value())
                .member("entry", decision.entry() == null ? null : decision.entry().value())
                .member("mode", verdict.mode() == null ? null : Names.of(verdict.mode()))
                .member("revision", verdict.revision())
                .member("sequence", verdict.sequence())
                .member("address", address(client))
                .member("derivedFrom", client.label())
                .member("channel", decision.request().channel().label())
                .member("country", decision.country() == null ? null : decision.country().value());
        if (decision.asn().isPresent()) {
            json.member("asn", decision.asn().getAsLong());
        } else {
            json.nothing("asn");
        }
        json.member("geoEdition", decision.geoEdition())
                .member("draft", effect(verdict.draft()))
                .member("trial", effect(verdict.trial()))
                .member("grant", grant(verdict.reason()))
                .member("exemption", exemption(verdict.reason()))
                .member("deployment", Names.of(verdict.deployment()));
    }

    private static @Nullable String effect(@Nullable Effect effect) {
        return effect == null ? null : Names.of(effect);
    }

    private static @Nullable String address(ClientAddress client) {
        return switch (client) {
            case ClientAddress.Determined determined -> determined.address().toString();
            case ClientAddress.Undetermined ignored -> null;
        };
    }

    private static @Nullable String grant(Reason reason) {
        return switch (reason) {
            case Reason.BreakGlass(String id) -> id;
            case Reason.Granted(String id) -> id;
            case Reason.ClientNotAuthorized ignored -> null;
            case Reason.DeniedByRule ignored -> null;
            case Reason.AllowedByRule ignored -> null;
            case Reason.Exempted ignored -> null;
            case Reason.NotInAllowList ignored -> null;
            case Reason.NoRestriction ignored -> null;
            case Reason.TenantUnknown ignored -> null;
            case Reason.NotReady ignored -> null;
            case Reason.RequestAmbiguous ignored -> null;
        };
    }

    private static @Nullable String exemption(Reason reason) {
        return reason instanceof Reason.Exempted(String id) ? id : null;
    }
}
