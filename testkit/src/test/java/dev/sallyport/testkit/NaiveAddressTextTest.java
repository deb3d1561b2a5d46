package dev.sallyport.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Semantics section 2.5. */
final class NaiveAddressTextTest {

    @ParameterizedTest
    @CsvSource({
        "0.0.0.0, 0",
        "192.0.2.33, 3221226017",
        "255.255.255.255, 4294967295",
        "::, 0",
        "::1, 1",
        "::192.0.2.33, 3221226017",
        "1::, 5192296858534827628530496329220096",
        "0:0:0:0:0:0:0:a, 10",
        "::ffff:0.0.0.1, 281470681743361",
        "1:0:0:0:0:0:0.0.0.2, 5192296858534827628530496329220098",
        "ffff:ffff:ffff:ffff:ffff:ffff:ffff:FFFF, 340282366920938463463374607431768211455",
    })
    void accepted(String text, String number) {
        assertThat(NaiveAddressText.parse(text).orElseThrow().number()).hasToString(number);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "1",
                "1.2.3",
                "1.2.3.4.5",
                "1.2.3.256",
                "01.2.3.4",
                "0x1.2.3.4",
                "1.2.3.4 ",
                "+1.2.3.4",
                "1.2.3.",
                ":",
                ":::",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "1::2::3",
                "1:2:3:4:5:6:7::8",
                "12345::",
                "g::",
                "::1.2.3",
                "1.2.3.4::",
                "::1.2.3.4:5",
                "1:2:3:4:5:6:7:1.2.3.4",
                "fe80::1%eth0",
                "[::1]",
                "localhost",
            })
    void refused(String text) {
        assertThat(NaiveAddressText.parse(text)).isEmpty();
    }
}
