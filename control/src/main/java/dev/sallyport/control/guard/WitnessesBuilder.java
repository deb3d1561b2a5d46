package dev.sallyport.control.guard;

import dev.sallyport.control.people.SeenFrom;
import dev.sallyport.control.people.SeenPrincipal;
import dev.sallyport.engine.address.IpFamily;
import dev.sallyport.engine.decision.Principal;
import dev.sallyport.engine.policy.PrincipalKind;
import dev.sallyport.engine.policy.PrincipalReference;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/* Gathers whom the changes of one tenant are judged by, in bounded numbers. Not thread-safe. */
final class WitnessesBuilder {

    /* An admin at the last address of each family, others at the last addresses. */
    private static final int MOST_ADMINS = 500;
    private static final int MOST_CALLBACKS = 100;
    private static final int MOST_AUTOMATIONS = 200;
    private static final int MOST_NETWORKS = 10;

    /*
     * Where it is not known which client somebody uses, it counts as an authorised one: that is about clients, not about
     * addresses, and would hide every other cause. No rule names it, so to a scope it is none.
     */
    private static final String SOME_CLIENT = " ";

    private record Key(Object who, @Nullable IpFamily family) {}

    private record Found(Witness witness, long lastMillis) {}

    private final Function<PrincipalReference, String> names;
    private final Map<Key, Found> admins = new LinkedHashMap<>();
    private final List<Found> automations = new ArrayList<>();
    private final List<Found> callbacks = new ArrayList<>();
    private Observed observed = Observed.NOTHING;
    private boolean isCut;
    private boolean areFarAway;

    WitnessesBuilder(Function<PrincipalReference, String> names) {
        this.names = names;
    }

    WitnessesBuilder cut() {
        isCut = true;
        return this;
    }

    /* A principal that an application reported. */
    void add(SeenPrincipal seen, Instant since) {
        areFarAway |=
                seen.from().stream().anyMatch(from -> !CallerAddress.isLoopback(from.address()));
        List<SeenFrom> letIn =
                seen.from().stream()
                        .filter(from -> from.successes() > 0 && !from.lastSeen().isBefore(since))
                        .toList();
        Principal principal = principal(seen);
        if (seen.principal().kind() == PrincipalKind.CLIENT) {
            isCut |= letIn.size() > MOST_NETWORKS;
            letIn.stream()
                    .limit(MOST_NETWORKS)
                    .forEach(from ->
                            automations.add(
                                    found(
                                            new Witness(
                                                    WitnessKind.AUTOMATION,
                                                    seen.principal(),
                                                    Witness.given(from.address()),
                                                    List.of(principal),
                                                    null),
                                            from)));
        } else if (seen.isAdmin()) {
            letIn.forEach(from ->
                    addAdmin(
                            found(Witness.admin(seen.principal(), from.address(), principal), from),
                            from.address().family()));
        }
    }

    private static Found found(Witness witness, SeenFrom from) {
        return new Found(witness, from.lastSeen().toEpochMilli());
    }

    private static Principal principal(SeenPrincipal seen) {
        return new Principal(
                seen.principal().kind(),
                seen.principal().id(),
                seen.roles(),
                SOME_CLIENT,
                Set.of(SOME_CLIENT));
    }

    private void addAdmin(Found admin, IpFamily family) {
        PrincipalReference who = admin.witness().who();
        Key key = new Key(who == null ? admin.witness() : name(who), family);
        Found known = admins.get(key);
        if (known == null || known.lastMillis() < admin.lastMillis()) {
            // A name by which an application knows somebody tells more than a pseudonym.
            PrincipalReference name = known == null ? who : known.witness().who();
            Witness latest = admin.witness();
            admins.put(
                    key,
                    new Found(
                            new Witness(
                                    latest.kind(),
                                    name,
                                    latest.address(),
                                    latest.principals(),
                                    latest.channel()),
                            admin.lastMillis()));
        }
    }

    private Object name(PrincipalReference who) {
        String name = names.apply(who);
        return name.isEmpty() ? who : name;
    }

    /* What the gate observed; to be added last. */
    WitnessesBuilder add(Observed seen) {
        observed = seen;
        for (Observed.Seen each : seen.admins()) {
            addAdmin(
                    new Found(
                            Witness.admin(
                                    reference(each.principal()), each.address(), each.principal()),
                            each.lastMillis()),
                    each.address().family());
        }
        seen.callbacks().forEach(each -> callbacks.add(observed(WitnessKind.CALLBACK, null, each)));
        seen.automations()
                .forEach(each ->
                        automations.add(
                                observed(
                                        WitnessKind.AUTOMATION,
                                        reference(each.principal()),
                                        each)));
        return this;
    }

    private static Found observed(
            WitnessKind kind, @Nullable PrincipalReference who, Observed.Seen seen) {
        return new Found(
                new Witness(
                        kind,
                        who,
                        Witness.given(seen.address()),
                        List.of(seen.principal()),
                        seen.channel()),
                seen.lastMillis());
    }

    private static @Nullable PrincipalReference reference(Principal principal) {
        String id = principal.id() == null ? principal.clientId() : principal.id();
        return id == null || principal.kind() == PrincipalKind.ANONYMOUS
                ? null
                : new PrincipalReference(principal.kind(), id);
    }

    Witnesses build() {
        return new Witnesses(
                Stream.of(
                                latest(admins.values(), MOST_ADMINS),
                                latest(callbacks, MOST_CALLBACKS),
                                latest(automations, MOST_AUTOMATIONS))
                        .flatMap(List::stream)
                        .toList(),
                isCut || observed.isCut(),
                observed.isBlind(),
                observed.ipv4Requests(),
                observed.ipv6Requests(),
                areFarAway || observed.areFarAway());
    }

    private List<Witness> latest(Collection<Found> found, int most) {
        isCut |= found.size() > most;
        return found.stream()
                .sorted(Comparator.comparingLong(Found::lastMillis).reversed())
                .limit(most)
                .map(Found::witness)
                .distinct()
                .toList();
    }
}
