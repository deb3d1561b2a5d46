package dev.sallyport.testkit;

import dev.sallyport.engine.address.Nat64Prefix;
import dev.sallyport.engine.client.ClientAddress;
import dev.sallyport.engine.decision.Request;
import dev.sallyport.engine.decision.TenantState;
import dev.sallyport.engine.policy.Entry;
import dev.sallyport.engine.policy.Life;
import dev.sallyport.engine.policy.NetworkList;
import dev.sallyport.engine.policy.Policy;
import dev.sallyport.engine.policy.Rule;
import dev.sallyport.engine.policy.Scope;
import java.util.List;

/** Cases as people read them in the report of a failing test. */
public final class CaseText {

    private CaseText() {}

    /** Returns all that bears on the decision, one thing a line. */
    public static String of(TenantState state, Request request) {
        StringBuilder text = new StringBuilder();
        append(text, "policy", state.policy());
        Policy draft = state.draft();
        if (draft != null) {
            append(text, "draft", draft);
        }
        for (NetworkList list : state.lists().values()) {
            line(text, "list " + list.name() + " = " + entries(list.entries()));
        }
        state.supportGrants().forEach(grant -> line(text, "support grant " + grant));
        state.exemptions().forEach(exemption -> line(text, "exemption " + exemption));
        state.breakGlassGrants().forEach(grant -> line(text, "break-glass " + grant));
        line(text, "geo " + state.geoData());
        for (Nat64Prefix nat64 : state.nat64Prefixes()) {
            line(text, "nat64 " + nat64.prefix());
        }
        line(text, "deployment " + state.deployment());
        line(
                text,
                "request from "
                        + client(request.client())
                        + " at "
                        + request.epochMillis()
                        + " ms on "
                        + request.channel().label()
                        + " by "
                        + request.principal());
        return text.toString();
    }

    private static String client(ClientAddress client) {
        return switch (client) {
            case ClientAddress.Determined determined -> determined.address().toString();
            case ClientAddress.Undetermined undetermined -> "undetermined, " + undetermined.cause();
        };
    }

    private static void append(StringBuilder text, String what, Policy policy) {
        line(
                text,
                what + " " + policy.mode() + ", authorized clients " + policy.authorizedClients());
        for (Rule rule : policy.rules()) {
            line(
                    text,
                    "  rule "
                            + rule.id()
                            + " "
                            + rule.effect()
                            + (rule.onTrial() ? " on trial" : "")
                            + life(rule.life())
                            + " sources "
                            + entries(rule.sources())
                            + " except "
                            + entries(rule.except())
                            + scope(rule.scope()));
        }
    }

    private static String scope(Scope scope) {
        return scope.equals(Scope.ALL) ? "" : " " + scope;
    }

    private static String entries(List<Entry> entries) {
        StringBuilder text = new StringBuilder("[");
        for (Entry entry : entries) {
            String separator = text.length() == 1 ? "" : ", ";
            text.append(separator)
                    .append(entry.id())
                    .append(": ")
                    .append(entry.source())
                    .append(life(entry.life()));
        }
        return text.append("]").toString();
    }

    private static String life(Life life) {
        return life.equals(Life.ALWAYS)
                ? ""
                : " ("
                        + (life.enabled() ? "" : "disabled, ")
                        + life.notBefore()
                        + " to "
                        + life.expiresAt()
                        + ")";
    }

    private static void line(StringBuilder text, String line) {
        text.append(line).append('\n');
    }
}
