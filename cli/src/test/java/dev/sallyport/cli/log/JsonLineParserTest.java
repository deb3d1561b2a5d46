package dev.sallyport.cli.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.engine.client.TrustedProxies;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonLineParserTest {

    private static final LogFields WITH_PATH =
            new LogFields(null, null, null, true, TrustedProxies.NONE);

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "nginx    |"
                        + " {\"time_iso8601\":\"2021-09-29T14:11:34+02:00\",\"remote_addr\":\"192.0.2.1\",\"remote_user\":\"alice\",\"request\":\"GET"
                        + " /a?b HTTP/1.1\",\"status\":200} | 192.0.2.1 alice 2021-09-29T12:11:34Z"
                        + " /a?b",
                "caddy    |"
                        + " {\"level\":\"info\",\"ts\":1632924694.384019,\"request\":{\"remote_ip\":\"10.0.0.1\",\"client_ip\":\"192.0.2.1\",\"uri\":\"/x\",\"headers\":{\"X\":[\"1\",\"2\"]}},\"user_id\":\"bob\",\"status\":200}"
                        + " | 192.0.2.1 bob 2021-09-29T14:11:34Z /x",
                "caddy 1  |"
                        + " {\"ts\":1632924694,\"request\":{\"remote_addr\":\"192.0.2.1:4711\",\"uri\":\"/\"}}"
                        + " | 192.0.2.1 - 2021-09-29T14:11:34Z /",
                "traefik  |"
                        + " {\"ClientAddr\":\"192.0.2.1:39490\",\"ClientHost\":\"192.0.2.1\",\"ClientUsername\":\"-\",\"RequestPath\":\"/a\",\"StartUTC\":\"2021-09-29T14:11:34.1Z\",\"time\":\"2021-09-29T15:11:34Z\"}"
                        + " | 192.0.2.1 - 2021-09-29T14:11:34Z /a",
                "nested   |"
                        + " {\"client\":{\"ip\":\"2001:db8::1\"},\"@timestamp\":\"2021-09-29T14:11:34Z\",\"user\":{\"name\":\"carol\"}}"
                        + " | 2001:db8::1 carol 2021-09-29T14:11:34Z -",
                "dotted   | {\"client.ip\":\"2001:db8::1\"} | 2001:db8::1 - - -",
                "escapes  | {\"client_ip\":\"192.0.2\\u002e1\",\"user\":\"Zo\\u00eb"
                        + " \\\"x\\\"\",\"path\":\"\\/a\\/b\"} | 192.0.2.1 Zoë \"x\" - /a/b",
                "pair     | {\"client_ip\":\"192.0.2.1\",\"user\":\"\\ud83d\\ude00\"} | 192.0.2.1"
                        + " 😀 - -",
                "null     | {\"client_ip\":null,\"remote_ip\":\"192.0.2.1\",\"user\":null} |"
                        + " 192.0.2.1 - - -",
                "first    | {\"client_ip\":\"192.0.2.1\",\"client_ip\":\"192.0.2.2\"} | 192.0.2.1 -"
                        + " - -",
                "claimed  | {\"client_ip\":\"192.0.2.1\",\"user\":\"admin\",\"status\":401} |"
                        + " 192.0.2.1 - - -",
                "spaces   | { \"client_ip\" : \"192.0.2.1\" , \"a\" : [ 1 , { } , [ ] ] } |"
                        + " 192.0.2.1 - - -",
                "none     | {\"level\":\"warn\",\"msg\":\"[client 192.0.2.1] x\"} | NO_ADDRESS",
                "name     | {\"client_ip\":\"example.com\"} | NOT_AN_ADDRESS",
                "time     | {\"client_ip\":\"192.0.2.1\",\"time\":\"noon\"} | 192.0.2.1 - - -",
                "cut      | {\"client_ip\":\"192.0.2.1\",\"time\":\"no | NOT_JSON",
                "cut 2    | {\"client_ip\":\"192.0.2.1\" | NOT_JSON",
                "behind   | {\"client_ip\":\"192.0.2.1\"} x | NOT_JSON",
                "comma    | {\"client_ip\":\"192.0.2.1\",} | NOT_JSON",
                "array    | [{\"client_ip\":\"192.0.2.1\"}] | NOT_JSON",
                "text     | 192.0.2.1 - - | NOT_JSON",
                "escape   | {\"client_ip\":\"192.0.2.1\\ | NOT_JSON",
            })
    void usualMembers(String name, String line, String expected) {
        assertThat(Logs.parsed(new JsonLineParser(WITH_PATH), line)).isEqualTo(expected);
    }

    @Test
    void controlCharactersAreNoJson() {
        assertThat(
                        Logs.parsed(
                                new JsonLineParser(WITH_PATH),
                                "{\"client_ip\":\"192.0.2.1\",\"a\":\"\0\"}"))
                .isEqualTo("NOT_JSON");
    }

    @Test
    void chosenTimeMustBeOne() {
        LogFields fields = new LogFields(null, null, "when", false, TrustedProxies.NONE);
        String line = "{\"client_ip\":\"192.0.2.1\",\"when\":\"%s\"}";
        assertThat(Logs.parsed(new JsonLineParser(fields), line.formatted("noon")))
                .isEqualTo("BAD_TIME");
        assertThat(Logs.parsed(new JsonLineParser(fields), line.formatted("0")))
                .isEqualTo("192.0.2.1 - 1970-01-01T00:00:00Z -");
    }

    @Test
    void nestingIsLimited() {
        String deep =
                "{\"client_ip\":\"192.0.2.1\",\"a\":"
                        + "[".repeat(100_000)
                        + "]".repeat(100_000)
                        + "}";
        assertThat(Logs.parsed(new JsonLineParser(WITH_PATH), deep)).isEqualTo("TOO_DEEP");
    }

    @Test
    void chosenMemberMayBeAnArrayOfHeaderLines() {
        LogFields fields =
                new LogFields(
                        "request.headers.X-Forwarded-For", null, null, false, TrustedProxies.NONE);
        String line =
                "{\"request\":{\"client_ip\":\"10.0.0.1\",\"headers\":{\"X-Forwarded-For\":[\"203.0.113.9\",\"203.0.113.1,"
                        + " 192.0.2.1\"]}}}";
        assertThat(Logs.parsed(new JsonLineParser(fields), line)).isEqualTo("192.0.2.1 - - -");
    }
}
