package dev.sallyport.engine.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.engine.policy.ChannelId;
import dev.sallyport.engine.testdata.AsciiText;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Semantics section 8, one table per rule. */
class ChannelTableTest {

    private static ChannelDeclaration declaration(String id, String... paths) {
        return new ChannelDeclaration(new ChannelId(id), List.of(paths));
    }

    private static final ChannelTable TABLE =
            new ChannelTable(
                    List.of(
                            declaration("api", "/api", "/v1/api"),
                            declaration("scim", "/api/scim"),
                            declaration("sso", "/saml/", "/oauth2/callback"),
                            declaration("ui", "/app", "/caf\u00e9", "/a b")));

    private static String classify(String target) {
        String label = TABLE.classify(target).label();
        assertThat(TABLE.classify(new AsciiText(target)).label()).isEqualTo(label);
        return label;
    }

    /* "The longest declared path prefix on segment borders." */
    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "/api, api",
        "/api/, api",
        "/api/x/y, api",
        "/apix, other",
        "/ap, other",
        "/, other",
        "/v1/api, api",
        "/v1, other",
        "/api/scim, scim",
        "/api/scim/Users, scim",
        "/api/scims, api",
        "/api/sci, api",
        "/saml/, sso",
        "/saml/x, sso",
        "/saml, other",
        "/oauth2/callback, sso",
        "/oauth2/callback/x, sso",
        "/oauth2/callback/, sso",
        "/oauth2/callbackx, other",
        "/x/api, other",
        "/..., other",
        "/.well-known/x, other",
        "/a..b, other",
    })
    void longestPrefix(String target, String channel) {
        assertThat(classify(target)).isEqualTo(channel);
    }

    /* "Case-sensitive, after one decoding." */
    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "/API, other",
        "/%61pi, api",
        "/%61%70%69/x, api",
        "/%41pi, other",
        "/caf%c3%a9, ui",
        "/caf%C3%A9/x, ui",
        "/cafe%cc%81, other",
        "/a%20b, ui",
        "/a%20b/c, ui",
        "/a+b, other",
        "/api/%3b, api",
        "/api/%3f, api",
        "/api/%23, api",
        "/api/%f0%9f%98%80, api",
    })
    void decoding(String target, String channel) {
        assertThat(classify(target)).isEqualTo(channel);
    }

    /* "The query is cut off first." */
    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "/api?x, api",
        "/api?, api",
        "/api??, api",
        "/api/?a=//..;%2f%zz#, api",
        "/?/api, other",
    })
    void query(String target, String channel) {
        assertThat(classify(target)).isEqualTo(channel);
    }

    /*
     * "A missing path is ambiguous, and so is a path with an empty segment (//), a dot segment, ;, \, any of
     * %2e %2f %5c %00 %25, a bad escape or an absolute form."
     */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "?",
                "?/api",
                "api",
                "api/x",
                "*",
                "http://a/api",
                "https://a",
                "//a/api",
                "a:443",
                "/api//x",
                "//",
                "/api//",
                "/x//?",
                "/./api",
                "/api/.",
                "/api/..",
                "/api/../x",
                "/api/./",
                "/..",
                "/.",
                "/x/../api?y",
                "/api;x",
                "/api/;jsessionid=1/x",
                "/;",
                "/api\\x",
                "\\api",
                "/%2e%2e/api",
                "/api/%2E",
                "/%2fapi",
                "/api%2Fx",
                "/api%5cx",
                "/api%5C",
                "/api%00",
                "/api%2500",
                "/%25",
                "/api%",
                "/api%2",
                "/api%zz",
                "/api%2?e",
                "/api%+1",
                "/api%u0041",
                "/%\u0661\u0661",
                "/api/%ff",
                "/api/%c3",
                "/api/%c3/x",
                "/%c0%ae",
                "/%c0%af",
                "/%e0%80%ae",
                "/%ed%a0%80",
                "/%f4%90%80%80",
                "/%80",
            })
    void ambiguous(String target) {
        assertThat(TABLE.classify(target)).isEqualTo(Channel.AMBIGUOUS);
        assertThat(TABLE.classify(target).label()).isEqualTo("ambiguous");
    }

    /* Cut, translated or refused differently from server to server, so they could be read in two ways as well. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api#x",
                "/api#",
                "/api x",
                "/api ",
                " /api",
                "/api\tx",
                "/api\r\nx",
                "/api\0",
                "/api\u007f",
                "/caf\u00e9",
                "/api\u2028",
                "/api\uff0fx",
                "/api%0a",
                "/api%0D%0A",
                "/api%09x",
                "/api%7f",
                "/api%1f"
            })
    void ambiguousCharacters(String target) {
        assertThat(TABLE.classify(target)).isEqualTo(Channel.AMBIGUOUS);
    }

    @Test
    void missingPath() {
        assertThat(TABLE.classify(null)).isEqualTo(Channel.AMBIGUOUS);
    }

    @Test
    void emptyTable() {
        assertThat(ChannelTable.EMPTY.classify("/api")).isEqualTo(Channel.OTHER);
        assertThat(ChannelTable.EMPTY.classify("/api//")).isEqualTo(Channel.AMBIGUOUS);
        assertThat(ChannelTable.EMPTY.knows(ChannelId.OTHER)).isTrue();
        assertThat(ChannelTable.EMPTY.knows(new ChannelId("api"))).isFalse();
    }

    @Test
    void rootPrefixHoldsTheRest() {
        ChannelTable table =
                new ChannelTable(List.of(declaration("ui", "/"), declaration("api", "/api")));
        assertThat(table.classify("/").label()).isEqualTo("ui");
        assertThat(table.classify("/x").label()).isEqualTo("ui");
        assertThat(table.classify("/api/x").label()).isEqualTo("api");
        assertThat(table.classify("").label()).isEqualTo("ambiguous");
        assertThat(table.knows(new ChannelId("api"))).isTrue();
    }

    /* The order of the declarations does not matter. */
    @Test
    void declarationsInAnyOrder() {
        List<ChannelDeclaration> reversed = TABLE.declarations().reversed();
        ChannelTable other = new ChannelTable(reversed);
        for (String target : List.of("/api", "/api/scim/x", "/saml/x", "/x", "//")) {
            assertThat(other.classify(target)).isEqualTo(TABLE.classify(target));
        }
    }

    @Test
    void anyTextGetsAnAnswer() {
        long seed = 8;
        Random random = new Random(seed);
        String alphabet = "//api.%2eEfF5c09;\\?#scim \u00e9\ud800";
        int named = 0;
        for (int run = 0; run < 200_000; run++) {
            StringBuilder target = new StringBuilder("/");
            for (int i = random.nextInt(10); i > 0; i--) {
                target.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            if (random.nextBoolean()) {
                target.insert(0, "/api");
            }
            Channel channel = TABLE.classify(target);
            named += channel instanceof Channel.Named ? 1 : 0;
            boolean dots = target.toString().split("\\?", 2)[0].matches(".*/\\.\\.?(/.*)?");
            assertThat(dots && channel instanceof Channel.Named)
                    .as("%s of seed %d", target, seed)
                    .isFalse();
        }
        assertThat(named).isGreaterThan(5_000);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    api      | channel.path-start         | path `api` of channel `x` does not begin with `/`
                    //       | channel.path-empty-segment | path `//` of channel `x` has an empty segment
                    /a//b    | channel.path-empty-segment | path `/a//b` of channel `x` has an empty segment
                    /a/.     | channel.path-dot-segment   | path `/a/.` of channel `x` has a dot segment
                    /../a    | channel.path-dot-segment   | path `/../a` of channel `x` has a dot segment
                    /a/%41   | channel.path-escape        | path `/a/%41` of channel `x` has an escape
                    /a;b     | channel.path-character     | path `/a;b` of channel `x` holds a character that makes request paths ambiguous
                    /a\\\\b  | channel.path-character     | path `/a\\\\b` of channel `x` holds a character that makes request paths ambiguous
                    /a?b     | channel.path-character     | path `/a?b` of channel `x` holds a character that makes request paths ambiguous
                    /a#      | channel.path-character     | path `/a#` of channel `x` holds a character that makes request paths ambiguous
                    """)
    void faults(String path, String code, String message) {
        List<ChannelFault> faults = ChannelTable.faults(List.of(declaration("x", path)));
        assertThat(faults).hasSize(1);
        assertThat(faults.getFirst().code()).isEqualTo(code);
        assertThat(faults.getFirst().message()).isEqualTo(message);
        assertThat(faults.getFirst().hint()).isNotBlank();
        assertThatThrownBy(() -> new ChannelTable(List.of(declaration("x", path))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void allFaultsAreReportedInOrder() {
        List<ChannelDeclaration> declarations =
                List.of(
                        declaration("other", "/o"),
                        declaration("a", "/x", "/y", "", "z%"),
                        declaration("b", "/y", "/y/", "/u\u0007"),
                        declaration("a", "/w"));
        assertThat(ChannelTable.faults(declarations))
                .map(ChannelFault::message)
                .containsExactly(
                        "channel `other` is built in",
                        "path `` of channel `a` does not begin with `/`",
                        "path `z%` of channel `a` does not begin with `/`",
                        "path `z%` of channel `a` has an escape",
                        "path `/y` of channel `b` is declared twice",
                        "path `/u\\u0007` of channel `b` holds a character that makes request paths ambiguous",
                        "channel `a` is declared twice");
    }

    @Test
    void usablePathsHaveNoFault() {
        assertThat(ChannelTable.faults(TABLE.declarations())).isEmpty();
        assertThat(
                        ChannelTable.faults(
                                List.of(
                                        declaration(
                                                "x",
                                                "/",
                                                "/a/",
                                                "/a",
                                                "/.a",
                                                "/...",
                                                "/a:b@c!$&'()*+,=-_~"))))
                .isEmpty();
        assertThat(ChannelTable.faults(List.of(declaration("x")))).isEmpty();
    }
}
