package dev.sallyport.engine.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Properties over random addresses and over texts a few edits away from valid ones. */
class AddressPropertyTest {

    private static final Pattern ONE_CORRECTION =
            Pattern.compile("write `([^`]+)`( if that was meant)?");
    private static final String ALPHABET = "0123456789abcdefABCDEFgxX:.:./%-[]_ \t\u00a0\u0661";
    private static final long SEED = 5952;

    /* Half of the groups are zero, so that runs of every length and place occur. */
    private static IpAddress randomAddress(Random random) {
        if (random.nextInt(4) == 0) {
            return IpAddress.ipv4(
                    random.nextInt() & (random.nextBoolean() ? -1 : random.nextInt()));
        }
        if (random.nextInt(16) == 0) {
            return IpAddress.ipv6(0, 0xFFFF_0000_0000L | (random.nextInt() & 0xFFFF_FFFFL));
        }
        return IpAddress.ipv6(sparse(random), sparse(random));
    }

    private static long sparse(Random random) {
        long half = 0;
        for (int i = 0; i < 4; i++) {
            int group = random.nextBoolean() ? 0 : random.nextInt(0x1_0000) >>> random.nextInt(16);
            half = half << 16 | group;
        }
        return half;
    }

    /* parse(format(x)) = x */
    @Test
    void everyAddressIsReadBack() {
        Random random = new Random(SEED);
        int compressed = 0;
        for (int i = 0; i < 1_000_000; i++) {
            IpAddress address = randomAddress(random);
            String text = address.toString();
            if (!address.equals(AddressParser.tryParse(text, 0, text.length()))) {
                fail("%s of seed %d", text, SEED);
            }
            compressed += text.contains("::") ? 1 : 0;
        }
        assertThat(compressed).isBetween(300_000, 800_000);
    }

    @Test
    void everyTextIsThatOfTheOracle() {
        Random random = new Random(SEED);
        for (int i = 0; i < 100_000; i++) {
            IpAddress address = randomAddress(random);
            assertThat(address.toString()).isEqualTo(NaiveAddress.format(address));
        }
    }

    /* All 256 places of zero groups. */
    @Test
    void everyPatternOfZeroGroups() {
        for (int pattern = 0; pattern < 256; pattern++) {
            long[] halves = new long[2];
            for (int i = 0; i < 8; i++) {
                halves[i / 4] = halves[i / 4] << 16 | (pattern >>> i & 1);
            }
            IpAddress address = IpAddress.ipv6(halves[0], halves[1]);
            assertThat(address.toString()).isEqualTo(NaiveAddress.format(address));
            assertThat(IpAddress.parse(address.toString())).isEqualTo(address);
        }
    }

    private static String mutated(Random random, String text) {
        StringBuilder edited = new StringBuilder(text);
        int edits = 1 + random.nextInt(3);
        for (int i = 0; i < edits; i++) {
            int at = random.nextInt(edited.length() + 1);
            char c = ALPHABET.charAt(random.nextInt(ALPHABET.length()));
            switch (random.nextInt(3)) {
                case 0 -> edited.insert(at, c);
                case 1 -> edited.delete(at, Math.min(edited.length(), at + 1 + random.nextInt(3)));
                default -> {
                    if (at < edited.length()) {
                        edited.setCharAt(at, c);
                    }
                }
            }
        }
        return edited.toString();
    }

    private static String randomText(Random random) {
        IpAddress address = randomAddress(random);
        return random.nextInt(4) == 0 && !address.isIpv4() ? expanded(address) : address.toString();
    }

    private static String expanded(IpAddress address) {
        String digits = "%016x%016x".formatted(address.high(), address.low());
        return String.join(":", List.of(digits.split("(?<=\\G.{4})")));
    }

    @Test
    void mutatedAddressesAreReadAsTheOracleReadsThem() {
        Random random = new Random(SEED);
        int accepted = 0;
        int refused = 0;
        for (int i = 0; i < 100_000; i++) {
            String text = mutated(random, randomText(random));
            IpAddress expected = NaiveAddress.parse(text);
            assertThat(AddressParser.tryParse(text, 0, text.length())).as(text).isEqualTo(expected);
            AddressSyntaxException fault = faultOf(() -> AddressParser.parse(text));
            assertThat(fault == null).as(text).isEqualTo(expected != null);
            if (fault == null) {
                accepted++;
            } else {
                refused++;
                assertWellFormed(text, fault);
            }
        }
        assertThat(accepted).isGreaterThan(4_000);
        assertThat(refused).isGreaterThan(10_000);
    }

    @Test
    void mutatedPrefixesAreRefusedByBothOrNeither() {
        Random random = new Random(SEED);
        int accepted = 0;
        int refused = 0;
        for (int i = 0; i < 100_000; i++) {
            IpAddress address = randomAddress(random);
            int length = random.nextInt(address.family().bits() + 1);
            String valid = IpPrefix.around(address, length).toString();
            String text = mutated(random, random.nextInt(4) == 0 ? address + "/" + length : valid);
            IpPrefix prefix = AddressParser.tryParsePrefix(text);
            AddressSyntaxException fault = faultOf(() -> AddressParser.parsePrefix(text));
            assertThat(fault == null).as(text).isEqualTo(prefix != null);
            if (prefix != null) {
                accepted++;
                assertThat(IpPrefix.parse(prefix.toString())).isEqualTo(prefix);
                assertThat(AddressParser.parseVendorPrefix(text)).isEqualTo(prefix);
            } else if (fault != null) {
                refused++;
                assertWellFormed(text, fault);
            }
        }
        assertThat(accepted).isGreaterThan(4_000);
        assertThat(refused).isGreaterThan(10_000);
    }

    @Test
    void mutatedRangesAreRefusedByBothOrNeither() {
        Random random = new Random(SEED);
        int accepted = 0;
        int refused = 0;
        for (int i = 0; i < 100_000; i++) {
            String text = randomText(random) + "-" + randomText(random);
            String edited = random.nextBoolean() ? text : mutated(random, text);
            IpRange range = AddressParser.tryParseRange(edited);
            AddressSyntaxException fault = faultOf(() -> AddressParser.parseRange(edited));
            assertThat(fault == null).as(edited).isEqualTo(range != null);
            if (range != null) {
                accepted++;
                assertThat(IpRange.parse(range.toString())).isEqualTo(range);
                assertThat(AddressParser.parseVendorRange(edited)).isEqualTo(range);
            } else if (fault != null) {
                refused++;
                assertWellFormed(edited, fault);
            }
        }
        assertThat(accepted).isGreaterThan(4_000);
        assertThat(refused).isGreaterThan(10_000);
    }

    private static @Nullable AddressSyntaxException faultOf(Runnable parse) {
        try {
            parse.run();
            return null;
        } catch (AddressSyntaxException refused) {
            return refused;
        }
    }

    /* One printable line, and a correction that names one text names a text that is read. */
    private static void assertWellFormed(String text, AddressSyntaxException fault) {
        String message = String.valueOf(fault.getMessage());
        assertThat(message.chars()).as(text).allMatch(c -> c >= ' ' && c <= '~');
        assertThat(message).as(text).doesNotEndWith(".").matches("[`a-z].*");
        Matcher correction = ONE_CORRECTION.matcher(fault.hint());
        if (correction.matches()) {
            String written = correction.group(1);
            boolean length = written.startsWith("/");
            assertThat(length || isRead(written)).as("%s: %s", text, fault.hint()).isTrue();
        }
    }

    private static boolean isRead(String text) {
        return AddressParser.tryParse(text, 0, text.length()) != null
                || AddressParser.tryParsePrefix(text) != null
                || AddressParser.tryParseRange(text) != null;
    }
}
