package dev.sallyport.control.channel;

import static dev.sallyport.control.Fixture.code;
import static dev.sallyport.control.Fixture.done;
import static dev.sallyport.control.Fixture.faults;
import static dev.sallyport.control.Fixture.onChannels;
import static dev.sallyport.control.Fixture.operator;
import static dev.sallyport.control.Fixture.policy;
import static dev.sallyport.control.Fixture.prefix;
import static dev.sallyport.control.Fixture.rule;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.control.Fixture;
import dev.sallyport.control.port.Change;
import dev.sallyport.control.problem.Outcome;
import dev.sallyport.engine.channel.ChannelDeclaration;
import dev.sallyport.engine.policy.ChannelId;
import dev.sallyport.engine.policy.Effect;
import dev.sallyport.engine.policy.Mode;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The use cases about channels. */
final class ChannelsTest {

    private final Fixture fixture = new Fixture();

    private static ChannelDeclaration channel(String id, String... paths) {
        return new ChannelDeclaration(new ChannelId(id), List.of(paths));
    }

    private Outcome<List<ChannelDeclaration>> replace(ChannelDeclaration... declarations) {
        return fixture.channels.replace(List.of(declarations), operator());
    }

    @Test
    void declarationsAreReplacedWhole() {
        done(replace(channel("sso", "/saml/", "/oauth2/callback"), channel("api", "/api")));

        assertThat(fixture.channels.get())
                .containsExactly(
                        channel("sso", "/saml/", "/oauth2/callback"), channel("api", "/api"));
        assertThat(fixture.changes).containsExactly(new Change.ChannelsReplaced());
    }

    @Test
    void everyFaultIsNamed() {
        assertThat(
                        faults(
                                replace(
                                        channel("other", "/a"),
                                        channel("x", "/b", "/a", "c", "/d//e"),
                                        channel("x"))))
                .containsExactly(
                        "channel.built-in /0/id",
                        "channel.path-repeated /1/paths/1",
                        "channel.path-start /1/paths/2",
                        "channel.path-empty-segment /1/paths/3",
                        "channel.repeated /2/id");
        assertThat(fixture.channels.get()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/a", "/a/", "/a/b", "/ä", "/a b", "/~x", "/a:b@c"})
    void pathsThatRequestsCanHave(String path) {
        done(replace(channel("x", path)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "a/b",
                "/a?b",
                "/a#b",
                "//",
                "/a//",
                "/./a",
                "/a/..",
                "/a;b",
                "/a\\b",
                "/a%2fb",
                "/%61",
                "http://a/",
                "*",
                "/a\u0000",
                "/a\n"
            })
    void pathsThatNoRequestCanHave(String path) {
        assertThat(code(replace(channel("x", path)))).isEqualTo("request.invalid");
    }

    @Test
    void thereIsALimit() {
        ChannelDeclaration[] many =
                IntStream.range(0, 101)
                        .mapToObj(i -> channel("c" + i, "/" + i))
                        .toArray(ChannelDeclaration[]::new);

        assertThat(faults(replace(many))).containsExactly("channel.too-many");
    }

    @Test
    void channelThatAPolicyNamesStays() {
        fixture.published(
                policy(
                        Mode.MONITOR,
                        rule("x", Effect.DENY, onChannels("ui"), prefix("192.0.2.1"))));

        assertThat(code(replace(channel("api", "/api")))).isEqualTo("channel.in-use");
        done(replace(channel("ui", "/elsewhere")));
    }
}
