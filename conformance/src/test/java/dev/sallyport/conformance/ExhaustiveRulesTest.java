package dev.sallyport.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.engine.address.IpFamily;
import dev.sallyport.engine.address.IpRange;
import dev.sallyport.engine.channel.Channel;
import dev.sallyport.engine.client.ClientAddress;
import dev.sallyport.engine.decision.GeoData;
import dev.sallyport.engine.decision.Principal;
import dev.sallyport.engine.decision.Request;
import dev.sallyport.engine.policy.ChannelId;
import dev.sallyport.engine.policy.CountryCode;
import dev.sallyport.engine.policy.Effect;
import dev.sallyport.engine.policy.Life;
import dev.sallyport.engine.policy.NetworkList;
import dev.sallyport.engine.policy.Policy;
import dev.sallyport.engine.policy.Rule;
import dev.sallyport.engine.policy.Scope;
import dev.sallyport.engine.policy.Source;
import dev.sallyport.testkit.FixedGeoData;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Every policy of a small shape over a small world, asked every request: sources, exceptions,
 * effects, channel scopes and doubt in all combinations. A fault that needs one rule, or two that
 * meet, has nowhere to hide.
 */
final class ExhaustiveRulesTest {

    /* Nine sources: both families, prefix and range, every kind, a list with and one without contents. */
    private static final List<Source> SOURCES =
            List.of(
                    Given.prefix("192.0.2.0/31"),
                    Given.range("192.0.2.1-192.0.2.2"),
                    Given.prefix("2001:db8::/127"),
                    Given.range("2001:db8::1-2001:db8::2"),
                    Given.country("DE"),
                    new Source.Asn(64496),
                    Given.list("loaded"),
                    Given.list("never-loaded"),
                    Given.any());

    private static final NetworkList LOADED =
            Given.listOf("loaded", Given.prefix("192.0.2.2/31"), Given.prefix("2001:db8::3"));

    /* Countries are known of both families, origins of IPv6 alone. */
    private static final GeoData GEO =
            new FixedGeoData(
                    Set.of(IpFamily.IPV4, IpFamily.IPV6),
                    Set.of(IpFamily.IPV6),
                    List.of(
                            new FixedGeoData.Place(
                                    IpRange.parse("192.0.2.0-192.0.2.1"), new CountryCode("DE"), 0),
                            new FixedGeoData.Place(
                                    IpRange.parse("2001:db8::2-2001:db8::3"),
                                    new CountryCode("DE"),
                                    64496)),
                    "2026-03-01");

    private static final List<Scope> SCOPES =
            List.of(
                    Scope.ALL,
                    new Scope(Set.of(new ChannelId("ui")), Set.of(), Set.of(), Set.of(), Set.of()),
                    new Scope(Set.of(), Set.of(new ChannelId("ui")), Set.of(), Set.of(), Set.of()));

    /* Four IPv4 addresses, four of IPv6, four of IPv6 that embed those of IPv4, and none; on three channels. */
    private static final List<Request> REQUESTS = requests();

    private static List<Request> requests() {
        List<ClientAddress> clients = new ArrayList<>(List.of(Given.UNDETERMINED));
        for (int i = 0; i < 4; i++) {
            clients.add(Given.client("192.0.2." + i));
            clients.add(Given.client("2001:db8::" + i));
            clients.add(Given.client("2002:c000:20" + i + "::"));
        }
        List<Request> requests = new ArrayList<>();
        for (ClientAddress client : clients) {
            for (Channel channel :
                    List.of(Given.channel("ui"), Given.channel("api"), Channel.AMBIGUOUS)) {
                requests.add(new Request(client, Given.NOW, channel, Principal.ANONYMOUS));
            }
        }
        return requests;
    }

    private static List<List<Source>> subsets(int most) {
        List<List<Source>> subsets = new ArrayList<>(List.of(List.of()));
        for (int i = 0; i < SOURCES.size(); i++) {
            subsets.add(List.of(SOURCES.get(i)));
            for (int k = 0; most > 1 && k < i; k++) {
                subsets.add(List.of(SOURCES.get(k), SOURCES.get(i)));
            }
        }
        return subsets;
    }

    private static List<Rule> rules(
            String id, List<List<Source>> sources, List<List<Source>> excepts) {
        List<Rule> rules = new ArrayList<>();
        for (Effect effect : Effect.values()) {
            for (Scope scope : SCOPES) {
                for (List<Source> source : sources) {
                    for (List<Source> except : excepts) {
                        rules.add(
                                Given.rule(
                                        id,
                                        effect,
                                        Given.entries(source),
                                        Given.entries(except),
                                        scope,
                                        Life.ALWAYS));
                    }
                }
            }
        }
        return rules;
    }

    /* 46 source sets x 46 exception sets x 2 effects x 3 scopes = 12,696 policies x 39 requests = 495,144 decisions. */
    @Test
    void every_policy_of_one_rule() {
        Agreement agreement = new Agreement();
        for (Rule rule : rules("a", subsets(2), subsets(2))) {
            agreement.check(Given.state(Given.policy(rule), GEO, LOADED), Given.NOW, REQUESTS);
        }
        assertThat(agreement.decisions()).isEqualTo(495_144);
    }

    /*
     * Each rule has at most one source and one exception out of nine and is one of 10 x 10 x 2 x 3 = 600; unordered pairs with
     * themselves: 180,300 policies x 39 requests = 7,031,700 decisions. Which of the two has the smaller id alternates.
     */
    @Test
    void every_policy_of_two_rules() {
        Agreement agreement = new Agreement();
        List<Rule> smaller = rules("a", subsets(1), subsets(1));
        List<Rule> larger = rules("b", subsets(1), subsets(1));
        for (int i = 0; i < smaller.size(); i++) {
            for (int k = i; k < larger.size(); k++) {
                boolean turned = (i + k) % 2 == 1;
                Policy policy =
                        turned
                                ? Given.policy(smaller.get(k), larger.get(i))
                                : Given.policy(smaller.get(i), larger.get(k));
                agreement.check(Given.state(policy, GEO, LOADED), Given.NOW, REQUESTS);
            }
        }
        assertThat(agreement.decisions()).isEqualTo(7_031_700);
    }
}
