package dev.sallyport.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.address.IpRange;
import dev.sallyport.engine.address.Nat64Prefix;
import dev.sallyport.engine.channel.Channel;
import dev.sallyport.engine.client.ClientAddress;
import dev.sallyport.engine.decision.DeploymentSwitch;
import dev.sallyport.engine.decision.GeoData;
import dev.sallyport.engine.decision.Principal;
import dev.sallyport.engine.decision.Reason;
import dev.sallyport.engine.decision.Request;
import dev.sallyport.engine.decision.TenantState;
import dev.sallyport.engine.policy.BreakGlassGrant;
import dev.sallyport.engine.policy.Coverage;
import dev.sallyport.engine.policy.Effect;
import dev.sallyport.engine.policy.Exemption;
import dev.sallyport.engine.policy.Life;
import dev.sallyport.engine.policy.RuleId;
import dev.sallyport.engine.policy.SupportGrant;
import dev.sallyport.engine.policy.TenantId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Addresses that hold other addresses, by name, semantics section 3. All embed 192.0.2.33 in one
 * way or another; a policy that allows 192.0.2.0/24 does not allow them, one that denies it denies
 * them, and grants never apply to them.
 */
final class EmbeddedFormsTest {

    private static final List<Nat64Prefix> CONFIGURED =
            List.of(
                    nat64("2001:db8::/32"),
                    nat64("2001:dba:100::/40"),
                    nat64("2001:dbb:122::/48"),
                    nat64("2001:dbc:122:300::/56"),
                    nat64("2001:dbd:122:344::/64"),
                    nat64("2001:dbe:122:344::/96"));

    private final Agreement agreement = new Agreement();

    private static Nat64Prefix nat64(String prefix) {
        return new Nat64Prefix(IpPrefix.parse(prefix));
    }

    /* The addresses under configured prefixes are those of RFC 6052 section 2.4, each in a prefix of its own. */
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "6to4, 2002:c000:221::1",
        "Teredo, 2001:0:4136:e378:8000:63bf:3fff:fdde",
        "NAT64 well-known prefix, 64:ff9b::192.0.2.33",
        "local NAT64 read as a /48, 64:ff9b:1:c000:2:2100::",
        "local NAT64 read in the low 32 bits, 64:ff9b:1:fffe::192.0.2.33",
        "configured NAT64 /32, 2001:db8:c000:221::",
        "configured NAT64 /40, 2001:dba:1c0:2:21::",
        "configured NAT64 /48, 2001:dbb:122:c000:2:2100::",
        "configured NAT64 /56, 2001:dbc:122:3c0:0:221::",
        "configured NAT64 /64, 2001:dbd:122:344:c0:2:2100::",
        "configured NAT64 /96, 2001:dbe:122:344::192.0.2.33",
        "IPv4-translated, ::ffff:0:192.0.2.33",
        "IPv4-compatible, ::192.0.2.33",
    })
    void doubt_about_an_embedded_address_counts_against_access(String form, String address) {
        assertThat(form).isNotEmpty();
        assertThat(decide(Effect.DENY, "192.0.2.0/24", address))
                .isEqualTo(new Reason.DeniedByRule(new RuleId("r")));
        assertThat(decide(Effect.ALLOW, "192.0.2.0/24", address))
                .isEqualTo(new Reason.NotInAllowList());
        assertThat(decide(Effect.DENY, "192.0.2.33/32", address))
                .isEqualTo(new Reason.DeniedByRule(new RuleId("r")));
        assertThat(decide(Effect.DENY, "192.0.2.32/32", address))
                .isEqualTo(new Reason.NoRestriction());
        assertThat(decide(Effect.DENY, "192.0.2.34/32", address))
                .isEqualTo(new Reason.NoRestriction());
        assertThat(granted(address)).isEqualTo(new Reason.NotInAllowList());
    }

    /* Section 2.4: it is IPv4 and nothing else. */
    @Test
    void mapped_address_is_its_IPv4_address() {
        assertThat(decide(Effect.ALLOW, "192.0.2.0/24", "::ffff:192.0.2.33"))
                .isEqualTo(new Reason.AllowedByRule(new RuleId("r")));
        assertThat(decide(Effect.ALLOW, "::/0", "::ffff:192.0.2.33"))
                .isEqualTo(new Reason.NotInAllowList());
        assertThat(decide(Effect.DENY, "::/0", "::ffff:192.0.2.33"))
                .isEqualTo(new Reason.NoRestriction());
        assertThat(granted("::ffff:192.0.2.33")).isEqualTo(new Reason.BreakGlass("glass"));
    }

    /* 32.1.13.184 are the first four octets of 2001:db8::. */
    @ParameterizedTest
    @CsvSource({
        "32.1.13.0/24, 2001:db8::1",
        "0.0.0.0/0, 2001:db9::1",
        "0.0.0.0/32, ::",
        "0.0.0.1/32, ::1",
        "::/0, 192.0.2.33",
        "2000::/3, 32.1.13.184",
        "::c000:200/120, 192.0.2.33",
    })
    void families_never_match_each_other(String prefix, String address) {
        assertThat(decide(Effect.ALLOW, prefix, address)).isEqualTo(new Reason.NotInAllowList());
        assertThat(decide(Effect.DENY, prefix, address)).isEqualTo(new Reason.NoRestriction());
    }

    @Test
    void undetermined_address_is_in_doubt_everywhere_but_in_any() {
        assertThat(decide(Effect.DENY, "192.0.2.0/24", Given.UNDETERMINED))
                .isEqualTo(new Reason.DeniedByRule(new RuleId("r")));
        assertThat(decide(Effect.ALLOW, "0.0.0.0/0", Given.UNDETERMINED))
                .isEqualTo(new Reason.NotInAllowList());
        TenantState any = Given.state(Given.allow("r", Given.any()));
        assertThat(agreement.verdict(any, Given.from(Given.UNDETERMINED)).reason())
                .isEqualTo(new Reason.AllowedByRule(new RuleId("r")));
    }

    private Reason decide(Effect effect, String prefix, String address) {
        return decide(effect, prefix, Given.client(address));
    }

    private Reason decide(Effect effect, String prefix, ClientAddress client) {
        TenantState state =
                Given.state(
                        Given.policy(
                                effect == Effect.ALLOW
                                        ? Given.allow("r", Given.prefix(prefix))
                                        : Given.deny("r", Given.prefix(prefix))),
                        GeoData.none(),
                        CONFIGURED);
        return agreement.verdict(state, Given.from(client)).reason();
    }

    /* A tenant that allows nobody, with break-glass, a support grant and an exemption for 192.0.2.0/24. */
    private Reason granted(String address) {
        List<IpRange> office = List.of(IpRange.parse("192.0.2.0-192.0.2.255"));
        Coverage coverage = new Coverage(Set.of(), Set.of(), Set.of(), office);
        TenantState state =
                new TenantState(
                        new TenantId("acme"),
                        7,
                        3,
                        Given.policy(Given.allow("r")),
                        null,
                        Map.of(),
                        List.of(new SupportGrant("grant", coverage, Life.ALWAYS)),
                        List.of(new Exemption("exemption", coverage, Life.ALWAYS)),
                        List.of(new BreakGlassGrant("glass", office, Life.ALWAYS)),
                        GeoData.none(),
                        CONFIGURED,
                        DeploymentSwitch.ENFORCE);
        Request request =
                new Request(
                        Given.client(address), Given.NOW, Given.channel("ui"), Principal.ANONYMOUS);
        assertThat(request.channel()).isNotEqualTo(Channel.OTHER);
        return agreement.verdict(state, request).reason();
    }
}
