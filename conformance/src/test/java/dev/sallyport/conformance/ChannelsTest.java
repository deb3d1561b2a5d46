package dev.sallyport.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.engine.channel.Channel;
import dev.sallyport.engine.channel.ChannelDeclaration;
import dev.sallyport.engine.channel.ChannelTable;
import dev.sallyport.engine.policy.ChannelId;
import dev.sallyport.testkit.Chance;
import dev.sallyport.testkit.NaiveChannels;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The channel of a path, semantics section 8: the engine's table against the reading of the page.
 */
final class ChannelsTest {

    private static final int TARGETS = 300_000;

    private static final List<ChannelDeclaration> DECLARED =
            List.of(
                    new ChannelDeclaration(new ChannelId("api"), List.of("/api", "/v1/api")),
                    new ChannelDeclaration(new ChannelId("scim"), List.of("/api/scim")),
                    new ChannelDeclaration(new ChannelId("sso"), List.of("/saml", "/login/\u00E9")),
                    new ChannelDeclaration(new ChannelId("odd"), List.of("/a b")));

    private static final List<String> PIECES =
            List.of(
                    "/",
                    "/",
                    "/",
                    "/api",
                    "/api",
                    "/scim",
                    "/v1",
                    "/saml",
                    "/login",
                    "/a%20b",
                    "%C3%A9",
                    "/apis",
                    "/API",
                    "x",
                    ".",
                    "..",
                    "...",
                    ";",
                    "\\",
                    "%2e",
                    "%2F",
                    "%5c",
                    "%00",
                    "%25",
                    "%",
                    "%4",
                    "%zz",
                    "%61pi",
                    "%C3",
                    "%ff",
                    "%7f",
                    "%0A",
                    "?",
                    "?x=/../;",
                    "#",
                    " ",
                    "\u00E9",
                    "http://h",
                    "//",
                    "%EF%BF%BD",
                    "%ED%A0%80",
                    "%C0%AF");

    @Test
    void table_and_page_agree_on_every_target() {
        ChannelTable table = new ChannelTable(DECLARED);
        Chance chance = new Chance(Seed.VALUE);
        Map<String, Integer> met = new HashMap<>();
        for (int i = 0; i < TARGETS; i++) {
            StringBuilder target =
                    new StringBuilder(chance.oneIn(20) ? "" : chance.pick(PIECES.subList(0, 9)));
            int count = chance.below(4);
            for (int k = 0; k < count; k++) {
                target.append(chance.pick(PIECES));
            }
            Channel expected = NaiveChannels.channel(DECLARED, target.toString());
            assertThat(table.classify(target)).as("`%s`", target).isEqualTo(expected);
            met.merge(expected.label(), 1, Integer::sum);
        }
        assertThat(table.classify(null)).isEqualTo(Channel.AMBIGUOUS);
        assertThat(met).containsOnlyKeys("api", "scim", "sso", "odd", "other", "ambiguous");
        assertThat(met.values())
                .as("targets of each channel: %s", met)
                .allMatch(count -> count > 100);
    }
}
