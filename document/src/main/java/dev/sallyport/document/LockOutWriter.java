package dev.sallyport.document;

import dev.sallyport.control.guard.Impact;
import dev.sallyport.control.guard.LockOutWords;
import dev.sallyport.control.guard.LockedOut;
import dev.sallyport.control.guard.Witness;
import dev.sallyport.control.people.PeopleSource;
import dev.sallyport.control.whatif.Placement;
import dev.sallyport.control.whatif.Rescue;
import dev.sallyport.engine.client.ClientAddress;
import dev.sallyport.engine.policy.PrincipalReference;
import java.util.List;
import org.jspecify.annotations.Nullable;

/* Writes whom a change hits, as the member `impact` of the answer to it. */
final class LockOutWriter {

    /**
     * The member by which the answer to a change says whom it hits; no part of what was changed.
     */
    static final String IMPACT = "impact";

    private final JsonText json;

    LockOutWriter(JsonText json) {
        this.json = json;
    }

    void write(Impact impact, PeopleSource people) {
        json.object(
                IMPACT,
                () -> {
                    json.member("deniesMore", impact.deniesMore())
                            .member("opens", impact.opens())
                            .array("lockedOut", impact.lockedOut(), this::lockedOut)
                            .member("moreLockedOut", impact.moreLockedOut());
                    json.object(
                            "judged",
                            () ->
                                    json.member("admins", impact.judged().admins())
                                            .member("callbacks", impact.judged().callbacks())
                                            .member("automations", impact.judged().automations())
                                            .member("complete", impact.judged().isComplete()));
                    json.array(
                            "notices",
                            impact.notices(),
                            notice ->
                                    json.object(() ->
                                            json.member("code", notice.code())
                                                    .member("detail", notice.detail())));
                    json.member("peopleSource", people.text());
                });
    }

    private void lockedOut(LockedOut lockedOut) {
        Witness witness = lockedOut.witness();
        json.object(() -> {
            json.member("tenant", lockedOut.tenant().value()).member("kind", witness.kind().text());
            principal(witness.who());
            json.member("address", address(witness.address()))
                    .member("channel", witness.channel() == null ? null : witness.channel().label())
                    .member("from", lockedOut.from() == null ? null : lockedOut.from().toString())
                    .member("reason", lockedOut.reason().code())
                    .member("rule", lockedOut.rule().map(Object::toString).orElse(null));
            rescue(lockedOut.rescue());
            json.member("detail", LockOutWords.detail(lockedOut));
        });
    }

    private void principal(@Nullable PrincipalReference who) {
        if (who == null) {
            json.nothing("principal");
            return;
        }
        json.object(
                "principal",
                () -> json.member("kind", Names.of(who.kind())).member("id", who.id()));
    }

    private static @Nullable String address(ClientAddress address) {
        return switch (address) {
            case ClientAddress.Determined determined -> determined.address().toString();
            case ClientAddress.Undetermined ignored -> null;
        };
    }

    private void rescue(Rescue rescue) {
        switch (rescue) {
            case Rescue.ByEntry found ->
                    json.member("smallestEntry", found.entry().toString())
                            .array("goesInto", found.placements(), this::placement)
                            .nothing("why");
            case Rescue.Impossible(Rescue.Obstacle obstacle) ->
                    json.nothing("smallestEntry")
                            .array("goesInto", List.<Placement>of(), this::placement)
                            .member("why", obstacle.text());
        }
    }

    private void placement(Placement placement) {
        ImpactWriter.placement(json, placement);
    }
}
