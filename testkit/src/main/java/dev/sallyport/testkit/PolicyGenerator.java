package dev.sallyport.testkit;

import dev.sallyport.engine.policy.ClientAuthorization;
import dev.sallyport.engine.policy.Effect;
import dev.sallyport.engine.policy.Mode;
import dev.sallyport.engine.policy.Policy;
import dev.sallyport.engine.policy.PrincipalKind;
import dev.sallyport.engine.policy.Rule;
import dev.sallyport.engine.policy.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/* Makes policies around the landmarks of a world. */
final class PolicyGenerator {

    private final World world;
    private final Chance chance;
    private final EntryGenerator entries;

    PolicyGenerator(World world) {
        this.world = world;
        this.chance = world.chance;
        this.entries = new EntryGenerator(world);
    }

    Policy policy() {
        world.beginPolicy();
        int count = chance.pick(0, 1, 1, 2, 2, 3, 3, 4, 5, 7);
        if (world.style == WorldStyle.REALISTIC && chance.oneIn(20)) {
            // More rules than one machine word has bits.
            count = chance.between(60, 70);
        }
        List<Rule> rules = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rules.add(rule());
        }
        return new Policy(mode(), authorization(), rules);
    }

    private Mode mode() {
        return chance.percent(60) ? Mode.ENFORCE : chance.pick(List.of(Mode.values()));
    }

    private ClientAuthorization authorization() {
        return chance.percent(70)
                ? ClientAuthorization.IGNORE
                : chance.pick(List.of(ClientAuthorization.values()));
    }

    Rule rule() {
        return rule(chance.percent(45) ? Effect.DENY : Effect.ALLOW);
    }

    Rule rule(Effect effect) {
        return new Rule(
                world.ruleId(),
                "",
                effect,
                entries.entries(chance.pick(0, 1, 1, 1, 2, 2, 3, 5)),
                entries.entries(chance.pick(0, 0, 0, 1, 1, 2)),
                scope(),
                entries.life(),
                chance.percent(12));
    }

    private Scope scope() {
        if (chance.percent(55)) {
            return Scope.ALL;
        }
        boolean only = chance.percent(30);
        boolean except = !only && chance.percent(30);
        return new Scope(
                only ? chance.some(World.CHANNELS, 2) : Set.of(),
                except ? chance.some(World.CHANNELS, 2) : Set.of(),
                chance.percent(20) ? chance.some(List.of(PrincipalKind.values()), 3) : Set.of(),
                chance.percent(20) ? chance.some(World.ROLES, 2) : Set.of(),
                chance.percent(20) ? chance.some(World.CLIENTS, 2) : Set.of());
    }
}
