package dev.sallyport.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.engine.channel.Channel;
import dev.sallyport.engine.channel.ChannelDeclaration;
import dev.sallyport.engine.policy.ChannelId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Semantics section 8. */
final class NaiveChannelsTest {

    private static final List<ChannelDeclaration> DECLARED =
            List.of(
                    new ChannelDeclaration(new ChannelId("api"), List.of("/api")),
                    new ChannelDeclaration(new ChannelId("scim"), List.of("/api/scim")),
                    new ChannelDeclaration(new ChannelId("sso"), List.of("/login/é")));

    @ParameterizedTest
    @CsvSource({
        "/, other",
        "/api, api",
        "/api/, api",
        "/api?x=//..;, api",
        "/apis, other",
        "/API, other",
        "/api/users, api",
        "/api/scim/v2, scim",
        "/api/scimmed, api",
        "/%61pi, api",
        "/login/%C3%a9/x, sso",
        "/login/é, ambiguous",
        "/api/%C3, ambiguous",
        "/api/%0a, ambiguous",
        "/api/a b, ambiguous",
        "/api#x, ambiguous",
        "/api//scim, ambiguous",
        "/api/../x, ambiguous",
        "/api/./x, ambiguous",
        "/api/..., api",
        "/api;v=1, ambiguous",
        "/api\\x, ambiguous",
        "/api/%2e%2e, ambiguous",
        "/api%2Fscim, ambiguous",
        "/api/%5C, ambiguous",
        "/api/%00, ambiguous",
        "/api/%252e, ambiguous",
        "/api/%, ambiguous",
        "/api/%4, ambiguous",
        "/api/%zz, ambiguous",
        "https://example.com/api, ambiguous",
        "api, ambiguous",
        "*, ambiguous",
    })
    void channel(String target, String expected) {
        assertThat(NaiveChannels.channel(DECLARED, target).label()).isEqualTo(expected);
    }

    @Test
    void missing_and_empty_paths_are_ambiguous() {
        assertThat(NaiveChannels.channel(DECLARED, null)).isEqualTo(Channel.AMBIGUOUS);
        assertThat(NaiveChannels.channel(DECLARED, "")).isEqualTo(Channel.AMBIGUOUS);
        assertThat(NaiveChannels.channel(DECLARED, "?x")).isEqualTo(Channel.AMBIGUOUS);
    }
}
