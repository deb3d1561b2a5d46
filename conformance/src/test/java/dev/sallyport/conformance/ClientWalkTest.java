package dev.sallyport.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.client.AddressHeader;
import dev.sallyport.engine.client.ClientAddress;
import dev.sallyport.engine.client.ClientAddressResolver;
import dev.sallyport.engine.client.ClientWalk;
import dev.sallyport.engine.client.TrustedProxies;
import dev.sallyport.engine.client.UndeterminedCause;
import dev.sallyport.testkit.Chance;
import dev.sallyport.testkit.NaiveClientWalk;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The client address, semantics section 2: the engine's walk against the reading of the page, on
 * honest and hostile headers.
 */
final class ClientWalkTest {

    private static final int HEADERS = 200_000;

    private static final List<IpPrefix> TRUSTED =
            List.of(
                    IpPrefix.parse("10.0.0.0/8"),
                    IpPrefix.parse("2001:db8:fe::/48"),
                    IpPrefix.parse("192.0.2.0/31"));

    private static final List<String> PEERS =
            List.of(
                    "10.0.0.1",
                    "10.0.0.1",
                    "10.0.0.1",
                    "::ffff:10.0.0.1",
                    "2001:db8:fe::1",
                    "198.51.100.7",
                    "0.0.0.0",
                    "::");

    private static final List<String> NODES =
            List.of(
                    "10.1.2.3",
                    "10.1.2.3",
                    "10.255.255.255",
                    "192.0.2.1",
                    "[2001:db8:fe::2]",
                    "::ffff:10.0.0.9",
                    "198.51.100.1",
                    "198.51.100.1:443",
                    "192.0.2.2",
                    "11.0.0.0",
                    "2001:db8::5",
                    "[2001:db8::5]",
                    "[2001:db8::5]:80",
                    "fe80::1%eth0",
                    "[fe80::1%25eth0]",
                    "::ffff:198.51.100.1",
                    "unknown",
                    "Unknown",
                    "_hidden",
                    "",
                    "0.0.0.0",
                    "::",
                    "::ffff:0.0.0.0",
                    "1.2.3",
                    "01.2.3.4",
                    "1.2.3.4:",
                    "1.2.3.4:70000",
                    "1.2.3.4:_p",
                    "[1.2.3.4]",
                    "[::1",
                    "::1]",
                    "localhost",
                    "1.2.3.4 x",
                    "2001:db8::5:",
                    "[2001:db8::5]80",
                    "fe80::1%",
                    "2001:db8::g");

    @ParameterizedTest
    @EnumSource
    void engine_and_page_agree_on_every_header(NaiveClientWalk.Form form) {
        AddressHeader header = new AddressHeader("x-address", syntax(form));
        ClientAddressResolver resolver =
                new ClientAddressResolver(TrustedProxies.of(TRUSTED), header);
        NaiveClientWalk page =
                new NaiveClientWalk(
                        List.of(new NaiveClientWalk.Profile(TRUSTED, "X-Address", form)),
                        List.of());
        Chance chance = new Chance(Seed.VALUE);
        Map<String, Integer> met = new HashMap<>();
        for (int i = 0; i < HEADERS; i++) {
            @Nullable IpAddress peer =
                    chance.oneIn(50) ? null : IpAddress.parse(chance.pick(PEERS));
            List<String> lines = lines(form, chance);
            ClientAddress expected =
                    page.walk(peer, null, lines.isEmpty() ? Map.of() : Map.of("x-address", lines));
            assertThat(resolver.resolve(peer, lines, false))
                    .as("campaign seed %d, peer %s, lines %s", Seed.VALUE, peer, lines)
                    .isEqualTo(expected);
            assertStepsLeadTo(resolver, peer, lines, expected);
            met.merge(kind(expected), 1, Integer::sum);
        }
        assertThat(met)
                .containsKeys(
                        "x-address",
                        "peer",
                        "HEADER_MISSING",
                        "ELEMENT_MALFORMED",
                        "ELEMENT_HIDDEN",
                        "ELEMENT_EMPTY",
                        "UNSPECIFIED_ADDRESS",
                        "ONLY_TRUSTED_HOPS",
                        "PEER_UNKNOWN");
        assertThat(met.values()).as("how often each: %s", met).allMatch(count -> count > 100);
    }

    private static AddressHeader.Syntax syntax(NaiveClientWalk.Form form) {
        return switch (form) {
            case COMMA_LIST -> AddressHeader.Syntax.LIST;
            case FORWARDED -> AddressHeader.Syntax.FORWARDED;
            case SINGLE -> AddressHeader.Syntax.SINGLE;
        };
    }

    /* Every step but the last is a trusted hop, and the last is what was found or why nothing was. */
    private static void assertStepsLeadTo(
            ClientAddressResolver resolver,
            @Nullable IpAddress peer,
            List<String> lines,
            ClientAddress expected) {
        ClientWalk walk = resolver.explain(peer, lines, false);
        assertThat(walk.client()).isEqualTo(expected);
        List<ClientWalk.Step> steps = walk.steps();
        if (peer == null) {
            assertThat(steps).isEmpty();
            return;
        }
        assertThat(steps.getFirst().from()).isEqualTo("peer");
        for (ClientWalk.Step step : steps.subList(0, steps.size() - 1)) {
            assertThat(step.finding()).isEqualTo(ClientWalk.Finding.TRUSTED);
            assertThat(resolver.trusted().contains(Objects.requireNonNull(step.address())))
                    .isTrue();
        }
        ClientWalk.Step last = steps.getLast();
        switch (expected) {
            case ClientAddress.Determined determined -> {
                assertThat(last.finding()).isEqualTo(ClientWalk.Finding.CLIENT);
                assertThat(Objects.requireNonNull(last.address()).unmapped())
                        .isEqualTo(determined.address());
                assertThat(last.from()).isEqualTo(determined.derivedFrom());
            }
            case ClientAddress.Undetermined(UndeterminedCause cause) ->
                    assertThat(last.finding())
                            .isEqualTo(
                                    cause == UndeterminedCause.ONLY_TRUSTED_HOPS
                                                    || cause == UndeterminedCause.HEADER_MISSING
                                            ? ClientWalk.Finding.TRUSTED
                                            : ClientWalk.Finding.UNREADABLE);
        }
    }

    private static String kind(ClientAddress client) {
        return switch (client) {
            case ClientAddress.Determined determined -> determined.derivedFrom();
            case ClientAddress.Undetermined undetermined -> undetermined.cause().name();
        };
    }

    private static List<String> lines(NaiveClientWalk.Form form, Chance chance) {
        List<String> lines = new ArrayList<>();
        int count = chance.pick(0, 1, 1, 1, 1, 2, 3);
        for (int i = 0; i < count; i++) {
            lines.add(line(form, chance));
        }
        return lines;
    }

    private static String line(NaiveClientWalk.Form form, Chance chance) {
        List<String> elements = new ArrayList<>();
        int count =
                form == NaiveClientWalk.Form.SINGLE && !chance.oneIn(20) ? 1 : chance.between(1, 4);
        for (int i = 0; i < count; i++) {
            String node = chance.pick(NODES);
            elements.add(form == NaiveClientWalk.Form.FORWARDED ? element(node, chance) : node);
        }
        return String.join(chance.pick(List.of(",", ", ", " ,\t")), elements);
    }

    private static String element(String node, Chance chance) {
        String value = chance.percent(75) ? "\"" + node + "\"" : node;
        return switch (chance.below(10)) {
            case 0 -> "proto=https;for=" + value;
            case 1 -> "FOR=" + value + ";by=\"[::1]:8,0\"";
            case 2 -> "for=" + value + ";host=\"a;b,c\"";
            case 3 ->
                    chance.pick(
                            List.of(
                                    "proto=https",
                                    "for",
                                    "for=",
                                    "=x",
                                    "for=1.2.3.4;for=1.2.3.5",
                                    " ",
                                    "for =1.2.3.4"));
            default -> "for=" + value;
        };
    }
}
