package dev.sallyport.engine.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.client.AddressHeader.Syntax;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Long and random headers: always an answer, never an exception, and work in proportion to the
 * length.
 */
class HostileHeaderTest {

    private static final int LENGTH = 64 * 1024;
    private static final IpAddress PROXY = IpAddress.parse("10.0.0.1");
    private static final TrustedProxies TRUSTED =
            TrustedProxies.of(List.of(IpPrefix.parse("10.0.0.0/8")));

    /** Counts how often characters are read, which no clock has to measure. */
    private static final class CountingText implements CharSequence {
        private final String text;
        private long reads;

        CountingText(String text) {
            this.text = text;
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            reads++;
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.substring(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"",
                "\\",
                "\\\"",
                "\"\\",
                ",",
                ";",
                "=",
                "[",
                "]",
                ":",
                "%",
                "a",
                "10.0.0.1,",
                "for=10.0.0.1,",
                "for=\"10.0.0.1\",",
                "for=\"\\1\\0.0.0.1\",",
                "for=\"[::ffff:10.0.0.1]:_a\" ; by=\"\\\",\\\\\" ,",
                "a=b;",
                "a=\"b\";",
                "[::ffff:10.0.0.1%a]:1,",
                "\",\"",
                "\\\\\"",
                "unknown,",
                " ",
                "\t,"
            })
    void readsGrowWithTheLengthOnly(String unit) {
        for (Syntax syntax : Syntax.values()) {
            ClientAddressResolver resolver =
                    new ClientAddressResolver(TRUSTED, new AddressHeader("a", syntax));
            for (String tail : List.of("", "for=10.0.0.1", "10.0.0.1", "\"", "for=\"", "x")) {
                CountingText line = new CountingText(unit.repeat(LENGTH / unit.length()) + tail);
                assertThat(resolver.resolve(PROXY, List.of(line), false)).isNotNull();
                assertThat(line.reads).as("%s %s %s", syntax, unit, tail).isLessThan(12L * LENGTH);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void randomHeadersAlwaysGetAnAnswer(Syntax syntax) {
        long seed = 7239;
        Random random = new Random(seed);
        String[] parts = {
            "for=",
            "by=",
            "\"",
            "\\",
            ",",
            ";",
            " ",
            "10.0.0.1",
            "192.0.2.1",
            "[2001:db8::1]",
            ":80",
            "unknown",
            "_x",
            "%a",
            "\u00e9",
            "\u0000",
            "\n",
            "\u2028",
            "="
        };
        ClientAddressResolver resolver =
                new ClientAddressResolver(TRUSTED, new AddressHeader("a", syntax));
        int determined = 0;
        for (int run = 0; run < 200_000; run++) {
            StringBuilder line = new StringBuilder();
            int length = random.nextInt(12);
            for (int i = 0; i < length; i++) {
                line.append(parts[random.nextInt(parts.length)]);
            }
            List<String> lines =
                    random.nextInt(4) == 0
                            ? List.of(line.toString(), "for=10.0.0.1")
                            : List.of(line.toString());
            ClientAddress found = resolver.resolve(PROXY, lines, false);
            if (found instanceof ClientAddress.Determined(IpAddress address, String derivedFrom)) {
                determined++;
                assertThat(TRUSTED.contains(address)).as("%s of seed %d", lines, seed).isFalse();
                assertThat(address.isIpv4Mapped() || address.isUnspecified()).isFalse();
                assertThat(derivedFrom).isEqualTo("a");
            }
        }
        assertThat(determined).isGreaterThan(100);
    }

    /* What a client put in front of the element that its proxy appended never changes how that is read. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SINGLE")
    void nothingInFrontOfTheAppendedElementCounts(Syntax syntax) {
        long seed = 64;
        Random random = new Random(seed);
        String appended =
                syntax == Syntax.FORWARDED
                        ? "for=\"[2001:db8::7]:80\";host=\"a,b\""
                        : "[2001:db8::7]:80";
        ClientAddressResolver resolver =
                new ClientAddressResolver(TRUSTED, new AddressHeader("a", syntax));
        ClientAddress expected = new ClientAddress.Determined(IpAddress.parse("2001:db8::7"), "a");
        String alphabet = "for=\"\\,;: 10.a[]%";
        for (int run = 0; run < 200_000; run++) {
            StringBuilder line = new StringBuilder();
            for (int i = random.nextInt(20); i > 0; i--) {
                line.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            line.append(',').append(appended);
            assertThat(resolver.resolve(PROXY, List.of(line), false))
                    .as("%s of seed %d", line, seed)
                    .isEqualTo(expected);
        }
    }
}
