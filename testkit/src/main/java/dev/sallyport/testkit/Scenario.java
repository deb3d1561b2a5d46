package dev.sallyport.testkit;

import dev.sallyport.engine.decision.Request;
import dev.sallyport.engine.decision.TenantState;
import dev.sallyport.engine.policy.Effect;
import dev.sallyport.engine.policy.Rule;
import java.util.ArrayList;
import java.util.List;

/**
 * One generated state of a tenant with requests aimed at its boundaries. Equal seed, style and
 * count give equal scenarios.
 *
 * @param seed what it was made from
 * @param style what sort of tenant it is
 * @param state the tenant
 * @param compiledAtMillis an instant at which the state may be compiled, not that of the requests
 * @param requests the requests
 * @param denying one more DENY rule of the same world, with an id that no rule of the policy has
 */
public record Scenario(
        long seed,
        WorldStyle style,
        TenantState state,
        long compiledAtMillis,
        List<Request> requests,
        Rule denying) {

    private static final int INSTANTS = 5;

    /** Copies the requests. */
    public Scenario {
        requests = List.copyOf(requests);
    }

    /**
     * Returns the scenario of a seed.
     *
     * @param requestCount how many requests, a multiple of 5
     */
    public static Scenario of(long seed, WorldStyle style, int requestCount) {
        World world = new World(style, new Chance(seed));
        TenantState state = new StateGenerator(world).state();
        RequestGenerator generator = new RequestGenerator(world, state);
        List<Request> requests = new ArrayList<>();
        // A few instants, later ones not always last, each for several requests in a row as on a
        // clock.
        for (int i = 0; i < INSTANTS; i++) {
            long instant = world.instant();
            for (int k = 0; k < requestCount / INSTANTS; k++) {
                boolean strayed = world.chance.oneIn(40);
                requests.add(generator.request(strayed ? world.instant() : instant));
            }
        }
        Rule denying = new PolicyGenerator(world).rule(Effect.DENY);
        while (holds(state, denying)) {
            denying = new PolicyGenerator(world).rule(Effect.DENY);
        }
        return new Scenario(seed, style, state, world.instant(), requests, denying);
    }

    private static boolean holds(TenantState state, Rule rule) {
        return state.policy().rules().stream().anyMatch(other -> other.id().equals(rule.id()));
    }
}
