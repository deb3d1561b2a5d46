package dev.sallyport.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.client.ClientAddress;
import dev.sallyport.engine.decision.GeoData;
import dev.sallyport.engine.decision.Request;
import dev.sallyport.engine.decision.TenantSnapshot;
import dev.sallyport.engine.decision.TenantState;
import dev.sallyport.engine.policy.Effect;
import dev.sallyport.engine.policy.NetworkList;
import dev.sallyport.engine.policy.Source;
import dev.sallyport.testkit.Chance;
import dev.sallyport.testkit.NaiveOracle;
import dev.sallyport.testkit.Octets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Lists that vendors publish, thousands of prefixes long: the engine agrees with the oracle at
 * their boundaries, and a list decides as its aggregated form does. Needs {@code
 * sallyport.shared-data}; skipped without.
 */
final class RealListsTest {

    private static final int ASKED = 200;

    private final NaiveOracle oracle = new NaiveOracle();

    @Test
    void published_lists_decide_as_the_oracle_and_as_their_aggregated_forms() throws IOException {
        Path folder =
                Path.of(System.getProperty("sallyport.shared-data", ""))
                        .resolve("cidr-lists/merge-pairs");
        assumeTrue(Files.isDirectory(folder), "no shared data");
        Chance chance = new Chance(Seed.VALUE);
        int allowed = 0;
        int asked = 0;
        for (String vendor : List.of("amazon", "digitalocean", "facebook", "github", "telegram")) {
            List<IpPrefix> prefixes = prefixes(folder.resolve(vendor), "");
            TenantState state = state(prefixes);
            TenantSnapshot whole = TenantSnapshot.compile(state, Given.NOW);
            TenantSnapshot merged =
                    TenantSnapshot.compile(
                            state(prefixes(folder.resolve(vendor), "_merged")), Given.NOW);
            for (int i = 0; i < ASKED; i++) {
                Request request =
                        Given.from(
                                new ClientAddress.Determined(
                                        near(chance.pick(prefixes), chance).address(),
                                        ClientAddress.GIVEN));
                if (!whole.decide(request).equals(oracle.decide(state, request))) {
                    fail(vendor + ": " + request);
                }
                assertThat(merged.decide(request))
                        .as("%s, aggregated: %s", vendor, request)
                        .isEqualTo(whole.decide(request));
                allowed += whole.decide(request).evaluated() == Effect.ALLOW ? 1 : 0;
                asked++;
            }
        }
        assertThat(allowed).isBetween(asked / 4, asked * 19 / 20);
    }

    /* An end of the prefix or a neighbour of one. */
    private static Octets near(IpPrefix prefix, Chance chance) {
        Octets end = chance.oneIn(2) ? Octets.of(prefix.address()) : Octets.lastOf(prefix);
        return end.plus(chance.between(-1, 1)).orElse(end);
    }

    private static TenantState state(List<IpPrefix> prefixes) {
        List<Source> sources = new ArrayList<>();
        prefixes.forEach(prefix -> sources.add(new Source.Network(prefix)));
        NetworkList list = Given.listOf("feed:vendor", sources.toArray(Source[]::new));
        return Given.state(
                Given.policy(Given.allow("a", Given.list("feed:vendor"))), GeoData.none(), list);
    }

    private static List<IpPrefix> prefixes(Path folder, String suffix) throws IOException {
        List<IpPrefix> prefixes = new ArrayList<>();
        for (String family : List.of("ipv4", "ipv6")) {
            for (String line : Files.readAllLines(folder.resolve(family + suffix + ".txt"))) {
                if (!line.isBlank()) {
                    prefixes.add(IpPrefix.parse(line.strip()));
                }
            }
        }
        return prefixes;
    }
}
