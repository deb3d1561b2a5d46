package dev.sallyport.cli.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.client.TrustedProxies;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextLineParserTest {

    private static final LogFields WITH_PATH =
            new LogFields(null, null, null, true, TrustedProxies.NONE);

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "combined           | 192.0.2.1 - - [29/Sep/2021:14:11:34 +0200] \"GET /a?b"
                        + " HTTP/1.1\" 200 0 \"-\" \"x\" | 192.0.2.1 - 2021-09-29T12:11:34Z /a?b",
                "common             | 192.0.2.1 - - [29/Sep/2021:14:11:34 +0000] \"GET / HTTP/1.1\""
                        + " 404 196 | 192.0.2.1 - 2021-09-29T14:11:34Z /",
                "west               | 192.0.2.1 - - [31/Dec/2021:23:59:59 -0730] \"GET / HTTP/1.1\""
                        + " 404 1 | 192.0.2.1 - 2022-01-01T07:29:59Z /",
                "leap day           | 192.0.2.1 - - [29/Feb/2024:00:00:00 +0000] \"GET / HTTP/1.1\""
                        + " 404 1 | 192.0.2.1 - 2024-02-29T00:00:00Z /",
                "no leap day        | 192.0.2.1 - - [29/Feb/2023:00:00:00 +0000] \"GET / HTTP/1.1\""
                        + " 404 1 | BAD_TIME",
                "user               | 192.0.2.1 - alice [29/Sep/2021:14:11:34 +0000] \"GET /"
                        + " HTTP/1.1\" 200 1 | 192.0.2.1 alice 2021-09-29T14:11:34Z /",
                "user with blank    | 192.0.2.1 - John Smith [29/Sep/2021:14:11:34 +0000] \"GET /"
                        + " HTTP/1.1\" 200 1 | 192.0.2.1 John Smith 2021-09-29T14:11:34Z /",
                "user with brackets | 192.0.2.1 - a [b] [29/Sep/2021:14:11:34 +0000] \"GET /"
                        + " HTTP/1.1\" 200 1 | 192.0.2.1 a [b] 2021-09-29T14:11:34Z /",
                "user in UTF-8      | 192.0.2.1 - Zoë [29/Sep/2021:14:11:34 +0000] \"GET /"
                        + " HTTP/1.1\" 200 1 | 192.0.2.1 Zoë 2021-09-29T14:11:34Z /",
                "quoted no user     | 192.0.2.1 - \"\" [29/Sep/2021:14:11:34 +0000] \"GET /"
                        + " HTTP/1.1\" 200 1 | 192.0.2.1 - 2021-09-29T14:11:34Z /",
                "claimed user       | 192.0.2.1 - admin [29/Sep/2021:14:11:34 +0000] \"GET /"
                        + " HTTP/1.1\" 401 1 | 192.0.2.1 - 2021-09-29T14:11:34Z /",
                "IPv6               | 2001:db8::7 - - [29/Sep/2021:14:11:34 +0000] \"GET /"
                        + " HTTP/1.1\" 200 1 | 2001:db8::7 - 2021-09-29T14:11:34Z /",
                "mapped             | ::ffff:192.0.2.1 - - [29/Sep/2021:14:11:34 +0000] \"GET /"
                        + " HTTP/1.1\" 200 1 | 192.0.2.1 - 2021-09-29T14:11:34Z /",
                "zone               | fe80::1%eth0 - - [29/Sep/2021:14:11:34 +0000] \"GET /"
                        + " HTTP/1.1\" 200 1 | fe80::1 - 2021-09-29T14:11:34Z /",
                "port               | 192.0.2.1:4711 - - [29/Sep/2021:14:11:34 +0000] \"GET /"
                        + " HTTP/1.1\" 200 1 | 192.0.2.1 - 2021-09-29T14:11:34Z /",
                "IPv6 with port     | [2001:db8::7]:443 - - [29/Sep/2021:14:11:34 +0000] \"GET /"
                        + " HTTP/1.1\" 200 1 | 2001:db8::7 - 2021-09-29T14:11:34Z /",
                "IPv4 in brackets   | [192.0.2.1] - - [29/Sep/2021:14:11:34 +0000] \"GET /"
                        + " HTTP/1.1\" 200 1 | NOT_AN_ADDRESS",
                "virtual host first | www.example.com:80 192.0.2.1 - bob [29/Sep/2021:14:11:34"
                        + " +0000] \"GET / HTTP/1.1\" 200 1 | 192.0.2.1 bob 2021-09-29T14:11:34Z /",
                "syslog             | Jul  8 11:07:07 web-1 nginx[2869]: 192.0.2.1 - -"
                        + " [08/Jul/2021:11:07:07 +0000] \"GET /x HTTP/1.1\" 200 5 | 192.0.2.1 -"
                        + " 2021-07-08T11:07:07Z /x",
                "binary request     | 192.0.2.1 - - [17/Oct/2023:05:57:49 +1100]"
                        + " \"\\x16\\x03\\x01\" 400 226 \"-\" \"-\" | 192.0.2.1 - 2023-10-16T18:57:49Z"
                        + " -",
                "quote in request   | 192.0.2.1 - eve [29/Sep/2021:14:11:34 +0000] \"GET /\\\"x"
                        + " HTTP/1.1\" 401 1 | 192.0.2.1 - 2021-09-29T14:11:34Z /\\\"x",
                "empty request      | 192.0.2.1 - - [29/Sep/2021:14:11:34 +0000] \"\" 400 0 |"
                        + " 192.0.2.1 - 2021-09-29T14:11:34Z -",
                "cut in the request | 192.0.2.1 - - [29/Sep/2021:14:11:34 +0000] \"GET /ind |"
                        + " 192.0.2.1 - 2021-09-29T14:11:34Z /ind",
                "cut at the bracket | 192.0.2.1 - - [29/Sep/2021:14:11:34 +0000] | 192.0.2.1 -"
                        + " 2021-09-29T14:11:34Z -",
                "cut in the time    | 192.0.2.1 - - [29/Sep/2021:14:11 | BAD_TIME",
                "cut before it      | 192.0.2.1 - - | NO_TIME",
                "month              | 192.0.2.1 - - [29/Sop/2021:14:11:34 +0000] \"GET / HTTP/1.1\""
                        + " 200 1 | BAD_TIME",
                "hour               | 192.0.2.1 - - [29/Sep/2021:24:11:34 +0000] \"GET / HTTP/1.1\""
                        + " 200 1 | BAD_TIME",
                "host name          | www.example.com - - [29/Sep/2021:14:11:34 +0000] \"GET /"
                        + " HTTP/1.1\" 200 1 | NOT_AN_ADDRESS",
                "leading zero       | 192.0.2.01 - - [29/Sep/2021:14:11:34 +0000] \"GET /"
                        + " HTTP/1.1\" 200 1 | NOT_AN_ADDRESS",
                "no address         | - - - [29/Sep/2021:14:11:34 +0000] \"GET / HTTP/1.1\" 200 1 |"
                        + " NO_ADDRESS",
                "unspecified        | 0.0.0.0 - - [29/Sep/2021:14:11:34 +0000] \"GET / HTTP/1.1\""
                        + " 200 1 | UNSPECIFIED_ADDRESS",
                "something else     | not a log line at all | NOT_AN_ADDRESS",
                "empty              | `` | EMPTY",
            })
    void usualFields(String name, String line, String expected) {
        assertThat(Logs.parsed(new TextLineParser(WITH_PATH), line == null ? "" : line))
                .isEqualTo(expected);
    }

    private static String forwarded(String list) {
        return "10.0.0.9 - bob [29/Sep/2021:14:11:34 +0000] \"GET / HTTP/1.1\" 200 1 \"-\" \"a \\\"b\" \""
                + list
                + "\"";
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "192.0.2.1                            | 192.0.2.1 bob 2021-09-29T14:11:34Z -",
                "203.0.113.1, 192.0.2.1               | 192.0.2.1 bob 2021-09-29T14:11:34Z -",
                "nonsense, 192.0.2.1                  | 192.0.2.1 bob 2021-09-29T14:11:34Z -",
                "203.0.113.1, 192.0.2.1, 10.0.0.7     | 192.0.2.1 bob 2021-09-29T14:11:34Z -",
                "2001:db8::1,10.0.0.7                 | 2001:db8::1 bob 2021-09-29T14:11:34Z -",
                "-                                    | 10.0.0.9 bob 2021-09-29T14:11:34Z -",
                "192.0.2.1, unknown                   | NOT_AN_ADDRESS",
                "192.0.2.1,                           | NO_ADDRESS",
                "10.0.0.7, 10.0.0.8                   | ONLY_TRUSTED_HOPS",
            })
    void lastFieldIsAListReadFromTheRight(String list, String expected) {
        LogFields fields =
                new LogFields(
                        LogFields.LAST,
                        null,
                        null,
                        false,
                        TrustedProxies.of(List.of(IpPrefix.parse("10.0.0.0/8"))));
        String line = Logs.parsed(new TextLineParser(fields), forwarded(list));
        // A user makes the parser look at the status, and so at the path.
        assertThat(line.replaceFirst(" /$", " -")).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "3 | 2 | 1 | 2021-09-29T14:11:34.123Z carol 192.0.2.1 GET | 192.0.2.1 carol"
                        + " 2021-09-29T14:11:34Z -",
                "3 | none | 1 | 2021-09-29T14:11:34+02:00 carol 192.0.2.1 | 192.0.2.1 -"
                        + " 2021-09-29T12:11:34Z -",
                "1 | none | 2 | 192.0.2.1 1632924694.123 | 192.0.2.1 - 2021-09-29T14:11:34Z -",
                "1 | none | 2 | 192.0.2.1 1632924694123 | 192.0.2.1 - 2021-09-29T14:11:34Z -",
                "1 | none | 2 | 192.0.2.1 yesterday | BAD_TIME",
                "9 | none | 2 | 192.0.2.1 1632924694 | NO_ADDRESS",
            })
    void numberedFields(String address, String user, String time, String line, String expected) {
        LogFields fields = new LogFields(address, user, time, false, TrustedProxies.NONE);
        assertThat(Logs.parsed(new TextLineParser(fields), line)).isEqualTo(expected);
    }
}
