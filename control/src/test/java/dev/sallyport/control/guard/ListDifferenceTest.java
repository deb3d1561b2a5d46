package dev.sallyport.control.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.decision.Principal;
import dev.sallyport.engine.policy.CountryCode;
import dev.sallyport.engine.policy.Entry;
import dev.sallyport.engine.policy.EntryId;
import dev.sallyport.engine.policy.Life;
import dev.sallyport.engine.policy.ListName;
import dev.sallyport.engine.policy.NetworkList;
import dev.sallyport.engine.policy.Source;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who cannot feel the change of a list is not looked at; everybody else is. */
final class ListDifferenceTest {

    private static final NetworkList BEFORE =
            list(network("192.0.2.0/24"), network("198.51.100.0/24"));

    private static Entry network(String prefix) {
        return Entry.of(
                new EntryId("e" + prefix.length()), new Source.Network(IpPrefix.parse(prefix)));
    }

    private static NetworkList list(Entry... entries) {
        return new NetworkList(new ListName("vpn"), List.of(entries));
    }

    private static boolean concerns(NetworkList before, NetworkList after, String... addresses) {
        List<Witness> all =
                Stream.of(addresses)
                        .map(each ->
                                Witness.admin(null, IpAddress.parse(each), Principal.ANONYMOUS))
                        .toList();
        return new ListDifference(before, after, List.of())
                .concerns(new Witnesses(all, false, false, 0, 0, true));
    }

    @Test
    void onlyAddressesOfWhatChangedAreConcerned() {
        NetworkList after = list(network("192.0.2.0/24"), network("203.0.113.0/24"));

        assertThat(concerns(BEFORE, after, "192.0.2.1")).isFalse();
        assertThat(concerns(BEFORE, after, "198.51.100.1")).as("taken out").isTrue();
        assertThat(concerns(BEFORE, after, "203.0.113.1")).as("put in").isTrue();
        assertThat(concerns(BEFORE, after, "192.0.2.1", "203.0.113.1")).isTrue();
        assertThat(concerns(BEFORE, after, "2002:c633:6401::1")).as("6to4").isTrue();
        assertThat(concerns(BEFORE, after)).isFalse();
    }

    @Test
    void anotherLifeIsAChange() {
        Entry ending =
                new Entry(
                        new EntryId("x"),
                        new Source.Network(IpPrefix.parse("192.0.2.0/24")),
                        new Life(true, Instant.MIN, Instant.parse("2027-01-01T00:00:00Z")),
                        "",
                        "",
                        null);

        assertThat(concerns(BEFORE, list(ending, network("198.51.100.0/24")), "192.0.2.1"))
                .isTrue();
    }

    @Test
    void countriesConcernEverybody() {
        Entry country = Entry.of(new EntryId("fr"), new Source.Country(new CountryCode("FR")));

        assertThat(
                        concerns(
                                BEFORE,
                                list(network("192.0.2.0/24"), network("198.51.100.0/24"), country),
                                "203.0.113.1"))
                .isTrue();
    }

    @Test
    void wordsChangeNothing() {
        Entry labelled =
                new Entry(
                        new EntryId("other"),
                        new Source.Network(IpPrefix.parse("192.0.2.0/24")),
                        Life.ALWAYS,
                        "Paris",
                        "net",
                        null);

        assertThat(
                        new ListDifference(
                                        BEFORE,
                                        list(network("198.51.100.0/24"), labelled),
                                        List.of())
                                .isEmpty())
                .isTrue();
        assertThat(new ListDifference(null, list(), List.of()).isEmpty()).isFalse();
    }
}
