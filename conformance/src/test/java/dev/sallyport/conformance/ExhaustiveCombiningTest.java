package dev.sallyport.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.engine.address.IpRange;
import dev.sallyport.engine.channel.Channel;
import dev.sallyport.engine.client.ClientAddress;
import dev.sallyport.engine.decision.DeploymentSwitch;
import dev.sallyport.engine.decision.GeoData;
import dev.sallyport.engine.decision.Principal;
import dev.sallyport.engine.decision.Request;
import dev.sallyport.engine.decision.TenantState;
import dev.sallyport.engine.policy.BreakGlassGrant;
import dev.sallyport.engine.policy.ChannelId;
import dev.sallyport.engine.policy.ClientAuthorization;
import dev.sallyport.engine.policy.Coverage;
import dev.sallyport.engine.policy.Effect;
import dev.sallyport.engine.policy.Exemption;
import dev.sallyport.engine.policy.Life;
import dev.sallyport.engine.policy.Mode;
import dev.sallyport.engine.policy.Policy;
import dev.sallyport.engine.policy.PrincipalKind;
import dev.sallyport.engine.policy.PrincipalReference;
import dev.sallyport.engine.policy.Rule;
import dev.sallyport.engine.policy.Scope;
import dev.sallyport.engine.policy.SupportGrant;
import dev.sallyport.engine.policy.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The seven steps of semantics section 5 and the modes of section 6 in all combinations: every step
 * present or not, covering or not, before every sort of principal, channel and address.
 */
final class ExhaustiveCombiningTest {

    private static final List<IpRange> OFFICE = List.of(IpRange.parse("192.0.2.0-192.0.2.1"));

    private static final List<List<BreakGlassGrant>> BREAK_GLASS =
            List.of(List.of(), List.of(new BreakGlassGrant("glass", OFFICE, Life.ALWAYS)));

    private static final Scope ADMINS =
            new Scope(Set.of(), Set.of(), Set.of(), Set.of("admin", "owner"), Set.of());
    private static final Scope ONLY_UI =
            new Scope(Set.of(new ChannelId("ui")), Set.of(), Set.of(), Set.of(), Set.of());

    private static final List<List<Rule>> DENYING =
            List.of(
                    List.of(),
                    List.of(Given.deny("d", Given.prefix("192.0.2.1"))),
                    List.of(Given.deny("d", Given.list("never-loaded"))),
                    List.of(
                            Given.rule(
                                    "d",
                                    Effect.DENY,
                                    Given.entries(Given.any()),
                                    List.of(),
                                    ADMINS,
                                    Life.ALWAYS)));

    private static final List<List<Rule>> ALLOWING =
            List.of(
                    List.of(),
                    List.of(Given.allow("a", Given.prefix("192.0.2.0/31"))),
                    List.of(
                            Given.rule(
                                    "a",
                                    Effect.ALLOW,
                                    Given.entries(Given.any()),
                                    List.of(),
                                    ONLY_UI,
                                    Life.ALWAYS)),
                    List.of(Given.onTrial(Given.allow("a", Given.prefix("198.51.100.0/24")))));

    private static final List<List<SupportGrant>> GRANTS =
            List.of(
                    List.of(),
                    List.of(
                            new SupportGrant(
                                    "g2",
                                    coverage(
                                            Set.of(new ChannelId("ui"), ChannelId.OTHER),
                                            List.of()),
                                    Life.ALWAYS),
                            new SupportGrant("g1", coverage(Set.of(), OFFICE), Life.ALWAYS)));

    private static final List<List<Exemption>> EXEMPTIONS =
            List.of(
                    List.of(),
                    List.of(
                            new Exemption(
                                    "x2",
                                    new Coverage(Set.of(), Set.of(), Set.of("portal"), List.of()),
                                    Life.ALWAYS),
                            new Exemption(
                                    "x1",
                                    new Coverage(
                                            Set.of(),
                                            Set.of(
                                                    new PrincipalReference(
                                                            PrincipalKind.CLIENT, "p")),
                                            Set.of(),
                                            OFFICE),
                                    Life.ALWAYS)));

    private static final List<Request> REQUESTS = requests();

    private static Coverage coverage(Set<ChannelId> channels, List<IpRange> addresses) {
        return new Coverage(channels, Set.of(), Set.of(), addresses);
    }

    private static List<Request> requests() {
        List<Request> requests = new ArrayList<>();
        List<Channel> channels = List.of(Given.channel("ui"), Channel.OTHER, Channel.AMBIGUOUS);
        List<ClientAddress> clients =
                List.of(
                        Given.client("192.0.2.0"),
                        Given.client("192.0.2.1"),
                        Given.client("2002:c000:200::"),
                        Given.UNDETERMINED);
        for (Channel channel : channels) {
            for (ClientAddress client : clients) {
                for (Principal principal : principals()) {
                    requests.add(new Request(client, Given.NOW, channel, principal));
                }
            }
        }
        return requests;
    }

    private static List<Principal> principals() {
        List<Principal> principals = new ArrayList<>();
        for (PrincipalKind kind : PrincipalKind.values()) {
            for (String client : new @Nullable String[] {null, "portal", "mobile"}) {
                principals.add(new Principal(kind, "p", Set.of("admin"), client, null));
                principals.add(new Principal(kind, "p", Set.of(), client, Set.of()));
                principals.add(
                        new Principal(
                                kind, null, Set.of("guest", "owner"), client, Set.of("portal")));
            }
        }
        return principals;
    }

    /*
     * 2 break-glass x 4 DENY x 4 ALLOW x 2 grants x 2 exemptions x 3 authorizations x 3 modes x 2 switches = 2,304 states,
     * each with 3 channels x 4 addresses x 36 principals = 432 requests: 995,328 decisions. The draft is the policy without
     * its DENY rules under `required`.
     */
    @Test
    void every_combination_of_steps() {
        Agreement agreement = new Agreement();
        for (List<BreakGlassGrant> breakGlass : BREAK_GLASS) {
            for (List<Rule> denying : DENYING) {
                for (List<Rule> allowing : ALLOWING) {
                    for (List<SupportGrant> grants : GRANTS) {
                        for (List<Exemption> exemptions : EXEMPTIONS) {
                            for (TenantState state :
                                    states(denying, allowing, grants, exemptions, breakGlass)) {
                                agreement.check(state, Given.NOW, REQUESTS);
                            }
                        }
                    }
                }
            }
        }
        assertThat(agreement.decisions()).isEqualTo(995_328);
    }

    private static List<TenantState> states(
            List<Rule> denying,
            List<Rule> allowing,
            List<SupportGrant> grants,
            List<Exemption> exemptions,
            List<BreakGlassGrant> breakGlass) {
        List<Rule> rules = new ArrayList<>(denying);
        rules.addAll(allowing);
        List<TenantState> states = new ArrayList<>();
        for (ClientAuthorization authorization : ClientAuthorization.values()) {
            for (Mode mode : Mode.values()) {
                for (DeploymentSwitch deployment : DeploymentSwitch.values()) {
                    states.add(
                            new TenantState(
                                    new TenantId("acme"),
                                    7,
                                    3,
                                    new Policy(mode, authorization, rules),
                                    new Policy(mode, ClientAuthorization.REQUIRED, allowing),
                                    Map.of(),
                                    grants,
                                    exemptions,
                                    breakGlass,
                                    GeoData.none(),
                                    List.of(),
                                    deployment));
                }
            }
        }
        return states;
    }
}
